"""Code is what the text around it is, and comes out as it stands."""

import pytest

from flows.page import Page, clean_page

ABOVE = "<p>上周换了数据库，之后程序一直报错，下面先看一看当时的配置，再来分析原因。</p>"
BELOW = "<p>把等待的时间改小以后，问题没有再出现，后面还要继续观察一段时间，有结果再来更新。</p>"
CODE = "<pre><code># 版权所有：测试\nimport os\n\ndef run():\n    while True:\n        os.wait(); 返回\n</code></pre>"
LINES = ["# 版权所有：测试", "import os", "def run():", "    while True:", "        os.wait(); 返回"]


def clean(body: str) -> Page:
    head = "<title>连接池小记 - 林下的博客</title><h1>连接池小记</h1>"
    return clean_page(f"<html><head>{head}</head><body>{body}</body></html>".encode())


@pytest.mark.parametrize("body", [ABOVE + CODE + BELOW, ABOVE + BELOW + CODE, CODE + ABOVE + BELOW, CODE])
def test_code_in_the_article_is_body(body: str) -> None:
    page = clean(body)
    kept = [line.text for line, label in zip(page.lines, page.labels, strict=True) if label.rule == "code.block"]
    assert kept == LINES
    (span,) = page.document["code_spans"]
    assert page.document["text"][span["start"] : span["end"]] == "\n".join(LINES)


def test_code_among_the_chrome_is_not() -> None:
    footer = "<footer>" + "<div>版权所有 林下的博客</div>" * 3 + CODE + "<div>网站地图 联系我们</div></footer>"
    page = clean(ABOVE + BELOW + footer)
    rules = {label.rule for line, label in zip(page.lines, page.labels, strict=True) if line.is_code}
    assert rules == {"code.outside"} and page.document["code_spans"] == []


def test_two_blocks_are_two_spans() -> None:
    assert len(clean(ABOVE + CODE + BELOW + CODE + ABOVE).document["code_spans"]) == 2


def test_lines_of_code_head_no_section() -> None:
    page = clean(ABOVE + "<pre>一、x = [1];\n二、y = {2};\n三、f(x, y);</pre>" + BELOW)
    assert [row["style"] for row in page.sections] == ["preamble"]


def test_hidden_code_stays_hidden() -> None:
    hidden = clean(ABOVE + f"<div hidden>{CODE}</div>" + BELOW)
    assert {label.rule for line, label in zip(hidden.lines, hidden.labels, strict=True) if line.is_code} == {
        "layout.hidden"
    }
