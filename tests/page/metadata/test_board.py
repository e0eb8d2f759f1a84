"""The head of a post on a bulletin board."""

from flows.page.lines import Line
from flows.page.metadata.board import read_board_head
from flows.page.metadata.claims import LineClaims


def read(*texts: str) -> LineClaims:
    claims = LineClaims()
    read_board_head(claims, [Line(index, text) for index, text in enumerate(texts)])
    return claims


def test_four_lines_of_a_head() -> None:
    claims = read("江口站 › 看板 Bridge", "作者river88 (小川)", "看板Bridge", "標題[請益] 大橋", "時間Tue Mar  5 2024")
    assert [person.name for claim in claims.authors for person in claim.value] == ["river88"]
    assert [claim.value for claim in claims.boards] == ["Bridge"]


def test_two_such_lines_are_none() -> None:
    claims = read("作者river88", "看板Bridge", "正文")
    assert claims.authors == [] and claims.boards == []
