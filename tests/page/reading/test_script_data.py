"""Facts and articles that pages keep as data in their scripts."""

import json
import time
import tomllib
from importlib.resources import files
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page import clean_page
from flows.page.errors import PageError
from flows.page.reading.html import read_html
from flows.page.reading.script_data import _other_members

PARAGRAPHS = [
    "清晨的集市从五点就开始热闹，菜农们挑着担子赶来。",
    "到了七点，买菜的人渐渐多了起来，街上全是问价的声音。",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
ARTICLE = {
    "title": "集市的早晨",
    "author": {"name": "林小满"},
    "publish_time": 1762747210,
    "source": "云河日报",
    "content": BODY,
}
STATE = {
    "user": None,
    "data": {
        "article": ARTICLE,
        "comments": [{"text": "写得真好，写得真好，写得真好！" * 9}],
        "list": [{"title": "别的，事"}],
    },
}
PLAIN = json.dumps(STATE, ensure_ascii=False)
SHELL = "<title>集市的早晨</title><div id=app></div><a href=/>首页</a>"


@pytest.mark.parametrize(
    "script",
    [
        f"<script>window.__INITIAL_STATE__={PLAIN};(function(){{}}());</script>",
        f"<script>window['__STATE__'] = {json.dumps(STATE)}</script>",
        f"<script>var a=1;var pageData = {PLAIN.replace('null', 'undefined')};</script>",
        f"<script id=__NEXT_DATA__ type='application/json'>{PLAIN}</script>",
        f"<script id=RENDER_DATA type='application/json'>{quote(PLAIN)}</script>",
        f'<script>window.__DATA__="{quote(PLAIN)}";</script>',
        f"<script>window.__DATA__={json.dumps(PLAIN)};</script>",
    ],
)
def test_an_article_in_the_state_of_a_page(script: str) -> None:
    reading = read_html(SHELL + script)
    assert [line.text for line in reading.lines if not line.is_hidden] == ["首页", "集市的早晨", *PARAGRAPHS]
    assert [reading.elements[line.element].tag == line.tag for line in reading.lines] == [True] * 4
    assert reading.script_facts == {
        "title": "集市的早晨",
        "author": "林小满",
        "date": "2025-11-10 12:00",
        "source": "云河日报",
    }
    assert reading.flags == ["script_text"]


def test_text_without_markup_becomes_paragraphs() -> None:
    state = json.dumps({"article": {"content": "\n".join(PARAGRAPHS * 2) + "\n1 < 2，是的。"}})
    page = read_html(f"{SHELL}<script>window.x={state}</script>")
    assert [line.text for line in page.lines[1:]] == [*PARAGRAPHS, *PARAGRAPHS, "1 < 2，是的。"]


def test_the_page_becomes_a_document() -> None:
    page = clean_page(f"{SHELL}<script>window.x={PLAIN}</script>".encode())
    assert page.document["text"] == "\n".join(PARAGRAPHS) and "script_text" in page.document["quality_flags"]


@pytest.mark.parametrize(
    "page",
    [
        f"{SHELL}<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><script>window.x={PLAIN}</script>",
        f"{SHELL}<script>window.x={json.dumps({'list': [{'summary': text * 3} for text in PARAGRAPHS * 2]})}</script>",
        f"{SHELL}<script>window.x={json.dumps({'userAgreement': BODY * 9})}</script>",
        f"{SHELL}<script>window.x=function(){{return {PLAIN}}}</script>",
        f"{SHELL}<script>window.x={PLAIN[:-9]}</script>",
    ],
)
def test_nothing_else_is_an_article(page: str) -> None:
    reading = read_html(page)
    assert "script_text" not in reading.flags and reading.script_facts == {}


@pytest.mark.parametrize(
    ("script", "facts"),
    [
        (
            'var ct = "1762747210"; var nickname = htmlDecode("青山\\x26散步"); var msg_title = \'小路\'.html(false);',
            {"date": "2025-11-10 12:00", "account": "青山&散步", "title": "小路"},
        ),
        ("var createTime = '2025-11-10 12:00'; var ct = '1';", {"date": "2025-11-10 12:00"}),
        (
            "window.cgiDataNew = { nick_name: JsDecode('青山'), ori_create_time: '1762747210' * 1 }",
            {"account": "青山", "date": "2025-11-10 12:00"},
        ),
        ("var nickname = ''; var createTime = x; var ct = '99';", {}),
    ],
)
def test_variables(script: str, facts: dict[str, str]) -> None:
    assert read_html(f"<div id=js_content>{PARAGRAPHS[0]}</div><script>{script}</script>").script_facts == facts
    assert read_html(f"<div>{PARAGRAPHS[0]}</div><script>{script}</script>").script_facts == {}


def test_members_that_hold_no_article() -> None:
    rule = tomllib.loads(files("flows").joinpath("rules", "script_data.toml").read_text(encoding="utf-8"))["other"]
    assert all(_other_members().fullmatch(name) for name in rule["match"])
    assert not any(_other_members().fullmatch(name) for name in rule["no_match"])


VALUES = st.recursive(
    st.none() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9) | st.sampled_from([BODY, BODY * 2]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "author", "date", "content", "name"]), inner)
    ),
    max_leaves=9,
)


@given(VALUES)
def test_any_state(value: object) -> None:
    try:
        reading = read_html(f"{SHELL}<script>window.x={json.dumps(value)}</script>")
    except PageError as error:
        assert error.code == "no_text"
    else:
        assert [line.index for line in reading.lines] == list(range(len(reading.lines)))
        assert all(isinstance(fact, str) and fact for fact in reading.script_facts.values())


@pytest.mark.parametrize(
    "script",
    [
        "window.x=" + "[" * 500_000,
        "var a=" * 200_000,
        "{" * 500_000,
        "window.x='%7B" * 100_000,
        "var nickname = '" + "\\" * 500_000,
    ],
)
def test_hostile_scripts_cost_little(script: str) -> None:
    start = time.process_time()
    read_html(f"{SHELL}<p id=js_content>一</p><script>{script}</script>")
    assert time.process_time() - start < 2
