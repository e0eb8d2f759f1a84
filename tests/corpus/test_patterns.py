"""Patterns of users: those that can explode are refused, and those that are let in do not."""

import time

import pytest

from flows.corpus.patterns import compile_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "^打开客户端",
        "(?:扫码|长按).{0,20}关注",
        r"\d{4}年\d{1,2}月",
        "责任编辑[:：].*",
        "a|b|c",
        "(?i)copyright",
        "(?<=来源).+",
        r"^\s*第\d+页\s*$",
        "(?:ab){1,3}c",
    ],
)
def test_good_patterns(pattern: str) -> None:
    assert compile_pattern(pattern).pattern == pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a*)*b",
        "(?:a|aa)+$",
        "(.*,)*x",
        r"(\w+\s?)*$",
        r"(a)\1",
        "(?:(?:a{1,9}){1,9}b*)*",
        "(",
        "a**",
        "(?:a{1,15}){1,15}b",
        "(?:aa?){15}b",
        "a?" * 30 + "a" * 30,
        ".*.*.*.*x",
    ],
)
def test_bad_patterns(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", [".*a.*b", r"\s+a\s+$", "a?a?a?a?a?a?a?a?a?a?a?a?b", "(?:a{1,9})?.{0,20}.{0,20}b"])
def test_admitted_patterns_end(pattern: str) -> None:
    compiled = compile_pattern(pattern)
    start = time.process_time()
    compiled.search("a" * 1000)
    compiled.search(" " * 1000)
    assert time.process_time() - start < 1
