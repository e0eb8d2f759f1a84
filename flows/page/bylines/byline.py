"""Bylines: the fields that one line states, labelled (来源：… 作者：… 责编：…) or by the habits of the press."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.page.bylines.dates import find_date
from flows.page.bylines.free import may_state, read_free, read_issue, read_poster
from flows.page.bylines.labels import LabelHit, find_labels, label_fields
from flows.page.bylines.people import is_name, read_people
from flows.page.bylines.reporters import read_reporters
from flows.page.bylines.stated import Byline, Dated, Editor
from flows.page.bylines.values import clean_source, cut_value, split_keywords
from flows.page.bylines.vocabulary import names_body
from flows.page.metadata.identifiers import find_document_number
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.words import words

MAX_BYLINE_CHARS = 160
_LONGEST_BEFORE_DATE = 16
_RUNNING = re.compile(r"[，。？！；?!;]")
_ACCOUNT = r"^\s*{account_labels}\s*[:]?\s*(?=[“”\"'「《【]|\s*[一-鿿]{3})"
_BOARD_NOTE = "※"
"""Stands before the notes of a bulletin board's software, which name who changed a post: no editor."""


@dataclass(frozen=True, slots=True)
class _Value:
    """A labelled value."""

    label: str
    """As printed, without blanks."""
    text: str
    """Up to the next label."""
    cut: str
    """Up to the first widget, date or bracket that was not opened in it."""


def read_byline(text: str, *, fetched_at: datetime.datetime | None = None) -> Byline:
    """Read the fields of a short line."""
    byline = Byline()
    folded = fold_in_place(text)
    labels = [] if folded.startswith(_BOARD_NOTE) else find_labels(folded)
    byline.label_count = len(labels)
    byline.first_label = labels[0].start if labels else -1
    free: list[tuple[int, int]] = [(0, labels[0].start if labels else len(text))]
    for label, end in _with_ends(labels, len(text)):
        used = _read_labelled(
            byline, label, text[: label.end], text[label.end : end], folded[label.end : end], fetched_at
        )
        free.append((label.end + used, end))
    if not byline.editors:
        byline.credits.clear()
    byline.editors[:0] = byline.credits
    if labels or may_state(folded):
        read_free(byline, text, folded, free, fetched_at)
    return byline


def read_publisher(text: str) -> str | None:
    """The publisher that a line names behind a label or before 发布于."""
    folded = fold_in_place(text)
    byline = Byline()
    for label, end in _with_ends(find_labels(folded), len(text)):
        if label_fields().get(label.word) == "publisher":
            _read_labelled(byline, label, text[: label.end], text[label.end : end], folded[label.end : end], None)
    read_poster(byline, text, folded, 0)
    return byline.publisher


def _with_ends(labels: list[LabelHit], end: int) -> Iterator[tuple[LabelHit, int]]:
    """The labels of a text that is `end` long, each with the place where its value ends."""
    return zip(labels, [*[label.start for label in labels[1:]], end], strict=False)


def _read_labelled(
    byline: Byline, label: LabelHit, before: str, text: str, folded: str, fetched_at: datetime.datetime | None
) -> int:
    """Read one labelled value, which is also given folded, into `byline`; returns how much of it is used up.

    before: the line up to the value.
    """
    field_name = label_fields().get(label.word, "")
    if field_name in _DATED:
        return _read_date(byline, field_name, text, fetched_at)
    reader = _READERS.get(field_name)
    if reader is None:
        return 0
    printed = "".join(before[label.start :].split())[: len(label.word)]
    value = _Value(printed, text, cut_value(text, folded))
    reader(byline, value)
    return 0 if field_name in _NUMBERED else len(text) if field_name == "keywords" else len(value.cut)


def _read_date(byline: Byline, kind: str, text: str, fetched_at: datetime.datetime | None) -> int:
    found = find_date(text[:60], fetched_at=fetched_at, is_labelled=True)
    if found is None or found.start > _LONGEST_BEFORE_DATE:
        return 0
    byline.dates.append(Dated(kind, found))
    return found.end


def _read_author(byline: Byline, value: _Value) -> None:
    """People of an author's value; a label that is a post (记者：, 通讯员：) gives them that post.

    In an interview "记者：" opens a sentence: where the value runs on, only certain names count, and all must be.
    """
    is_post = fold_in_place(value.label).endswith(words("reporters"))
    people = read_people(f"{value.label} {value.cut}" if is_post else value.cut)
    is_running = bool(_RUNNING.search(value.cut))
    if len(value.cut) > 16 and is_running and not all(person.post or is_name(person.name) for person in people):
        return
    if is_post and is_running and not all(is_name(person.name) for person in people):
        return
    if not people and (body := clean_source(value.cut)) and names_body(fold_in_place(body)):
        if byline.content_source is None:
            byline.content_source, byline.source_signals = body, "author"
        return
    byline.authors.extend(person for person in people if person not in byline.authors)
    byline.author_signals = byline.author_signals or ("label" if byline.authors else "")


def _read_editor(byline: Byline, value: _Value) -> None:
    byline.editors.extend(Editor(value.label, person.name) for person in read_people(value.cut)[:8])


def _read_credit(byline: Byline, value: _Value) -> None:
    byline.credits.extend(Editor(value.label, person.name) for person in read_people(value.cut)[:8])


def _read_contributor(byline: Byline, value: _Value) -> None:
    """A person who sent the text in is its author, a body its source."""
    people = read_people(value.cut)
    if people and all(is_name(person.name) for person in people):
        byline.authors, byline.author_signals = byline.authors or people, byline.author_signals or "label"
        body = people[0].affiliation
        if body is not None and byline.content_source is None:
            byline.content_source, byline.source_signals = body, "contributor"
    elif byline.content_source is None and (source := clean_source(value.cut)):
        byline.content_source, byline.source_signals = source, "contributor"


def _read_source(byline: Byline, value: _Value) -> None:
    read_issue(byline, value.text)
    if account := phrase(_ACCOUNT).match(fold_in_place(value.text)):
        rest = value.text[account.end() :]
        value = _Value(value.label, rest, cut_value(rest, fold_in_place(rest)))
    if not byline.authors and (people := read_reporters(value.cut)):
        byline.authors, byline.author_signals = people, "label"
    if (source := clean_source(value.cut)) and byline.source_signals != "label":
        byline.content_source, byline.source_signals = source, "label"


def _read_publisher(byline: Byline, value: _Value) -> None:
    byline.publisher = byline.publisher or clean_source(value.cut)


def _read_keywords(byline: Byline, value: _Value) -> None:
    byline.keywords = byline.keywords or split_keywords(value.text)


def _read_document_number(byline: Byline, value: _Value) -> None:
    byline.document_number = byline.document_number or find_document_number(value.text[:60])


def _read_issue(byline: Byline, value: _Value) -> None:
    read_issue(byline, value.text[:60])


_DATED = frozenset(("published", "dated", "updated"))
_NUMBERED = frozenset(("document_number", "issue"))
"""Fields whose value may be followed by a date."""
_READERS: dict[str, Callable[[Byline, _Value], None]] = {
    "author": _read_author,
    "editor": _read_editor,
    "credit": _read_credit,
    "contributor": _read_contributor,
    "content_source": _read_source,
    "publisher": _read_publisher,
    "keywords": _read_keywords,
    "document_number": _read_document_number,
    "issue": _read_issue,
}
