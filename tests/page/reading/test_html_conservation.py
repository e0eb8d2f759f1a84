"""Every character that a page shows is in its lines exactly once and in order, whatever the markup."""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape

from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.page.errors import PageError
from flows.page.lines import Reading
from flows.page.reading.html import read_html

BLANK = re.compile(r"[\s\u200b]+")
MARKS = str.maketrans("", "", "，。；")
WORDS = st.text(st.sampled_from("春眠不觉晓处处闻，。 \n\t\u3000\xa0\u200babc<&>\"'１；"), max_size=12)
INLINE = ("b", "strong", "span", "font", "em", "i", "u", "sub", "label", "unknown-tag", 'a href="/x"', "a")
BLOCK = ("div", "p", "section", "blockquote", "ul", "li", "h1", "h3", "center", "article", "pre", "dl", "td", "button")
NOISE = (
    "<!-- note -->",
    "<script>var a = '<p>no</p>';</script>",
    "<style>p{display:none}</style>",
    "<br>",
    "<hr>",
    '<img src="a.png" alt="no">',
    "<iframe>no</iframe>",
    "\n  ",
    "<wbr>",
    "<input value=no>",
    "<template>no</template>",
)
HIDDEN = (
    '<div style="color:red; DISPLAY : none">',
    "<div hidden>",
    '<div style="visibility:hidden">',
    "<div class=sr-only>",
)


@dataclass(frozen=True)
class Made:
    """Markup, the text it shows and the text it hides, each in order."""

    markup: str
    shown: str
    hidden: str = ""


def join(parts: list[Made]) -> Made:
    return Made(*("".join(getattr(part, name) for part in parts) for name in ("markup", "shown", "hidden")))


def wrap(tag: str, inner: Made) -> Made:
    return Made(f"<{tag}>{inner.markup}</{tag.split()[0]}>", inner.shown, inner.hidden)


def hide(opening: str, words: str) -> Made:
    text = words.translate(MARKS)
    return Made(f"{opening}<p>{escape(text)}</p></div>", "", text)


TEXTS = WORDS.map(lambda text: Made(escape(text), text))
NOISES = st.sampled_from(NOISE).map(lambda markup: Made(markup, ""))
NODES = st.recursive(
    TEXTS | NOISES | st.builds(hide, st.sampled_from(HIDDEN), WORDS),
    lambda inner: st.builds(wrap, st.sampled_from(INLINE + BLOCK), st.lists(inner, max_size=4).map(join)),
    max_leaves=12,
)
PAGES = st.lists(NODES, max_size=6).map(join)


def squeeze(text: str) -> str:
    return BLANK.sub("", text)


def check_structure(reading: Reading) -> None:
    assert [line.index for line in reading.lines] == list(range(len(reading.lines)))
    for position, element in enumerate(reading.elements):
        if position:
            assert 0 <= element.parent < position
            assert element.depth == reading.elements[element.parent].depth + 1
        else:
            assert element.parent == -1
    for line in reading.lines:
        assert line.text.strip() and len(line.text.splitlines()) == 1
        assert 0 <= line.link_chars <= len(line.text) and 0 <= line.bold_chars <= len(line.text)
        assert reading.elements[line.element].tag == line.tag
        assert (line.link_chars == 0) or line.link_count


@settings(max_examples=250, deadline=None)
@given(PAGES)
@example(Made("甲<div hidden><p>乙</p></div>丙", "甲丙", "乙"))
def test_every_character_is_in_one_line(page: Made) -> None:
    try:
        reading = read_html(f"<body>{page.markup}")
    except PageError as error:
        assert error.code == "no_text" and not squeeze(page.shown)
        return
    check_structure(reading)
    assert squeeze("".join(line.text for line in reading.lines if not line.is_hidden)) == squeeze(page.shown)
    assert squeeze("".join(line.text for line in reading.lines if line.is_hidden)) == squeeze(page.hidden)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=6), st.booleans())
def test_tables_keep_every_character_in_order(rows: list[list[str]], has_spans: bool) -> None:
    span = " rowspan=2 colspan=3" if has_spans else ""
    markup = "".join("<tr>" + "".join(f"<td{span}>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    reading = read_html(f"<p>前</p><table>{markup}</table><p>后</p>")
    check_structure(reading)
    shown = "前" + "".join("".join(row) for row in rows) + "后"
    assert squeeze("".join(line.text for line in reading.lines)) == squeeze(shown)


PIECES = """
<div> </div> <p> </p> <table> <tr> <td> </td> </table> <a\thref=x> </a> <b> </b> <font\tcolor=1> </font> <li> <ul>
</ul> <select> <option> </select> <form> <h1> </h2> <pre> </pre> <br> <!-- --> <! <svg> </svg> <title> </title>
<frameset> <body> </body> <html> <head> <noscript> </noscript> <button> <textarea> </textarea> <span\thidden> &nbsp;
&#0; &#xD800; &amp 字 词 <math> <dialog> <x-y> </
"""
SOUP = st.lists(st.sampled_from(re.split("[ \n]+", PIECES.strip())), max_size=40).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(SOUP)
def test_broken_markup_is_read_or_has_no_text(markup: str) -> None:
    try:
        reading = read_html(markup)
    except PageError as error:
        assert error.code == "no_text"
    else:
        check_structure(reading)
        wanted, found = (
            Counter(re.findall("[字词]", text)) for text in (markup, "".join(x.text for x in reading.lines))
        )
        assert not found - wanted
