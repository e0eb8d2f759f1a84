"""What a source repeats: lines that stand on many of its pages, among the same neighbours.

A menu, a sidebar or a notice is the same block on every page. A heading that articles share (定义和用法) is as
frequent, but what stands around it differs from page to page; so does a refrain. The commonest neighbour tells them
apart. Of menus that are glued into one line, in several forms, the pieces are known: see `glued_lines`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from flows.page.labelling.glued_lines import PieceKey, is_covered, read_pieces, single_pieces
from flows.page.labelling.wording import CACHED_CHARS, Wording, prose_chars, read_wording
from flows.page.lines import Line
from flows.page.text.folding import fold

MIN_PAGES = 3
"""Pages that a line must stand on; a source of two pages teaches nothing."""
MIN_COMPANY = 0.6
"""Share of those pages on which the line above, or the line below, is the same."""
LEVELS = ((0.9, "most"), (0.5, "half"), (0.25, "quarter"), (0.1, "tenth"), (0.0, "few"))
"""Least share of the pages, and its name. Coarse, so that a new page seldom changes what is known."""
GLUED = "pieces"
"""In the place of a level: of pieces, and of a line that is made of them. It is one, so that a share that shifts makes
no page again."""
REPEATED_ODDS = -12.0
"""Log-odds of body against chrome that a repeated line adds; a line of prose inside a body has about 8."""
_NUMBER = re.compile("[0-9]+")

LineKey = int
"""64 bits of a hash over a line, folded, its numbers aside: dates and counters change where the template stays."""


class PageLine(NamedTuple):
    """A line of a page as `learn_templates` sees it."""

    key: LineKey
    size: int
    """Characters."""
    is_prose: bool
    """It reads as a sentence."""
    pieces: tuple[PieceKey, ...] = ()
    """See `read_pieces`."""


PageLines = list[PageLine]
"""The lines of a page that a browser shows, in order."""
Templates = Mapping[LineKey, str]
"""Key of a line that the source repeats → name of its level in `LEVELS`; key of a piece → `GLUED`."""

Repeated = dict[int, str]
"""Index of a line of the page → name of the level of the template that it is, or `GLUED`."""


def line_key(text: str) -> LineKey:
    """The key of a line as it stands."""
    return held_keys(text)[0]


def held_keys(text: str) -> tuple[LineKey, ...]:
    """The keys of all templates that a line can be taken for: its own, then those of its pieces.

    Short lines are remembered: the pages of a site share them.
    """
    return _short_keys(text) if len(text) <= CACHED_CHARS else _keys_of(fold(text))


def page_lines(lines: Iterable[Line]) -> PageLines:
    """What `learn_templates` needs of a page. Lines that differ in their numbers alone are its data, not its frame."""
    shown = [(folded := _fold(line.text), _keys_of(folded)) for line in lines if not line.is_hidden]
    texts: dict[LineKey, str] = {}
    data = {key for folded, (key, *_) in shown if texts.setdefault(key, folded) != folded}
    return [
        PageLine(key, len(folded), prose_chars(folded) > 0, tuple(pieces))
        for folded, (key, *pieces) in shown
        if key not in data
    ]


def learn_templates(pages: Sequence[PageLines]) -> dict[LineKey, str]:
    """The templates of a source, out of some of its pages. Their order does not count.

    The line below tells a heading from the last line of a block: a short line over sentences that differ is a heading,
    whatever stands above it.
    """
    told_apart = _tell_apart(pages)
    holders = _count_holders(told_apart)
    frequent = {key for key, count in holders.items() if count >= MIN_PAGES}
    above: dict[LineKey, Counter[LineKey]] = defaultdict(Counter)
    below: dict[LineKey, Counter[LineKey]] = defaultdict(Counter)
    heads: Counter[LineKey] = Counter()
    for page in told_apart:
        pairs = {(upper.key, lower.key): lower.is_prose and not upper.is_prose for upper, lower in pairwise(page)}
        for (upper, lower), is_head in pairs.items():
            if lower in frequent:
                above[lower][upper] += 1
            if upper in frequent:
                below[upper][lower] += 1
                heads[upper] += is_head
    lines = {
        key: _level(holders[key] / len(told_apart))
        for key in sorted(frequent)
        if _most(below[key]) >= MIN_COMPANY * holders[key]
        or (_most(above[key]) >= MIN_COMPANY * holders[key] and heads[key] * 2 < holders[key])
    }
    return dict.fromkeys(_learn_pieces(told_apart), GLUED) | lines


def find_repeated(lines: Iterable[Line], templates: Templates) -> Repeated:
    """The lines of a page that its source repeats."""
    found = {}
    for line in lines:
        if line.is_hidden:
            continue
        key, *pieces = held_keys(line.text)
        if level := templates.get(key):
            found[line.index] = level
        elif is_covered(pieces, templates):
            found[line.index] = GLUED
    return found


def weigh_repeated(
    scores: list[float], indexes: list[int], repeated: Repeated, wordings: list[Wording], title: Sequence[int]
) -> list[float]:
    """`scores` of the lines `indexes`, with what repetition says against them. title: the lines that print the title.

    A page without a sentence of its own may be where the repeated text belongs: there repetition says nothing. A line
    made of known pieces may be a heading in set words between the title (or the first line of the page's own where no
    line prints it) and the last of the page's own sentences.
    """
    own = [index for index in indexes if index not in repeated and prose_chars(wordings[index].text)]
    if not own:
        return scores
    first = min([own[0], *(title or [index for index in indexes if index not in repeated])])
    inside = range(first, own[-1])
    return [
        score + REPEATED_ODDS if index in repeated and not (repeated[index] == GLUED and index in inside) else score
        for score, index in zip(scores, indexes, strict=True)
    ]


def _learn_pieces(pages: Iterable[PageLines]) -> list[PieceKey]:
    """The pieces that stand on enough pages."""
    holders = Counter(key for page in pages for key in single_pieces(line.pieces for line in page))
    return sorted(key for key, count in holders.items() if count >= MIN_PAGES)


def _most(neighbours: Counter[LineKey]) -> int:
    return max(neighbours.values(), default=0)


def _level(share: float) -> str:
    return next(name for least, name in LEVELS if share >= least)


def _count_holders(pages: Iterable[PageLines]) -> Counter[LineKey]:
    """Of each line, the number of pages that hold it."""
    return Counter(key for page in pages for key in {line.key for line in page})


def _tell_apart(pages: Sequence[PageLines]) -> list[PageLines]:
    """The pages without reprints of each other's articles, whose lines would look like a template's.

    A page is known by its weightiest line: the largest length over the square of the number of pages that hold it.
    """
    holders = _count_holders(pages)
    known: dict[LineKey, PageLines] = {}
    for page in sorted(pages):
        if page:
            _, key = max((line.size / holders[line.key] ** 2, line.key) for line in page)
            known.setdefault(key, page)
    return list(known.values())


def _fold(text: str) -> str:
    return read_wording(text).text if len(text) <= CACHED_CHARS else fold(text)


def _keys_of(folded: str) -> tuple[LineKey, ...]:
    plain = _NUMBER.sub("0", folded).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(plain, digest_size=8).digest(), "little"), *read_pieces(folded)


@lru_cache(maxsize=16384)
def _short_keys(text: str) -> tuple[LineKey, ...]:
    return _keys_of(read_wording(text).text)
