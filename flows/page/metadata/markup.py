"""Claims from lines that the markup names: an element of class or itemprop author, source, nickname …"""

import re

from flows.page.bylines.dates import find_date
from flows.page.bylines.people import Person, is_name, read_people
from flows.page.bylines.values import clean_source
from flows.page.bylines.vocabulary import drop_original_mark, ends_with, is_medium, is_office, names_nobody
from flows.page.bylines.zones import SENTENCE, Zones
from flows.page.lines import Label, Line, NamedText, Reading
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.reading.named import kind_of
from flows.page.text.folding import fold_in_place

_MAX_CHARS = 30
_BEFORE_TITLE, _AFTER_TITLE = 3, 12
_UNDER_TITLE = 4
_LINE_CHARS = 160
_OF_OTHERS = frozenset(("image", "related"))
_ACCOUNT_RANK, _SOURCE_RANK = 2.1, 3.3
"""Of the source: an account is the site's own word, a class of the name source stands behind what the lines say."""
_MAX_PEOPLE = 3
_BEFORE_NAME = frozenset(" \t\u3000|｜/／·•-—:：,，(（@>»0123456789")
_OF_PLACE = frozenset(("line:before_date", "line:after_date", "line:before_clock", "line:after_clock"))
_NO_NAME = re.compile(r"[，。！？；：:;!?|]|\d{4}")


def read_markup(claims: LineClaims, reading: Reading, zones: Zones) -> None:
    """Lines about the title whose element says what they hold, and that say nothing else themselves."""
    first = max(0, zones.title - _BEFORE_TITLE)
    last = min(zones.title + _AFTER_TITLE, zones.body_first)
    for line in reading.lines[first:last]:
        text = line.text.strip()
        if len(text) > _MAX_CHARS or line.is_hidden or line.link_count > 1 or _NO_NAME.search(text):
            continue
        kind = kind_of(reading.elements[line.element].tokens)
        source = clean_source(text) if kind == "source" else None
        if source and is_medium(fold_in_place(source)):
            claims.sources.append(Claim(source, _SOURCE_RANK, "markup:source", line.index, text))
        elif kind != "author" or ends_with(fold_in_place(text), "report_endings"):
            continue
        elif (people := read_people(text)) and len(people) <= _MAX_PEOPLE:
            claims.authors.append(Claim(people, 3.3, "markup:author", line.index, text))


def read_named(claims: LineClaims, reading: Reading, labels: list[Label], zones: Zones) -> None:
    """What inline elements about the title are named for; each is cited from the line that shows it.

    A name that stands beside a date and that the markup calls an author is no source.
    """
    first, last = max(0, zones.title - _BEFORE_TITLE), min(zones.title + _AFTER_TITLE, zones.body_first + 1)
    near = [
        line
        for line in reading.lines[first:last]
        if line.index != zones.title and not line.is_hidden and labels[line.index].category not in _OF_OTHERS
    ]
    for named in reading.named:
        line = next((line for line in near if _shows(line.text, named)), None)
        if line is None:
            continue
        if named.kind == "date":
            if found := find_date(named.value, is_labelled=True):
                claims.dates.append(Claim(found, 3.9, "markup:time", line.index, line.text))
        elif not _NO_NAME.search(named.text) and len(named.text) <= _MAX_CHARS:
            _take_name(claims, named, line)


def _shows(text: str, named: NamedText) -> bool:
    """Whether a short line that is no sentence shows the element: behind what stands before it, or as a word.

    An avatar's initial may stand before a name.
    """
    if len(text) > _LINE_CHARS or named.text not in text or SENTENCE.search(text):
        return False
    before = text.partition(named.text)[0]
    if named.before:
        return "".join(before.split()).endswith(named.before)
    return not before or before[-1] in _BEFORE_NAME or before == named.text[:1]


def _take_name(claims: LineClaims, named: NamedText, line: Line) -> None:
    folded = fold_in_place(named.text)
    if names_nobody(folded) or ends_with(folded, "report_endings"):
        return
    if named.kind == "author" and not (is_medium(folded) or is_office(folded)):
        people = read_people(named.text) or [Person(named.text)]
        if len(people) <= _MAX_PEOPLE:
            _without(claims, named.text, line)
            claims.authors.append(Claim(people, 2.5, "markup:author", line.index, line.text))
    elif (source := clean_source(named.text)) and not is_name(source):
        rank = _ACCOUNT_RANK if named.kind == "account" else _SOURCE_RANK
        claims.sources.append(Claim(source, rank, f"markup:{named.kind}", line.index, line.text))
        if named.kind == "account":
            _take_before_account(claims, line, named.text)


def _take_before_account(claims: LineClaims, line: Line, account: str) -> None:
    """ "原创 林小川 江口读书", "2016-03-05 林小川 江口读书": WeChat prints who wrote it before the account."""
    before = drop_original_mark(line.text.partition(account)[0]).strip()
    if date := find_date(before):
        before = before[date.end :].strip()
    if before and not _NO_NAME.search(before) and (people := read_people(before)) and len(people) <= _MAX_PEOPLE:
        claims.authors.append(Claim(people, 2.6, "markup:account", line.index, line.text))


def _without(claims: LineClaims, name: str, line: Line) -> None:
    """Take an author's name out of what was read beside the date of the same line."""
    kept = []
    for claim in claims.sources:
        if claim.line_index == line.index and claim.method in _OF_PLACE and claim.value.startswith(name):
            rest = clean_source(claim.value.removeprefix(name))
            if not rest:
                continue
            claim = Claim(rest, claim.rank, claim.method, claim.line_index, claim.snippet)
        kept.append(claim)
    claims.sources[:] = kept


def read_account_name(claims: LineClaims, reading: Reading, zones: Zones) -> None:
    """The account whose page this is, as WeChat's markup names it; cited from the line under the title with it."""
    marked = {
        index
        for index, element in enumerate(reading.elements)
        if ("nick" in element.tokens or "name" in element.tokens) and kind_of(element.tokens) == "account"
    }
    for line in reading.lines if marked else []:
        name = line.text.strip()
        if line.element not in marked or len(name) > _MAX_CHARS:
            continue
        shown = reading.lines[zones.title + 1 : zones.title + 1 + _UNDER_TITLE]
        index = next((other.index for other in shown if name in other.text), line.index)
        claims.sources.append(Claim(name, _ACCOUNT_RANK, "markup:account", index, reading.lines[index].text))
        return
