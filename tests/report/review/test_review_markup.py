"""The marked page: what is shown of it, and that nothing of it can act."""

import re
import time

import pytest

from flows.page import clean_page
from flows.page.lines import Label, Line
from flows.report.review.markup import Mark, mark_html, mark_text

REMOVED = Mark(Label("removed", "nav", "nav.home", 0.98))
PLAIN = Mark(Label("body"))
HOSTILE = (
    "<p onclick=alert(1) style='background:url(//evil.example)'>正文<a href='javascript:alert(2)'>链接</a>"
    "<script>alert(3)</script><img src=x onerror=alert(4) alt='\"><script>alert(5)</script>'>"
    "<iframe src='//evil.example'></iframe><svg onload=alert(6)><circle/></svg><style>@import '//evil.example'</style>"
    "<form action='//evil.example'><button formaction='javascript:alert(7)'>提交</button></form>"
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(8)></style></table></math>"
    "<table><td colspan='2' rowspan='9999' background='x'>格</td></table></p>"
)


def lines_of(*texts: str) -> list[Line]:
    return [Line(index, text) for index, text in enumerate(texts)]


def test_removed_text_is_marked_with_its_rule_and_kept_text_is_not() -> None:
    shown = mark_html(
        "<ul><li>首页</li></ul><p>临江市的<b>正文</b></p>", lines_of("首页", "临江市的正文"), [REMOVED, PLAIN], 9_999
    )
    assert '<div class="li"><del class="g-way">首页</del>' in shown.html and "nav.home · 0.98" in shown.html
    assert "临江市的<b>正文</b>" in shown.html and not shown.is_cut


def test_a_line_over_several_elements_is_marked_in_each_and_named_once() -> None:
    shown = mark_html("<p>返回 <i>首页</i> 吧</p>", lines_of("返回 首页 吧"), [REMOVED], 9_999)
    assert shown.html.count("<del") == 3 and shown.html.count("nav.home") == 1


def test_a_text_that_stands_twice_is_marked_where_the_line_is() -> None:
    shown = mark_html("<p>首页</p><p>首页</p>", lines_of("首页", "首页"), [PLAIN, REMOVED], 9_999)
    assert re.sub("<small.*?</small>", "", shown.html).replace('<del class="g-way">', "<del>") == (
        '<div class="p">首页</div><div class="p"><del>首页</del></div>'
    )


def test_a_line_that_the_markup_lacks_follows_below() -> None:
    shown = mark_html("<p>正文</p>", lines_of("正文", "脚本写的一行"), [PLAIN, REMOVED], 9_999)
    assert shown.html.index("脚本写的一行") > shown.html.index("正文")


def test_nothing_of_a_hostile_page_can_act() -> None:
    page = clean_page(HOSTILE.encode() * 3, name="x.html")
    marks = [Mark(label) for label in page.labels]
    html = mark_html(HOSTILE * 3, page.lines, marks, 99_999).html
    tags = re.findall(r"<[^>]*>", html)
    harmless = (
        r'</?(?:div|b|br|p|table|tbody|tr|td|th|span|small|del|mark|ul|ol)(?: (?:class|lang)="[\w -]*"| colspan="2")*>'
    )
    assert tags and all(re.fullmatch(harmless, tag) for tag in tags), [t for t in tags if not re.fullmatch(harmless, t)]
    assert "正文" in html and "链接" in html and "格" in html


@pytest.mark.parametrize("part", ["<div>行</div>", "<b>字</b>", "<!--", "行 "])
def test_a_large_page_is_marked_soon_and_cut(part: str) -> None:
    html = "<p>始</p>" + part * (300_000 // len(part))
    begin = time.process_time()
    shown = mark_html(html, lines_of("始"), [REMOVED], 10_000)
    assert len(shown.html.encode()) <= 10_000
    assert time.process_time() - begin < 20


def test_plain_text_shows_its_line_numbers() -> None:
    shown = mark_text([Line(0, "首页 <b>", number=7)], [REMOVED], 9_999)
    assert '<span class="no">7</span>' in shown.html and "首页 &lt;b&gt;" in shown.html
