"""HTML into lines: layout, evidence, hidden text, pictures and head."""

import pytest

from flows.page.errors import PageError
from flows.page.lines import Line, Reading
from flows.page.reading.html import read_html


def texts(markup: str) -> list[str]:
    return [line.text for line in read_html(markup).lines]


def shown(markup: str) -> list[str]:
    return [line.text for line in read_html(markup).lines if not line.is_hidden]


def only_line(markup: str) -> Line:
    (line,) = read_html(markup).lines
    return line


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>一<p>二", ["一", "二"]),
        ("一<br>二<br/>三", ["一", "二", "三"]),
        ("一<span>二</span>三", ["一二三"]),
        ("一<div>二</div>三", ["一", "二", "三"]),
        ("<ul><li>一<li>二<ol><li>三</ol></ul>", ["一", "二", "1. 三"]),
        ("<dl><dt>名<dd>义</dl>", ["名", "义"]),
        ("<font><p>一</p>二</font>", ["一", "二"]),
        ("<a href=x><div>一</div><div>二</div></a>", ["一", "二"]),
        ("一<span style='display:block'>二</span>三", ["一", "二", "三"]),
        ("<div>一<div style='display:inline'>二</div>三</div>", ["一二三"]),
        ("<x-news>一</x-news>二", ["一二"]),
        ("<select><option>一<option>二</select>", ["一", "二"]),
        ("<button>一</button>二", ["一", "二"]),
        ("<textarea>一\n二</textarea>", ["一", "二"]),
        ("<p>一</p><script>x='<p>二</p>'</script><style>p{}</style><!-- 三 --><iframe>四</iframe>", ["一"]),
        ("<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", ["汉(hàn)字"]),
        ("<svg><title>图</title><text>一</text></svg>", ["一"]),
        ("<details><summary>一</summary>二</details>", ["一", "二"]),
        ("<div>一</p>二</span>三", ["一", "二三"]),
        ("<p>一<input value=二><wbr>三", ["一三"]),
        ("<html><body>一</html>二", ["一二"]),
    ],
)
def test_lines_are_those_of_a_browser(markup: str, lines: list[str]) -> None:
    assert texts(markup) == lines


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>  a \n\t b  </p>", "a b"),
        ("<p>a<b> b</b> <i>c</i></p>", "a b c"),
        ("<p>白日依山尽，\n   黄河入海流。</p>", "白日依山尽，黄河入海流。"),
        ("<p>白日\nmountain</p>", "白日 mountain"),
        ("<p>a&nbsp;&nbsp;b</p>", "a\xa0\xa0b"),
        ("<p>\u3000\u3000白\u3000日&#8203;</p>", "白\u3000日"),
        ("<p>&lt;p&gt; &amp;amp; &copy;</p>", "<p> &amp; ©"),
        ("<p>a&#8232;b\x0bc</p>", "a b c"),
        ("<div style='white-space:pre'>a  b</div>", "a  b"),
        ("<p>甲<span style='white-space:pre-wrap'>乙</span><b style='white-space:pre-wrap'>丙</b></p>", "甲乙丙"),
    ],
)
def test_white_space_collapses_as_in_a_browser(markup: str, text: str) -> None:
    assert only_line(markup).text == text


@pytest.mark.parametrize("hidden", ["", " hidden"])
def test_a_line_end_before_preformatted_text_is_white_space(hidden: str) -> None:
    page = f"<p{hidden}>甲\n乙 a\nb<span style='white-space:pre-wrap'>丙<br>丁</span></p><p>戊</p>"
    assert [line.text for line in read_html(page).lines] == ["甲乙 a b丙", "丁", "戊"]


def test_preformatted_text_keeps_its_lines_and_spaces() -> None:
    lines = read_html("<pre>\na  b\n\n<b>c\nd</b>\n</pre>").lines
    assert [(line.text, line.blank_before, line.bold_chars) for line in lines] == [
        ("a  b", 0, 0),
        ("c", 1, 1),
        ("d", 0, 1),
    ]


def test_blank_lines_are_counted() -> None:
    lines = read_html("一<br><br><br>二<p>&nbsp;</p><p>三").lines
    assert [line.blank_before for line in lines] == [0, 2, 1]


