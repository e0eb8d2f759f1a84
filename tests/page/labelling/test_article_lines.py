"""What stands in the article is the article's unless something objects."""

from flows.page.labelling.article_lines import SURE_CHROME, keep_article
from flows.page.labelling.label import examine
from flows.page.lines import Reading
from flows.page.reading.html import read_html
from flows.page.title.choose import choose_title

SENTENCES = [f"柳溪镇第{n}座石桥修好以后，两岸的人来往方便多了，镇上的人都说好。" for n in "一二三四五"]
MENU = "".join(f"<li>栏目{i}</li>" for i in range(6))


def page(inside: str) -> Reading:
    first, last = (f"<p>{sentence}</p>" for sentence in (SENTENCES[0], SENTENCES[-1]))
    middle = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[1:-1])
    return read_html(f"<ul>{MENU}</ul><div id=here>{first}{inside}{middle}{last}</div><div>柳溪在线</div>")


def kept(reading: Reading, score: float) -> list[str]:
    """The lines kept when the weights chose the first and the last sentence and are `score` sure of all others."""
    wordings, _, evidence, article = examine(reading, choose_title(reading), None)
    assert reading.elements[article.index].tokens == "here"
    texts = [reading.lines[index].text for index in evidence.indexes]
    chosen = [text in (SENTENCES[0], SENTENCES[-1]) for text in texts]
    result = keep_article(reading.lines, wordings, evidence, [score] * len(texts), chosen, article)
    return [text for text, is_body in zip(texts, result, strict=True) if is_body]


def test_lines_of_the_article_come_back() -> None:
    assert kept(page("<p>桥名石桥</p>"), -1) == [SENTENCES[0], "桥名石桥", *SENTENCES[1:]]


def test_weights_that_are_sure_of_chrome_are_believed() -> None:
    assert kept(page("<p>桥名石桥</p>"), SURE_CHROME - 1) == [SENTENCES[0], SENTENCES[-1]]


def test_links_classes_and_wording_object() -> None:
    link = '<p>又见<a href="/1">北坡村的柿子红了</a></p>'
    related = "<div class=related><span>北坡村的柿子</span></div>"
    assert kept(page(link + related + "<p>责任编辑：山下人</p>"), -1) == SENTENCES
