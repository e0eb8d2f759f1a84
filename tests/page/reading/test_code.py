"""Code: whole lines with their indent, without line numbers and buttons."""

import tomllib
from importlib.resources import files

import pytest

from flows.page.reading.code import has_code_class, reads_as_code
from flows.page.reading.html import read_html

RULES = tomllib.loads(files("flows").joinpath("rules", "code_markup.toml").read_text(encoding="utf-8"))
PROSE = "<p>下面的程序把列表里的数加起来，再打印出来。</p>"
SOURCE = ["def add(a, b):", "    return a + b", "print(add(1, 2))"]
GUTTER = "".join(f"<span class=line>{n}</span><br>" for n in (1, 2, 3))


def code(markup: str) -> list[str]:
    return [line.text for line in read_html(PROSE + markup).lines if line.is_code and not line.is_hidden]


@pytest.mark.parametrize("kind", RULES)
def test_class_words(kind: str) -> None:
    rule = RULES[kind]
    assert [word for word in rule["match"] if not has_code_class(kind, word)] == []
    assert [word for word in rule["no_match"] if has_code_class(kind, word)] == []


LINES = "\n".join(SOURCE)
NUMBERED = "".join(f"<tr><td class=hljs-ln-numbers>{n}<td class=hljs-ln-code>{x}" for n, x in enumerate(SOURCE, 1))
PLAIN_LINES = "".join(f"<div class='line number{n}'><code>{x}</code></div>" for n, x in enumerate(SOURCE, 1))


@pytest.mark.parametrize(
    "markup",
    [
        f"<pre>{LINES}</pre>",
        f"<pre><code class=language-python>{LINES}\n</code></pre>",
        f"<div class=highlight><pre><span></span><b class=k>def</b>{LINES[3:]}</pre></div>",
        f"<div class='language-py highlighter-rouge'><div class=highlight><pre>{LINES}</pre></div></div>",
        f"<figure class=highlight><table><tr><td class=gutter><pre>{GUTTER}</pre><td class=code><pre>"
        + "<br>".join(f"<span class=line>{x}</span>" for x in SOURCE)
        + "</pre></table></figure>",
        f"<pre><code class=hljs><table>{NUMBERED}</table></code></pre>",
        "<div class=syntaxhighlighter><div class=toolbar><a href=#>?</a></div><table><tr><td class=gutter>"
        + "<div class='line number1'>1</div><div class='line number2'>2</div><div class='line number3'>3</div>"
        + f"<td class=code><div class=container>{PLAIN_LINES}</div></table></div>",
        "<div class=dp-highlighter><ol class=dp-py>"
        + "".join(f"<li><span>{x.replace('    ', '&nbsp;' * 4)}</span>" for x in SOURCE)
        + "</ol></div>",
        "<ol class=code-line-index></ol><pre class=code-snippet__js>"
        + "".join(f"<code><span class=outer>{x}</span></code>" for x in SOURCE)
        + "</pre>",
        "<div class=CodeMirror><div class=CodeMirror-code>"
        + "".join(
            f"<div><div class=CodeMirror-linenumber>{n}</div><pre class=CodeMirror-line>{x}</pre></div>"
            for n, x in enumerate(SOURCE, 1)
        )
        + "</div></div>",
        f"<div class=code-toolbar><button>复制</button><pre class=line-numbers><code>{LINES}"
        + "<span class=line-numbers-rows><span></span></span></code></pre><p class=copy-code-btn>复制代码</p></div>",
    ],
)
def test_lines_are_whole_and_nothing_else(markup: str) -> None:
    assert code(markup) == SOURCE


def test_line_numbers_and_buttons_are_hidden_lines() -> None:
    reading = read_html(f"{PROSE}<pre><code><button>复制</button>x = [1]\ny = {{2}}</code></pre>")
    assert [(line.text, line.is_hidden) for line in reading.lines[1:]] == [
        ("复制", True),
        ("x = [1]", False),
        ("y = {2}", False),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "<pre>白日依山尽，\n黄河入海流。\n欲穷千里目，\n更上一层楼。</pre>",
        "<pre><code>第一，要按时浇水，不可太多。第二，要见阳光，每天三小时。</code></pre>",
        "<p>用 <code>pip install</code> 安装它。</p>",
        "<div class=article-content><p>一二三，四五六。</p></div>",
    ],
)
def test_prose_is_no_code(markup: str) -> None:
    assert code(markup) == []


def test_a_highlighter_around_an_article_is_not_all_code() -> None:
    article = f"<div class=highlight>{PROSE * 20}<pre>x = [1];</pre></div>"
    assert code(article) == ["x = [1];"]


def test_blank_lines_in_code_are_counted() -> None:
    lines = read_html("<pre><code>a = 1;\n\n\n  b = 2;\n</code></pre>").lines
    assert [(line.text, line.blank_before) for line in lines] == [("a = 1;", 0), ("  b = 2;", 2)]


@pytest.mark.parametrize(
    ("text", "is_code"),
    [
        ("for i in range(3):\n    print(i)", True),
        ("$ ls -l /tmp", True),
        ("# 求和\nx = a + b; y = f(x)", True),
        ("床前明月光，疑是地上霜。", False),
        ("hello world", False),
    ],
)
def test_code_is_told_by_its_characters(text: str, is_code: bool) -> None:
    assert reads_as_code(text) is is_code
