"""Patterns asked together, in linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.text.pattern_set import (
    TOO_LARGE,
    PatternError,
    check_pattern,
    compile_pattern,
    compile_set,
    encode_line,
)

PATTERNS = ("^打开客户端", "(?:扫码|长按).{0,20}关注", r"\d{4}年\d{1,2}月", "责任编辑:.*", "a|b|c", "(a+)+$")


@given(st.text(alphabet="打开客户端扫码长按关注2024年月责任编辑:abc ", max_size=60))
def test_the_set_finds_what_each_pattern_finds_alone(line: str) -> None:
    alone = [place for place, pattern in enumerate(PATTERNS) if compile_pattern(pattern).search(line)]
    assert sorted(compile_set(PATTERNS)(encode_line(line)) or []) == alone


@pytest.mark.parametrize(
    "pattern", [*PATTERNS, "(?i)copyright", r"^\s*第\d+页\s*$", "(?:ab){1,3}c", r"[+*]+x", r"\pL\.cn"]
)
def test_good_patterns(pattern: str) -> None:
    assert check_pattern(pattern) is None


def test_a_pattern_that_reads_the_line_as_it_stands_may_hold_any_character() -> None:
    assert check_pattern("飲酒：", is_folded=False) is None
    told = r"lines are read folded, so '（' never occurs; write '\(饮酒\)$'"
    assert check_pattern("（飲酒）$") == told.replace("\\", "\\\\")


def test_the_pattern_that_cannot_be_compiled_is_named() -> None:
    with pytest.raises(PatternError, match="missing") as caught:
        compile_set(("甲", "(乙"))
    assert caught.value.place == 1


@pytest.mark.parametrize("pattern", [r"[\w一]+某", r"某\W", r"\\\w", r"[\W]某"])
def test_letters_of_ascii_are_refused_in_classes_too(pattern: str) -> None:
    assert "know ASCII letters only" in (check_pattern(pattern) or "")


def test_a_pattern_that_would_take_the_memory_is_refused_at_once() -> None:
    start = time.process_time()
    assert check_pattern(r"\pL{900}\pL{900}") == TOO_LARGE
    assert time.process_time() - start < 0.5


def test_patterns_too_large_together_are_told_as_such() -> None:
    with pytest.raises(PatternError, match="too large") as caught:
        compile_set(tuple(rf"某{place}\pL{{9}}" for place in range(40)), 1 << 20)
    assert caught.value.place is None


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a*)*b", "(?:a|aa)+$", "(.*,)*x", "a?" * 30 + "a" * 30, ".*.*.*.*x"])
def test_no_pattern_takes_more_than_linear_time(pattern: str) -> None:
    find = compile_set((pattern,))
    start = time.process_time()
    find(b"a" * 20_000 + b"!")
    assert time.process_time() - start < 1