def test_evidence_of_a_line() -> None:
    line = only_line(
        "<div class='A b' id=C role=main itemprop=d><h2>标 <a href=x>题 一</a> <b>二</b> <a>三</a></h2></div>"
    )
    assert (line.tag, line.heading, line.link_chars, line.link_count, line.bold_chars) == ("h2", 2, 3, 1, 1)
    reading = read_html("<div class='A\n b' id=C role=main itemprop=d>一<p>二</div>")
    tokens = [(element.tag, element.tokens) for element in reading.elements]
    assert tokens == [("", ""), ("html", ""), ("body", ""), ("div", "a b c main d"), ("p", "")]
    assert [reading.elements[line.element].tag for line in reading.lines] == ["div", "p"]


def test_a_heading_laid_out_inline_is_still_a_heading() -> None:
    lines = read_html("<div><h1 style='display:inline'>题</h1>一<h2 hidden>暗</h2>二</div>").lines
    assert [(line.text, line.heading, line.is_hidden) for line in lines] == [
        ("题", 1, False),
        ("暗", 2, True),
        ("一二", 0, False),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2 id=a>一、准备 <a href=#a>🔗</a></h2>",
        "<h2><a class=x href=/1#a>#</a> 一、准备</h2>",
        "<h2>一、准备<a href=#a> ¶</a></h2>",
    ],
)
def test_the_sign_of_its_address_is_no_part_of_a_heading(heading: str) -> None:
    reading = read_html(f"<p>一</p>{heading}")
    assert [line.text for line in reading.lines if not line.is_hidden] == ["一", "一、准备"]
    assert [line.hidden_by for line in reading.lines if line.is_hidden] == ["anchor"]


def test_other_links_in_a_heading_stay() -> None:
    assert texts("<h2><a href=#a>准备</a> <a href=/2>#话题</a> <a href=/3>#</a></h2>") == ["准备 #话题 #"]


def test_a_heading_with_a_styled_span_is_that_heading_s_line() -> None:
    page = "<p>一</p><h2 class=t><span style='display:block'><b>准备</b></span><div>两件事</div></h2>"
    assert [(line.tag, line.heading) for line in read_html(page).lines] == [("p", 0), ("h2", 2), ("div", 2)]


def test_links_and_bold_are_counted_a_line() -> None:
    lines = read_html(
        "<a href=1>一</a><a href=2>二</a>三<br><a href=3>四<br>五</a><p style='font-weight:700'>六</p>"
    ).lines
    assert [(line.link_chars, line.link_count, line.bold_chars) for line in lines] == [
        (2, 2, 0),
        (1, 1, 0),
        (1, 1, 0),
        (0, 0, 1),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "<div hidden>",
        "<div style='display:none'>",
        "<div style='color:red;DISPLAY: NONE !important'>",
        "<div style='visibility:hidden'>",
        "<div aria-hidden=true>",
        "<div class='x sr-only'>",
        "<span style='font-size:0px'>",
        "<noscript>",
        "<dialog>",
        "<datalist>",
        "<video>",
    ],
)
def test_what_a_browser_does_not_show_is_hidden(opening: str) -> None:
    tag = opening[1:].split()[0].strip(">")
    reading = read_html(f"<body><p>一</p>{opening}二</{tag}><p>三</p>")
    assert [(line.text, line.is_hidden) for line in reading.lines] == [("一", False), ("二", True), ("三", False)]


@pytest.mark.parametrize("opening", ["<div style='overflow:hidden'>", "<div style='font-size:0'><p>", "<dialog open>"])
def test_what_a_browser_shows_is_not_hidden(opening: str) -> None:
    assert shown(f"<p>一</p>{opening}二") == ["一", "二"]


def test_hidden_text_in_a_line_does_not_break_it() -> None:
    lines = read_html("<p>床前<font style='display:none'>盗版</font>明月<span class=jammer>必究</span>光</p>").lines
    assert [(line.text, line.is_hidden) for line in lines] == [("盗版", True), ("必究", True), ("床前明月光", False)]


SENTENCES = "<p>起初，无人在意。</p><p>后来，人人都来了，站满了院子。</p>"


