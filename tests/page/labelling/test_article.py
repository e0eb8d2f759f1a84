"""Which element is the article's, and which of its lines come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.labelling.article import QUESTIONS, list_candidates, load_article_weights
from flows.page.labelling.label import decide, examine, label_lines, read_wordings
from flows.page.labelling.layout import lay_out, measure
from flows.page.lines import Reading
from flows.page.reading.html import read_html
from flows.page.title.choose import choose_title

TITLE = "石桥镇修复古渠的三年"
PARAGRAPHS = [
    "石桥镇的古渠修于两百年前，全长九公里，灌溉着镇东的四个村子。",
    "三年前的一场大雨冲垮了渠首，村民们商量之后，决定自己动手修复。",
    "石料从后山运来，每一块都要量过尺寸，再由老石匠一锤一锤地凿平。",
    "到了今年春天，水又一次沿着渠道流进了稻田，孩子们跟着水头奔跑。",
]
OTHERS = [
    "云河县的菜市场换了新的顶棚，摊主们说下雨天再也不用搬来搬去了。",
    "青山村的小学添了两间教室，老师们忙着把旧桌椅一件件搬过去。",
    "东区的公交线路有了调整，从车站到医院的人不必再换一次车。",
]


def paragraphs(texts: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def article_of(markup: str) -> tuple[Reading, list[str]]:
    reading = read_html(markup)
    _, _, _, article = examine(reading, choose_title(reading), None)
    return reading, [line.text for line in reading.lines[article.first : article.last + 1]]


def kept(markup: str) -> list[str]:
    reading = read_html(markup)
    labels = label_lines(reading, title=choose_title(reading))
    return [line.text for line, label in zip(reading.lines, labels, strict=True) if label.kind == "body"]


def page(content: str, around: str = "") -> str:
    menu = "<ul>" + "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(8)) + "</ul>"
    return (
        f"<title>{TITLE}</title><div>{menu}</div><div><h1>{TITLE}</h1>{content}</div>{around}<div>版权所有 石桥网</div>"
    )


@pytest.mark.parametrize(
    "tokens", ["", "content", "css-1a2b3c", "related-content", "nav_right", "comment-list", "editor"]
)
@pytest.mark.parametrize("tag", ["p", "div"])
def test_class_words_do_not_cut_a_hole_into_the_article(tokens: str, tag: str) -> None:
    assert kept(page(f"<div class='{tokens}'>{paragraphs(PARAGRAPHS, tag)}</div>")) == PARAGRAPHS


def test_comments_below_stay_outside() -> None:
    comments = "".join(f"<div class='item'><span>读者{n}</span><p>{text}</p></div>" for n, text in enumerate(OTHERS))
    _, lines = article_of(page(f"<div class='text'>{paragraphs(PARAGRAPHS)}</div>", f"<div>{comments}</div>"))
    assert lines == PARAGRAPHS


def test_short_lines_between_paragraphs_come_back() -> None:
    lines = [PARAGRAPHS[0], "一座渠首", *PARAGRAPHS[1:3], "老石匠", PARAGRAPHS[3]]
    assert kept(page(f"<div class='text'>{paragraphs(lines)}</div>")) == lines


def test_words_of_chrome_stay_out_within_the_article() -> None:
    lines = [*PARAGRAPHS[:2], "分享到：微博 微信 QQ空间", *PARAGRAPHS[2:]]
    assert kept(page(f"<div class='text'>{paragraphs(lines)}</div>")) == PARAGRAPHS


def test_attachments_of_an_article_stay() -> None:
    files = "".join(f"<p><a href='/f{n}.pdf'>附件{n}：古渠第{n}段的测量记录</a></p>" for n in range(1, 4))
    lines = kept(page(f"<div class='text'>{paragraphs(PARAGRAPHS)}{files}</div>"))
    assert sum(line.startswith("附件") for line in lines) == 3


def test_a_page_without_text_has_no_article() -> None:
    reading, _ = article_of("<div><a href='/1'>一</a></div><div><a href='/2'>二</a></div>")
    assert examine(reading, choose_title(reading), None)[3].index == 0


def test_the_weights_answer_every_question() -> None:
    assert [len(values) for values in load_article_weights()] == [len(question.values) for question in QUESTIONS]


@given(st.recursive(st.sampled_from(PARAGRAPHS + OTHERS), lambda inner: st.lists(inner, max_size=4), max_leaves=12))
def test_sums_and_spans_hold_over_any_tree(tree: object) -> None:
    """An element holds at least what its children hold; each candidate's lines stand between its first and last."""

    def render(node: object) -> str:
        return f"<p>{node}</p>" if isinstance(node, str) else f"<div>{''.join(map(render, node))}</div>"  # type: ignore[call-overload]

    reading = read_html(f"<h1>{TITLE}</h1>{render(tree)}")
    title, wordings = choose_title(reading), read_wordings(reading)
    decided = decide(reading, wordings, title, None)
    _, sums = measure(reading, wordings, decided)
    for index in range(1, len(reading.elements)):
        assert sums.chars[index] <= sums.chars[sums.parents[index]]
        assert sums.mass[index] <= sums.mass[sums.parents[index]] + 1e-6
    for candidate in list_candidates(reading, wordings, sums, title):
        own = [line.index for line in reading.lines if line.element == candidate.index]
        assert all(candidate.first <= line <= candidate.last for line in own)
        assert all(0 <= a < len(q.values) for a, q in zip(candidate.answers, QUESTIONS, strict=True))
    article = lay_out(reading, wordings, decided, title).article
    assert 0 <= article.first <= article.last < len(reading.lines)
