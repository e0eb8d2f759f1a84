"""Entries: the rows of a page that lead to other pages, each a link of some length, many alike in markup."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from flows.page.lines import Element, Label, Line, Reading

MIN_ENTRY_CHARS = 6
"""Characters of a link that may be the title of another page; menus have shorter ones."""
MAX_ENTRY_LINKS = 3
"""A row with more links is a cloud of tags or a menu in one line."""
MAX_TEASER_CHARS = 320
"""Text between two entries that may be the teaser of the first; more is an article that stands between two links."""
MAX_TEASER_LINES = 12
DATE_LINES = 3
"""The date of an entry stands on its own line or so many lines below."""
CONTROLS = frozenset(["option", "select", "button", "textarea", "optgroup"])
_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d\d?(?:\s?[-/.月]\s?\d\d?日?)?|(?<![\d:])\d\d?(?:-|/|月)\d\d?日?(?![\d:])"
)
_NO_ENTRIES = frozenset(["breadcrumb", "share", "login", "icp", "copyright"])
"""Categories of lines whose links are the page's own."""
MIN_PROSE_CHARS = 12
LONG_PROSE_CHARS = 60
_ENDS = ("。", "！", "？", "；", "!", "?", ";")
_CHANGING_TOKEN = re.compile(r"\S*\d\S*|\b(?:odd|even|active|first|last|current|top|sticky)\b")
"""Parts of class and id that tell one row of a list from the next."""


@dataclass(slots=True, frozen=True)
class Entries:
    """The entries of a page, and the lines that are theirs."""

    lines: frozenset[int]
    """Indexes of the links themselves."""
    covered: frozenset[int]
    """Indexes of all lines between the first and the last of a series, teasers and dates included."""
    dated: int
    """Entries with a date on their line or just below."""
    link_chars: int


NO_ENTRIES = Entries(frozenset(), frozenset(), 0, 0)


def find_entries(reading: Reading, labels: list[Label]) -> Entries:
    """The entries of `reading`; none in plain text. A link that stands alone is one if it has a date."""
    lines, elements = reading.lines, reading.elements
    alike: dict[tuple[str, str, str, int], list[int]] = defaultdict(list)
    for line in lines:
        if _may_be_entry(line):
            alike[_signature(elements, line)].append(line.index)
    if not alike:
        return NO_ENTRIES
    sizes = _text_sizes(lines)
    found: set[int] = set()
    covered: set[int] = set()
    dated = 0
    for indexes in alike.values():
        for series in _series(indexes, sizes):
            end = max(series[-1] + _row_lines(series), _date_line(lines, series[-1]) + 1)
            dates = [i for i in series if _has_date(lines, i)]
            if not dates and len({lines[i].text for i in series}) == 1:
                continue
            if labels[series[0]].category in _NO_ENTRIES:
                continue
            found.update(series)
            covered.update(range(series[0], min(end, len(lines))))
            dated += len(dates)
    return Entries(frozenset(found), frozenset(covered), dated, sum([lines[i].link_chars for i in found]))


def prose_chars(text: str) -> int:
    """Characters of a line as it stands on the page if it reads as prose, otherwise 0.

    Coarser than `wording.prose_chars`, which asks it of folded text: here a page is judged, not a line.
    """
    size = len(text)
    if size < MIN_PROSE_CHARS:
        return 0
    if "。" in text or text.endswith(_ENDS):
        return size
    return size if size >= LONG_PROSE_CHARS and text.count("，") + text.count(",") + text.count("、") >= 2 else 0


def is_link(line: Line) -> bool:
    """Whether most of a line is a link."""
    return line.link_chars * 2 > len(line.text)


def _may_be_entry(line: Line) -> bool:
    if line.link_chars < MIN_ENTRY_CHARS or line.is_hidden or line.tag in CONTROLS or line.is_code:
        return False
    if line.link_count > MAX_ENTRY_LINKS:
        return False
    return is_link(line) or line.link_chars * 2 >= len(_DATE.sub("", line.text))


def _signature(elements: Sequence[Element], line: Line) -> tuple[str, str, str, int]:
    """What the rows of one list have in common: tag, class, the tag around it, depth."""
    element = elements[line.element]
    parent = elements[max(0, element.parent)]
    return element.tag, _lasting_tokens(element.tokens) if element.tokens else "", parent.tag, element.depth


@lru_cache(maxsize=4096)
def _lasting_tokens(tokens: str) -> str:
    return _CHANGING_TOKEN.sub("", tokens).strip()


def _text_sizes(lines: list[Line]) -> list[int]:
    """Characters of prose before each line, links aside; one more than there are lines."""
    sizes, total = [0], 0
    for line in lines:
        if not line.is_hidden and not is_link(line):
            total += prose_chars(line.text)
        sizes.append(total)
    return sizes


def _series(indexes: list[int], sizes: list[int]) -> list[list[int]]:
    """Runs of `indexes` with no more than a teaser between two of them."""
    series = [[indexes[0]]]
    for index in indexes[1:]:
        last = series[-1][-1]
        if index - last > MAX_TEASER_LINES or sizes[index] - sizes[last] > MAX_TEASER_CHARS:
            series.append([])
        series[-1].append(index)
    return series


def _row_lines(series: list[int]) -> int:
    """Lines that the last entry of a series takes: as many as the others do."""
    gaps = [b - a for a, b in pairwise(series)]
    return round(median(gaps)) if gaps else 1


def _has_date(lines: list[Line], index: int) -> bool:
    return _date_line(lines, index) >= 0


def _date_line(lines: list[Line], index: int) -> int:
    """Index of the line that says the date of the entry `index`; -1 where none does."""
    return next((line.index for line in lines[index : index + DATE_LINES] if _DATE.search(line.text)), -1)
