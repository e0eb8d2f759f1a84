"""The form in which rules read a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.text.folding import fold, fold_in_place


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("　來源：某報 ", "来源:某报"),
        ("ＱＱ空間", "qq空间"),
        ("分\u200b享", "分享"),
        ("A\u2003B", "a b"),
        ("（完）", "(完)"),
    ],
)
def test_one_spelling_covers_scripts_widths_cases_and_blanks(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=200))
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200))
def test_folding_in_place_keeps_every_place(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)
