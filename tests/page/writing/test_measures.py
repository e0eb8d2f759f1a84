"""What a text is made of, what it repeats, and where it names people's numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.writing.measures import find_personal_data, measure


def test_shares() -> None:
    found = measure("今天下雨。\n明天 abc\n今天下雨。")
    assert found.han_ratio == round(10 / 15, 4) and found.punctuation_ratio == round(2 / 15, 4)
    assert found.sentence_line_ratio == round(2 / 3, 4)
    assert found.repeated_line_ratio == round(5 / 16, 4) and found.repeated_ngram_ratio == 0


def test_a_text_that_repeats_itself() -> None:
    assert measure("请大家保持安静不要说话。" * 20).repeated_ngram_ratio > 0.9


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("电话：0571-12345678，手机13800000000。", ["phone", "phone"]),
        ("身份证11010519491231002X。", ["id"]),
        ("身份证110105194912310021。", []),
        ("来信寄news@example.com。", ["email"]),
        ("文号20230506138000000001号，第123期", []),
    ],
)
def test_personal_data(text: str, kinds: list[str]) -> None:
    assert [each.kind for each in find_personal_data(text)] == kinds


@given(st.text())
def test_shares_are_shares_and_places_lie_within(text: str) -> None:
    found = measure(text)
    assert all(0 <= getattr(found, name) <= 1 for name in type(found).__slots__)
    assert all(0 <= each.start < each.end <= len(text) for each in find_personal_data(text))
