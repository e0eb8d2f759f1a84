"""How names of media, bodies and posts end, by the word lists of flows/rules/words. All read folded texts."""

import re
from collections.abc import Iterable
from functools import cache

from flows.page.text.patterns import phrase
from flows.page.text.words import words

_STOP = r"(?:^|[\s\[|(\"“”'<>›»丨·]+){value_ends}|[\[(]?\s?{glued_value_ends}|[\[【|｜]|\s{3,}|https?://|www\.|\d+\s?(?:次|人|条|views)"
_POST = r"{post_heads}?{post_bodies}{0,3}{posts}(?!{behind_no_post})"

_LONGEST_OFFICE = 12


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


def is_office(folded: str) -> bool:
    """Whether a folded name of some length is what a body calls a part of itself: 农学院, 宣传部."""
    return 3 <= len(folded) <= _LONGEST_OFFICE and ends_with(folded, "office_endings") and folded not in _no_media()


def is_body(folded: str) -> bool:
    """Whether a folded name of some length is that of a body, or several such names with a stroke between."""
    parts = [part for part in folded.replace("、", "/").split("/") if part]
    return (
        len(folded) >= 4
        and all(len(part) >= 3 for part in parts)
        and any(ends_with(part, "body_endings") for part in parts)
    )


def names_body(folded: str) -> bool:
    """Whether a folded name is that of a medium, of a body or of a part of one: no person's."""
    return is_medium(folded) or is_office(folded) or is_body(folded)


def names_nobody(folded: str) -> bool:
    """Whether a folded text stands for an author and names none (佚名, 本站), or is a button."""
    return folded in _nobody()


def keeps_rights(folded: str) -> bool:
    """Whether a folded text holds a phrase of copyright lines, so that it is no holder's name."""
    return any(word in folded for word in words("rights_phrases"))


def stop_pattern() -> re.Pattern[str]:
    """Finds the widget words that end a value of a folded line."""
    return phrase(_STOP)


def post_pattern() -> re.Pattern[str]:
    """Finds the beginning of a post in a folded text (党组书记, 副主任, 教授)."""
    return phrase(_POST)


def drop_original_mark(text: str) -> str:
    """`text` without the mark 原创 at its beginning."""
    mark = phrase(r"\s*{original_marks}").match(text)
    return text[mark.end() :] if mark else text


@cache
def _grouped(name: str) -> dict[str, tuple[str, ...]]:
    return by_last(words(name))


@cache
def _no_media() -> frozenset[str]:
    return frozenset((*words("no_media"), *words("value_ends")))


@cache
def _nobody() -> frozenset[str]:
    return frozenset((*words("nobody"), *words("value_ends")))
