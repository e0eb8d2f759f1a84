"""Named pieces of patterns."""

import pytest
import re2

from flows.page.text.folding import fold
from flows.page.text.fragments import Fragment, expand_with, fragments, parse_fragments
from flows.page.text.pattern_set import compile_pattern
from flows.page.text.rule_files import RuleError
from flows.page.text.words import WordList, word_lists

LISTS = {"fruit": WordList("fruit", "Fruit.", ("梨", "杏")), "label": WordList("label", "Labels.", ("编辑",), True)}
KNOWN = {"year": Fragment("A year.", r"\d{4}", "2024")}


@pytest.mark.parametrize("name", fragments())
def test_a_fragment_matches_its_example_whole(name: str) -> None:
    fragment = fragments()[name]
    assert re2.fullmatch(fragment.pattern, fold(fragment.example) or fragment.example)


def test_names_are_written_out_and_counts_are_left() -> None:
    assert expand_with("^{year}{1,2}{fruit}?", KNOWN, LISTS) == r"^(?:\d{4}){1,2}(?:杏|梨)?"


@pytest.mark.parametrize("pattern", [r"\{year\}", r"\x{feff}甲", r"\p{Han}{2,}", "甲{3}", "甲{,3}"])
def test_braces_of_other_meanings_are_left(pattern: str) -> None:
    assert expand_with(pattern, KNOWN, LISTS) == pattern


def test_words_printed_with_blanks_are_found_with_them() -> None:
    pattern = compile_pattern(expand_with("^{label}:", KNOWN, LISTS))
    assert pattern.search("编辑:") and pattern.search("编  辑:")


@pytest.mark.parametrize("name", ["frut", "Fruit", " fruit", "fruit2", "水果"])
def test_an_unknown_name_is_told(name: str) -> None:
    with pytest.raises(RuleError, match=f"no fragment or word list '{name}'"):
        expand_with(f"甲{{{name}}}", KNOWN, LISTS)


def test_a_name_means_one_thing() -> None:
    with pytest.raises(RuleError, match=r"\[fruit\]: a word list has this name too"):
        parse_fragments({"fruit": {"about": "Fruit.", "pattern": "梨", "example": "梨"}}, LISTS)


def test_every_packaged_word_stands_in_a_pattern_as_itself() -> None:
    for words in word_lists().values():
        assert all(re2.fullmatch(words.pattern, word) for word in words.words)
