"""White space."""

from flows.page.text.blanks import collapse


def test_blanks_of_any_kind_become_one_space() -> None:
    assert collapse("　甲 \t\u2003乙\n\n丙 ") == "甲 乙 丙"
