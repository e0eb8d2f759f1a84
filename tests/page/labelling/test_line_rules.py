"""Every example of every wording rule, and what rules owe each other."""

from dataclasses import replace

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.labelling import line_rules
from flows.page.labelling.line_rules import (
    BODY_STRENGTHS,
    SHORT_CHARS,
    STRENGTHS,
    LineRule,
    finder,
    fold_lines,
    load_rules,
    match_lines,
)
from flows.page.lines import CATEGORIES
from flows.page.text.folding import fold

RULES = load_rules()
TO_TRADITIONAL = opencc.OpenCC("s2t")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_is_complete(rule: LineRule) -> None:
    assert rule.category in CATEGORIES or (rule.category == "body" and rule.strength in BODY_STRENGTHS)
    assert rule.strength in STRENGTHS
    assert rule.reason and rule.match and rule.no_match
    assert all(cue == fold(cue) for cue in rule.cues), "cues are compared with folded text"
    assert finder(RULES.index(rule))("") is None, "the pattern is a regular expression, and says nothing of no words"


def test_a_pattern_that_is_no_regular_expression_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = replace(RULES[0], id="nav.broken", pattern="(首页")
    monkeypatch.setattr(line_rules, "load_rules", lambda: (broken,))
    with pytest.raises(ValueError, match=r"rule nav\.broken: pattern: missing \)"):
        finder.__wrapped__(0)


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.match], ids=lambda v: str(v)[:24])
def test_rule_matches_its_examples(rule: LineRule, text: str) -> None:
    for variant in (text, f"  {text}", TO_TRADITIONAL.convert(text)):
        assert rule in match_lines([fold(variant)])[0], variant


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.no_match], ids=lambda v: str(v)[:24])
def test_rule_leaves_counterexamples(rule: LineRule, text: str) -> None:
    assert rule not in match_lines([fold(text)])[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_search_for_cues_overlooks_no_rule(rule: LineRule) -> None:
    for text in (*rule.match, *rule.no_match):
        line = fold(text)
        if len(line) <= SHORT_CHARS and not line.endswith("。"):
            found = [
                other
                for rank, other in enumerate(RULES)
                if len(line) <= other.max_chars
                and (not other.cues or any(cue in line for cue in other.cues))
                and finder(rank)(line)
            ]
            assert match_lines([line])[0] == tuple(found)


def test_ids_are_unique() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_rules_come_in_the_order_of_their_files() -> None:
    ranks = [RULES.index(rule) for rule in match_lines([fold("来源：某报 2024-01-05 10:20 责任编辑：李某")])[0]]
    assert len(ranks) > 1
    assert ranks == sorted(ranks)


@given(st.text(max_size=200))
def test_folding_is_idempotent_and_any_line_can_be_read(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert set(match_lines([folded])[0]) <= set(RULES)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_lines_are_folded_together_as_each_by_itself(texts: list[str]) -> None:
    assert fold_lines(texts) == [fold(text) for text in texts]
