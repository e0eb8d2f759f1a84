"""The vocabulary of bylines, loaded once from flows/rules/bylines.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from flows.page.line_rules import fold_table

_INNER_BLANKS = r"[ \u2002-\u200a]{0,6}"


@dataclass(frozen=True, slots=True)
class LabelRule:
    """Words that label one field of a byline."""

    id: str
    field: str
    """"" for labels whose value is no field, but that end the value before them."""
    reason: str
    words: tuple[str, ...]
    slashed: tuple[str, ...]
    bare: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the byline rules."""

    labels: tuple[LabelRule, ...]
    fields: dict[str, str]
    """Field by folded label without blanks."""
    stops: tuple[str, ...]
    glued_stops: tuple[str, ...]
    posts: tuple[str, ...]
    post_bodies: tuple[str, ...]
    post_heads: tuple[str, ...]
    bodies: tuple[str, ...]
    media: tuple[str, ...]
    no_person: frozenset[str]
    meta: dict[str, tuple[str, ...]]


@cache
def _fold_in_place() -> dict[int, str]:
    """`fold_table` with nothing taken away, so that places in the folded text are places in the text."""
    return {code: " " if value is None else value for code, value in fold_table().items()}


def fold_in_place(text: str) -> str:
    """Simplified, half-width, lower case, and of the same length as `text`."""
    folded = text.translate(_fold_in_place()).lower()
    return folded if len(folded) == len(text) else text.translate(_fold_in_place())


@cache
def vocabulary() -> Vocabulary:
    """The byline rules as packaged."""
    raw: dict[str, Any] = tomllib.loads(files("flows").joinpath("rules", "bylines.toml").read_text(encoding="utf-8"))
    labels = tuple(_label_rule(item) for item in raw["label"])
    fields = {word: rule.field for rule in reversed(labels) for word in (*rule.words, *rule.slashed, *rule.bare)}
    return Vocabulary(
        labels=labels,
        fields=fields,
        stops=tuple(raw["stops"]["words"]),
        glued_stops=tuple(raw["stops"]["glued"]),
        posts=tuple(raw["posts"]["words"]),
        post_bodies=tuple(raw["posts"]["bodies"]),
        post_heads=tuple(raw["posts"]["heads"]),
        bodies=tuple(raw["bodies"]["words"]),
        media=tuple(raw["media"]["words"]),
        no_person=frozenset(raw["no_person"]["words"]),
        meta={key: tuple(names) for key, names in raw["meta"].items() if isinstance(names, list)},
    )


def _label_rule(item: dict[str, Any]) -> LabelRule:
    lists = {key: tuple(item[key]) for key in ("words", "slashed", "bare", "match", "no_match")}
    return LabelRule(id=item["id"], field=item["field"], reason=item["reason"], **lists)


def alternatives(words: tuple[str, ...] | set[str]) -> str:
    """A regex alternation of `words`, the longer first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@cache
def label_pattern() -> re.Pattern[str]:
    """Finds the labels of a folded line; the group that matched (colon, slash, bare) tells how it is marked."""
    rules = vocabulary().labels
    spaced = [_spaced(word) for word in _longest_first({word for rule in rules for word in rule.words})]
    slashed = alternatives({word for rule in rules for word in rule.slashed})
    bare = alternatives({word for rule in rules for word in rule.bare})
    return re.compile(
        rf"(?P<colon>{'|'.join(spaced)})\s{{0,4}}(?:\([^()]{{0,12}}\))?[:︰∶]\s*"
        rf"|(?<!\w)(?P<slash>{slashed})\s?[/|丨︱∣]\s*"
        rf"|(?<![\w/、])(?P<bare>{bare})(?:\s+(?=\S)|(?=(?:19|20)\d\d))"
    )


def _longest_first(words: set[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _spaced(word: str) -> str:
    """A label of two characters may be stretched by blanks (作　者); one character stands alone at a word's beginning."""
    if len(word) == 1:
        return rf"(?<!\w){re.escape(word)}"
    if len(word) == 2:
        return re.escape(word[0]) + _INNER_BLANKS + re.escape(word[1])
    return re.escape(word) if not word.isascii() else rf"(?<![a-z]){re.escape(word)}"


@cache
def stop_pattern() -> re.Pattern[str]:
    """Finds the widget words that end a value of a folded line."""
    words = vocabulary()
    return re.compile(
        rf"(?:^|[\s\[|(\"“”'<>›»丨·]+)(?:{alternatives(words.stops)})|[\[(]?\s?(?:{alternatives(words.glued_stops)})"
        r"|[\[【|｜]|\s{3,}|https?://|www\.|\d+\s?(?:次|人|条|views)"
    )


@cache
def media_pattern() -> re.Pattern[str]:
    """Tells a folded name that ends like that of a medium or site."""
    return re.compile(rf"(?:{alternatives(vocabulary().media)})$")


@cache
def body_pattern() -> re.Pattern[str]:
    """Tells a folded name that ends like that of a body."""
    return re.compile(rf"(?:{alternatives(vocabulary().bodies)})$")


@cache
def post_pattern() -> re.Pattern[str]:
    """Finds the beginning of a post in a folded text (党组书记, 副主任, 教授)."""
    words = vocabulary()
    heads = alternatives(words.post_heads)
    bodies = alternatives(words.post_bodies)
    return re.compile(rf"(?:{heads})?(?:{bodies}){{0,3}}(?:{alternatives(words.posts)})(?!会|团|大会|席|委)")


@cache
def post_end_pattern() -> re.Pattern[str]:
    """Tells a folded text that ends with a post."""
    return re.compile(rf"(?:{alternatives(vocabulary().posts)})$")
