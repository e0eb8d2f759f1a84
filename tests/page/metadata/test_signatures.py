"""How texts end: brackets that name who wrote them or where they come from."""

import pytest

from flows.page.bylines.zones import Zones
from flows.page.lines import Label, Line
from flows.page.metadata.claims import LineClaims
from flows.page.metadata.signatures import read_signatures

LONG = "近日，东岭市召开全市水务工作会议，总结去年工作，部署今年任务，会议由市水务局主持。"


def read(*texts: str) -> tuple[list[str], list[str]]:
    lines = [Line(index, text) for index, text in enumerate(("题目", "2024-03-05", LONG, *texts))]
    labels = [Label("body" if len(line.text) > 30 else "removed") for line in lines]
    last = max(index for index, label in enumerate(labels) if label.kind == "body")
    claims = LineClaims()
    read_signatures(claims, lines, labels, Zones(0, 2, last), None)
    people = [person.name for claim in claims.authors for person in claim.value]
    return people, [claim.value for claim in claims.sources]


@pytest.mark.parametrize(
    ("end", "authors", "sources"),
    [
        (LONG + "（林小川）", ["林小川"], []),
        (LONG + "(林小川 何田)", ["林小川", "何田"], []),
        (LONG + "（文/图 林小川 何田）", ["林小川", "何田"], []),
        (LONG + "（编译/林小川）", ["林小川"], []),
        ("（江口晚报）", [], ["江口晚报"]),
        ("（东岭市水务局）", [], ["东岭市水务局"]),
        ("（东岭市水务局 林小川）", ["林小川"], []),
        ("（林小川 编辑）", [], []),
        ("（完）", [], []),
        (LONG + "（下同）", [], []),
        (LONG + "（图为大桥全景）", [], []),
    ],
)
def test_ends(end: str, authors: list[str], sources: list[str]) -> None:
    assert read(end) == (authors, sources)


def test_a_name_within_the_body_signs_nothing() -> None:
    assert read(LONG + "（林小川）", LONG) == ([], [])
