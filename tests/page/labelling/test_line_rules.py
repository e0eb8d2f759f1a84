"""Every rule by its own examples; what a maintainer can do wrong, and what he is told."""

import tomllib
from collections.abc import Iterator
from functools import cache

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.page.labelling.line_rules import (
    LineRule,
    RuleSet,
    load_rules,
    match_line,
    parse_rules,
    rule_problems,
    rule_set,
)
from flows.page.text.folding import fold
from flows.page.text.fragments import expand, expand_with, fragments
from flows.page.text.pattern_set import compile_pattern
from flows.page.text.rule_files import RuleError, parse_rule_file
from flows.page.text.words import parse_word_lists, word_lists

RULES = load_rules()
TO_TRADITIONAL = opencc.OpenCC("s2t")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_pattern_can_be_used_and_is_found_in_its_examples_and_in_no_other(rule: LineRule) -> None:
    assert list(rule_problems(rule)) == []


def examples() -> Iterator[tuple[LineRule, str]]:
    return ((rule, line) for rule in RULES for each in rule.patterns for line in each.like)


@pytest.mark.parametrize(("rule", "line"), list(examples()), ids=lambda value: str(value)[:24])
def test_an_example_is_matched_in_both_scripts_and_with_blanks(rule: LineRule, line: str) -> None:
    for variant in (line, f"  {line}", TO_TRADITIONAL.convert(line)):
        assert rule in match_line(fold(variant)), variant


def test_rules_match_in_the_order_of_their_files() -> None:
    ranks = [RULES.index(rule) for rule in match_line(fold("来源：某报 2024-01-05 10:20 责任编辑：李某"))]
    assert len(ranks) > 1
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("line", ["2014 版权", "风险自负", "1/5", "查看：1024"])
def test_what_a_rule_says_it_matches_it_matches(line: str) -> None:
    assert match_line(fold(line))


@pytest.mark.parametrize("line", ["论坛搜索", "活动内容", "产品简介", "9130", "为师生提供学习"])
def test_headings_and_figures_of_a_body_are_left(line: str) -> None:
    assert not [rule for rule in match_line(fold(line)) if rule.strength == "always"]


@cache
def each_alone() -> dict[str, RuleSet]:
    return {rule.id: rule_set((rule,)) for rule in RULES}


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200))
def test_the_set_finds_what_its_patterns_find_one_by_one(text: str) -> None:
    line = fold(text)
    assert rule_set(RULES).match(line) == tuple(rule for rule in RULES if each_alone()[rule.id].match(line))


def test_a_lone_surrogate_is_no_fault() -> None:
    assert match_line(fold("版权所有 \ud83d 某报"))


def test_a_network_is_one_word_in_one_list() -> None:
    """What README's section for maintainers promises."""
    lists = parse_word_lists({"words/networks.toml": {"networks": {"about": "Networks.", "words": ["某某圈"]}}})
    (rule,) = [rule for rule in RULES if rule.id == "share.bar"]
    row = next(each.find for each in rule.patterns if each.find.startswith(r"^[\s*·+]*{networks}"))
    pattern = compile_pattern(expand_with(row, fragments(), word_lists() | lists))
    assert pattern.search("某某圈") and not pattern.search("他在某某圈里")


GOOD = """
[[rule]]
id = "nav.demo"
category = "nav"
strength = "always"
max_chars = 20
about = "A rule that is as it should be."
patterns = [{ find = '^{open}网站首页$', like = "【网站首页" }]
unlike = ["首页刊登了他的照片"]
"""

WRONG = {
    "an unknown key": ("about =", "abuot =", "rule[0]: no key 'abuot'; there are id, category"),
    "an unknown category": ('"nav"\n', '"navi"\n', "rule nav.demo: category: 'navi' is none of nav, breadcrumb"),
    "a bad strength": ('"always"', '"sometimes"', 'rule[0].strength: "sometimes" is not one of'),
    "head without body": ('"always"', '"head"', "rule nav.demo: strength: head and tail go with category body"),
    "a bad id": ('"nav.demo"', '"Nav demo"', "rule[0].id: 'Nav demo' is not what belongs here: Two words"),
    "a bound that is no number": ("= 20", '= "20"', 'rule[0].max_chars: "20" is not of type "integer"'),
    "no patterns": ("patterns = [{ find = '^{open}网站首页$', like = \"【网站首页\" }]", "patterns = []", "patterns: "),
    "no example": (', like = "【网站首页"', "", 'rule[0].patterns[0]: "like" is a required property'),
    "an unknown name": (
        "{open}",
        "{opne}",
        "rule nav.demo: patterns[0].find: there is no fragment or word list 'opne'",
    ),
    "no TOML": ("max_chars = 20", "max_chars 20", "not TOML"),
    "no regular expression": ("网站首页$", "(网站首页$", "not a regular expression: missing )"),
    "a look ahead": ("网站首页$", "(?=网站)网站首页$", "looks ahead or behind, which RE2 cannot"),
    "a back-reference": ("网站首页$", r"(网站)首页\1?$", "refers back to a group, which RE2 cannot"),
    "ASCII letters": ("网站首页$", r"网站首页\w?$", "know ASCII letters only; write {letter}"),
    "a possessive repeat": ("网站首页$", "网站首页 ++$", "possessive repeats are not needed"),
    "an escape of Python's": ("网站首页$", r"网站\u9996页$", r"\uXXXX is not known; write the character itself"),
    "the other script": ("网站首页$", "網站首頁$", "lines are read folded, so '網' never occurs; write '^(?:"),
    "the other width": ("网站首页$", "网站首页：?$", "lines are read folded, so '：' never occurs; write '^(?:"),
    "capitals": ("网站首页$", "网站首页H?$", "lines are read folded, so 'H' never occurs; write '^(?:"),
    "the empty line": ("^{open}网站首页$", "(?:网站首页)*", "it matches the empty line, so it says nothing"),
    "every line": ("^{open}网站首页$", ".", "it matches every line, so it says nothing"),
    "a long repeat": ("网站首页$", "网站首页.{0,60}$", "a repeat of up to 60: write * or +"),
    "an example of something else": ('"【网站首页"', '"【联系我们"', "is not found in its example '【联系我们'"),
    "an example that is too long": ("= 20", "= 4", "its example '【网站首页' is longer than max_chars"),
    "a counterexample that matches": ('["首页刊登', '["网站首页", "首页刊登', "unlike: '网站首页' matches"),
}


def complaint(text: str) -> str:
    """What the maintainer of these rules is told first."""
    try:
        rules = parse_rules({"lines/demo.toml": parse_rule_file("lines", "lines/demo.toml", text.encode())}, expand)
        rule_set(rules)
    except RuleError as error:
        return str(error)
    return next((problem for rule in rules for problem in rule_problems(rule)), "")


def test_the_good_rule_is_good() -> None:
    assert complaint(GOOD) == ""
    assert tomllib.loads(GOOD)


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_rule_is_told_in_one_line(old: str, new: str, message: str) -> None:
    assert old in GOOD
    told = complaint(GOOD.replace(old, new, 1))
    assert message in told and "\n" not in told
    assert told.startswith(("lines/demo.toml: ", "rule nav.demo: "))


def test_a_rule_that_stands_twice_is_told() -> None:
    assert complaint(GOOD + GOOD) == "lines/demo.toml: rule nav.demo: id: stands twice; a rule's id is its own"
