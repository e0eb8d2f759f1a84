"""Text whose lines were broken is labelled by its paragraphs."""

from flows.page.labelling.broken_lines import join_reading
from flows.page.labelling.label import label_lines
from flows.page.lines import Reading
from flows.page.reading.plaintext import read_text
from flows.page.title.choose import choose_title

PARAGRAPHS = [
    "座钟停了2年，钟摆一推就晃几下，可是指针纹丝不动。拆开后盖一看，发条断成了两截，断口发蓝，是退火的痕迹，怪不得上弦的时候总是打滑。",
    "一、拆发条盒",
    "先放掉余力，再松开压板上的3颗螺丝，把发条盒整个取出来。这一步千万不要急，弹片蹦出来能把手指划开，最好垫一块厚布，慢慢地往外退。",
    "二、量尺寸",
    "新发条要和旧的一样宽、一样厚，长度可以差一点。我量下来宽18毫米，厚0.4毫米，在旧货摊上花了12块钱买到一根差不多的，比新的便宜一半。",
    "三、装回去",
    "发条外头钩住盒壁，里头钩住轴心，上满以后听声音，均匀就好。装上去走了一个星期，只慢了4分钟，把摆锤往上拧了半圈，现在每天早晚都准。",
]


def wrap(paragraph: str, columns: int = 60) -> str:
    """Hard-wrap a paragraph as a terminal does, a Chinese character taking two columns."""
    lines, width = [""], 0
    for char in "　　" + paragraph:
        width += 1 if char.isascii() else 2
        if width > columns and char not in "，。、":
            lines.append("")
            width = 2
        lines[-1] += char
    return "\n".join(lines)


WRAPPED = "\n".join(
    [
        "发信人: copperkettle (铜壶), 信区: Workshop",
        "标  题: 给老式座钟换一根发条",
        "",
        *map(wrap, PARAGRAPHS),
        "--",
        "※ 来源: 水边站 bbs.shuibian.example",
    ]
)


def read(text: str) -> Reading:
    return read_text(text)


def test_a_wrapped_post_is_joined_to_paragraphs_and_kept_whole() -> None:
    reading = read(WRAPPED)
    title = choose_title(reading)
    joined = join_reading(reading, title)
    assert joined
    assert [index for group in joined.groups for index in group] == list(range(len(reading.lines)))
    whole = {line.text.strip() for line in joined.reading.lines}
    assert {PARAGRAPHS[0], "一、拆发条盒"} <= whole
    labels = label_lines(reading, title=title)
    assert len(labels) == len(reading.lines)
    kept = "".join(line.text.strip() for line, label in zip(reading.lines, labels, strict=True) if label.kind == "body")
    assert kept == "".join(PARAGRAPHS)


def test_title_lines_and_blank_lines_are_not_joined() -> None:
    reading = read(
        "给老式座钟换一根发条，\n座钟停了2年，钟摆一推就晃几下，可是指针纹丝不动。\n\n拆开后盖一看，发条断了。"
    )
    joined = join_reading(reading, choose_title(reading))
    assert joined is None or all(len(group) == 1 for group in joined.groups)
