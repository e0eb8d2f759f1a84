"""A source's own selectors: checked at load, marking lines."""

import time

import pytest

from flows.page.errors import PageError
from flows.page.reading.html import check_selector, read_html
from flows.page.source import Source

PAGE = (
    "<div class=top>甲<p id=t>题</p></div><div class=c>乙<span class=by>作者丙</span>丁"
    "<div class='ad by'>广告<b class=by>戊</b></div>己</div>"
)


def marks(**selectors: tuple[str, ...]) -> dict[str, str]:
    reading = read_html(PAGE, source=Source("x", selectors=selectors))
    return {line.text: line.mark for line in reading.lines}


def test_lines_under_a_selector_are_marked() -> None:
    assert marks(content=("div.c",), title=("#t",)) == {
        "甲": "",
        "题": "title",
        "乙作者丙丁": "content",
        "广告戊": "content",
        "己": "content",
    }


def test_a_marked_inline_element_is_a_line_of_its_own() -> None:
    found = marks(content=("div.c",), author=("span.by",))
    assert found["乙"] == "content" and found["作者丙"] == "author" and found["丁"] == "content"


def test_drop_wins_and_names_its_selector() -> None:
    found = marks(content=("div.c",), drop=("div.ad", ".nothing"), author=(".by",))
    assert found["广告"] == found["戊"] == "drop:div.ad"
    assert found["作者丙"] == "author"


@pytest.mark.parametrize(
    "selector", ["div.a > p", "#x, .y", "td:nth-child(2n+1)", "div:has(p)", "a[href^='http']", "*"]
)
def test_good_selectors(selector: str) -> None:
    assert check_selector(selector) is None
    read_html("<p>一", source=Source("x", selectors={"content": (selector,)}))


@pytest.mark.parametrize(
    "selector", ["", " ", "div[", "..x", "p::before", "a,", "<p>", "p{}", ">p", "x" * 2000, "\ud800"]
)
def test_bad_selectors_are_named(selector: str) -> None:
    assert check_selector(selector)


@pytest.mark.parametrize(
    "selector", ["p:nth-child(2)", "p:NTH-of-type(3)", "b, p:not(:nth-last-child(2n))", "p:has(~ a)", "p:is(a ~ p)"]
)
def test_a_selector_that_goes_through_siblings_is_refused_where_there_are_very_many(selector: str) -> None:
    start = time.process_time()
    with pytest.raises(PageError, match="siblings for the selector") as caught:
        read_html("<p>一" * 30_000, source=Source("x", selectors={"drop": (selector,)}))
    assert caught.value.code == "too_many_nodes"
    assert time.process_time() - start < 3
    read_html("<div>" + "<p>一" * 300 + "</div>", source=Source("x", selectors={"drop": (selector,)}))
