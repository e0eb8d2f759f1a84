"""Filters never deny a line that a page holds, and seldom affirm another."""

from hypothesis import given
from hypothesis import strategies as st

from flows.page.labelling.line_filter import MAX_BYTES, filter_lines, may_hold
from flows.page.labelling.templates import line_key
from flows.page.lines import Line

TEXTS = st.lists(st.text(min_size=1, max_size=20), max_size=300)


@given(TEXTS)
def test_a_line_of_the_page_is_never_denied(texts: list[str]) -> None:
    line_filter = filter_lines([Line(index, text) for index, text in enumerate(texts)])
    assert all(may_hold(line_filter, [line_key(text)]) for text in texts)
    assert len(line_filter) <= MAX_BYTES
    assert not may_hold(line_filter, [])


def test_other_lines_are_seldom_affirmed() -> None:
    line_filter = filter_lines([Line(index, f"第{chr(0x4E00 + index)}节") for index in range(100)])
    others = [line_key(f"图{chr(0x5E00 + number)}号") for number in range(5_000)]
    assert sum(may_hold(line_filter, [key]) for key in others) < 300


def test_lines_that_are_not_shown_do_not_count() -> None:
    hidden = Line(0, "渡口", is_hidden=True)
    assert filter_lines([hidden]) == filter_lines([])
    assert not may_hold(b"", [line_key("渡口")])
