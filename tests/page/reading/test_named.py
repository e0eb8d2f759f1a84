"""Inline elements that class, rel, id or itemprop name."""

import pytest

from flows.page.reading.html import read_html
from flows.page.reading.named import MAX_NAMED
from flows.page.text.words import words


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ('<a rel="author external" href="/x">何田</a>', ("author", "何田")),
        ('<span class="post-author">何田</span>', ("author", "何田")),
        ('<span class="user_name">river88</span>', ("author", "river88")),
        ('<span itemprop="author">何田</span>', ("author", "何田")),
        ('<a href="/author/9/">何田</a>', ("author", "何田")),
        ('<span class="article-source">江口晚报</span>', ("source", "江口晚报")),
        ('<a id="js_name">江岸读书</a>', ("account", "江岸读书")),
        ('<time datetime="2024-01-02">昨天</time>', ("date", "昨天")),
        ('<span class="authority">市水务局</span>', None),
        ('<span class="resource">附件</span>', None),
        (f'<span class="author">{"何" * 60}</span>', None),
    ],
)
def test_kinds(markup: str, named: tuple[str, str] | None) -> None:
    found = [(each.kind, each.text) for each in read_html(f"<p>江口 {markup}</p>").named]
    assert found == ([named] if named else [])


@pytest.mark.parametrize("kind", ["author", "source"])
def test_every_word_of_the_lists_is_found(kind: str) -> None:
    """What the lists promise: a new word is one entry in one list."""
    for word in words(f"{kind}_elements"):
        for name in {word, word.replace("_", "-"), word.replace("_", ""), f"article-{word}", word.upper()}:
            found = read_html(f'<p>江口 <span class="{name}">何田</span></p>').named
            assert [(each.kind, each.text) for each in found] == [(kind, "何田")], name


def test_words_within_other_names_use_up_no_place() -> None:
    page = '<p>江口<i class="resource">甲</i>' * 200 + '<span class="author">何田</span>'
    assert [each.text for each in read_html(page).named] == ["何田"]


def test_a_list_of_names_is_bounded() -> None:
    page = '<p>江口</p><span class="author">何田</span>' * (3 * MAX_NAMED)
    assert len(read_html(page).named) == MAX_NAMED
