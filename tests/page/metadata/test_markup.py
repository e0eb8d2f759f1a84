"""Lines that class or itemprop name."""

import pytest

from flows.page.bylines.zones import Zones
from flows.page.lines import Element, Line, Reading
from flows.page.metadata.claims import LineClaims
from flows.page.metadata.markup import read_account_name, read_markup

ZONES = Zones(title=0, body_first=3, body_last=5)


def page(text: str, tokens: str) -> Reading:
    elements = [Element("", -1, 0), Element("div", 0, 1, tokens)]
    return Reading([Line(0, "东岭大桥建成通车"), Line(1, text, element=1)], "text/html", elements=elements)


@pytest.mark.parametrize(
    ("text", "tokens", "author"),
    [
        ("river88", "post-author", "river88"),
        ("林小川", "meta author", "林小川"),
        ("林小川", "article_writer", "林小川"),
        ("林小川", "authors-box", None),
        ("江口新闻组电", "author", None),
        ("林小川：今天晴。", "author", None),
        ("管理员", "author", None),
    ],
)
def test_authors(text: str, tokens: str, author: str | None) -> None:
    claims = LineClaims()
    read_markup(claims, page(text, tokens), ZONES)
    assert [person.name for claim in claims.authors for person in claim.value] == ([author] if author else [])


@pytest.mark.parametrize(("text", "source"), [("江口晚报", ["江口晚报"]), ("首页", []), ("举报", [])])
def test_sources(text: str, source: list[str]) -> None:
    claims = LineClaims()
    read_markup(claims, page(text, "info source"), ZONES)
    assert [claim.value for claim in claims.sources] == source


def test_the_account_of_a_page() -> None:
    claims = LineClaims()
    read_account_name(claims, page("江口散步集", "wx_follow_nickname link"), ZONES)
    assert [(claim.value, claim.line_index) for claim in claims.sources] == [("江口散步集", 1)]
    read_account_name(claims, page("江口散步集", "nickname"), ZONES)
    assert len(claims.sources) == 1
