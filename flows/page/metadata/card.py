"""The card of an official paper (索引号, 发文机关, 成文日期, 主题分类, 有效性, 发文字号) as government pages print it.

It is a table of labels and values, a list of definitions, or a line of labels with colons, above the text or below it.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.page.bylines.dates import find_date
from flows.page.bylines.vocabulary import names_nobody
from flows.page.bylines.zones import Zones
from flows.page.lines import CELL_SEPARATOR, Label, Line, Reading
from flows.page.text.folding import fold_in_place
from flows.page.text.search import join_lines
from flows.page.text.words import WordList, word_lists, words

_LISTS = {
    "index_number": "card_index",
    "issuing_body": "card_body",
    "date_created": "card_date",
    "subject_category": "card_subject",
    "validity": "card_validity",
    "document_number": "card_number",
}
"""Column → the list of its labels."""
_OTHERS = "card_others"
_SIGNS = ("card_index", "card_subject", "card_validity")
_LEAST_COLUMNS, _LEAST_LABELS = 2, 3
"""Fewer are no card: a text may speak of its 有效性."""
_INTO_BODY = 3
"""Lines of the body among which a card above it may have ended up."""
_MAX_LINE_CHARS = 400
_MAX_VALUE_CHARS = 120
_TRIM = " :：;；,，、|｜\u3000\t"
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[-年/.]\s?(?P<month>\d{1,2})\s?[-月/.]\s?(?P<day>\d{1,2})")


@dataclass(frozen=True, slots=True)
class CardEntry:
    """One label of a card with its value."""

    column: str
    value: str
    rank: int
    """Of the label among those of its column; the lower the better."""
    line_index: int
    """The line that the value stands on."""
    snippet: str


@dataclass(frozen=True, slots=True)
class _Label:
    column: str
    """"" for labels whose value is no column."""
    rank: int


def read_card(reading: Reading, labels: list[Label], zones: Zones) -> dict[str, CardEntry]:
    """Column → the surest entry of the page's card; empty where the page has none."""
    if not _sign().search(join_lines(reading.lines)):
        return {}
    lines = [line for line in reading.lines if _may_hold(line, labels[line.index], zones)]
    best: dict[str, CardEntry] = {}
    met: set[str] = set()
    for entry, name in _entries(lines):
        met.add(name)
        known = best.get(entry.column)
        if entry.column and entry.value and (known is None or entry.rank < known.rank):
            best[entry.column] = entry
    return best if len(best) >= _LEAST_COLUMNS and len(met) >= _LEAST_LABELS else {}


def read_day(text: str) -> datetime.date | None:
    """The day of a card's date; papers are older than the web."""
    if found := _DAY.search(text):
        try:
            return datetime.date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None
    other = find_date(text, is_labelled=True)
    return other.date if other is not None and other.precision not in ("year", "month") else None


@cache
def _known() -> dict[str, _Label]:
    """Every label, without blanks."""
    known = dict.fromkeys(words(_OTHERS), _Label("", 0))
    for column, name in _LISTS.items():
        known.update((word, _Label(column, rank)) for rank, word in enumerate(words(name)))
    return known


@cache
def _sign() -> re.Pattern[str]:
    """What every page with a card shows: these pages are in Simplified characters."""
    lists = word_lists()
    return re.compile("|".join(lists[name].pattern for name in _SIGNS))


@cache
def _labelled() -> re.Pattern[str]:
    alternatives = WordList("", "", tuple(_known()), is_spaced=True).pattern
    return re.compile(rf"(?:^|[\s|;])[\[【]?\s{{0,2}}(?P<label>{alternatives})\s{{0,2}}[\]】]?\s{{0,4}}:")


def _may_hold(line: Line, label: Label, zones: Zones) -> bool:
    is_text = label.kind == "body" and zones.body_first + _INTO_BODY < line.index < zones.body_last
    return not (line.is_hidden or is_text or len(line.text) > _MAX_LINE_CHARS)


def _entries(lines: list[Line]) -> Iterator[tuple[CardEntry, str]]:
    """The labelled values in reading order, each with its label."""
    waiting = ""
    """A label whose value is still to come."""
    last = -2
    for line in lines:
        if line.index != last + 1:
            waiting = ""
        last = line.index
        for cell in line.text.split(CELL_SEPARATOR):
            folded = fold_in_place(cell)
            alone = re.sub(r"[\s:【】\[\]]", "", folded)
            if alone in _known():
                waiting = alone
                continue
            found = list(_labelled().finditer(folded))
            if waiting and not (found and found[0].start() == 0):
                end = found[0].start() if found else len(cell)
                yield _entry(waiting, cell[:end], line), waiting
            waiting = ""
            for position, match in enumerate(found):
                name = re.sub(r"\s", "", match["label"])
                end = found[position + 1].start() if position + 1 < len(found) else len(cell)
                if cell[match.end() : end].strip(_TRIM) or position + 1 < len(found):
                    yield _entry(name, cell[match.end() : end], line), name
                else:
                    waiting = name


def _entry(name: str, value: str, line: Line) -> CardEntry:
    label = _known()[name]
    value = " ".join(value.split()).strip(_TRIM)
    is_said = any(map(str.isalnum, value)) and len(value) <= _MAX_VALUE_CHARS and not names_nobody(fold_in_place(value))
    return CardEntry(label.column, value if is_said else "", label.rank, line.index, line.text)
