"""The lines that hold a sign, found at once, are those that hold it one by one."""

from hypothesis import given
from hypothesis import strategies as st

from flows.page.lines import Line
from flows.page.text.search import find_lines, join_lines

TEXTS = st.lists(st.text("甲乙:：@ab ", min_size=1, max_size=8), max_size=20)
SIGNS = st.lists(st.text("甲乙:：@ab ", max_size=2), max_size=4)


@given(TEXTS, SIGNS)
def test_the_lines_are_those_that_hold_a_sign(texts: list[str], signs: list[str]) -> None:
    joined = join_lines([Line(index, text) for index, text in enumerate(texts)])
    expected = [place for place, text in enumerate(joined.split("\n")) if any(sign in text for sign in signs)]
    assert find_lines(joined, tuple(signs)) == expected


def test_a_line_is_named_once() -> None:
    assert find_lines("@@ a@\n甲\n@:", ("@", ":")) == [0, 2]