def test_the_main_container_is_shown_though_hidden() -> None:
    main = f"<div id=js_content style='visibility:hidden;opacity:0'>{SENTENCES}<p hidden>暗</p></div>"
    assert shown(f"<h1>题</h1>{main}<p>尾，句。</p>") == [
        "题",
        "起初，无人在意。",
        "后来，人人都来了，站满了院子。",
        "尾，句。",
    ]


def test_a_hidden_part_beside_a_longer_text_stays_hidden() -> None:
    assert shown(f"<div hidden>{SENTENCES}</div>{SENTENCES}<p>完，了。") == texts(f"{SENTENCES}<p>完，了。")


def test_noscript_is_shown_where_there_is_nothing_else() -> None:
    assert shown("<body><div></div><noscript>一</noscript>") == ["一"]
    assert shown(f"<body><p>载入中</p><noscript>{SENTENCES}</noscript>")[0] == "载入中"
    assert len(shown(f"<body><p>载入中</p><noscript>{SENTENCES}</noscript>")) == 3


@pytest.mark.parametrize(
    "page", ["", " ", "<html></html>", "<p>&nbsp;</p>", "<p>\u200b", "<p hidden>一</p>", "<script>一</script>"]
)
def test_a_page_without_visible_text_is_refused(page: str) -> None:
    with pytest.raises(PageError) as raised:
        read_html(page)
    assert raised.value.code == "no_text"


def test_a_frameset_is_named() -> None:
    with pytest.raises(PageError, match="frameset"):
        read_html("<html><frameset cols='1,2'><frame src=a><frame src=b></frameset><noframes>一</noframes></html>")


def test_pictures_with_their_real_addresses() -> None:
    reading = read_html(
        "<p>一</p><div><img src=a.png alt=' 图 一 '></div><img src=blank.gif data-original=b.jpg><p>二"
        "<img src='data:image/gif;base64,R0'><img srcset='c.png 1x, d.png 2x'><img data-src='data:x' src=e.png></p>"
    )
    found = [(image.url, image.alt, image.before_line) for image in reading.images]
    assert found == [("a.png", "图 一", 1), ("b.jpg", "", 1), ("c.png", "", 2), ("e.png", "", 2)]


def test_the_title_of_a_drawing_is_none_of_the_page() -> None:
    assert read_html("<svg><g><title>图</title></g></svg><p>一").html_title == ""
    assert read_html("<!-- --><html lang=zh><svg><title>图</title></svg><title>题</title><p>一").html_title == "题"


def test_the_root_is_never_hidden() -> None:
    assert shown("<html style='visibility:hidden'><body style='display:none'>一<p hidden>二") == ["一"]


def test_what_the_head_says() -> None:
    reading = read_html(
        "<html lang=zh-CN><head><title> 题\n目 </title><meta name=Author content='甲 '><meta name=author content=乙>"
        "<meta property=og:title content=丙><meta name=empty content=''>"
        "<link rel=Canonical href=' http://a.example/1 '>"
        "<script type='application/LD+JSON'>{\"a\": 1}</script></head>"
        "<body><svg><title>图</title></svg><meta itemprop=datePublished content=2020-02-02><p>一"
    )
    assert (reading.html_title, reading.language, reading.canonical_url) == ("题 目", "zh-CN", "http://a.example/1")
    assert reading.meta == {"author": "甲", "og:title": "丙", "datepublished": "2020-02-02"}
    assert reading.json_ld == ['{"a": 1}']
    assert reading.media_type == "text/html"


def test_the_same_page_reads_the_same() -> None:
    page = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table><p hidden>x</p><p>一"
    first, second = (read_html(page) for _ in range(2))
    assert isinstance(first, Reading) and first == second


def test_a_page_given_in_utf_8_as_well_reads_the_same() -> None:
    page = "<title>题</title><p>一 &amp; 二\r\n三</p><p hidden>x</p>"
    assert read_html(page, encoded=page.encode()) == read_html(page)


def test_the_parser_is_guarded_where_a_page_is_given_in_utf_8() -> None:
    page = f"<p {' '.join(f'a{n}=1' for n in range(30_000))} class=x>一</p>"
    assert read_html(page, encoded=page.encode()) == read_html(page)
