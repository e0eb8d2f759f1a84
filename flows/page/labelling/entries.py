"""Entries: the rows of a page that lead to other pages, each a link of some length, many alike in markup."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.page.labelling.entry_rows import (
    DATE,
    DATE_LINES,
    add_up_prose,
    are_signed_rows,
    find_date,
    find_span,
    is_link,
    is_linked_cell,
    lasting_tokens,
    list_series,
)
from flows.page.lines import Element, Label, Line, Reading
from flows.page.text.words import words

MIN_NAME_CHARS = 2
"""Characters of a link that may be an entry if a date, a teaser or a picture stands with it, or a name in an index."""
MIN_ENTRY_CHARS = 6
"""Characters of a link that may be the title of another page by itself; menus have shorter ones."""
MAX_ENTRY_LINKS = 3
"""A row with more links is a cloud of tags or a menu in one line, if nothing stands with it."""
MIN_TOLD = 3
"""Such links that make a list."""
MAX_DATED_CHARS = 80
"""Of a row without a link."""
MIN_DATED_ROWS = 4
"""Such rows that make a list."""
CONTROLS = frozenset(["option", "select", "button", "textarea", "optgroup"])
_ROW_END = re.compile(
    r"[\s(\[【（]*(?:19|20)\d\d\s?[-/.年]\s?\d\d?\s?[-/.月]\s?\d\d?日?(?:\s+\d\d?:\d\d(?::\d\d)?)?[)\]】）]?$"
)
_DATE_ENDS = frozenset("0123456789日)]】）")
_CLOCK = re.compile(r"\d\d?:\d\d(?::\d\d)?")
_LEADER = re.compile(r"[.…·_\-\s]{3,}.*$")
"""The dots of a table of contents, and what stands behind them."""
_NO_ENTRIES = frozenset(["breadcrumb", "share", "login", "icp", "copyright", "contact"])
"""Categories of lines whose links are the page's own."""
_NO_ENTRY_RULES = frozenset(["byline.source_date", "byline.source", "nav.tools"])
"""Rules of lines that belong to one article."""
RELATED_HEADING = "related.heading"
_SIDE_TAGS = frozenset(["aside", "nav", "footer", "header"])
_WHOLE_TAGS = frozenset(["html", "body", "main", "article"])
"""Elements whose classes say how the page is laid out: no-sidebar, right-menu."""


@dataclass(slots=True, frozen=True)
class Entries:
    """The entries of a page, and the lines that are theirs."""

    lines: frozenset[int] = frozenset()
    """Indexes of the links themselves."""
    covered: frozenset[int] = frozenset()
    """Indexes of all lines between the first and the last of a series, teasers and dates included."""
    chars: int = 0
    """Of `lines`: those of the links."""
    main: frozenset[int] = frozenset()
    """Those of `lines` that stand neither in a column at the side nor below a heading of related pages."""


NO_ENTRIES = Entries()


def find_entries(reading: Reading, labels: list[Label]) -> Entries:
    """The entries of `reading`; none in plain text. A link that stands alone is one if it has a date."""
    lines, elements = reading.lines, reading.elements
    alike: dict[tuple[str, str, str, str, int], list[int]] = defaultdict(list)
    for line in lines:
        if _may_be_entry(line, labels[line.index]) if line.link_chars else _is_unlinked_row(lines, line):
            alike[_signature(elements, line)].append(line.index)
    if not alike:
        return NO_ENTRIES
    sizes = add_up_prose(lines)
    pictured = {image.before_line for image in reading.images}
    found: set[int] = set()
    covered: set[int] = set()
    main: set[int] = set()
    for indexes in alike.values():
        for series in list_series(elements, lines, indexes, sizes):
            if not _leads_elsewhere(lines, series):
                continue
            if not lines[series[0]].link_chars and not _are_unlinked_rows(elements, lines, series):
                continue
            if len(series) == 1 and labels[series[0]].category == "byline":
                continue
            if _are_doors(lines, series) and not _are_told_of(lines, series, sizes, pictured):
                continue
            found.update(series)
            covered.update(find_span(elements, lines, series))
            if not is_at_side(reading, labels, series[0]):
                main.update(series)
    chars = sum([entry_chars(lines[i]) for i in found])
    return Entries(frozenset(found), frozenset(covered), chars, frozenset(main))


