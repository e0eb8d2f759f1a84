import pytest

from flows.page.sections.candidates import Candidate
from flows.page.sections.layout import find_continuations, find_width
from flows.page.sections.lines import fold, read_lines
from flows.page.sections.markers import match_marker
from flows.page.sections.styles import Style


def match(text: str) -> Candidate | None:
    folded = fold(text)
    return match_marker(folded, 0, len(folded))


@pytest.mark.parametrize(
    ("text", "style", "value", "label"),
    [
        ("第一百二十条之一 船只", Style.ARTICLE, 120, "第一百二十条之一"),
        ("第 7-1 條", Style.ARTICLE, 7, "第 7-1 條"),
        ("第　二　章　总　则", Style.CHAPTER, 2, "第　二　章"),
        ("第三分编 担保", Style.PART, 3, "第三分编"),
        ("廿一、杂项", Style.CHINESE, 21, "廿一、"),
        ("十 、其他", Style.CHINESE, 10, "十 、"),
        ("（　三　）检查", Style.CHINESE_PAREN, 3, "（　三　）"),
        ("㈡检查", Style.CIRCLED, 2, "㈡"),
        ("１２．检查", Style.ARABIC, 12, "１２．"),
        ("3　检查", Style.ARABIC, 3, "3"),
        ("2.10 检查", Style.DECIMAL, 10, "2.10"),
        ("⑤检查", Style.CIRCLED, 5, "⑤"),
        ("(b)检查", Style.LETTER, 2, "(b)"),
        ("IV、检查", Style.ROMAN, 4, "IV、"),
        ("三則，檢查", Style.POINT, 3, "三則"),
        ("问题二：检查", Style.UNIT, 2, "问题二："),
    ],
)
def test_markers(text: str, style: Style, value: int, label: str) -> None:
    candidate = match(text)
    assert candidate is not None
    assert (candidate.style, candidate.value, text[candidate.start : candidate.label_end]) == (style, value, label)


@pytest.mark.parametrize(
    "text",
    [
        "2023年",
        "3.5%的船",
        "1.5倍",
        "10万元",
        "3个渡口",
        "一个渡口",
        "百姓",
        "第一批",
        "1,000只",
        "12:30开船",
        "船",
        "A.M.",
    ],
)
def test_no_markers(text: str) -> None:
    assert match(text) is None


@pytest.mark.parametrize("text", ["第三条规定的", "第三条第二款", "第三条、第四条"])
def test_references_are_doubted(text: str) -> None:
    candidate = match(text)
    assert candidate is not None and candidate.doubt > candidate.weight


def test_width_of_wrapped_lines() -> None:
    wrapped = fold("\n".join(["渡口管理所在每年汛期来临之前都要检查"] * 9 + ["一遍。"]))
    lists = fold("\n".join(["渡口管理所在每年汛期前检查渡船一遍。"] * 10))
    assert find_width(wrapped, read_lines(wrapped)) == 18
    assert find_width(lists, read_lines(lists)) == 0
    assert find_continuations(wrapped, read_lines(wrapped)) == [True] * 9 + [False]
