"""The invariants of a page, on pages put together from the parts that real ones have, in any order."""

import html
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check

from flows.page import Options, Page, PageError, Source, clean_page
from flows.page.clean import is_as_it_came
from flows.page.decoding.decode import decode
from flows.page.limits import Limits
from flows.page.rows import doc_id

PARTS = [
    "临江网 > 新闻 > 正文",
    "云河县召开秋季农田水利工作会议",
    "发布时间:2023-10-12 08:30 来源:云河县融媒体中心 作者:何清源",
    "  10月11日,云河县召开秋季农田水利工作会议,部署冬修任务。会议指出,各乡镇要抢抓农时,落实责任。",
    "一、提高认识,压实责任",
    "各单位要把水利冬修摆上重要日程,逐级签订责任书,确保按期完工。资金由县财政统筹解决;",
    "项目由县水利局组织实施,接受群众监督。",
    "（一）抓好渠道清淤。全县清淤渠道120公里,惠及农田3.2万亩。",
    "一是落实人员。每个村明确一名联络员。二是落实经费。每公里补助5000元。三是落实时限。12月底前完工。",
    "二、加強督導,確保品質",
    "這些工程對於農業生產具有裡程碑的意義,各地要認真總結曆史經驗。",
    "责任编辑:江小鱼",
    "上一篇:没有了 下一篇:云河县开展安全检查",
    "版权所有:云河县人民政府办公室  备案号:临ICP备09000000号-1",
    "相关阅读",
    "点击查看更多精彩内容>>",
    "​",
    "\x0b",
    "�",
    "1.2.3",
    "(完)",
]
LINES = st.lists(
    st.one_of(st.sampled_from(PARTS), st.text(st.characters(exclude_categories=["Cs"]), max_size=30)), max_size=25
)
OPTIONS = st.builds(Options, st.sampled_from(["Hans", "Hant", "keep"]), st.sampled_from(["restore", "keep"]))


def as_html(lines: list[str], tag: str) -> bytes:
    body = "".join(f"<{tag}>{html.escape(line)}</{tag}>\n" for line in lines)
    return f"<!DOCTYPE html><html><head><title>云河县</title></head><body><div>{body}</div></body></html>".encode()


def clean_or_none(raw: bytes, name: str, options: Options) -> Page | None:
    try:
        return clean_page(raw, name=name, options=options)
    except PageError:
        return None


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["txt", "p", "div", "li", "td", "h2"]), OPTIONS)
def test_every_line_is_in_exactly_one_place_and_sections_join_to_the_text(
    lines: list[str], form: str, options: Options
) -> None:
    raw = "\n".join(lines).encode() if form == "txt" else as_html(lines, form)
    name = "x.txt" if form == "txt" else "x.html"
    page = clean_or_none(raw, name, options)
    if page:
        check(page)
        again = clean_or_none(raw, name, options)
        assert again and (again.document, again.sections, again.removed) == (
            page.document,
            page.sections,
            page.removed,
        )


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["x.txt", "x.html"]))
def test_any_bytes_give_rows_or_a_quarantine_code(raw: bytes, name: str) -> None:
    page = clean_or_none(raw, name, Options())
    if page:
        check(page)


@given(st.lists(st.sampled_from([*PARTS, "\0", "\ufeff", "锟斤拷", "ä¸­å›½", "éƒ¨é—¨"]), max_size=8), st.booleans())
def test_utf8_that_is_not_encoded_again_is_the_file_itself(parts: list[str], has_mark: bool) -> None:
    raw = (b"\xef\xbb\xbf" if has_mark else b"") + "\n".join(parts).encode()
    try:
        decoded = decode(raw)
    except PageError:
        return
    assert not is_as_it_came(decoded) or decoded.text.encode() == raw


def test_a_plain_article() -> None:
    raw = "\n\n".join(PARTS[:16]).encode()
    page = clean_page(raw, name="a/水利.txt", source=Source("yunhe"), fetched_at=datetime(2023, 10, 13, tzinfo=UTC))
    check(page)
    document = page.document
    assert document["doc_id"] == doc_id("yunhe", "a/水利.txt")
    assert document["title"] == "云河县召开秋季农田水利工作会议"
    assert document["content_source"] == "云河县融媒体中心"
    assert str(document["date_published"]) == "2023-10-12"
    assert "里程碑" in document["text"] and "裡程碑" in document["text_original"]
    assert "10月11日，云河县" in document["text"]
    labels = [row["label"] for row in page.sections]
    assert "一、" in labels and "（一）" in labels
    categories = {row["category"] for row in page.removed}
    assert {"breadcrumb", "editor"} <= categories


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text"),
        (b"<html><head><title>x</title></head><body><script>1</script></body></html>", "no_text"),
        ("水".encode() * 200, "too_large"),
    ],
)
def test_what_cannot_be_a_page_is_refused_with_a_stable_code(raw: bytes, code: str) -> None:
    with pytest.raises(PageError) as caught:
        clean_page(raw, name="x.html", options=Options(limits=Limits(max_bytes=500)))
    assert caught.value.code == code


def test_rows_of_tables_keep_their_cells() -> None:
    rows = "<tr><th>姓名<th>镇　名<th>备注</tr><tr><td>林小滿<td><td>新增</tr><tr><td>陳大海<td>白鷺鎮<td></tr>"
    prose = "<p>經筆試、面試和考察，現將擬聘用人員名單公示如下，公示期為七個工作日，歡迎監督。</p>" * 2
    page = clean_page(f"<h1>公示</h1>{prose}<table border=1>{rows}</table>{prose}".encode())
    assert "姓名\t镇 名\t备注\n林小满\t\t新增\n陈大海\t白鹭镇\n" in page.document["text"]
