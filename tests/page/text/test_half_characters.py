"""Half characters never leave the place where they enter."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page import clean_page
from flows.page.text.half_characters import mend, read_json

STRINGS = st.text(st.characters(exclude_categories=()))
VALUES = st.recursive(
    STRINGS | st.none() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(STRINGS, inner)
)

PARAGRAPHS = (
    "<p>各县区要认真做好春耕工作，及时调运种子和化肥。</p><p>县农业局要派出技术人员，到田间地头指导农民。</p>" * 3
)


@given(VALUES)
def test_what_is_read_can_be_written(value: Any) -> None:
    json.dumps(read_json(json.dumps(value)), ensure_ascii=False).encode("utf-8")


@given(STRINGS)
def test_lengths_stay(text: str) -> None:
    assert len(mend(text)) == len(text)


def test_whole_characters_stay() -> None:
    assert read_json(r'{"a": "\ud83d\ude00", "b": "云河\ud83d", "\udc00": 1}') == {"a": "😀", "b": "云河�", "�": 1}


HALF = r"云河\ud83d"
STATE = f'{{"article": {{"title": "{HALF}", "author": "{HALF}"}}}}'
LD = '<script type="application/ld+json">{"@type": "Article", %s}</script>'


@pytest.mark.parametrize(
    "head",
    [
        LD % f'"headline": "{HALF}"',
        LD % f'"publisher": {{"name": "{HALF}"}}',
        LD % f'"author": [{{"name": "{HALF}"}}]',
        LD % f'"keywords": ["{HALF}"], "image": "https://a.example.cn/{HALF}.jpg"',
        LD % f'"datePublished": "2024-05-06{HALF}"',
        LD
        % f'"@graph": [{{"@type": "BreadcrumbList", "itemListElement": [{{"name": "{HALF}"}}, {{"name": "{HALF}"}}]}}]',
        f"<script>var nickname = '{HALF}'; var msg_title = \"{HALF}\"; var ct = '1700000000';</script>",
        f'<script id="__NEXT_DATA__" type="application/json">{STATE}</script>',
        '<meta name="author" content="云河&#xD83D;"><meta property="og:site_name" content="云河&#55357;">',
    ],
)
def test_no_place_of_a_page_lets_one_through(head: str) -> None:
    page = clean_page(f"<html><head><title>关于春耕的通知</title>{head}</head><body>{PARAGRAPHS}".encode())
    for row in (page.document, *page.sections, *page.removed):
        json.dumps(row, ensure_ascii=False, default=str).encode("utf-8")


def test_an_article_that_only_a_script_holds() -> None:
    state = json.dumps({"article": {"title": "春耕\ud83d", "author": "田\ud83d", "content": PARAGRAPHS + "\ud83d"}})
    page = clean_page(f"<html><body><script>window.__INITIAL_STATE__ = {state}</script>".encode())
    assert "种子和化肥" in page.document["text"]
    json.dumps(page.document, ensure_ascii=False, default=str).encode("utf-8")
