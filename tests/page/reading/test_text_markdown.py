"""Markdown in text: its marks become evidence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page import clean_page
from flows.page.errors import PageError
from flows.page.lines import Line
from flows.page.reading.plaintext import read_text

PAGE = """# 阳台种花小记

春天到了，在**阳台**上种几盆花，*并不难*。

## 准备

> 土要松，盆要有孔。

| 工具 | 数量 |
|------|:----:|
| 花盆 | 3 |
| **铲子** | |

![花盆](/pen.jpg)

---

### 记录 ##

```python
# 温度
def water(pot):
    pot.water += 1
```

- 见 [浇水的方法](http://a.example/1 "浇水")
- 用 `print()` 看结果
"""


def shown(text: str) -> list[Line]:
    return [line for line in read_text(text).lines if not line.is_hidden]


def test_marks_become_evidence() -> None:
    found = [(line.text, line.heading, line.tag, line.is_code) for line in shown(PAGE)]
    assert found == [
        ("阳台种花小记", 1, "", False),
        ("春天到了，在阳台上种几盆花，并不难。", 0, "", False),
        ("准备", 2, "", False),
        ("土要松，盆要有孔。", 0, "", False),
        ("工具\t数量", 0, "tr", False),
        ("花盆\t3", 0, "tr", False),
        ("铲子", 0, "tr", False),
        ("记录", 3, "", False),
        ("# 温度", 0, "", True),
        ("def water(pot):", 0, "", True),
        ("    pot.water += 1", 0, "", True),
        ("- 见 浇水的方法", 0, "", False),
        ("- 用 print() 看结果", 0, "", False),
    ]


def test_links_bold_and_images() -> None:
    reading = read_text(PAGE)
    lines = {line.text: line for line in reading.lines}
    assert lines["春天到了，在阳台上种几盆花，并不难。"].bold_chars == 2
    assert (lines["- 见 浇水的方法"].link_count, lines["- 见 浇水的方法"].link_chars) == (1, 5)
    assert lines["工具\t数量"].is_header and not lines["花盆\t3"].is_header
    (image,) = reading.images
    assert (image.url, image.alt, reading.lines[image.before_line].text) == ("/pen.jpg", "花盆", "![花盆](/pen.jpg)")


def test_lines_of_marks_are_hidden_lines() -> None:
    hidden = [line.text for line in read_text(PAGE).lines if line.hidden_by == "markup"]
    assert hidden == ["|------|:----:|", "![花盆](/pen.jpg)", "---", "```python", "```"]


@pytest.mark.parametrize(
    "text",
    [
        "# 注释\nx = 1\n# 又一条注释\ny = 2",
        "## 只有一个标题\n正文一段，没有别的标记。",
        "姓名 | 年龄\n小林 | 3",
        "- 种花\n- 浇水\n**注意**天气",
        "#话题# 今天种花",
        "```\n没有结尾",
        "题\n---\n正文",
    ],
)
def test_one_sign_alone_is_no_markdown(text: str) -> None:
    assert [line.text for line in read_text(text).lines] == text.split("\n")
    assert not any(line.is_hidden or line.is_code or line.heading for line in read_text(text).lines)


def test_a_fence_that_nothing_closes_opens_nothing() -> None:
    assert [line.is_code for line in read_text("# 一\n## 二\n```\n三\n").lines] == [False] * 4


def test_sections_code_and_rows_of_a_page() -> None:
    page = clean_page(PAGE.encode(), name="x.md")
    assert [row["heading"] for row in page.sections if row["level"]] == ["准备", "记录"]
    (span,) = page.document["code_spans"]
    assert page.document["text"][span["start"] : span["end"]] == "# 温度\ndef water(pot):\n    pot.water += 1"
    assert "花盆\t3" in page.document["text"] and "**" not in page.document["text"]


MARKS = st.text(st.sampled_from("甲 #*_`~|-:[]()!>\\\n"), max_size=80)


@given(MARKS)
def test_any_marks(text: str) -> None:
    try:
        lines = read_text(f"# 一\n## 二\n{text}").lines
    except PageError:
        return
    assert all(line.text.strip() and "\n" not in line.text for line in lines)
    assert all(0 <= line.link_chars <= len(line.text) and 0 <= line.bold_chars <= len(line.text) for line in lines)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["[", "**a", "*a ", "|", "> ", "`", "![a](", "- ", "|-", "__a ", "#"])
def test_hostile_lines_cost_little(piece: str) -> None:
    start = time.process_time()
    read_text("# 一\n## 二\n" + piece * 100_000)
    assert time.process_time() - start < 2
