"""Figures of a text with the words around them: what tells a filled-in form or a yearly notice from a reprint.

A reprint is cut, framed and edited, but says of nothing another figure. The notice of the next year repeats the text
but for its dates, sums and telephone numbers, and so is more like than many a reprint.
"""

import re
from collections.abc import Mapping, Set

from flows.page.text.folding import fold

Figures = Mapping[str, Set[tuple[str, ...]]]
"""Clause with its figures blanked → the figures that stand in it, once for each time it occurs."""

MAX_CONTRADICTIONS = 0.2
"""Of the clauses with figures that two texts share, those that may differ in them."""
_LEAST_WORDS = 2
"""Characters of a clause but figures and units of time: a bare date is that of the page as often as of the text."""
_CLAUSE = re.compile(r"[,。！!？?；;:、\s]|\.(?!\d)")
_FIGURE = re.compile(r"[\d〇零一二三四五六七八九十百千万亿][\d.〇零一二三四五六七八九十百千万亿]*")
_OTHERS = re.compile(r"[\W_]+")
_UNITS = re.compile("[0年月日时分]")


def read_figures(text: str) -> dict[str, set[tuple[str, ...]]]:
    """The figures of `text`, by the clauses that they stand in."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for clause in _CLAUSE.split(fold(text)):
        figures = tuple(_FIGURE.findall(clause))
        if figures:
            words = _OTHERS.sub("", _FIGURE.sub("0", clause))
            if len(_UNITS.sub("", words)) >= _LEAST_WORDS:
                found.setdefault(words, set()).add(figures)
    return found


def contradict(a: Figures, b: Figures) -> bool:
    """Whether two texts say different figures of the same, in more clauses than a slip explains."""
    shared = a.keys() & b.keys()
    wrong = sum(a[clause].isdisjoint(b[clause]) for clause in shared)
    return wrong > MAX_CONTRADICTIONS * len(shared)
