"""Find headings without a number that fill a line: what markup names, and short lines that stand apart.

One short line proves nothing: it may be a caption, a name, a line of verse. Headings come in groups that look alike,
each with text of its own below it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from flows.page.sections.candidates import Candidate, bare_candidate
from flows.page.sections.lines import TextLine
from flows.page.sections.styles import Style
from flows.page.sections.zones import MAX_CONTENTS_LINE, Contents, read_title
from flows.page.text.words import word_lists

MAX_HEADING_LINE = 34
"""Characters; a longer line is running text. Of 226 labelled headings without a number 97 % have at most 20."""
MANY_ALIKE = 5
"""Short lines of a text between its paragraphs, from which their lengths may differ more."""
MIN_REFRAINS = 2
"""Different headings that come again in a text where headings do, below each of its parts. One line alone that does is
an advertisement or a refrain."""
MAX_MARKED = 60
"""Characters of the longest paragraph that markup can make a heading."""

_ENDS_OPEN = "。,;:、.…-—"
_ENDS_SENTENCE = "。!;,…"
_CREDIT = re.compile(
    rf"^[(【◎▲△●]?(?:{word_lists()['section_credit_heads'].pattern})(?:[ :/|丨·(]|$)"
    rf"|(?:{word_lists()['section_credit_tails'].pattern})[)】]?$|{word_lists()['section_credit_parts'].pattern}"
    rf"|(?:{word_lists()['section_credit_roles'].pattern})[ :/|丨]"
    r"|^[(【]?[图表] ?[0-9A-Z]|:.*[0-9]{3}|[|/@=<>{}\\$_~^→]|https?:|[0-9]{4} ?[-年]|^\(.*\)$|^[“《].*[,。!?…].*[”》]$"
)
"""What names a person, a source, a date or a link, and so is no heading of the text below it."""
_CAPTION = re.compile(r"[(【]?(?:[▲△◎]|图(?:为|[0-9:])|.{0,30}(?:[供截]图|摄)[)】]?$)")
_MATTER = re.compile(rf"【?(?:{word_lists()['section_matter'].pattern})】?")
_BRACKETED = re.compile(r"【([^【】]{1,20})】 *")
_GAP = re.compile("[, ]")
_KEY = re.compile(r"([^:]{1,4}):")


class Hint(Protocol):
    """What markup says of the paragraph that begins at offset `start`."""

    @property
    def start(self) -> int: ...
    @property
    def heading(self) -> int:
        """1 to 6 inside h1 to h6, otherwise 0."""

    @property
    def is_bold(self) -> bool: ...
    @property
    def is_data(self) -> bool:
        """A line of code or a row of a table."""

    @property
    def is_item(self) -> bool:
        """An item of a list that a browser numbers."""


@dataclass(slots=True)
class _Shape:
    """Features of a short line that its fellow headings share."""

    line: int
    text: str
    commas: int
    layout: tuple[bool, bool, bool]
    """Whether it stands in brackets, and whether its indent, and its distance from the line above, differ from running
    text."""


def find_unnumbered_headings(
    folded: str, lines: list[TextLine], taken: set[int], contents: Contents | None = None
) -> list[Candidate]:
    """Headings that fill a short line of their own. `taken`: indexes of the lines that carry a numbered candidate.

    Where a contents list names headings, those are the headings; otherwise they are the short lines that look alike.
    """
    if contents and contents.titles:
        return _find_listed(folded, lines, taken, contents)
    is_body = [_is_body(folded, line) for line in lines]
    short = [n for n, is_text in enumerate(is_body[:-1]) if not is_text and n not in taken]
    bracketed = _find_bracketed(folded, lines, short)
    if sum(is_body) < 2:
        return [bare_candidate(Style.HEADING, lines[n].start, n) for n in sorted(bracketed)]
    indent, gap = _usual_layout([line for line, is_text in zip(lines, is_body, strict=True) if is_text])
    shapes: list[_Shape] = []
    found: list[Candidate] = []
    for n in short:
        line = lines[n]
        heading = folded[line.start : line.end].rstrip()
        if _MATTER.fullmatch(heading):
            found.append(bare_candidate(Style.MATTER, line.start, n))
        elif n in bracketed:
            found.append(bare_candidate(Style.HEADING, line.start, n))
        elif (is_body[n + 1] or n + 1 in taken) and (not n or is_body[n - 1] or n - 1 in taken) and _may_head(heading):
            layout = (heading[0] == "【", line.indent != indent, line.blank_before > gap)
            shapes.append(_Shape(n, heading, len(_GAP.findall(heading)), layout))
    found += [bare_candidate(Style.HEADING, lines[s.line].start, s.line) for s in _choose_alike(shapes, bool(taken))]
    return sorted(found, key=lambda c: c.start)


def _find_bracketed(folded: str, lines: list[TextLine], short: list[int]) -> set[int]:
    """The lines that are headings because they and others, with other words, are all that stands in 【】 on a line."""
    found = {n: m[1] for n in short if (m := _BRACKETED.fullmatch(folded, lines[n].start, lines[n].end))}
    return set(found) if len(set(found.values())) == len(found) > 1 else set()


def _usual_layout(body: list[TextLine]) -> tuple[int, int]:
    """The commonest indent of running text, and the commonest number of blank lines above it."""
    indents, gaps = Counter([line.indent for line in body]), Counter([line.blank_before for line in body])
    return indents.most_common(1)[0][0], gaps.most_common(1)[0][0]


def find_marked_headings(folded: str, lines: list[TextLine], taken: set[int], hints: Sequence[Hint]) -> list[Candidate]:
    """Headings that the markup names: h2 to h6, each level a counter of its own, or else whole bold paragraphs.

    Empty where it names fewer than two: one bold line is an emphasis, one h2 the title of a box.
    """
    by_start = {hint.start: hint for hint in hints}
    marked = [
        (n, by_start[line.start])
        for n, line in enumerate(lines[:-1])
        if line.start in by_start
        and not by_start[line.start].is_data
        and n not in taken
        and line.end - line.start <= MAX_MARKED
    ]
    chosen = [(n, str(hint.heading)) for n, hint in marked if hint.heading > 1]
    if len(chosen) < 2:
        chosen = [(n, "") for n in _choose_bold(folded, lines, [n for n, hint in marked if hint.is_bold])]
    return [bare_candidate(Style.HEADING, lines[n].start, n, variant=variant) for n, variant in chosen]


def _choose_bold(folded: str, lines: list[TextLine], bold: list[int]) -> list[int]:
    """Those of the bold lines that are headings: none where most are sentences, which are bold for emphasis."""
    texts = {n: folded[lines[n].start : lines[n].end].rstrip() for n in bold}
    named = [n for n in bold if not _CREDIT.search(texts[n])]
    headings = [n for n in named if texts[n][-1] not in _ENDS_SENTENCE]
    return headings if len(headings) > 1 and 2 * len(headings) > len(named) else []


def _find_listed(folded: str, lines: list[TextLine], taken: set[int], contents: Contents) -> list[Candidate]:
    """The lines below a contents list that have the words of its entries: each entry once, where it heads text."""
    places: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        if line.start >= contents.end and n not in taken and line.end - line.start <= MAX_CONTENTS_LINE:
            title = read_title(folded[line.start : line.end])
            if title in contents.titles:
                places.setdefault(title, []).append(n)
    listed = {n for ns in places.values() for n in ns}
    found = []
    for title, ns in places.items():
        heading = [n for n in ns if n + 1 not in listed] or ns
        found += heading[: contents.titles[title]]
    return [bare_candidate(Style.HEADING, lines[n].start, n) for n in sorted(found)]


def _is_body(folded: str, line: TextLine) -> bool:
    """Running text: a long line, a whole sentence with its stop, the words that lead a list in, a caption in it."""
    length = line.end - line.start
    if length > MAX_HEADING_LINE:
        return True
    last = folded[line.end - 1]
    if last == ":":
        return length >= 15
    if _CAPTION.match(folded, line.start, line.end):
        return True
    return length >= 12 and last in "。!?;”…" and "。" in folded[line.start : line.end]


def _may_head(heading: str) -> bool:
    if len(heading) < 2 or heading[-1] in _ENDS_OPEN or "。" in heading or ";" in heading:
        return False
    if _CREDIT.search(heading):
        return False
    return sum("一" <= char <= "鿿" for char in heading) >= max(2, len(heading) // 2)


def _choose_alike(shapes: list[_Shape], has_parents: bool) -> list[_Shape]:
    """Those of the short lines that look alike: by their layout where it sets them apart, otherwise by their length."""
    texts = Counter([s.text for s in shapes])
    if not has_parents or sum(count > 1 for count in texts.values()) < MIN_REFRAINS:
        shapes = [s for s in shapes if texts[s.text] == 1]
    keys = Counter([m[1] for s in shapes if (m := _KEY.match(s.text))])
    shapes = [s for s in shapes if not (m := _KEY.match(s.text)) or keys[m[1]] == 1 < len(keys)]
    chosen: list[_Shape] = []
    for layout in sorted({s.layout for s in shapes}, reverse=True):
        group = [s for s in shapes if s.layout == layout]
        if any(layout):
            chosen += group if len(group) >= 2 else []
            continue
        group = _of_like_length([s for s in group if s.line], 2 if has_parents else 4)
        if len(group) >= 3 or (len(group) == 2 and _is_pair(*group)):
            chosen += group
    return sorted(chosen, key=lambda s: s.line)


def _of_like_length(group: list[_Shape], shortest: int) -> list[_Shape]:
    """Those that are about as long as the one in the middle; of many, lengths may differ more."""
    if len(group) < 2:
        return group
    middle = median(len(s.text) for s in group)
    least, most = (0.3, 2.2) if len(group) >= MANY_ALIKE else (0.55, 1.8)
    return [s for s in group if max(shortest, least * middle) <= len(s.text) <= most * middle]


def _is_pair(a: _Shape, b: _Shape) -> bool:
    return abs(len(a.text) - len(b.text)) <= 2 and a.commas == b.commas