def count_dated(lines: list[Line], entries: Iterable[int]) -> int:
    """How many of the entries with these indexes have a date on their line or just below."""
    return sum(find_date(lines, index) >= 0 for index in entries)


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
        is_whole = element.tag in _WHOLE_TAGS
        if element.tag in _SIDE_TAGS or (element.tokens and not is_whole and _names_side(element.tokens)):
            return True
        place = element.parent
    return False


@lru_cache(maxsize=4096)
def _names_side(tokens: str) -> bool:
    return _side_words().search(tokens) is not None


@cache
def _side_words() -> re.Pattern[str]:
    laid_out = "".join(rf"(?<!\b{word}[-_])" for word in words("layout_words"))
    return re.compile(rf"{laid_out}(?<![a-z])(?:{'|'.join(words('side_areas'))})")


def _may_be_entry(line: Line, label: Label) -> bool:
    if line.link_chars < MIN_NAME_CHARS or line.is_hidden or line.tag in CONTROLS or line.is_code:
        return False
    if label.category in _NO_ENTRIES or label.rule in _NO_ENTRY_RULES:
        return False
    return (
        is_link(line)
        or is_linked_cell(line)
        or line.link_chars * 2 >= len(_LEADER.sub("", _CLOCK.sub("", DATE.sub("", line.text))))
    )


def _is_unlinked_row(lines: list[Line], line: Line) -> bool:
    """Whether a line without a link may be a row that a script makes a link: dated, or the heading of more."""
    if line.heading:
        return MIN_NAME_CHARS < len(line.text) <= MAX_DATED_CHARS and not line.is_hidden
    return _is_dated_row(lines, line)


def _are_unlinked_rows(elements: list[Element], lines: list[Line], series: list[int]) -> bool:
    """Whether lines without a link are rows of one list."""
    if len(series) < MIN_DATED_ROWS:
        return False
    return not lines[series[0]].heading or are_signed_rows(elements, lines, series)


def _is_dated_row(lines: list[Line], line: Line) -> bool:
    """A short line without a link that ends in a full date, or has one alone below it: a script makes it a link."""
    text = line.text
    if not MIN_ENTRY_CHARS <= len(text) <= MAX_DATED_CHARS or "。" in text or line.is_hidden or line.is_code:
        return False
    if text[-1] in _DATE_ENDS and (found := _ROW_END.search(text)):
        return found.start() >= MIN_ENTRY_CHARS
    below = lines[line.index + 1].text if line.index + 1 < len(lines) else ""
    return below[-1:] in _DATE_ENDS and _ROW_END.fullmatch(below) is not None


def entry_chars(line: Line) -> int:
    """Characters of an entry that name the page it leads to."""
    return line.link_chars or len(line.text)


def _leads_elsewhere(lines: list[Line], series: list[int]) -> bool:
    """Whether the links of a series differ, or have a date; one link over and over is a button."""
    text = lines[series[0]].text
    return any(lines[i].text != text for i in series) or any(find_date(lines, i) >= 0 for i in series)


def _are_doors(lines: list[Line], series: list[int]) -> bool:
    """Whether most links of a series are as short, or as many in a line, as those of a menu."""
    doors = [_is_door(lines[i]) for i in series]
    return sum(doors) * 2 > len(series)


def _is_door(line: Line) -> bool:
    is_short = entry_chars(line) < MIN_ENTRY_CHARS and not is_linked_cell(line)
    return is_short or line.link_count > MAX_ENTRY_LINKS


def _are_told_of(lines: list[Line], series: list[int], sizes: list[int], pictured: set[int]) -> bool:
    """Whether most of several links have a date, a teaser or a picture beside them.

    Names above a text are authors and no titles, unless they are headings.
    """
    if len(series) < MIN_TOLD:
        return False
    ends = [*series[1:], min(series[-1] + DATE_LINES, len(lines))]
    rows = list(zip(series, ends, strict=True))
    teased = sum([sizes[end] > sizes[i] for i, end in rows])
    if teased * 3 >= 2 * len(series):
        return lines[series[0]].heading > 0
    return sum([i in pictured or 0 <= find_date(lines, i) < end for i, end in rows]) * 3 >= 2 * len(series)


def _signature(elements: list[Element], line: Line) -> tuple[str, str, str, str, int]:
    """What the rows of one list have in common: tag and class of their element and of the one around it, depth."""
    element = elements[line.element]
    parent = elements[max(0, element.parent)]
    tag = element.tag if line.link_chars else f"{element.tag} without a link"
    return tag, lasting_tokens(element), parent.tag, lasting_tokens(parent), element.depth
