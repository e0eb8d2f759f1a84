"""Reporters as newspapers name them: in the dateline, before a place, in the bracket that ends a report."""

import re

from flows.page.bylines.people import Person, is_name, read_people
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase

_SIGN = re.compile(r"[/(【〔\[]|报[道导]$|[专外]电$|\d日[电讯]")
"""Every form below contains one of these."""
_HEAD_CHARS = 120
_NAMES = r"[一-鿿]{2,4}(?:[、,\s][一-鿿]{2,4}){0,4}"
_DATELINE = r"[(【〔\[](?P<inside>[^()【】\[\]]{0,24}?{reporters}[\s:]?[^()【】\[\]]{2,60})[)】〕\]]"
_DATELINE_REPORT = r"\s?/\s?[一-鿿]{0,10}$|{report_origins}?(?:{report_endings}|[讯摄])$"
_WIRE_NAME = rf"[讯电]\s?\((?P<names>{_NAMES})\s?(?:{{text_and_pictures}}|[文图摄])?\)"
_REPORTER_LINE = (
    rf"^[\s*·(【\[]{{0,3}}(?:[^/|]{{2,16}}[|]\s?)?(?P<names>{_NAMES})(?:\s?/\s?|\s)[一-鿿\d]{{0,10}}?"
    r"{report_origins}?{report_endings}\s?[)】\]]{0,2}$"
)
_SLASH_REPORT = (
    rf"(?<![一-鿿])(?P<post>[一-鿿]{{0,8}}{{reporter_words}})\s?(?P<names>{_NAMES})\s?/\s?[一-鿿]{{0,8}}"
    r"{report_endings}"
)
_WIRE_LINE = r"^[一-鿿]{0,8}(?P<post>{reporter_words})(?P<names>[一-鿿]{4,6})\d{1,2}日[电讯]"
"""Name and place without a sign between; both have two characters at least."""
_TAIL_BRACKET = re.compile(
    r"[(（【\[](?P<inside>[^()（）【】\[\]]{2,80}(?:[(（][^()（）]{1,60}[)）][^()（）]{0,40})?)[)）】\]][\s。]*$"
)


def read_reporters(text: str) -> list[Person]:
    """Reporters named at the head of a report: 本报讯（记者 甲 乙）, 【某报记者甲某地报道】, 甲／某地报道."""
    head = text[:_HEAD_CHARS]
    folded = fold_in_place(head)
    if not _SIGN.search(folded):
        return []
    line = phrase(_REPORTER_LINE).match(folded) if len(text) <= _HEAD_CHARS else None
    if line:
        return _certain(read_people(head[slice(*line.span("names"))]))
    report = phrase(_SLASH_REPORT).search(folded)
    if report and report.start() <= 16:
        return _certain(read_people(f"{head[slice(*report.span('post'))]} {head[slice(*report.span('names'))]}"))
    if wired := phrase(_WIRE_LINE).match(folded):
        name = head[slice(*wired.span("names"))][: 3 if len(wired["names"]) >= 5 else 2]
        return _certain(read_people(f"{head[slice(*wired.span('post'))]} {name}"))
    found = phrase(_DATELINE).search(folded)
    if not found or found.start() > 48:
        wire = phrase(_WIRE_NAME).search(folded[:48])
        return _certain(read_people(head[slice(*wire.span("names"))])) if wire else []
    return _read_dateline(head[slice(*found.span("inside"))].strip())


def tail_bracket(text: str) -> str | None:
    """What stands in the bracket that ends a paragraph: （作者：某校校长 某某）."""
    found = _TAIL_BRACKET.search(text[-140:])
    return found["inside"] if found else None


def _certain(people: list[Person]) -> list[Person]:
    """The people if all have names of people, otherwise nobody."""
    return people if all(is_name(person.name) for person in people) else []


def _read_dateline(inside: str) -> list[Person]:
    """ "某报记者 甲 乙 某地报道": who shares the first one's post is not given it again."""
    folded = fold_in_place(inside)
    report = phrase(_DATELINE_REPORT).search(folded)
    if report:
        inside = inside[: report.start()]
        inside = inside if "/" in folded else _cut_place(inside)
    people = [person for person in read_people(inside) if is_name(person.name)]
    if not people or people[0].post is None:
        return []
    first = people[0]
    return [person if person.post else Person(person.name, first.post, first.affiliation) for person in people]


def _cut_place(text: str) -> str:
    """【某报记者林小川台北報導】: the place before 報導 is no part of the name; three characters of name are kept."""
    start = max(found.end() for found in phrase(r"{reporters}").finditer(fold_in_place(text)))
    head, tail = text[:start], text[start:].strip()
    if " " in tail or len(tail) <= 3:
        return head + tail
    return head + tail[: 3 if len(tail) >= 5 else 2]
