"""Values in pieces: dates over several lines, labels above values, accounts beside dates."""

import time

import pytest

from flows.page.bylines.zones import Zones
from flows.page.lines import Line
from flows.page.metadata.claims import LineClaims
from flows.page.metadata.pieces import read_account, read_cells, read_pieces

ZONES = Zones(title=0, body_first=8, body_last=9)


def lines_of(*texts: str, tag: str = "div") -> list[Line]:
    return [Line(index, text, tag=tag) for index, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "date", "precision", "further"),
    [
        (("2024", "03/05", "10:20"), "2024-03-05", "minute", (1, 2)),
        (("2024年", "03-05", "分享"), "2024-03-05", "day", (1,)),
        (("03/05", "2024", "10:20:33"), "2024-03-05", "second", (1, 2)),
        (("27", "2022-11"), "2022-11-27", "day", (1,)),
        (("2022/11", "27"), "2022-11-27", "day", (1,)),
    ],
)
def test_dates(texts: tuple[str, ...], date: str, precision: str, further: tuple[int, ...]) -> None:
    claims = LineClaims()
    read_pieces(claims, lines_of(*texts), 0)
    assert [(str(claim.value.date), claim.value.precision) for claim in claims.dates] == [(date, precision)]
    assert claims.dates[0].further_lines == further


@pytest.mark.parametrize("texts", [("2024",), ("2024", "13/05"), ("2024", "第3期"), ("1", "2"), ("03/05", "10:20")])
def test_what_is_no_date(texts: tuple[str, ...]) -> None:
    claims = LineClaims()
    read_pieces(claims, lines_of(*texts), 0)
    assert claims.dates == []


def test_a_card_in_cells() -> None:
    row = read_cells(lines_of("索引号\t11220\t发文字号\t江政发〔2024〕7号\t成文日期\t2024年3月5日"), 0)
    assert row is not None and row.document_number == "江政发〔2024〕7号"
    assert [(dated.kind, str(dated.found.date)) for dated in row.dates] == [("dated", "2024-03-05")]
    above = read_cells(lines_of("文　号", "江政发〔2024〕7号", tag="td"), 0)
    assert above is not None and above.document_number == "江政发〔2024〕7号"
    for label in ("来源：", "来源"):
        source = read_cells(lines_of(label, "江口晚报"), 0)
        assert source is not None and source.content_source == "江口晚报"


@pytest.mark.parametrize("texts", [("来源：", "作者："), ("来源",), ("", "江口晚报"), ("甲\t乙",)])
def test_what_is_no_card(texts: tuple[str, ...]) -> None:
    assert read_cells(lines_of(*texts), 0) is None


@pytest.mark.parametrize(
    ("texts", "source"),
    [
        (("题目", "江口十八里", "百家号"), "江口十八里"),
        (("题目", "江口十八里", "2024-03-05 22:10发布于云河", "+关注"), "江口十八里"),
        (("题目", "江口十八里", "2024-03-05 22:10", "关注"), "江口十八里"),
        (("题目", "江口晚报", "2024-03-05 22:10"), "江口晚报"),
        (("题目", "农学院", "2024-03-05"), "农学院"),
        (("题目", "江口十八里", "2024-03-05 22:10"), "江口十八里"),
    ],
)
def test_accounts(texts: tuple[str, ...], source: str) -> None:
    claims = LineClaims()
    read_account(claims, lines_of(*texts), 1, ZONES)
    assert [claim.value for claim in claims.sources] == [source]


def test_a_name_above_the_date_is_the_author() -> None:
    claims = LineClaims()
    read_account(claims, lines_of("题目", "林小川", "2024-03-05"), 1, ZONES)
    assert [person.name for person in claims.authors[0].value] == ["林小川"]


@pytest.mark.parametrize(
    "texts",
    [
        ("题目", "分享", "2024-03-05 22:10", "关注"),
        ("题目", "通知公告", "2024-03-05"),
        ("题目", "江口十八里", "2024-03-05"),
        ("题目", "江口十八里", "正文"),
    ],
)
def test_what_is_no_account(texts: tuple[str, ...]) -> None:
    claims = LineClaims()
    read_account(claims, lines_of(*texts), 1, ZONES)
    assert claims.sources == [] and claims.authors == []


def test_a_column_above_the_date_is_no_source() -> None:
    claims = LineClaims()
    read_account(claims, lines_of("首页 江口新闻", "题目", "江口新闻", "2024-03-05"), 2, Zones(1, 8, 9))
    assert claims.sources == []


def test_long_lines_under_a_name_are_read_in_linear_time() -> None:
    claims, begin = LineClaims(), time.process_time()
    texts = ["题目", "云河在线", "2023-05-06 " * 20_000, "发布于2023-05-06" * 20_000]
    read_account(claims, lines_of(*texts), 1, ZONES)
    assert time.process_time() - begin < 2
