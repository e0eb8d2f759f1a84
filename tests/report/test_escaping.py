import json

from hypothesis import given
from hypothesis import strategies as st

from flows.report.escaping import markdown, printable, printable_json


def test_escape_sequences_are_written_out() -> None:
    assert printable("红\x1b[31m字\x9b\u202e") == "红<U+001B>[31m字<U+009B><U+202E>"


@given(st.text())
def test_nothing_that_moves_a_cursor_survives(text: str) -> None:
    assert not any((ord(c) < 32 and c not in "\t\n") or 0x7F <= ord(c) < 0xA0 for c in printable(text))


@given(st.dictionaries(st.text(), st.lists(st.text())))
def test_json_keeps_what_it_says_and_nothing_in_it_moves_a_cursor(value: dict[str, list[str]]) -> None:
    shown = printable_json(value)
    assert printable(shown) == shown
    assert json.loads(shown) == value


def test_markdown_is_literal_and_stays_in_its_cell() -> None:
    assert markdown("a|b\n<script>[x](y)") == "a\\|b &lt;script&gt;\\[x\\]\\(y\\)"
