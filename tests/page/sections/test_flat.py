"""Lines that lost their breaks, and paragraphs that only count."""

import time

import pytest

from flows.page.sections.flat import split_flat_lines
from flows.page.sections.lines import fold, read_lines
from flows.page.sections.split import split_sections

BODY = "渡口管理所每天早晚各巡查一次，发现问题立即记入值班簿册，并且报告镇里。所长每周再查一遍。"


def labels(text: str) -> list[str]:
    return [s.label for s in split_sections(text) if s.label]


@pytest.mark.parametrize("join", ["", " ", "  "])
def test_a_document_in_one_line(join: str) -> None:
    parts = [
        f"一、船只。{BODY}",
        f"（一）木船。{BODY}",
        f"（二）铁船。{BODY}",
        f"二、人员。{BODY}",
        f"三、经费。{BODY}",
    ]
    assert labels(join.join(parts) + "\n") == ["一、", "（一）", "（二）", "二、", "三、"]


def test_some_breaks_lost_all_over_a_text() -> None:
    parts = [f"（{n}）船只管理。{BODY}" for n in "一二三四五六七八九十"]
    text = "\n".join(a + b for a, b in zip(parts[::2], parts[1::2], strict=True))
    assert labels(text) == [f"（{n}）" for n in "一二三四五六七八九十"]


def test_any_style_may_have_lost_its_breaks() -> None:
    assert labels("".join(f"{n}.船只要登记。{BODY}" for n in range(1, 9))) == [f"{n}." for n in range(1, 9)]


@pytest.mark.parametrize(
    "counted",
    [
        "如下：一、船只要登记；二、船工要培训；三、缆绳要更换；四、跳板要加固。",
        "，即“一、船只要登记。二、船工要培训。三、缆绳要更换。四、跳板要加固。”",
        "如下：1、船只要登记。2、船工要培训。3、缆绳要更换。4、跳板要加固。",
    ],
)
def test_a_paragraph_that_counts(counted: str) -> None:
    above = f"一　渡口的来历\n{BODY}\n{BODY * 3}镇里为此提出几点要求"
    assert labels(f"{above}{counted}{BODY * 2}\n{BODY * 4}\n{BODY * 4}\n二　渡口的现状\n{BODY}\n{BODY}\n") == [
        "一",
        "二",
    ]


def test_versions_and_figures_are_no_sections() -> None:
    told = "渡口的程序先后用过 2.7 版本、3.5 版本和 3.6 版本，如图 1.1 所示，见第三章。载客量是原来的 1.5 倍。"
    assert labels(f"一　渡口的来历\n{BODY}\n{told * 4}\n二　渡口的现状\n{BODY}\n{BODY}\n") == ["一", "二"]


@pytest.mark.slow
@pytest.mark.parametrize("part", ["第一条。", "。一、", "“一、", "。（一）", "。1.1 渡"])
def test_time_is_linear(part: str) -> None:
    folded = fold(part * (200_000 // len(part)))
    lines = read_lines(folded)
    begin = time.process_time()
    split_flat_lines(folded, lines)
    assert time.process_time() - begin < 5
