"""Numbers of ordered lists, as a browser writes them."""

import pytest

from flows.page.reading.html import read_html
from flows.page.reading.lists import write_number


def lines(markup: str) -> list[str]:
    return [line.text for line in read_html(markup).lines]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<ol><li>种花</li><li>浇水</li></ol>", ["1. 种花", "2. 浇水"]),
        ("<ol start=5><li>种花<li value=9>浇水<li>修枝</ol>", ["5. 种花", "9. 浇水", "10. 修枝"]),
        ("<ol reversed><li>种花<li>浇水</ol>", ["2. 种花", "1. 浇水"]),
        ("<ol type=a><li>种花<li>浇水</ol>", ["a. 种花", "b. 浇水"]),
        ("<ol type=I><li>种花<li type=i>浇水</ol>", ["I. 种花", "ii. 浇水"]),
        ("<ol style='list-style-type: upper-alpha'><li>种花<li>浇水</ol>", ["A. 种花", "B. 浇水"]),
        ("<ol style='list-style:cjk-ideographic inside'><li>种花</ol>", ["一、种花"]),
        ("<ol style='list-style: none'><li>种花</ol>", ["种花"]),
        ("<ol><li>种花<ol><li>挖坑<li>填土</ol><li>浇水</ol>", ["1. 种花", "1. 挖坑", "2. 填土", "2. 浇水"]),
        ("<ol><li>种花<ul><li>挖坑</ul><li>浇水</ol>", ["1. 种花", "挖坑", "2. 浇水"]),
        ("<ol><li><p>种花</p><p>要趁早</p><li><p><b>浇水</b></p></ol>", ["1. 种花", "要趁早", "2. 浇水"]),
        ("<ol><li><!-- --> <li hidden>暗<li>浇水<li>修枝</ol>", ["暗", "2. 浇水", "3. 修枝"]),
        ("<ul><li>种花</ul>", ["种花"]),
    ],
)
def test_items_are_numbered_as_a_browser_does(markup: str, texts: list[str]) -> None:
    assert lines(f"<p>春天的事。</p>{markup}")[1:] == texts


@pytest.mark.parametrize(
    "markup",
    [
        "<ol><li><a href=1>首页</a><li><a href=2>新闻</a><li>正文</ol>",
        "<ol><li>1、种花<li>2、浇水</ol>",
        "<ol><li>（一）种花<li>（二）浇水</ol>",
        "<ol><li><em>1</em> 种花<li><em>2</em> 浇水</ol>",
        "<ol class=commentlist><li><div class=author>小林</div>好看。<li><div class=author>小陈</div>是的。</ol>",
        "<ol><li><article>好看。</article><li><article>是的。</article></ol>",
        "<ol><li><img src=a.png><li><img src=b.png></ol>",
    ],
)
def test_lists_that_show_no_numbers_of_their_own(markup: str) -> None:
    assert not any(line.list_number for line in read_html(f"<p>春天的事。</p>{markup}").lines)


def test_a_number_is_evidence_and_belongs_to_what_it_stands_before() -> None:
    page = "<ol><li><b>种花</b><li><a href=x>浇水</a><li>修枝</ol>"
    found = [(line.list_number, line.bold_chars, line.link_chars) for line in read_html(page).lines]
    assert found == [("1.", 5, 0), ("2.", 0, 5), ("3.", 0, 0)]


def test_code_in_a_list_is_not_numbered() -> None:
    page = "<p>看代码。</p><div class=dp-highlighter><ol><li>x = [1];<li>y = {2};</ol></div>"
    assert lines(page)[1:] == ["x = [1];", "y = {2};"]


@pytest.mark.parametrize(
    ("value", "style", "written"),
    [
        (4, "lower-roman", "iv."),
        (3999, "upper-roman", "MMMCMXCIX."),
        (4000, "upper-roman", "4000."),
        (27, "lower-latin", "aa."),
        (0, "lower-alpha", "0."),
        (-3, "decimal", "-3."),
        (7, "decimal-leading-zero", "07."),
        (10, "simp-chinese-informal", "十、"),
        (21, "cjk-ideographic", "二十一、"),
        (100, "cjk-ideographic", "100."),
    ],
)
def test_counter_styles(value: int, style: str, written: str) -> None:
    assert write_number(value, style) == written
