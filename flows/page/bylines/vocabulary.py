"""The vocabulary of bylines, loaded once from flows/rules/bylines.toml."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from flows.page.text.folding import fold_in_place


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
    posts: dict[str, tuple[str, ...]]
    """By their last character, the longest first; so are the bodies and media."""
    post_bodies: tuple[str, ...]
    post_heads: tuple[str, ...]
    bodies: dict[str, tuple[str, ...]]
    media: dict[str, tuple[str, ...]]
    no_person: frozenset[str]
    no_medium: frozenset[str]
    no_publisher: tuple[str, ...]
    meta: dict[str, tuple[str, ...]]


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
        posts=by_last(raw["posts"]["words"]),
        post_bodies=tuple(raw["posts"]["bodies"]),
        post_heads=tuple(raw["posts"]["heads"]),
        bodies=by_last(raw["bodies"]["words"]),
        media=by_last(raw["media"]["words"]),
        no_person=frozenset((*raw["no_person"]["words"], *raw["stops"]["words"])),
        no_medium=frozenset(raw["no_medium"]["words"]),
        no_publisher=tuple(raw["no_publisher"]["words"]),
        meta={key: tuple(names) for key, names in raw["meta"].items() if isinstance(names, list)},
    )


def _label_rule(item: dict[str, Any]) -> LabelRule:
    lists = {key: tuple(item[key]) for key in ("words", "slashed", "bare", "match", "no_match")}
    return LabelRule(id=item["id"], field=item["field"], reason=item["reason"], **lists)


def by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words grouped by their last character, the longest first: `endswith` need only try one group."""
    groups: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups[word[-1]] = (*groups.get(word[-1], ()), word)
    return groups


def alternatives(words: tuple[str, ...] | set[str]) -> str:
    """A regex alternation of `words`, the longer first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@dataclass(slots=True)
class LabelHit:
    """A label found in a folded line: `word` without blanks, the place of its first character and of its value."""

    word: str
    start: int
    end: int


_COLONS = ":︰∶"


@dataclass(frozen=True, slots=True)
class _LabelWords:
    """The labels by how they must be marked."""

    colon: dict[str, tuple[str, ...]]
    """By their last character, the longest first; so are the slashed ones."""
    slashed: dict[str, tuple[str, ...]]
    marked: re.Pattern[str]
    """Finds a mark behind a character that may end a label or a note on one."""
    bare: re.Pattern[str]
    apart: frozenset[str]
    """Labels that mean something else at the end of a longer word: 施工时间."""


@cache
def _label_words() -> _LabelWords:
    rules = vocabulary().labels
    colon = by_last({word for rule in rules for word in rule.words})
    slashed = by_last({word for rule in rules for word in rule.slashed})
    bare = alternatives({word for rule in rules for word in rule.bare})
    pattern = re.compile(rf"(?:{bare})(?=\s+\S|(?:19|20)\d\d)")
    lasts = re.escape("".join({*colon, *slashed, ")"}))
    marked = re.compile(rf"[{lasts}]\s*(?P<mark>[{_COLONS}/|丨︱∣])\s*")
    apart = frozenset(word for rule in rules if rule.field == "dated" for word in rule.words)
    return _LabelWords(colon, slashed, marked, pattern, apart)


_NOTE_BEFORE = re.compile(r"\([^()]{0,12}\)$")
_STRETCHED = re.compile(r"(\w)[ \u2002-\u200a]{1,6}(\w)$")


def find_labels(folded: str) -> list[LabelHit]:
    """The labels of a folded line, in order, none inside another (图片来源 is no 来源)."""
    words = _label_words()
    hits: list[LabelHit] = []
    for mark in words.marked.finditer(folded):
        before = folded[: mark.start() + 1]
        hit = _label_before(before, mark.end(), words, is_colon=mark["mark"] in _COLONS)
        if hit is not None:
            while hits and hits[-1].start >= hit.start:
                hits.pop()
            hits.append(hit)
    for found in words.bare.finditer(folded):
        start, end = found.span()
        if start and (folded[start - 1].isalnum() or folded[start - 1] in "/、_"):
            continue
        if not any(hit.start < end and start < hit.end for hit in hits):
            rest = folded[end:]
            hits.append(LabelHit(found.group(), start, end + len(rest) - len(rest.lstrip())))
    if len(hits) > 1:
        hits.sort(key=lambda hit: hit.start)
    return hits


def begins_with_label(text: str) -> bool:
    """Whether a line begins, a sign or two aside, with a label."""
    labels = find_labels(fold_in_place(text))
    return bool(labels) and labels[0].start <= 2


def _label_before(before: str, value: int, words: _LabelWords, *, is_colon: bool) -> LabelHit | None:
    """The longest label that ends `before`. One character, and any label before a bar, begins a word."""
    if before.endswith(")") and (note := _NOTE_BEFORE.search(before, max(0, len(before) - 14))):
        before = before[: note.start()].rstrip()
    known = words.colon if is_colon else words.slashed
    end = len(before)
    for word in known.get(before[-1:], ()):
        if before.endswith(word):
            start = end - len(word)
            is_inside = start > 0 and (before[start - 1].isalnum() or before[start - 1] == "_")
            if is_inside and (len(word) == 1 or not is_colon or word.isascii() or word in words.apart):
                continue
            return LabelHit(word, start, value)
    stretched = _STRETCHED.search(before, max(0, end - 9)) if is_colon else None
    if stretched and stretched[1] + stretched[2] in known.get(stretched[2], ()):
        return LabelHit(stretched[1] + stretched[2], stretched.start(), value)
    return None


@cache
def stop_pattern() -> re.Pattern[str]:
    """Finds the widget words that end a value of a folded line."""
    words = vocabulary()
    return re.compile(
        rf"(?:^|[\s\[|(\"“”'<>›»丨·]+)(?:{alternatives(words.stops)})|[\[(]?\s?(?:{alternatives(words.glued_stops)})"
        r"|[\[【|｜]|\s{3,}|https?://|www\.|\d+\s?(?:次|人|条|views)"
    )


def is_medium(folded: str) -> bool:
    """Whether a folded name is that of a medium or site, and not of one of its columns."""
    return folded not in vocabulary().no_medium and ends_like_medium(folded)


def ends_like_medium(folded: str) -> bool:
    """Whether a folded name ends like that of a medium or site."""
    return folded.endswith(vocabulary().media.get(folded[-1:], ()))


def ends_like_body(folded: str) -> bool:
    """Whether a folded name ends like that of a body."""
    return folded.endswith(vocabulary().bodies.get(folded[-1:], ()))


def ends_with_post(folded: str) -> bool:
    """Whether a folded text ends with a post."""
    return folded.endswith(vocabulary().posts.get(folded[-1:], ()))


@cache
def post_pattern() -> re.Pattern[str]:
    """Finds the beginning of a post in a folded text (党组书记, 副主任, 教授)."""
    words = vocabulary()
    heads = alternatives(words.post_heads)
    bodies = alternatives(words.post_bodies)
    posts = {word for group in words.posts.values() for word in group}
    return re.compile(rf"(?:{heads})?(?:{bodies}){{0,3}}(?:{alternatives(posts)})(?!会|团|大会|席|委)")
