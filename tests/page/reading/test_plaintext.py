"""Plain text into lines."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.errors import PageError
from flows.page.limits import DEFAULT_LIMITS
from flows.page.reading.plaintext import EDGE, read_text


def test_lines_keep_indent_and_count_blanks() -> None:
    reading = read_text("题\n\n\u3000\u3000一段 \t\n\xa0\n \u200b\n\ufeff二段\u3000")
    found = [(line.index, line.text, line.number, line.blank_before) for line in reading.lines]
    assert found == [(0, "题", 1, 0), (1, "\u3000\u3000一段", 3, 1), (2, "\ufeff二段", 6, 2)]
    assert reading.media_type == "text/plain" and len(reading.elements) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert [(line.text, line.number) for line in read_text(f"甲{end}乙{end}").lines] == [("甲", 1), ("乙", 2)]


def test_markup_in_text_stays() -> None:
    assert [line.text for line in read_text("<script>x</script>\n# 题\n&nbsp;").lines] == [
        "<script>x</script>",
        "# 题",
        "&nbsp;",
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "\u3000\n\xa0", "\u200b\ufeff"])
def test_blank_text_is_refused(text: str) -> None:
    with pytest.raises(PageError) as raised:
        read_text(text)
    assert raised.value.code == "no_text"


def test_limits() -> None:
    with pytest.raises(PageError) as raised:
        read_text("甲\n" * 3, limits=replace(DEFAULT_LIMITS, max_lines=2))
    assert raised.value.code == "too_many_lines"
    with pytest.raises(PageError) as raised:
        read_text("甲" * 9, limits=replace(DEFAULT_LIMITS, max_line_chars=8))
    assert raised.value.code == "too_many_lines"


@given(st.text(st.sampled_from("甲a \t\n\r\x0c\x85\u2028\u3000\xa0\u200b，")))
def test_every_character_is_kept(text: str) -> None:
    try:
        lines = read_text(text).lines
    except PageError:
        assert not text.strip(EDGE)
        return
    physical = text.splitlines()
    assert [line.text for line in lines] == [line.rstrip(EDGE) for line in physical if line.strip(EDGE)]
    assert [line.index for line in lines] == list(range(len(lines)))
    assert all(physical[line.number - 1].startswith(line.text) for line in lines)
    assert sum(1 + line.blank_before for line in lines) <= len(physical)
