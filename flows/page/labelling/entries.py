"""Entries: the rows of a page that lead to other pages, each a link of some length, many alike in markup."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from statistics import median

from flows.page.lines import Element, Label, Line, Reading
from flows.page.text.words import words

MIN_ENTRY_CHARS = 6
"""Characters of a link that may be the title of another page; menus have shorter ones."""
MIN_NAME_CHARS = 2
"""Characters of a link that may be a name in an index; counted only where a page has no text at all."""
MAX_ENTRY_LINKS = 3
"""A row with more links is a cloud of tags or a menu in one line."""
MAX_TEASER_CHARS = 320
"""Text between two entries that may be the teaser of the first; more is an article that stands between two links."""
MAX_TEASER_LINES = 12
MAX_ROW_DEPTH = 4
"""Elements between a link and the element of its row."""
ROW_HEAD_LINES = 4
"""A row's link is among so many of its lines; its text may then be long, as on the first page of a blog."""
DATE_LINES = 3
"""The date of an entry stands on its own line or so many lines below."""
CONTROLS = frozenset(["option", "select", "button", "textarea", "optgroup"])
_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d\d?(?:\s?[-/.月]\s?\d\d?日?)?|(?<![\d:])\d\d?(?:-|/|月)\d\d?日?(?![\d:])"
)
_CLOCK = re.compile(r"\d\d?:\d\d(?::\d\d)?")
_LEADER = re.compile(r"[.…·_\-\s]{3,}.*$")
"""The dots of a table of contents, and what stands behind them."""
_NO_ENTRIES = frozenset(["breadcrumb", "share", "login", "icp", "copyright", "contact"])
"""Categories of lines whose links are the page's own."""
_NO_ENTRY_RULES = frozenset(["byline.source_date", "byline.source", "nav.tools"])
"""Rules of lines that belong to one article."""
RELATED_HEADING = "related.heading"
_SIDE_TAGS = frozenset(["aside", "nav", "footer", "header"])
MIN_PROSE_CHARS = 12
LONG_PROSE_CHARS = 60
_ENDS = ("。", "！", "？", "；", "!", "?", ";")
_CHANGING_TOKEN = re.compile(r"\S*\d\S*|\b(?:odd|even|active|first|last|current|top|sticky)\b")
"""Parts of class and id that tell one row of a list from the next."""


@dataclass(slots=True, frozen=True)
class Entries:
    """The entries of a page, and the lines that are theirs."""

    lines: frozenset[int] = frozenset()
    """Indexes of the links themselves."""
    covered: frozenset[int] = frozenset()
    """Indexes of all lines between the first and the last of a series, teasers and dates included."""
    link_chars: int = 0
    main: frozenset[int] = frozenset()
    """Those of `lines` that stand neither in a column at the side nor below a heading of related pages."""
    main_chars: int = 0


NO_ENTRIES = Entries()


def find_entries(reading: Reading, labels: list[Label]) -> Entries:
    """The entries of `reading`; none in plain text. A link that stands alone is one if it has a date."""
    lines, elements = reading.lines, reading.elements
    alike: dict[tuple[str, str, str, int], list[int]] = defaultdict(list)
    for line in lines:
        if line.link_chars >= MIN_ENTRY_CHARS and _may_be_entry(line, labels[line.index]):
            alike[_signature(elements, line)].append(line.index)
    if not alike:
        return NO_ENTRIES
    sizes = _text_sizes(lines)
    found: set[int] = set()
    covered: set[int] = set()
    main: set[int] = set()
    for indexes in alike.values():
        for series in _series(elements, lines, indexes, sizes):
            if not _leads_elsewhere(lines, series):
                continue
            found.update(series)
            covered.update(_span(elements, lines, series))
            if not is_at_side(reading, labels, series[0]):
                main.update(series)
    chars = sum([lines[i].link_chars for i in found])
    main_chars = sum([lines[i].link_chars for i in main])
    return Entries(frozenset(found), frozenset(covered), chars, frozenset(main), main_chars)


def count_dated(lines: list[Line], entries: Entries) -> int:
    """How many entries have a date on their line or just below."""
    return sum(_date_line(lines, index) >= 0 for index in entries.lines)


def count_names(reading: Reading, labels: list[Label]) -> int:
    """Links in lines of nothing but short links, columns at the side and the page's own doors aside."""
    return sum(
        line.link_count
        for line in reading.lines
        if line.link_chars >= MIN_NAME_CHARS and not line.is_hidden and is_link(line)
        if labels[line.index].category not in _NO_ENTRIES and not is_at_side(reading, labels, line.index)
    )


def is_at_side(reading: Reading, labels: list[Label], index: int) -> bool:
    """Whether a line stands in a column at the side, in head or foot, or below a heading of related pages."""
    if index and labels[index - 1].rule == RELATED_HEADING and not reading.lines[index - 1].link_chars:
        return True
    place = reading.lines[index].element
    while place > 0:
        element = reading.elements[place]
        if element.tag in _SIDE_TAGS or (element.tokens and _names_side(element.tokens)):
            return True
        place = element.parent
    return False


@lru_cache(maxsize=4096)
def _names_side(tokens: str) -> bool:
    return _side_words().search(tokens) is not None


