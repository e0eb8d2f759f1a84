"""Claims from what a page's scripts say of the article (`Reading.script_facts`): date, account or source, author."""

import datetime

from flows.page.bylines.dates import FoundDate, find_date
from flows.page.bylines.people import Person, read_people
from flows.page.bylines.values import clean_source
from flows.page.bylines.zones import Zones
from flows.page.lines import Line, Reading
from flows.page.metadata.claims import Claim
from flows.page.text.words import words

_NAME_CHARS = 30
_UNDER_TITLE = 4
_RANK = 2.2
"""Behind what the lines and meta elements say."""


def date_claims(reading: Reading, fetched_at: datetime.datetime | None) -> list[Claim[FoundDate]]:
    """When the scripts say the page was published."""
    text = reading.script_facts.get("date", "").strip()[:40]
    found = find_date(text, fetched_at=fetched_at, is_labelled=True) if text else None
    return [Claim(found, _RANK, "script:date", None, text)] if found else []


def source_claims(reading: Reading, zones: Zones) -> list[Claim[str]]:
    """The account that the page is of, or whom its data names as the source; a name that no line shows is another's."""
    for name in ("account", "source"):
        text = reading.script_facts.get(name, "").strip()
        if 2 <= len(text) <= _NAME_CHARS and (source := clean_source(text) if " " not in text else text):
            line = _line_with(reading.lines, source, zones)
            if line is not None:
                return [Claim(source, _RANK, f"script:{name}", line.index, line.text)]
            if any(source in line.text for line in reading.lines):
                return [Claim(source, _RANK, f"script:{name}", None, text)]
    return []


def author_claims(reading: Reading, zones: Zones) -> list[Claim[list[Person]]]:
    """The author: as the scripts name him, or between 原创 and the account in the line under the title."""
    named = reading.script_facts.get("author", "").strip()
    if people := read_people(named[:_NAME_CHARS]):
        return [Claim(people, 4.4, "script:author", None, named)]
    for claim in source_claims(reading, zones):
        if claim.line_index is None:
            continue
        text = reading.lines[claim.line_index].text
        before = text.partition(claim.value)[0].strip()
        mark, blank, who = before.partition(" ")
        if mark in words("original_marks") and blank and (people := read_people(who)):
            return [Claim(people, 4.4, "script:byline", claim.line_index, text)]
    return []


def _line_with(lines: list[Line], name: str, zones: Zones) -> Line | None:
    """The short line under the title that holds a name."""
    for line in lines[zones.title + 1 : zones.title + 1 + _UNDER_TITLE]:
        if name in line.text and len(line.text) <= len(name) + _NAME_CHARS and not line.is_hidden:
            return line
    return None
