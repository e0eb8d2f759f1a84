"""What a page hides until a script shows it."""

import pytest

from flows.page.reading.html import read_html

FIRST = "<p>清晨的集市从五点就开始热闹，菜农们挑着担子赶来。</p>"
REST = (
    "<p>到了七点，买菜的人渐渐多了起来，街上全是问价的声音。</p>"
    "<p>九点一过，集市散了，街道又恢复了往日的安静和整洁。</p>"
)
MENU = "<div class=menu><a href=1>首页</a> <a href=2>新闻</a></div>"


def hidden(markup: str) -> list[str]:
    return [line.text[:4] for line in read_html(markup).lines if line.is_hidden]


@pytest.mark.parametrize(
    "opening", ["<div style='display:none'>", "<div hidden>", "<noscript>", "<div aria-hidden=true>"]
)
def test_the_only_text_of_a_page_is_shown(opening: str) -> None:
    tag = "noscript" if "noscript" in opening else "div"
    page = f"{MENU}<h1>集市的早晨</h1>{opening}{FIRST}{REST}</{tag}><p>版权所有：某某网站，未经许可，不得转载。</p>"
    assert hidden(page) == []


def test_the_rest_of_a_text_that_is_folded_away_is_shown() -> None:
    page = f"<div class=text>{FIRST * 9}<div class=fold style='display:none'>{REST}</div></div><p>版权所有</p>"
    assert hidden(page) == []


@pytest.mark.parametrize(
    "page",
    [
        f"<div class=popup style='display:none'>{REST}</div><div class=text>{FIRST * 9}</div>",
        f"<div class=text>{FIRST * 9}</div><div><div><div class=rules hidden>{REST}</div></div></div>",
        f"<div class=text>{FIRST * 9}<div class=sr-only>{REST}</div></div>",
        f"<div class=text>{FIRST * 9}<noscript>{REST}</noscript></div>",
    ],
)
def test_other_hidden_sentences_stay_hidden(page: str) -> None:
    assert hidden(page) == ["到了七点", "九点一过"]


def test_a_second_print_of_the_text_stays_hidden() -> None:
    assert hidden(f"<div class=text>{FIRST}{REST}</div><div class=mobile hidden>{FIRST}{REST}</div>") == [
        "清晨的集",
        "到了七点",
        "九点一过",
    ]


def test_two_hidden_prints_are_shown_once() -> None:
    page = f"{MENU}<div class=desktop hidden>{FIRST}{REST}</div><div class=mobile hidden>{FIRST}{REST}</div>"
    assert hidden(page) == ["清晨的集", "到了七点", "九点一过"]


def test_the_reason_stays_with_the_line() -> None:
    page = f"<style>.x{{display:none}}</style><p>一</p><p hidden>二</p><p class=x>三</p><noscript>四</noscript>{FIRST}"
    found = [(line.text, line.hidden_by) for line in read_html(page).lines[:4]]
    assert found == [("一", ""), ("二", "attribute"), ("三", "sheet"), ("四", "inert")]
    main = read_html(f"{MENU}<div style='display:none'>{FIRST}{REST}</div>").lines[-1]
    assert (main.is_hidden, main.hidden_by) == (False, "style")
