"""Claims from the visible lines: bylines before and after the body, footers, and the habits of the press."""

import datetime
import re

from flows.page.bylines.byline import MAX_BYLINE_CHARS, read_byline
from flows.page.bylines.dates import find_date
from flows.page.bylines.labels import begins_with_label
from flows.page.bylines.people import is_name, read_people
from flows.page.bylines.reporters import read_reporters, tail_bracket
from flows.page.bylines.stated import Byline, Dated, unlabelled_editor
from flows.page.bylines.values import clean_source
from flows.page.bylines.vocabulary import keeps_rights
from flows.page.bylines.zones import AFTER_BODY, AFTER_TITLE, NEAR_BEFORE, OTHER_TEXTS, SENTENCE, Zones
from flows.page.lines import Label, Line, Reading
from flows.page.metadata.board import read_board_head
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.metadata.footer import NUMBER_SIGNS, read_numbers
from flows.page.metadata.identifiers import order_number
from flows.page.metadata.markup import read_account_name, read_markup, read_named
from flows.page.metadata.pieces import PIECE_CHARS, is_label_cell, read_account, read_cells, read_pieces
from flows.page.metadata.press import read_press
from flows.page.metadata.signatures import read_signatures
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.search import find_lines, join_lines
from flows.page.text.words import words

_HEAD_SIGN = (
    r"[:|丨/\]]|\d(?:\d\d\d|-\d)|{byline_words}|第.{1,5}期|{eras}|[时天日钟周月年]前|[昨今前刚][天日刚才]|[〇○零一二]年"
)
"""Occurs in every folded line before the end of the body that states something."""
_SIGN_CHARACTERS = re.compile(r"[:：︰∶|｜丨/／╱\]］\d\t记記编編责責通作来來撰审審校第民年前昨今刚剛]")
"""Each line with a `_HEAD_SIGN` contains one of these, in either script: a test that needs no folding."""
_TAIL_SIGN = r"{tail_words}|文[/:]|第.{1,5}期|^\W{0,3}(?:(?:19|20)\d\d|[二民]|{eras})"
"""Occurs in every folded line below the body that is read as a byline."""
_SENTENCE_CHARS = 30
_EDITOR_CHARS = 60
_EDITOR_SIGNS = ("编", "編")
_OPENING_BRACKET = re.compile(r"[(（【\[](?P<inside>[^()（）【】\[\]]{3,40})[)）】\]]")
_OPENING = tuple("(（【[〔")
_COLON = re.compile(r"[:：]")
_FAR_BEFORE = 25
_UNDER_TITLE = 8
_UNDER_BODY = 3
"""Lines under the title, and under the body, that speak of no other text, whatever their labels."""
_TAIL_PENALTY = 0.8
_REPORT_TAIL = r"^[(【\[][^()【】\[\]]{0,20}{field_reporters}[^()【】\[\]]{2,50}[)】\]]$"
_DATE_RANK = {"published": 1.0, "dated": 3.0, "updated": 5.0, "": 4.0}
_SOURCE_RANK = {
    "label": 1.0,
    "author": 2.3,
    "slash": 2.4,
    "after_date": 2.5,
    "before_date": 2.7,
    "before_clock": 3.2,
    "after_clock": 3.2,
}
_AUTHOR_RANK = {"label": 1.0, "slash": 2.4}
_SIGNALS_OF_PLACE = frozenset(("before_date", "before_clock", "after_clock"))
_UNSURE_RANK = 3.5
_EVENT_LINES = 4
"""Lines after a 时间 among which the place of an event stands."""
_BESIDE_TITLE = 3
_INTO_BODY = 6
_ABOVE_BODY = 2
"""Lines of the body among which a byline may stand, and those after its first that may state a date."""


