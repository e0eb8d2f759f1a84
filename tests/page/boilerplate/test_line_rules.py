"""Every example of every wording rule, and what rules owe each other."""

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.boilerplate.line_rules import BODY_STRENGTHS, STRENGTHS, LineRule, fold, load_rules, match_rules
from flows.page.lines import CATEGORIES

RULES = load_rules()
TO_TRADITIONAL = opencc.OpenCC("s2t")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_complete(rule: LineRule) -> None:
    assert rule.category in CATEGORIES or (rule.category == "body" and rule.strength in BODY_STRENGTHS)
    assert rule.strength in STRENGTHS
    assert rule.reason and rule.match and rule.no_match
    assert all(cue == fold(cue) for cue in rule.cues), "cues are compared with folded text"


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.match], ids=lambda v: str(v)[:24])
def test_rule_matches_its_examples(rule: LineRule, text: str) -> None:
    for variant in (text, f"  {text}", TO_TRADITIONAL.convert(text)):
        assert rule in match_rules(fold(variant)), variant


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.no_match], ids=lambda v: str(v)[:24])
def test_rule_leaves_counterexamples(rule: LineRule, text: str) -> None:
    assert rule not in match_rules(fold(text))


def test_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_rules_come_in_the_order_of_their_files() -> None:
    ranks = [RULES.index(rule) for rule in match_rules(fold("来源：某报 2024-01-05 10:20 责任编辑：李某"))]
    assert len(ranks) > 1
    assert ranks == sorted(ranks)


@given(st.text(max_size=200))
def test_folding_is_idempotent_and_any_line_can_be_read(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert set(match_rules(folded)) <= set(RULES)
