"""Content tables become rows; layout tables stay blocks."""

import pytest

from flows.page.reading.html import read_html
from flows.page.source import Source


def rows(markup: str, source: Source | None = None) -> list[str]:
    return [line.text for line in read_html(markup, source=source).lines]


def table(*cells: str, attributes: str = "") -> str:
    return f"<table {attributes}>" + "".join("<tr>" + row for row in cells) + "</table>"


def test_a_content_table_has_a_line_a_row() -> None:
    page = table("<th>年份<th>产量", "<td>甲年<td>1.5", "<td>乙年<td><p>2</p><p>万</p>")
    assert rows(page) == ["年份\t产量", "甲年\t1.5", "乙年\t2 万"]


def test_a_row_carries_its_evidence() -> None:
    reading = read_html("前" + table("<td>甲<td><b>一</b>", "<td><a href=x>乙</a><td>二二二二二") + "后")
    first, second = reading.lines[1:3]
    assert (first.index, first.tag, first.bold_chars, second.link_chars, second.link_count) == (1, "tr", 1, 1, 1)
    assert [line.index for line in reading.lines] == [0, 1, 2, 3]
    assert reading.elements[first.element].tag == "tr" and first.element != second.element


def test_empty_places_keep_the_columns_apart() -> None:
    page = table("<td rowspan=2>甲<td>1<td>2", "<td>3<td>4", "<td colspan=2>合计<td>9", "<td>乙<td><td>8")
    assert rows(page) == ["甲\t1\t2", "\t3\t4", "合计\t\t9", "乙\t\t8"]


def test_the_caption_stays_before_the_rows() -> None:
    assert rows(table("<caption>表一", "<td>甲<td>1", "<td>乙<td>2")) == ["表一", "甲\t1", "乙\t2"]


LONG = "这是正文的一段，" * 30
SPECIFICATION = "<p>功率不低于两千瓦，噪声不高于四十分贝。</p>" * 8


@pytest.mark.parametrize(
    "markup",
    [
        table("<th>设备<th>要求", f"<td>水泵<td>{SPECIFICATION}", f"<td>风机<td>{SPECIFICATION}"),
        table("<td>序号<td>设备<td>要求", f"<td>1<td>水泵<td>{SPECIFICATION}", f"<td>2<td>风机<td>{SPECIFICATION}"),
        table(f"<td>水泵<td>{SPECIFICATION}", f"<td>风机<td>{SPECIFICATION}", attributes="border=1"),
        table(f"<td>水泵<td>{SPECIFICATION}", f"<td>风机<td>{SPECIFICATION}", attributes="class=MsoTableGrid"),
        table(f"<td style='border:solid 1pt'>水泵<td>{SPECIFICATION}", f"<td>风机<td>{SPECIFICATION}"),
        table(f"<caption>表一<tr><td>水泵<td>{SPECIFICATION}", f"<td>风机<td>{SPECIFICATION}"),
    ],
)
def test_long_cells_of_a_table_that_shows_what_it_is(markup: str) -> None:
    long = " ".join(["功率不低于两千瓦，噪声不高于四十分贝。"] * 8)
    assert [text for text in rows(markup) if text.endswith(f"水泵\t{long}")]


def test_a_table_of_links_under_its_headers() -> None:
    page = table(
        "<td>学校<td>章程<td>电话", "<td>东岭中学<td><a href=1>查看</a><td>1", "<td>南桥中学<td><a href=2>查看</a><td>2"
    )
    assert rows(page)[1:] == ["东岭中学\t查看\t1", "南桥中学\t查看\t2"]


def test_cells_that_reach_down_leave_the_rows_regular() -> None:
    page = table("<th>领域<th>学科<th>分值", "<td rowspan=3>人文<td>历史<td>10", "<td>语文<td>20", "<td>地理<td>30")
    assert rows(page) == ["领域\t学科\t分值", "人文\t历史\t10", "\t语文\t20", "\t地理\t30"]


@pytest.mark.parametrize(
    ("markup", "headers"),
    [
        (table("<th>年份<th>产量", "<td>甲年<td>1", "<td>乙年<td>2"), [True, False, False]),
        (table("<td>年份<td>产量<td>单位", "<td>甲年<td>1<td>吨", "<td>乙年<td>2<td>吨"), [True, False, False]),
        (table("<td>1<td>甲年<td>吨", "<td>2<td>乙年<td>吨"), [False, False]),
        (table("<th>甲年<td>1", "<th>乙年<td>2"), [False, False]),
    ],
)
def test_the_row_that_names_the_columns_is_known(markup: str, headers: list[bool]) -> None:
    assert [line.is_header for line in read_html(markup).lines] == headers


def test_numbers_of_lists_in_cells_stay() -> None:
    page = table("<th>事项<th>材料", "<td>开户<td><ol><li>申请表<li>身份证</ol>", "<td>销户<td>申请表")
    line = read_html(page).lines[1]
    assert (line.text, line.list_number) == ("开户\t1. 申请表 2. 身份证", "1. 2.")


@pytest.mark.parametrize(
    "markup",
    [
        table("<td>甲<td>乙"),
        table("<td>甲", "<td>乙", "<td>丙", "<td>丁"),
        table("<td>甲<td>乙", f"<td>丙<td>{LONG}"),
        table("<td>栏目<td>正文", f"<td>丙<td>{LONG * 4}", attributes="border=1"),
        table("<td>甲<td>乙", f"<td>丙<td>{LONG}", attributes="border=0 style='border:none'"),
        table("<td><a href=1>甲</a><td>1", "<td><a href=2>乙</a><td>2"),
        table("<td>甲<td>乙", "<td>丙<td>" + table("<td>丁")),
        table("<td>甲<td>乙", "<td>丙<td>丁", attributes="role=presentation"),
        table("<td>甲<td>乙", "<td>丙<td hidden>丁"),
    ],
)
def test_a_layout_table_stays_blocks(markup: str) -> None:
    assert not any("\t" in text for text in rows(markup))


def test_a_marked_cell_stays_on_its_own() -> None:
    source = Source("x", selectors={"date": ("td.d",)})
    page = table("<td>甲<td class=d>乙", "<td>丙<td>丁")
    assert rows(page, source) == ["甲", "乙", "丙", "丁"]
    assert read_html(page, source=source).lines[1].mark == "date"


def test_pictures_keep_their_place() -> None:
    reading = read_html(table("<td>甲<td>1", "<td><img src=a.png>乙<td>2") + "<img src=b.png>后")
    assert [image.before_line for image in reading.images] == [1, 2]


@pytest.mark.slow
def test_huge_spans_and_many_cells_cost_nothing() -> None:
    reading = read_html(
        "<table>" + "<tr><td rowspan=65534 colspan=1000>甲<td rowspan=9999999999>乙" * 3000 + "</table>"
    )
    assert sum(line.text.count("甲") for line in reading.lines) == 3000
