"""Claims from how a text ends: the bracket that closes its last paragraph, a bracket alone on the line below it."""

import datetime
import re

from flows.page.bylines.byline import MAX_BYLINE_CHARS, read_byline
from flows.page.bylines.people import are_all_of, is_name, read_people
from flows.page.bylines.reporters import tail_bracket
from flows.page.bylines.values import clean_source
from flows.page.bylines.vocabulary import is_body, is_medium
from flows.page.bylines.zones import Zones
from flows.page.lines import Label, Line
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase

_SENTENCE_CHARS = 30
_LAST_LINES = 3
_SIGNED_CHARS = 24
_CLOSING = (")", "）", "】", "]")
_ENDS = frozenset((*_CLOSING, " ", "\u3000", "\xa0", "\t"))
_LABELLED = r"{writer_words}"
_ALONE = re.compile(r"[(（【\[](?P<inside>[^()（）【】\[\]:：。，]{2,20})[)）】\]]")
_AT_END = re.compile(r"[。！？”」’…]\s?[(（](?P<inside>[^()（）:：。，]{2,20})[)）]\s*$")


def read_signatures(
    claims: LineClaims, lines: list[Line], labels: list[Label], zones: Zones, fetched_at: datetime.datetime | None
) -> None:
    """Who signs the text at its end, where no line names an author or a source."""
    if not claims.authors:
        _read_sign_off(claims, lines[zones.title + 1 : zones.body_last + 1], fetched_at)
    for line in lines[zones.title + 2 : zones.body_last + _LAST_LINES]:
        if line.text[-1] not in _ENDS:
            continue
        text = line.text.strip()
        if not text.endswith(_CLOSING) or line.is_hidden or 2 * line.link_chars > len(text):
            continue
        found = _ALONE.fullmatch(text) if line.index >= zones.body_last - 1 else None
        if found is None and len(text) > _SENTENCE_CHARS and _ends_body(labels, line.index):
            found = _AT_END.search(text[-_SIGNED_CHARS:])
        if found is not None:
            _read_signed(claims, line, found["inside"].strip())


def _ends_body(labels: list[Label], position: int) -> bool:
    """Whether a line is body and the next one is not."""
    return labels[position].kind == "body" and (position + 1 == len(labels) or labels[position + 1].kind != "body")


def _read_signed(claims: LineClaims, line: Line, inside: str) -> None:
    """A bracket that holds nothing but names of people, or the name of one medium or body."""
    snippet = line.text[-MAX_BYLINE_CHARS:]
    folded = fold_in_place(inside)
    people = [] if read_byline(inside).editors else read_people(inside)
    if people and all(is_name(person.name) for person in people) and are_all_of(people, inside):
        claims.authors.append(Claim(people, 4.3, "line:signed", line.index, snippet))
    elif " " not in inside and (is_medium(folded) or is_body(folded)) and (source := clean_source(inside)):
        claims.sources.append(Claim(source, 4.5, "line:signed", line.index, snippet))


def _read_sign_off(claims: LineClaims, lines: list[Line], fetched_at: datetime.datetime | None) -> None:
    """The first paragraph that ends with its reporters in brackets, where the body's end was misjudged."""
    for line in lines:
        text = line.text.rstrip(" \u3000\xa0。")
        if len(text) <= _SENTENCE_CHARS or not text.endswith((")", "）")):
            continue
        if phrase(_LABELLED).search(fold_in_place(text[-60:])) and (inside := tail_bracket(text)):
            byline = read_byline(inside, fetched_at=fetched_at)
            if byline.authors and byline.first_label == 0:
                snippet = line.text[-MAX_BYLINE_CHARS:]
                claims.authors.append(Claim(byline.authors, 4.2, "line:label", line.index, snippet))
                return
