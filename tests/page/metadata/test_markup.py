"""Lines that class or itemprop name."""

import pytest

from flows.page import clean_page
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


def shown(markup: str) -> tuple[str | None, list[str | None], str]:
    """Source, authors and date of an article with this markup under its title."""
    prose = "<p>东岭大桥昨天建成通车，两岸居民一早就来到桥头，等着走过新桥，桥上的灯一直亮到天明。</p>" * 4
    html = (
        "<title>东岭大桥建成通车_江口网</title><body><div><a href=/>首页</a> <a href=/news>新闻</a></div>"
        f"<article><h1>东岭大桥建成通车</h1>{markup}<div>{prose}</div></article>"
    )
    document = clean_page(html.encode(), name="a.html").document
    return document["content_source"], [each["name"] for each in document["authors"]], str(document["date_published"])


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (
            '<div><span class="author">何田</span><span class="from">江岸观察</span><b>2023-05-16 09:30</b></div>',
            ("江岸观察", ["何田"], "2023-05-16"),
        ),
        (
            '<div><span class="author vcard"><a class="url fn n" href="/u/1">小何同学</a></span>'
            ' <time datetime="2023-05-16">五月 16, 2023</time></div>',
            (None, ["小何同学"], "2023-05-16"),
        ),
        (
            '<div class="author"><span class="name"><a href="/u/2">田野里的猫</a></span>'
            "<span>2023.05.16 09:30:12</span><span>字数 1234</span></div>",
            (None, ["田野里的猫"], "2023-05-16"),
        ),
        (
            "<div><span>原创</span><span>何田</span><a id=js_name>江岸读书</a><em>2023-05-16 09:30</em></div>",
            ("江岸读书", ["何田"], "2023-05-16"),
        ),
        (
            '<div><em id="post-date" class="rich_media_meta_text">2016-03-05</em><em>何田</em>'
            '<a class="rich_media_meta_link rich_media_meta_nickname" id="post-user">江岸读书</a></div>',
            ("江岸读书", ["何田"], "2016-03-05"),
        ),
        (
            '<div><span class="meta_text">何田</span><span class="meta_nickname"><a id="js_name">江岸读书</a></span>'
            "<em>2023-05-16 09:30</em></div>",
            ("江岸读书", ["何田"], "2023-05-16"),
        ),
        (
            '<div>金融栏<span class="source">江岸观察</span> 2023-05-16 09:30 来源：江口晚报</div>',
            ("江口晚报", [], "2023-05-16"),
        ),
        (
            '<div><a href="/author/hetian">小何</a> • 2023-05-16 09:30 • 观点</div>',
            (None, ["小何"], "2023-05-16"),
        ),
        (
            '<div><span class="source">大桥</span></div><p>2023-05-16</p>',
            ("大桥", [], "2023-05-16"),
        ),
    ],
)
def test_inline_elements_say_what_they_hold(markup: str, expected: tuple[str | None, list[str], str]) -> None:
    assert shown(markup) == expected


def test_a_named_word_within_another_line_is_not_cited() -> None:
    markup = '<p>2023-05-16</p><p>他对《观察》说，<b class="source">观察</b>一座桥要看桥墩。</p>'
    assert shown(markup)[0] is None
