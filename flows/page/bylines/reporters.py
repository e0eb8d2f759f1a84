"""Reporters as newspapers name them: in the dateline, before a place, in the bracket that ends a report."""

import re

from flows.page.bylines.people import Person, is_name, read_people
from flows.page.text.patterns import compiled

_SIGN = re.compile(r"[/／(（【〔\[]")
"""What every form below holds."""
_DATELINE = (
    r"[(（【〔\[](?P<inside>[^()（）【】\[\]]{0,24}?(?:记者|記者|通讯员|通訊員)[\s:：]?"
    r"[^()（）【】\[\]]{2,60})[)）】〕\]]"
)
_DATELINE_REPORT = r"\s?[／/]\s?[㐀-鿿]{0,10}$|(?:综合)?(?:綜合)?(?:报道|報道|報導|报导|电|電|讯|訊|摄|攝)$"
_WIRE_NAME = r"[讯訊电電]\s?[(（](?P<names>[㐀-鿿]{2,4}(?:[、，,\s][㐀-鿿]{2,4}){0,4})[)）]"
_REPORTER_LINE = (
    r"^[\s*·(（【\[]{0,3}(?P<names>[㐀-鿿]{2,4}(?:[、，,\s][㐀-鿿]{2,4}){0,4})\s?[／/]\s?[㐀-鿿]{0,10}?"
    r"(?:综合)?(?:綜合)?(?:外[电電])?(?:报道|報道|報導|报导|专访|專訪|特稿|专电|專電)\s?[)）】\]]{0,2}$"
)
_SLASH_REPORT = (
    r"(?<![㐀-鿿])(?P<post>[㐀-鿿]{0,8}(?:记者|記者))\s?(?P<names>[㐀-鿿]{2,4}(?:[、，,\s][㐀-鿿]{2,4}){0,4})\s?[／/]\s?[㐀-鿿]{0,8}"
    r"(?:报道|報道|報導|报导|专访|專訪|特稿|专电|專電)"
)
_TAIL_BRACKET = re.compile(
    r"[(（【\[](?P<inside>[^()（）【】\[\]]{2,80}(?:[(（][^()（）]{1,60}[)）][^()（）]{0,40})?)[)）】\]][\s。]*$"
)


def read_reporters(text: str) -> list[Person]:
    """Reporters named at the head of a report: 本报讯（记者 甲 乙）, 【某报记者甲某地报道】, 甲／某地报道."""
    if not _SIGN.search(text, 0, 120):
        return []
    line = compiled(_REPORTER_LINE).match(text)
    if line:
        people = read_people(line["names"])
        return people if people and all(is_name(person.name) for person in people) else []
    head = text[:120]
    report = compiled(_SLASH_REPORT).search(head)
    if report and report.start() <= 16:
        people = read_people(f"{report['post']} {report['names']}")
        return people if all(is_name(person.name) for person in people) else []
    found = compiled(_DATELINE).search(head)
    if not found or found.start() > 48:
        wire = compiled(_WIRE_NAME).search(head[:48])
        people = read_people(wire["names"]) if wire else []
        return people if all(is_name(person.name) for person in people) else []
    inside = found["inside"].strip()
    shorter = compiled(_DATELINE_REPORT).sub("", inside)
    if shorter != inside and not any(mark in inside for mark in "／/"):
        shorter = _cut_place(shorter)
    people = [person for person in read_people(shorter) if is_name(person.name)]
    if not people or people[0].post is None:
        return []
    first = people[0]
    return [person if person.post else Person(person.name, first.post, first.affiliation) for person in people]


def tail_bracket(text: str) -> str | None:
    """What stands in the bracket that ends a paragraph: （作者：某校校长 某某）."""
    found = _TAIL_BRACKET.search(text[-140:])
    return found["inside"] if found else None


def _cut_place(text: str) -> str:
    """【某报记者林小川台北報導】: the place before 報導 is no part of the name; three characters of name are kept."""
    head, mark, tail = text.rpartition("记者") if "记者" in text else text.rpartition("記者")
    tail = tail.strip()
    if " " in tail or len(tail) <= 3:
        return head + mark + tail
    return head + mark + tail[: 3 if len(tail) >= 5 else 2]
