import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.writing.punctuation import restore_punctuation
from flows.page.writing.widths import tidy_widths

_MARKS = str.maketrans("，；：？！（）", ",;:?!()")
_PIECES = [
    *"汉字一二国云河“”《》「」，。：；？！（）,;:?!()\"' \n.%-/&0123456789aBcwh",
    "http://",
    "www.",
    "&nbsp;",
    ".docx",
]
_texts = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("scraped", "restored"),
    [
        ("坚持问题导向,补齐短板;改进作风:要实", "坚持问题导向，补齐短板；改进作风：要实"),
        ("水从哪里来?就从这里来!真的?!", "水从哪里来？就从这里来！真的？！"),
        ("增长5%,达到12吨;其中:A类,B类", "增长5%，达到12吨；其中：A类，B类"),
        ("(一)加强领导", "（一）加强领导"),
        ("县政办(2023)12号", "县政办（2023）12号"),
        ("粮食(稻谷、玉米(含青贮))", "粮食（稻谷、玉米（含青贮））"),
        ("全角半角混用（一)与(二）", "全角半角混用（一）与（二）"),
        ("作者: 沈砚秋 来源:某报", "作者：沈砚秋 来源：某报"),
        ("关键字 : 灌区", "关键字：灌区"),
        ("你好, 世界", "你好，世界"),
        ("详见附件1:", "详见附件1："),
        ("请用APP!", "请用APP！"),
        ('他说:"好",转身就走', '他说："好"，转身就走'),
        ("见http://a.example/x?y=1,z,并转发", "见http://a.example/x?y=1,z，并转发"),
        ("(WHO),近日", "(WHO)，近日"),
        ("气温:-5℃,产地:Dali", "气温：-5℃，产地：Dali"),
    ],
)
def test_marks_in_han_context_become_full_width(scraped: str, restored: str) -> None:
    assert restore_punctuation(scraped) == restored


@pytest.mark.parametrize(
    "text",
    [
        "共1,000人",
        "比分3:2",
        "10:30开会",
        "版本1.5;build(7)",
        "He said, 你好, then left.",
        "f(x)=a,b;c",
        "color:red;",
        "https://a.example/b?c=d,e;f:8080",
        '{"名称":"云河","面积":3}',
        "C:\\资料\\表(1).xls",
        "1)选种",
        "汉://路径",
        "汉:)汉:-D",
        "AT&T, R&D",
        "a&nbsp;b",
        '“引号”与"直引号"不动',
    ],
)
def test_other_marks_stay(text: str) -> None:
    assert restore_punctuation(text) == text


def test_brackets_do_not_pair_across_lines() -> None:
    assert restore_punctuation("汉(字\n汉)字") == "汉(字\n汉)字"


@given(_texts)
def test_restoring_is_idempotent(text: str) -> None:
    once = restore_punctuation(tidy_widths(text))
    assert restore_punctuation(once) == once


def _fold(text: str) -> str:
    return text.translate(_MARKS).replace(" ", "")


@given(_texts)
def test_only_widths_and_blanks_change(text: str) -> None:
    restored = restore_punctuation(text)
    assert _fold(restored) == _fold(text)
    assert restored.count("\n") == text.count("\n")


@given(_texts)
def test_numbers_keep_their_marks(text: str) -> None:
    numbers = re.findall(r"[0-9][,;:?!][0-9]", text)
    assert re.findall(r"[0-9][,;:?!][0-9]", restore_punctuation(text)) == numbers


@pytest.mark.parametrize(
    "text", ["(" * 20_000 + ")" * 20_000, "http://" * 10_000, "汉 ," * 20_000, "汉?!" * 20_000, "&" * 50_000]
)
@pytest.mark.timeout(5)
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert restore_punctuation(text)
