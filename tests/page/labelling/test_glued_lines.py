"""Menus that a scrape glued into one line, in several forms, and what must not be taken for one."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from templated_site import ADDRESSEES, CHANNELS, glued_menu, glued_page, notice_page, page_parts

from flows.page import clean_page
from flows.page.labelling.glued_lines import (
    MAX_GLUED_CHARS,
    MIN_GLUED_CHARS,
    PIECE_CHARS,
    WINDOW,
    is_covered,
    read_pieces,
    single_pieces,
)
from flows.page.labelling.line_filter import filter_lines, may_hold
from flows.page.labelling.templates import GLUED, find_repeated, held_keys, learn_templates, page_lines

COUNT = 60
MENU = "".join(CHANNELS)
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=40)


def _learn(make: Callable[[int], bytes], count: int = COUNT) -> dict[int, str]:
    return learn_templates([page_lines(clean_page(make(n), name="1.txt").lines) for n in range(count)])


@pytest.mark.parametrize("count", [6, COUNT])
def test_glued_menus_go_in_all_their_forms_and_bodies_stay(count: int) -> None:
    templates = _learn(glued_page, count)
    for number in range(count):
        page = clean_page(glued_page(number), name="1.txt", templates=templates)
        kept = page.document["text"].split("\n")
        assert {text for _, text in page_parts(number, 2)[1]} <= set(kept)
        assert not {glued_menu(number), glued_menu(number + 1)} & set(kept)
        assert (glued_menu(number + 1), "template.pieces") in [(row["text"], row["rule"]) for row in page.removed]


def test_alone_a_page_of_the_same_site_keeps_its_menu() -> None:
    assert glued_menu(4) in clean_page(glued_page(3), name="1.txt").document["text"]


def test_headings_in_set_words_and_addressees_stay() -> None:
    templates = _learn(notice_page)
    for number in range(COUNT):
        raw = notice_page(number)
        alone, taught = (
            clean_page(raw, name="1.txt", templates=each).document["text"].split("\n") for each in (None, templates)
        )
        assert ADDRESSEES in taught
        assert taught == [line for line in alone if line != glued_menu(number)]


@given(HAN, HAN)
def test_what_stands_around_a_long_piece_does_not_hide_it(before: str, after: str) -> None:
    assert set(read_pieces(MENU)) & set(read_pieces(before + MENU + after))


def test_two_lines_that_share_enough_share_a_piece() -> None:
    shared = MENU[: PIECE_CHARS + WINDOW - 1]
    assert set(read_pieces("春耕防汛秋收冬储" * 4 + shared)) & set(read_pieces(shared + "渡口茶园石桥灯塔" * 4))


def test_signs_digits_and_latin_between_the_words_do_not_count() -> None:
    spaced = " | ".join(CHANNELS) + " 2024 English"
    assert read_pieces(spaced) == read_pieces(MENU)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "版" * (MIN_GLUED_CHARS - 1),
        "版" * (MAX_GLUED_CHARS + 1),
        f"{MENU}今天上午渡口开渡，两岸的茶农都来了。",
        "import numpy as np  # " * 20 + MENU,
    ],
    ids=["empty", "short", "long", "prose", "code"],
)
def test_lines_that_are_no_menu_have_no_pieces(line: str) -> None:
    assert read_pieces(line) == ()


def test_a_line_is_covered_by_most_of_its_pieces() -> None:
    pieces = read_pieces(MENU)
    assert is_covered(pieces, set(pieces))
    assert not is_covered(pieces, set(pieces[: len(pieces) // 2]))
    assert not is_covered((), set(pieces))


def test_what_stands_in_the_rows_of_a_table_is_no_piece_of_a_menu() -> None:
    assert single_pieces([[1, 2], [1, 3], [4]]) == {1, 2, 3, 4}
    assert single_pieces([[1, 2], [1, 3], [1, 4], [1]]) == {2, 3, 4}


def test_a_page_is_found_by_its_pieces() -> None:
    templates = _learn(glued_page)
    assert set(templates.values()) == {GLUED}
    for number in range(COUNT):
        lines = clean_page(glued_page(number), name="1.txt").lines
        assert find_repeated(lines, templates)
        held = {key for line in lines for key in held_keys(line.text)}
        assert may_hold(filter_lines(lines), held & templates.keys())
        assert find_repeated(lines, dict.fromkeys(templates.keys() - held, GLUED)) == {}
