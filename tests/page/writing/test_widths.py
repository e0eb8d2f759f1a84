import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.writing.widths import is_plain, tidy_widths


@pytest.mark.parametrize(
    ("scraped", "tidied"),
    [
        ("２０２３年ＧＤＰ增长５．８％", "2023年GDP增长5.8%"),
        ("１／３与２０２３－０５－１６", "1/3与2023-05-16"),
        ("一．总则／附则－说明％", "一．总则／附则－说明％"),
        ("㈠①㎡第②项㊣", "㈠①㎡第②项㊣"),
        ("⻓江⻛⼤⽔", "长江风大水"),
        ("\uf9ba\uf967一個", "了不一個"),
        ("ｱﾊﾟｰﾄ｡｢新｣", "アパート。「新」"),
        ("里\u200b程\ufeff碑\u00ad意\u202e义\x07", "里程碑意义"),
        ("　　首行缩进　", "首行缩进"),
        ("标题 \u3000\u00a0 副题", "标题 副题"),
        ("甲\u200b \u200b乙", "甲 乙"),
        ("一行　\n　　二行", "一行\n二行"),
        ("\u200b\u3000", ""),
        ("👨\u200d👩\u200d👧一家", "👨\u200d👩\u200d👧一家"),
        ("\ue000造字", "\ue000造字"),
    ],
)
def test_layout_and_compatibility_forms_fold(scraped: str, tidied: str) -> None:
    assert tidy_widths(scraped) == tidied


_texts = st.lists(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from([*"０９Ａｚ．％／－　 \n\u200b\u200d\u00a0⻓⼤ｶﾞ㈠①汉字12", "\uf967", "👩"]),
    ),
    max_size=30,
).map("".join)


@given(_texts)
def test_tidying_is_idempotent(text: str) -> None:
    once = tidy_widths(text)
    assert tidy_widths(once) == once


@given(_texts)
def test_lines_stay_lines(text: str) -> None:
    assert tidy_widths(text).count("\n") == text.count("\n")


@given(_texts)
def test_digits_are_conserved_in_order(text: str) -> None:
    digits = [unicodedata.digit(c) for c in text if c in "0123456789０１２３４５６７８９"]
    assert [int(c) for c in tidy_widths(text) if c in "0123456789"] == digits


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_han_is_untouched(text: str) -> None:
    assert tidy_widths(text) == text


def test_a_plain_character_is_folded_nowhere() -> None:
    for char in filter(is_plain, map(chr, range(0x20, 0x11000))):
        for context in ("甲{}乙", "1{}2", "👩{}👩", "{}"):
            text = context.format(char)
            assert tidy_widths(f"\u200b{text}").strip(" ") == text.strip(" ")
        assert unicodedata.category(char) not in ("Cf", "Cc", "Co")
        assert not re.match("(?:HIRAGANA|KATAKANA|HANGUL) (?:LETTER|SYLLABLE)", unicodedata.name(char, ""))
