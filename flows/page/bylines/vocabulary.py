"""How names of media, bodies and posts end, by the word lists of flows/rules/words. All read folded texts."""

import re
from collections.abc import Iterable
from functools import cache

from flows.page.text.fragments import expand
from flows.page.text.words import word_lists, words


def by_last(each: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words grouped by their last character, the longest first: `endswith` need only try one group."""
    groups: dict[str, tuple[str, ...]] = {}
    for word in sorted(each, key=lambda word: (-len(word), word)):
        groups[word[-1]] = (*groups.get(word[-1], ()), word)
    return groups


def ends_with(folded: str, name: str) -> bool:
    """Whether a folded text ends with a word of the list called `name`."""
    return folded.endswith(_grouped(name).get(folded[-1:], ()))


def is_medium(folded: str) -> bool:
    """Whether a folded name is that of a medium or site, and not of one of its columns or buttons."""
    return ends_with(folded, "medium_endings") and folded not in _no_media()


def names_nobody(folded: str) -> bool:
    """Whether a folded text stands for an author and names none (佚名, 本站), or is a button."""
    return folded in _nobody()


def keeps_rights(folded: str) -> bool:
    """Whether a folded text holds a phrase of copyright lines, so that it is no holder's name."""
    return any(phrase in folded for phrase in words("rights_phrases"))


@cache
def phrase(source: str) -> re.Pattern[str]:
    """The pattern of a constant `source` that names fragments and word lists, compiled when first needed."""
    return re.compile(expand(source))


@cache
def stop_pattern() -> re.Pattern[str]:
    """Finds the widget words that end a value of a folded line."""
    lists = word_lists()
    return re.compile(
        rf"(?:^|[\s\[|(\"“”'<>›»丨·]+)(?:{lists['value_ends'].pattern})|[\[(]?\s?(?:{lists['glued_value_ends'].pattern})"
        r"|[\[【|｜]|\s{3,}|https?://|www\.|\d+\s?(?:次|人|条|views)"
    )


@cache
def post_pattern() -> re.Pattern[str]:
    """Finds the beginning of a post in a folded text (党组书记, 副主任, 教授)."""
    lists = word_lists()
    return re.compile(
        rf"(?:{lists['post_heads'].pattern})?(?:{lists['post_bodies'].pattern}){{0,3}}(?:{lists['posts'].pattern})"
        r"(?!会|团|大会|席|委)"
    )


@cache
def _grouped(name: str) -> dict[str, tuple[str, ...]]:
    return by_last(words(name))


@cache
def _no_media() -> frozenset[str]:
    return frozenset((*words("no_media"), *words("value_ends")))


@cache
def _nobody() -> frozenset[str]:
    return frozenset((*words("nobody"), *words("value_ends")))
