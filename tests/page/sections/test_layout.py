"""What line breaks mean."""

from hypothesis import given
from hypothesis import strategies as st

from flows.page.sections.layout import find_width, may_be_wrapped
from flows.page.sections.lines import fold, read_lines

_lines = st.builds(
    lambda chars, length, end: (chars * length)[:length] + end,
    st.sampled_from(["字", "a1", "字a", "字字字b "]),
    st.one_of(st.integers(1, 60), st.integers(30, 34), st.just(32)),
    st.sampled_from("字a，。；"),
)


@given(st.lists(_lines, max_size=60))
def test_a_text_that_cannot_be_wrapped_has_no_width(lines: list[str]) -> None:
    folded = fold("\n".join(lines))
    if not may_be_wrapped(lines, fold("".join(line[-1] for line in lines))):
        spans = read_lines(folded)
        assert find_width(folded, spans) == find_width(folded, spans, in_columns=True) == 0


def test_wrapped_texts_may_be_wrapped() -> None:
    for lines in (["字" * 20] * 8, ["a" * 39 + "b"] * 4 + ["字" * 20] * 4):
        assert may_be_wrapped(lines, "字" * 8)
    assert not may_be_wrapped(["字" * 20] * 7, "字" * 7)
    assert not may_be_wrapped(["字" * 20] * 8, "。" * 8)
