"""Line ends that a style sheet elsewhere keeps."""

import pytest

from flows.page.reading.breaks import is_broken
from flows.page.reading.html import read_html

POST = "\n最近搬家\n\n書實在太多了\n\n想請問大家都怎麼整理\n是按作者 還是按書名\n"
TALK = (
    "昨天去看了那家新开的店。\n人不多，等了十分钟。\n味道不错！\n价钱嘛，比想象的贵一些，不过东西新鲜。\n"
    "下次还会去吧……\n推荐大家也去试一试。"
)
WRAPPED = "\n".join("这一段文字是编辑器按固定宽度折断的，并不是作者自己分的行，所以要接起来"[:30] for _ in range(9))


@pytest.mark.parametrize("text", [POST, POST.replace("\n", "\r\n"), TALK])
def test_lines_of_a_text(text: str) -> None:
    assert is_broken(text)


@pytest.mark.parametrize(
    "text",
    [
        WRAPPED,
        "一段文字\n另一段文字\n\n",
        "        一段文字，\n        在源码里缩进，\n\n        并不是分行，\n\n        要接起来。\n        完。",
        "\n\n\n只有一行\n\n\n",
        "",
    ],
)
def test_line_ends_of_the_source(text: str) -> None:
    assert not is_broken(text)


def test_an_element_keeps_its_lines() -> None:
    page = f"<div class=bbs>{POST}<a href=x>連結</a>後面\n謝謝<div>\n推 小林\n: 好\n</div></div><p>甲\n乙</p>"
    assert [line.text for line in read_html(page).lines] == [
        "最近搬家",
        "書實在太多了",
        "想請問大家都怎麼整理",
        "是按作者 還是按書名",
        "連結後面",
        "謝謝",
        "推 小林",
        ": 好",
        "甲乙",
    ]
