"""Han characters."""

from hypothesis import given
from hypothesis import strategies as st

from flows.page.text.han import count_han


def test_ideographs_of_every_plane_count_and_nothing_else_does() -> None:
    assert count_han("汉㐀字, 𠀀 かな 한글 、。a1") == 4


@given(st.text(), st.text())
def test_counts_add_up(first: str, second: str) -> None:
    assert count_han(first + second) == count_han(first) + count_han(second)