def read_lines(reading: Reading, labels: list[Label], zones: Zones, fetched_at: datetime.datetime | None) -> LineClaims:
    """Read the claims of all lines."""
    claims = LineClaims()
    lines = reading.lines
    low = max(0, zones.title - _FAR_BEFORE)
    high = min(len(lines), min(zones.title + AFTER_TITLE, zones.body_first + _INTO_BODY) + 1)
    tail = max(high, zones.body_last - 3)
    zone_last = min(len(lines) - 1, zones.body_last + AFTER_BODY)
    near = zones.title - NEAR_BEFORE
    other = _first_of_others(labels, zones, zone_last)
    for first, last in ((low, high), (tail, zone_last + 1)):
        for line, label in zip(lines[first:last], labels[first:last], strict=True):
            if 2 * line.link_chars >= len(line.text) and (line.index < near or not _COLON.search(line.text)):
                _read_linked(claims, lines, line, zones)
                continue
            if not line.is_hidden and (label.category not in OTHER_TEXTS or _is_close(line.index, zones)):
                _read_zone_line(claims, lines, line, label, zones, fetched_at, is_of_others=line.index >= other)
    page = join_lines(lines)
    for position in find_lines(page, NUMBER_SIGNS):
        read_numbers(claims, lines[position], labels[position], zones)
    told = [position for position, line in enumerate(lines) if line.mark]
    if not claims.editors:
        told = sorted({*told, *find_lines(page, _EDITOR_SIGNS)})
    for position in told:
        line = lines[position]
        if line.mark:
            _read_marked(claims, line, fetched_at)
        elif len(line.text) <= _EDITOR_CHARS:
            _read_far_editor(claims, line, labels[position])
    read_markup(claims, reading, zones)
    if reading.named:
        read_named(claims, reading, labels, zones)
    if reading.script_facts:
        read_account_name(claims, reading, zones)
    read_board_head(claims, lines)
    read_signatures(claims, lines, labels, zones, fetched_at)
    return claims


def _first_of_others(labels: list[Label], zones: Zones, last: int) -> int:
    """Position of the heading below the body under which other pages are listed; past `last` without one."""
    for position in range(zones.body_last + 1, last + 1):
        if labels[position].rule == "related.heading":
            return position
    return last + 1


def _read_linked(claims: LineClaims, lines: list[Line], line: Line, zones: Zones) -> None:
    """A line that is a link states nothing, unless it is the name of an account."""
    if zones.title < line.index < zones.body_first:
        read_account(claims, lines, line.index, zones)


def _read_zone_line(
    claims: LineClaims,
    lines: list[Line],
    line: Line,
    label: Label,
    zones: Zones,
    fetched_at: datetime.datetime | None,
    *,
    is_of_others: bool,
) -> None:
    position, text = line.index, line.text.strip()
    size = len(text)
    if size > _SENTENCE_CHARS and SENTENCE.search(text):
        _read_sentence(claims, line, zones, fetched_at)
    elif size <= MAX_BYLINE_CHARS and (_shows_sign(text, position, zones) or is_label_cell(line)):
        _read_byline_line(claims, lines, line, label, zones, fetched_at, is_of_others=is_of_others)
    if zones.title <= position <= zones.body_first + 1:
        read_press(claims, lines, position, zones)
    elif position >= zones.body_first and text.startswith(_OPENING):
        is_report = phrase(_REPORT_TAIL).match(fold_in_place(text)) is not None
        if is_report and (people := read_reporters(text)):
            claims.authors.append(Claim(people, 3.2, "line:reporter", line.index, text))
    if position + 1 < len(lines) and text.endswith("令") and (number := order_number(text, lines[position + 1].text)):
        claims.numbers.append(Claim(number, 2.5, "line:order", position, text, (position + 1,)))
    if position < zones.body_first:
        if size <= PIECE_CHARS and text[0].isdecimal():
            read_pieces(claims, lines, position)
        read_account(claims, lines, position, zones)


def _shows_sign(text: str, position: int, zones: Zones) -> bool:
    """Whether a line shows anything that makes it worth reading as a byline."""
    if position > zones.body_last:
        return phrase(_TAIL_SIGN).search(fold_in_place(text)) is not None
    return _SIGN_CHARACTERS.search(text) is not None and phrase(_HEAD_SIGN).search(fold_in_place(text)) is not None


def _is_close(position: int, zones: Zones) -> bool:
    """Whether a line stands right under the title or the body."""
    under_title = zones.title < position <= min(zones.title + _UNDER_TITLE, zones.body_first)
    return under_title or zones.body_last < position <= zones.body_last + _UNDER_BODY


