"""Headings without numbers: what is one, and what only looks like it."""

from dataclasses import dataclass

import pytest

from flows.page.sections.split import split_sections

BODY = "渡口管理所每天早晚各巡查一次，发现问题立即记入值班簿册，并且报告镇里。\n"


@dataclass
class Hint:
    start: int
    heading: int = 0
    is_bold: bool = False
    is_data: bool = False
    is_item: bool = False


def headings(text: str, evidence: list[Hint] | None = None) -> list[str]:
    return [s.heading for s in split_sections(text, evidence=evidence) if s.level]


def bold(paragraphs: list[tuple[str, bool]]) -> tuple[str, list[Hint]]:
    text, hints = "", []
    for paragraph, is_bold in paragraphs:
        if is_bold:
            hints.append(Hint(len(text), is_bold=True))
        text += paragraph + "\n"
    return text, hints


def test_bold_lines_are_headings_and_a_bold_credit_is_none() -> None:
    body = BODY.strip()
    text, hints = bold(
        [
            ("临江新闻记者 王大山 李小满", True),
            (body, False),
            ("一条木船", True),
            (body, False),
            ("一根缆绳", True),
            (body, False),
        ]
    )
    assert headings(text, hints) == ["一条木船", "一根缆绳"]


def test_bold_sentences_are_no_headings() -> None:
    body = BODY.strip()
    text, hints = bold(
        [
            (body, False),
            ("船小，也能渡很多人。", True),
            (body, False),
            ("水再急，也要有人去。", True),
            (body, False),
            ("渡口", True),
            (body, False),
        ]
    )
    assert headings(text, hints) == []


def test_lines_in_brackets_among_their_like() -> None:
    text = (
        "【原文】\n江上有船，岸上有人。\n船来船往，人去人还。\n【注释】\n①江：渡口旁的江。\n②岸：两岸。\n"
        "【译文】\n江上有一条船。\n【赏析】\n写渡口的日常。\n"
    )
    assert headings(text) == ["原文", "注释", "译文", "赏析"]


@pytest.mark.parametrize(
    "lines",
    [
        ("序幕：渡口的清晨", "正戏：渡口的白天", "尾声：渡口的夜里"),
        ("“小渡口”", "“大码头”", "“老船工”"),
        ("文化的渡口", "时间的渡口", "相关的渡口"),
        ("船小，人多", "水急，船稳", "路远，心近"),
    ],
)
def test_headings_of_many_shapes(lines: tuple[str, ...]) -> None:
    assert headings(BODY + "".join(line + "\n" + BODY * 2 for line in lines)) == list(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("记者：王大山", "摄影：李小满", "编辑：陈小船"),
        ("来源：临江日报", "来源：青山晚报", "来源：云河新闻"),
        ("图1 渡口的清晨", "图2 渡口的白天", "图3 渡口的夜里"),
        ("问：渡口何时开航？", "问：票价涨了多少？", "问：夜里有没有船？"),
    ],
)
def test_credits_captions_and_questions_are_no_headings(lines: tuple[str, ...]) -> None:
    assert headings(BODY + "".join(line + "\n" + BODY * 2 for line in lines)) == []


def test_headings_that_come_again_below_each_part() -> None:
    parts = "".join(
        f"{n}、{name}渡口\n概况\n{BODY}管理办法\n{BODY}" for n, name in zip("一二三", "东西南", strict=True)
    )
    assert headings(parts).count("概况") == headings(parts).count("管理办法") == 3
    assert "广告" not in headings(BODY + f"广告\n{BODY}" * 4)


def test_a_contents_list_with_entries_that_come_again() -> None:
    names = ["东渡口", "概况", "历史", "西渡口", "概况", "历史", "南渡口", "概况", "历史"]
    text = "渡口志\n" + "".join(f"{name}\n" for name in names) + "".join(f"{name}\n{BODY}" for name in names)
    assert headings(text) == names
