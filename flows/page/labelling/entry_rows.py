"""Rows of one list: links alike in markup, with a teaser or a date between one and the next."""

import re
from functools import lru_cache
from itertools import pairwise
from statistics import median

from flows.page.lines import Element, Line
from flows.page.text.folding import fold
from flows.page.text.patterns import phrase
from flows.page.text.words import words

MAX_TEASER_CHARS = 320
"""Text between two entries that may be the teaser of the first; more is an article that stands between two links."""
MAX_TEASER_LINES = 12
MAX_ROW_DEPTH = 4
"""Elements between a link and the element of its row."""
ROW_HEAD_LINES = 4
"""A row's link is among so many of its lines; its text may then be long, as on the first page of a blog."""
DATE_LINES = 3
"""The date of an entry stands on its own line or so many lines below."""
MAX_SIGN_CHARS = 40
"""Of a line that ends a row with its date, its author and the like."""
MAX_DATE_CHARS = 16
"""Of a line above an entry that is its date and nothing else."""
DATE = phrase(
    r"(?:19|20)\d\d\s?[-/.年]\s?\d\d?(?:\s?[-/.月]\s?\d\d?日?)?|(?<![\d:])\d\d?(?:-|/|月)\d\d?日?(?![\d:])"
    r"|\d\s?{time_units}前|{past_days}"
)
_AROUND = " -[]()>»…."
MIN_PROSE_CHARS = 12
LONG_PROSE_CHARS = 60
_ENDS = ("。", "！", "？", "；", "!", "?", ";")
_CHANGING_TOKEN = re.compile(r"\S*\d\S*|\b(?:odd|even|active|first|last|current|top|sticky)\b")
"""Parts of class and id that tell one row of a list from the next."""


def list_series(elements: list[Element], lines: list[Line], indexes: list[int], sizes: list[int]) -> list[list[int]]:
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
    return row > 0 and (above.heading > 0 or (row != above.element and lasting_tokens(elements[row]) != ""))


def _are_rows(elements: list[Element], lines: list[Line], above: int, below: int) -> bool:
    """Whether two links head rows of one list: they are headings, or the first has a date or links at its end."""
    a, b = _find_rows(elements, lines[above].element, lines[below].element)
    if not a or not (_is_at_head(elements, lines, a, above) and _is_at_head(elements, lines, b, below)):
        return False
    if lines[above].heading and lines[below].heading:
        return True
    return find_date(lines, above) >= 0 or any(
        is_link(line) or DATE.search(line.text) for line in lines[max(above + 1, below - ROW_HEAD_LINES) : below]
    )


def are_signed_rows(elements: list[Element], lines: list[Line], series: list[int]) -> bool:
    """Whether headings without a link head rows of one list, most of them with a date or the link to the rest.

    Such rows are a link as a whole, by a script or an empty element that lies over them.
    """
    signed = 0
    for above, below in pairwise(series):
        row = _find_rows(elements, lines[above].element, lines[below].element)[0]
        if not row:
            return False
        end = [
            line for line in lines[max(above + 1, below - ROW_HEAD_LINES) : below] if len(line.text) <= MAX_SIGN_CHARS
        ]
        signed += any(DATE.search(line.text) or _reads_on(line) for line in end)
    return signed * 3 >= 2 * (len(series) - 1)


def _reads_on(line: Line) -> bool:
    text = fold(line.text).strip(_AROUND)
    return is_link(line) and (text in words("unfolding") or text in words("reads_on"))


def _find_rows(elements: list[Element], a: int, b: int) -> tuple[int, int]:
    """The elements around `a` and `b` that are siblings of one kind; 0, 0 where there are none."""
    for _ in range(MAX_ROW_DEPTH):
        if a <= 0 or b <= 0 or a == b:
            break
        if elements[a].parent == elements[b].parent:
            is_one_kind = elements[a].tag == elements[b].tag and lasting_tokens(elements[a]) == lasting_tokens(
                elements[b]
            )
            return (a, b) if is_one_kind else (0, 0)
        a, b = elements[a].parent, elements[b].parent
    return 0, 0


def find_span(elements: list[Element], lines: list[Line], series: list[int]) -> range:
    """The lines from the first row of a series to the last, with those of the first row above its link."""
    gaps = [below - above for above, below in pairwise(series)]
    start, end = series[0], max(series[-1], find_date(lines, series[-1])) + 1
    if len(series) > 2 or (gaps and _is_pair(elements, lines, series)):
        end = series[-1] + round(median(gaps))
    row = _find_rows(elements, lines[start].element, lines[series[1]].element)[0] if gaps and gaps[0] > 1 else 0
    while row and start > max(0, series[0] - ROW_HEAD_LINES) and _is_within(elements, lines[start - 1].element, row):
        start -= 1
    return range(start, min(end, len(lines)))


def _is_at_head(elements: list[Element], lines: list[Line], row: int, index: int) -> bool:
    """Whether the line is one of the first of the element `row`. A parent precedes its children."""
    before = index - ROW_HEAD_LINES
    return before < 0 or not _is_within(elements, lines[before].element, row)


def _is_within(elements: list[Element], place: int, wanted: int) -> bool:
    while place > wanted:
        place = elements[place].parent
    return place == wanted


def _kind(element: Element) -> tuple[str, str]:
    return element.tag, lasting_tokens(element)


def lasting_tokens(element: Element) -> str:
    return _drop_changing(element.tokens) if element.tokens else ""


@lru_cache(maxsize=4096)
def _drop_changing(tokens: str) -> str:
    return _CHANGING_TOKEN.sub("", tokens).strip()


def find_date(lines: list[Line], index: int) -> int:
    """Index of the line that says the date of the entry `index`; -1 where none does."""
    below = (line.index for line in lines[index : index + DATE_LINES] if DATE.search(line.text))
    return next(below, index if index and _is_date(lines[index - 1]) else -1)


def _is_date(line: Line) -> bool:
    return len(line.text) <= MAX_DATE_CHARS and DATE.search(line.text) is not None


def add_up_prose(lines: list[Line]) -> list[int]:
    """Characters of prose before each line, links aside; one more than there are lines."""
    sizes, total = [0], 0
    for line in lines:
        if not line.is_hidden and not is_link(line):
            total += prose_chars(line.text)
        sizes.append(total)
    return sizes


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


def is_linked_cell(line: Line) -> bool:
    """Whether a row of a table begins with a cell that is a link, and has no other: the index of a reference book.

    Blanks do not count as characters of a link.
    """
    first, tab, _ = line.text.partition("\t")
    return tab != "" and line.link_count == 1 and abs(len("".join(first.split())) - line.link_chars) <= 1


def is_link(line: Line) -> bool:
    """Whether most of a line is a link."""
    return line.link_chars * 2 > len(line.text)
