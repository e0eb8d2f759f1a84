"""The card of official papers, in the shapes in which government pages print it."""

import datetime

import pytest

from flows.page import clean_page
from flows.page.metadata.card import read_day

TEXT = (
    "<h1>云河县人民政府办公室关于印发供水管护办法的通知</h1>"
    "<p>各乡镇人民政府：《云河县供水管护办法》已经县政府常务会议研究同意，现印发给你们，请认真贯彻执行。</p>"
    "<p>各地要结合实际抓好落实，有关情况及时报告县水务局。本办法的有效性：以县政府公布的目录为准。</p>"
)
EXPECTED = {
    "index_number": "00018001/2023-00127",
    "issuing_body": "云河县人民政府办公室",
    "date_created": datetime.date(2023, 5, 16),
    "subject_category": "农业、水利",
    "validity": "有效",
    "document_number": "云政办发〔2023〕18号",
}
TABLE = """<table><tr><td>索 引 号：</td><td>00018001/2023-00127</td><td>主题分类：</td><td>农业、水利</td></tr>
<tr><td>发文机关：</td><td>云河县人民政府办公室</td><td>成文日期：</td><td>2023年05月16日</td></tr>
<tr><td>发文字号：</td><td>云政办发〔2023〕18号</td><td>有 效 性：</td><td>有效</td></tr></table>"""
HEADS = """<table><tr><th>索引号</th><td>00018001/2023-00127</td><th>主题分类</th><td>农业、水利</td></tr>
<tr><th>发布机构</th><td>云河县水务局</td><th>公开方式</th><td>主动公开</td></tr>
<tr><th>发文机关</th><td>云河县人民政府办公室</td><th>成文日期</th><td>2023-05-16</td></tr>
<tr><th>文号</th><td>云政办发〔2023〕18号</td><th>效力状态</th><td>有效</td></tr></table>"""
DEFINITIONS = """<dl><dt>索引号：</dt><dd>00018001/2023-00127</dd><dt>主题分类：</dt><dd>农业、水利</dd>
<dt>发文机关：</dt><dd>云河县人民政府办公室</dd><dt>成文日期：</dt><dd>2023年5月16日</dd><dt>发文字号：</dt><dd>云政办发〔2023〕18号</dd>
<dt>有效性：</dt><dd>有效</dd><dt>主题词：</dt><dd></dd></dl>"""
ITEMS = """<ul><li><b>【索引号】</b>：00018001/2023-00127</li><li>主题分类：农业、水利</li>
<li>发文机关：云河县人民政府办公室　成文日期：2023年5月16日</li>
<li>发文字号：云政办发〔2023〕18号　有效性：有效</li></ul>"""


def read(markup: str) -> dict[str, object]:
    page = clean_page(f"<html><body>{markup}</body></html>".encode(), name="t.html")
    cited = {item["field"]: item["line_index"] for item in page.document["metadata_evidence"]}
    for name in EXPECTED:
        assert (page.document[name] is None) == (name not in cited)
    return {name: page.document[name] for name in EXPECTED}


@pytest.mark.parametrize("card", [TABLE, HEADS, DEFINITIONS, ITEMS])
def test_a_card_above_the_text(card: str) -> None:
    assert read(card + TEXT) == EXPECTED


def test_a_card_below_the_text() -> None:
    assert read(TEXT + ITEMS) == EXPECTED


def test_what_says_nothing_is_null() -> None:
    found = read(TABLE.replace("00018001/2023-00127", "-").replace("<td>有效</td>", "<td>无</td>") + TEXT)
    assert found == {**EXPECTED, "index_number": None, "validity": None}


@pytest.mark.parametrize("markup", [TEXT, "<p>有效性：有效</p><p>分类：技术</p>" + TEXT])
def test_a_word_or_two_are_no_card(markup: str) -> None:
    assert not any(read(markup).values())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1986年9月3日", datetime.date(1986, 9, 3)),
        ("2023-05-16 00:00:00", datetime.date(2023, 5, 16)),
        ("二〇二三年五月十六日", datetime.date(2023, 5, 16)),
        ("2023年13月1日", None),
        ("2023年", None),
        ("", None),
    ],
)
def test_days_of_cards(text: str, day: datetime.date | None) -> None:
    assert read_day(text) == day
