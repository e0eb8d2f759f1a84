"""What must hold of any text, however hostile."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.page.sections.lines import fold
from flows.page.sections.split import split_sections
from flows.page.sections.styles import Style

MARKERS = st.sampled_from(
    [
        *("一、", "（二）", "(三)", "第四条", "第 5-1 條", "第六章", "1.", "2、", "1.2 ", "3.1.4", "（1）", "2)", "①"),
        *("甲、", "一是", "二要", "其三，", "首先，", "一方面，", "另一方面，", "目录", "附件：", "2023年1月2日"),
        *("A.", "Ⅳ.", "第七", "〇", "廿一、", "。", "；", "：", "\n"),
    ]
)
NOISE = st.text(alphabet="渡口船，。；：“”（）() 　\t\xa0\n\r\u200b1９a国是要条章第一十百", max_size=30)
TEXTS = st.lists(st.one_of(MARKERS, NOISE, st.text(max_size=8)), max_size=60).map("".join)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_spans_tile_the_text(text: str) -> None:
    sections = split_sections(text)
    assert [s.start for s in sections] == [0, *(s.end for s in sections)][:-1] if sections else text == ""
    assert not sections or sections[-1].end == len(text)
    assert all(s.start < s.end for s in sections)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_tree_and_fields_agree(text: str) -> None:
    sections = split_sections(text)
    for index, s in enumerate(sections):
        Style(s.style)
        assert set(s.anomalies) <= {"gap", "duplicate", "restart"}
        if s.level == 0:
            assert s.parent_index is None and not s.label and not s.heading
            continue
        parent = sections[s.parent_index] if s.parent_index is not None else None
        assert s.parent_index is None or s.parent_index < index
        assert s.level == (parent.level + 1 if parent else 1) == len(s.heading_path)
        assert s.label in text[s.start : s.end]
        assert "\n" not in s.label


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_same_text_gives_the_same_sections(text: str) -> None:
    assert split_sections(text) == split_sections(text)


@given(st.text(max_size=200))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["一、", "一、\n"])
def test_a_megabyte_of_numbers_takes_two_seconds(unit: str) -> None:
    check_time(unit, 1_000_000, 2.0)


@pytest.mark.parametrize(
    "unit",
    [
        "第一条\n",
        "（一）",
        "。一是",
        "1.\n",
        "1.1 甲\n",
        " ",
        "\n",
        "第  ",
        "1.",
        "（",
        "标题\n",
        "坚持甲乙。",
        "2023年1月2日\n",
    ],
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    check_time(unit, 200_000, 0.8)


def check_time(unit: str, size: int, seconds: float) -> None:
    text = unit * (size // len(unit.encode()))
    begin = time.process_time()
    sections = split_sections(text)
    assert time.process_time() - begin < seconds
    assert sections[-1].end == len(text)


@pytest.mark.slow
def test_time_grows_with_the_length_of_the_text() -> None:
    def cost(times: int) -> float:
        text = "".join(
            f"第{n}条 渡口由镇里管理，船只由县里登记。\n（一）木船；\n（二）铁船。\n" for n in range(1, times)
        )
        costs = []
        for _ in range(3):
            begin = time.process_time()
            assert len(split_sections(text)) > times
            costs.append(time.process_time() - begin)
        return min(costs)

    cost(200)
    assert cost(4000) < 12 * max(cost(1000), 0.02)