def _read_sentence(claims: LineClaims, line: Line, zones: Zones, fetched_at: datetime.datetime | None) -> None:
    """A sentence is a byline only if it begins with a label, or in the bracket that opens or ends the text."""
    text = line.text.strip()
    opened = _OPENING_BRACKET.match(text) if zones.title < line.index <= zones.body_first + _ABOVE_BODY else None
    if opened and begins_with_label(opened["inside"]):
        _take(claims, read_byline(opened["inside"]), line, 0.5, is_strict=True)
    position = line.index
    penalty = 0.0 if zones.title <= position < zones.body_first else _TAIL_PENALTY
    may_begin = len(text) <= MAX_BYLINE_CHARS and (text.startswith(_OPENING) or _COLON.search(text, 0, 14))
    if may_begin and begins_with_label(text):
        is_strict = not (zones.near_head(position) or zones.near_tail(position))
        _take(claims, read_byline(text, fetched_at=fetched_at), line, penalty, is_strict=is_strict)
        return
    inside = tail_bracket(text) if abs(position - zones.body_last) <= _UNDER_BODY else None
    if inside and phrase(r"{writer_words}").search(fold_in_place(text[-140:])):
        _take(claims, read_byline(inside, fetched_at=fetched_at), line, 1.0, is_strict=True)


def _read_byline_line(
    claims: LineClaims,
    lines: list[Line],
    line: Line,
    label: Label,
    zones: Zones,
    fetched_at: datetime.datetime | None,
    *,
    is_of_others: bool,
) -> None:
    """A short line: all it states where bylines stand, otherwise only what it labels."""
    position = line.index
    is_head = position < zones.body_first
    byline = read_cells(lines, position) or read_byline(line.text.strip(), fetched_at=fetched_at)
    is_near = zones.near_head(position) if position <= zones.body_first + 1 else zones.near_tail(position)
    penalty = 0.0 if is_head and position >= zones.title else 0.3 if is_head else _TAIL_PENALTY
    if position == zones.title and not all(is_name(person.name) for person in byline.authors):
        byline.authors = []
    if is_of_others:
        byline.authors, byline.content_source, byline.dates = [], None, []
    if zones.body_first + _ABOVE_BODY < position < zones.body_last:
        byline.dates = []
    if byline.source_signals in _SIGNALS_OF_PLACE and not _may_name_account(byline, lines, position, zones):
        byline.content_source = None
    byline.dates = [dated for dated in byline.dates if not _is_event(dated, lines, position)]
    _take(claims, byline, line, penalty, is_strict=not is_near)
    _take_free_date(claims, byline, line, label, zones, penalty, is_near and is_head)


def _may_name_account(byline: Byline, lines: list[Line], position: int, zones: Zones) -> bool:
    """Whether what stands beside a date may be its source: right under the title, and no entry of the menus above."""
    if not zones.title - 1 <= position <= zones.title + _BESIDE_TITLE:
        return False
    name = byline.content_source or ""
    if not byline.source_signals.endswith("clock"):
        return True
    return not any(name in line.text for line in lines[: zones.title] if len(line.text) <= MAX_BYLINE_CHARS)


def _is_event(dated: Dated, lines: list[Line], position: int) -> bool:
    """Whether a 时间 is that of an event: beside or below it stands the place, or who speaks there."""
    if dated.kind != "dated":
        return False
    near = [fold_in_place(line.text[:40]) for line in lines[position : position + _EVENT_LINES]]
    return phrase(r"(?:^|[\s、.,;]){event_labels}\s?[:]").search("\n".join(near)) is not None


def _read_far_editor(claims: LineClaims, line: Line, label: Label) -> None:
    """An editor's line where the body's end was misjudged: short, and it begins with the label."""
    text = line.text
    if claims.editors or label.category in OTHER_TEXTS or not ("编" in text[:8] or "編" in text[:8]):
        return
    if begins_with_label(text):
        editors = read_byline(text).editors
        claims.editors.extend(Claim(editor, 2.0, "line:label", line.index, text) for editor in editors)


