"""The rules of one source."""

from flows.page.labelling.source_rules import match_source_rules
from flows.page.source import SourceRule


def test_the_first_rule_that_matches_decides() -> None:
    rules = (SourceRule("a", "^甲乙", "keep"), SourceRule("b", "^甲", "remove"))
    assert [rule and rule.id for rule in match_source_rules(rules, ["甲乙丙", "甲丙", "丙"])] == ["a", "b", None]


def test_lines_are_read_folded_unless_the_rule_asks_for_them_as_they_stand() -> None:
    rules = (SourceRule("raw", "飲酒", "keep", reads="raw"), SourceRule("folded", "^饮酒", "remove"))
    assert [rule and rule.id for rule in match_source_rules(rules, ["　飲酒", "饮酒", "喝茶"])] == [
        "raw",
        "folded",
        None,
    ]


def test_the_order_of_the_file_holds_across_both_ways_of_reading() -> None:
    rules = (SourceRule("folded", "^饮酒", "remove"), SourceRule("raw", "飲酒", "keep", reads="raw"))
    assert [rule and rule.id for rule in match_source_rules(rules, ["飲酒"])] == ["folded"]


def test_without_rules_nothing_is_matched() -> None:
    assert match_source_rules((), ["甲"]) == [None]
