"""Word lists: good ones, and what is said of others."""

import pytest

from flows.page.text.folding import fold
from flows.page.text.rule_files import RuleError, parse_rule_file
from flows.page.text.words import parse_word_lists, word_lists, words


def test_the_packaged_lists_are_folded_and_say_what_they_hold() -> None:
    for each in word_lists().values():
        assert each.about.endswith(".")
        assert all(word == fold(word) for word in each.words)


def test_a_list_is_had_by_its_name() -> None:
    assert "微信" in words("networks")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[a_b]\nabout = "Some words."\nwords = ["飲"]', r"words/x.toml: \[a_b\]: '飲' is never seen.*; write '饮'"),
        ('[a_b]\nabout = "Some words."\nwords = ["QQ"]', "write 'qq'"),
        ('[a_b]\nabout = "Some words."\nwords = ["甲", "甲"]', "'甲' stands twice; take one out"),
        ('[a_b]\nabout = "Some words."\nwords = []', r"a_b.words: \[\] has less than 1 item"),
        ('[a_b]\nwords = ["甲"]', 'a_b: "about" is a required property'),
        ('[a_b]\nabout = "Some words."\nword = ["甲"]', "a_b: no key 'word'; there are about, words, spaced"),
        ('[A]\nabout = "Some words."\nwords = ["甲"]', "the name .A. is not what belongs here: A name of a-z"),
        ("[a_b", "not TOML"),
    ],
)
def test_a_wrong_list_is_told_in_one_line(content: str, message: str) -> None:
    with pytest.raises(RuleError, match=message) as caught:
        parse_word_lists({"words/x.toml": parse_rule_file("words", "words/x.toml", content.encode())})
    assert "\n" not in str(caught.value) and str(caught.value).startswith("words/x.toml: ")


def test_two_files_may_not_have_lists_of_one_name() -> None:
    table = {"one": {"about": "Some words.", "words": ["甲"]}}
    with pytest.raises(RuleError, match=r"words/b.toml: \[one\]: a list of this name stands in another file too"):
        parse_word_lists({"words/a.toml": table, "words/b.toml": table})
