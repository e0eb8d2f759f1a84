"""A page by its elements."""

from flows.page.labelling.label import decide, read_wordings
from flows.page.labelling.layout import Layout, lay_out, measure
from flows.page.lines import Reading
from flows.page.reading.html import read_html
from flows.page.reading.plaintext import read_text
from flows.page.title.choose import choose_title

SENTENCES = [f"柳溪镇第{n}座石桥修好以后，两岸的人来往方便多了，镇上的人都说好。" for n in "一二三四五"]
MENU = "".join(f'<li><a href="/{i}">栏目{i}</a></li>' for i in range(6))


def layout_of(reading: Reading) -> Layout:
    title, wordings = choose_title(reading), read_wordings(reading)
    return lay_out(reading, wordings, decide(reading, wordings, title, None), title)


def test_the_article_is_the_element_of_the_prose() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    reading = read_html(f"<ul>{MENU}</ul><h1>石桥修好了</h1><div id=here>{body}</div><div><p>版权所有</p></div>")
    layout = layout_of(reading)
    assert reading.elements[layout.article.index].tokens == "here"
    inside = [line.text for line in reading.lines if layout.article.holds(line.index)]
    assert inside == SENTENCES
    assert list(layout.prose) == [line.index for line in reading.lines if line.text in SENTENCES]


def test_the_article_of_text_is_a_stretch_of_lines() -> None:
    reading = read_text("\n".join(["首页", "新闻", "公告", "服务", *SENTENCES, "首页", "关于", "联系", "招聘"]))
    layout = layout_of(reading)
    assert layout.article.index == 0
    assert (layout.article.first, layout.article.last) == (4, 8)


def test_links_and_decided_lines_are_no_prose_and_code_is_text() -> None:
    link, prose = f'<p><a href="/1">{SENTENCES[0]}</a></p>', f"<p>{SENTENCES[1]}</p>"
    reading = read_html(f"<div>{link}{prose}<pre>print(1)</pre><p>{SENTENCES[2]}</p></div>")
    texts = [line.text for line in reading.lines]
    decided = {texts.index(SENTENCES[2]), texts.index("print(1)")}
    prose_sizes, sums = measure(reading, read_wordings(reading), decided)
    assert prose_sizes == {1: len(SENTENCES[1])}
    assert sums.line_mass[texts.index("print(1)")] > 0
    assert sums.line_mass[texts.index(SENTENCES[2])] == 0
