"""What breaks a schema, in one line."""

import math

import pytest

from flows.contracts import first_error


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"publisher": "half \ud83d"}, "publisher: half a character does not belong here"),
        ({"\ud83d": 1}, "half a character does not belong here"),
        ({"selectors": {"drop": ["p", math.inf]}}, "selectors.drop[1]: inf does not belong here"),
        ({"publisher": nested(300)}, "tables or lists are nested too deep"),
        ({"publisher": nested(100_000)}, "tables or lists are nested too deep"),
        ({"x" * 5000: 1}, f"no key '{'x' * 92}…"),
    ],
)
def test_what_no_schema_has_a_word_for_is_told_with_its_place(raw: object, message: str) -> None:
    told = first_error("source", raw) or ""
    assert told.startswith(message) and len(told) < 400


def test_of_a_long_value_the_end_says_what_is_wrong() -> None:
    told = first_error("source", {"publisher": "临" * 300}) or ""
    assert told.endswith("is longer than 200 characters") and len(told) < 300


def test_what_keeps_the_schema_has_no_error() -> None:
    assert first_error("source", {"publisher": "临江日报", "buckets": 2}) is None