@cache
def _side_words() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(words('side_areas'))})")


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


def _may_be_entry(line: Line, label: Label) -> bool:
    if line.is_hidden or line.tag in CONTROLS or line.is_code or line.link_count > MAX_ENTRY_LINKS:
        return False
    if label.category in _NO_ENTRIES or label.rule in _NO_ENTRY_RULES:
        return False
    return is_link(line) or line.link_chars * 2 >= len(_LEADER.sub("", _CLOCK.sub("", _DATE.sub("", line.text))))


def _leads_elsewhere(lines: list[Line], series: list[int]) -> bool:
    """Whether the links of a series differ, or have a date; one link over and over is a button."""
    text = lines[series[0]].text
    return any(lines[i].text != text for i in series) or any(_date_line(lines, i) >= 0 for i in series)


def _signature(elements: list[Element], line: Line) -> tuple[str, str, str, int]:
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


def _series(elements: list[Element], lines: list[Line], indexes: list[int], sizes: list[int]) -> list[list[int]]:
    """Runs of `indexes` with no more than a teaser between two of them, or in rows of one list."""
    series = [[indexes[0]]]
    for last, index in pairwise(indexes):
        is_far = index - last > MAX_TEASER_LINES or sizes[index] - sizes[last] > MAX_TEASER_CHARS
        if is_far and not _are_rows(elements, lines, last, index):
            series.append([])
        series[-1].append(index)
    return [part for each in series for part in _split_at_prose(elements, lines, each, sizes)]


def _split_at_prose(elements: list[Element], lines: list[Line], series: list[int], sizes: list[int]) -> list[list[int]]:
    """The series, in parts where it has prose between few of its links: that is no teaser of theirs."""
    teased = sum([sizes[below] > sizes[above] for above, below in pairwise(series)])
    if not teased or (teased * 3 >= 2 * (len(series) - 1) and (len(series) > 2 or _is_pair(elements, lines, series))):
        return [series]
    parts = [[series[0]]]
    for above, below in pairwise(series):
        if sizes[below] > sizes[above]:
            parts.append([])
        parts[-1].append(below)
    return parts


def _is_pair(elements: list[Element], lines: list[Line], series: list[int]) -> bool:
    """Whether two links with prose between them are the heads of two rows, and no links above and below an article."""
    above, below = (lines[index] for index in series)
    row = _find_rows(elements, above.element, below.element)[0]
    return row > 0 and (above.heading > 0 or (row != above.element and _tokens_of(elements[row]) != ""))


def _are_rows(elements: list[Element], lines: list[Line], above: int, below: int) -> bool:
    """Whether two links head rows of one list, the first of which has a date, or further links at its end."""
    a, b = _find_rows(elements, lines[above].element, lines[below].element)
    if not a or not (_is_at_head(elements, lines, a, above) and _is_at_head(elements, lines, b, below)):
        return False
    return _date_line(lines, above) >= 0 or any(
        is_link(line) or _DATE.search(line.text) for line in lines[max(above + 1, below - ROW_HEAD_LINES) : below]
    )


def _find_rows(elements: list[Element], a: int, b: int) -> tuple[int, int]:
    """The elements around `a` and `b` that are siblings of one kind; 0, 0 where there are none."""
    for _ in range(MAX_ROW_DEPTH):
        if a <= 0 or b <= 0 or a == b:
            break
        if elements[a].parent == elements[b].parent:
            is_one_kind = elements[a].tag == elements[b].tag and _tokens_of(elements[a]) == _tokens_of(elements[b])
            return (a, b) if is_one_kind else (0, 0)
        a, b = elements[a].parent, elements[b].parent
    return 0, 0


def _tokens_of(element: Element) -> str:
    return _lasting_tokens(element.tokens) if element.tokens else ""


def _is_at_head(elements: list[Element], lines: list[Line], row: int, index: int) -> bool:
    """Whether the line is one of the first of the element `row`. A parent precedes its children."""
    before = index - ROW_HEAD_LINES
    return before < 0 or not _is_within(elements, lines[before].element, row)


def _is_within(elements: list[Element], place: int, wanted: int) -> bool:
    while place > wanted:
        place = elements[place].parent
    return place == wanted


def _span(elements: list[Element], lines: list[Line], series: list[int]) -> range:
    """The lines from the first row of a series to the last, with those of the first row above its link."""
    gaps = [below - above for above, below in pairwise(series)]
    start, end = series[0], max(series[-1], _date_line(lines, series[-1])) + 1
    if len(series) > 2 or (gaps and _is_pair(elements, lines, series)):
        end = series[-1] + round(median(gaps))
    row = _find_rows(elements, lines[start].element, lines[series[1]].element)[0] if gaps and gaps[0] > 1 else 0
    while row and start > max(0, series[0] - ROW_HEAD_LINES) and _is_within(elements, lines[start - 1].element, row):
        start -= 1
    return range(start, min(end, len(lines)))


def _date_line(lines: list[Line], index: int) -> int:
    """Index of the line that says the date of the entry `index`; -1 where none does."""
    return next((line.index for line in lines[index : index + DATE_LINES] if _DATE.search(line.text)), -1)