def _take(claims: LineClaims, byline: Byline, line: Line, penalty: float, *, is_strict: bool) -> None:
    """Turn a byline into claims; `is_strict` takes what is labelled only."""
    index, text = line.index, line.text
    if byline.author_post:
        claims.author_posts.append(Claim(byline.author_post, penalty, "line:described", index, text))
    is_labelled = byline.author_signals == "label"
    if byline.authors and (is_labelled or not (is_strict or penalty > _TAIL_PENALTY / 2)):
        rank = _AUTHOR_RANK.get(byline.author_signals, _UNSURE_RANK)
        claims.authors.append(Claim(byline.authors, rank + penalty, f"line:{byline.author_signals}", index, text))
    if byline.content_source and not (is_strict and byline.source_signals != "label"):
        rank = _SOURCE_RANK.get(byline.source_signals, _UNSURE_RANK)
        claims.sources.append(
            Claim(byline.content_source, rank + penalty, f"line:{byline.source_signals}", index, text)
        )
    for editor in byline.editors:
        claims.editors.append(Claim(editor, penalty, "line:label", index, text))
    for dated in byline.dates:
        if dated.kind:
            rank = _DATE_RANK[dated.kind] + penalty
            claims.dates.append(Claim(dated.found, rank, f"line:{dated.kind}", index, text))
    if byline.publisher and not keeps_rights(fold_in_place(byline.publisher)):
        claims.publishers.append(Claim(byline.publisher, 2.0 + penalty, "line:label", index, text))
    if byline.document_number:
        claims.numbers.append(Claim(byline.document_number, 2.0 + penalty, "line:label", index, text))
    if byline.issue:
        claims.issues.append(Claim(byline.issue, 2.0 + penalty, "line:label", index, text))
    are_glued = len(byline.keywords) == 1 and line.link_count > 1
    if byline.keywords and not are_glued:
        claims.keywords.append(Claim(byline.keywords, 1.0 + penalty, "line:label", index, text))


def _take_free_date(
    claims: LineClaims, byline: Byline, line: Line, label: Label, zones: Zones, penalty: float, is_head: bool
) -> None:
    """A date without a label: in the head if the line is little else; in the tail if it is nothing else (落款)."""
    free = next((dated.found for dated in byline.dates if not dated.kind), None)
    is_widget = label.category == "date_widget" and line.index < zones.title
    if free is None or is_widget or _is_history(line.text):
        return
    rest = len(line.text) - (free.end - free.start)
    has_clock = free.precision in ("minute", "second")
    if is_head and (rest <= 20 or (has_clock and rest <= 90) or byline.label_count or byline.content_source):
        rank = (
            4.0
            + penalty
            + (0.0 if has_clock or byline.label_count else 0.2)
            + (0.5 if free.precision == "month" else 0.0)
        )
        claims.dates.append(Claim(free, rank, "line:date", line.index, line.text))
    elif not is_head and rest <= 4 and not line.link_chars and free.precision == "day":
        claims.dates.append(Claim(free, 8.0, "line:signature", line.index, line.text))


def _is_history(text: str) -> bool:
    """Whether a line says what was done with a law at its date: （2007年6月29日…会议通过）."""
    text = text.strip()
    return text.startswith(_OPENING) and fold_in_place(text[:-1]).endswith(words("adopted"))


def _read_marked(claims: LineClaims, line: Line, fetched_at: datetime.datetime | None) -> None:
    """A line that the source's own selectors name."""
    if line.mark not in ("author", "date", "content_source", "editor"):
        return
    method = f"source:{line.mark}"
    byline = read_byline(line.text[:MAX_BYLINE_CHARS], fetched_at=fetched_at)
    if line.mark == "date":
        found = next((dated.found for dated in byline.dates), None)
        found = found or find_date(line.text[:80], fetched_at=fetched_at, is_labelled=True)
        if found:
            claims.dates.append(Claim(found, 0.0, method, line.index, line.text))
    elif line.mark == "author":
        if people := byline.authors or read_people(line.text[:MAX_BYLINE_CHARS]):
            claims.authors.append(Claim(people, 0.0, method, line.index, line.text))
    elif line.mark == "content_source":
        if source := byline.content_source or clean_source(line.text[:MAX_BYLINE_CHARS]):
            claims.sources.append(Claim(source, 0.0, method, line.index, line.text))
    else:
        people = [] if byline.editors else read_people(line.text[:MAX_BYLINE_CHARS])
        editors = byline.editors or [unlabelled_editor(person.name) for person in people]
        claims.editors.extend(Claim(editor, 0.0, method, line.index, line.text) for editor in editors)
