"""Labels of bylines (来源：, 文/, 责编 …): the rules of flows/rules/bylines.toml, and where they stand in a line."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.page.bylines.people import is_name
from flows.page.bylines.vocabulary import by_last
from flows.page.text.folding import fold_in_place
from flows.page.text.rule_files import RuleError, read_rule_files
from flows.page.text.words import word_lists, words

_KINDS = ("colon", "slashed", "bare", "glued", "named")
_COLONS = ":︰∶"
_QUOTES = '“"「『《'
"""Opening quotes. A label behind one is only mentioned, unless it begins the line: 凡本网注明“来源：…”."""
_NOTE_BEFORE = re.compile(r"\([^()]{0,12}\)$")
_STRETCHED = re.compile(r"(\w)[ \u2002-\u200a]{1,6}(\w)$")


@dataclass(frozen=True, slots=True)
class LabelRule:
    """Words that label one field of a byline."""

    id: str
    field: str
    """"" for labels whose value is no field, but that end the value before them."""
    reason: str
    colon: tuple[str, ...]
    slashed: tuple[str, ...]
    bare: tuple[str, ...]
    glued: tuple[str, ...]
    named: tuple[str, ...]
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(slots=True)
class LabelHit:
    """A label found in a folded line: `word` without blanks, the place of its first character and of its value."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _LabelWords:
    """The labels by how they must be marked."""

    colon: dict[str, tuple[str, ...]]
    """By their last character, the longest first; so are the slashed ones."""
    slashed: dict[str, tuple[str, ...]]
    marked: re.Pattern[str]
    """Finds a mark behind a character that may end a label or a note on one."""
    bare: re.Pattern[str]
    named: re.Pattern[str]
    """Finds a label with a blank and two to four Han characters behind it."""
    apart: frozenset[str]
    """Labels that do not count at the end of a longer word: 施工时间 is no 时间."""


@cache
def label_rules() -> tuple[LabelRule, ...]:
    """The packaged rules, in the order of the file. RuleError where one names a list that is not there."""
    return tuple(_label_rule(item) for item in _tables()["label"])


@cache
def meta_names(field: str) -> tuple[str, ...]:
    """Names of the <meta> elements that state a field, in order of trust."""
    return tuple(_tables()["meta"][field])


@cache
def _tables() -> dict[str, Any]:
    (tables,) = read_rule_files("bylines").values()
    return tables


@cache
def label_fields() -> dict[str, str]:
    """Field by folded label without blanks; of two rules the first has the word."""
    return {
        word: rule.field
        for rule in reversed(label_rules())
        for word in (*rule.colon, *rule.slashed, *rule.bare, *rule.glued, *rule.named)
    }


def find_labels(folded: str) -> list[LabelHit]:
    """The labels of a folded line, in order, none inside another (图片来源 is no 来源)."""
    known = _label_words()
    hits: list[LabelHit] = []
    for mark in known.marked.finditer(folded):
        before = folded[: mark.start() + 1]
        hit = _label_before(before, mark.end(), known, is_colon=mark["mark"] in _COLONS)
        if hit is not None and not (hit.start > 1 and folded[hit.start - 1] in _QUOTES):
            while hits and hits[-1].start >= hit.start:
                hits.pop()
            hits.append(hit)
    persons = [found for found in known.named.finditer(folded) if is_name(found["name"])]
    for found in (*known.bare.finditer(folded), *persons):
        start, end = found.span()
        if start and (folded[start - 1].isalnum() or folded[start - 1] in "/、_"):
            continue
        if not any(hit.start < end and start < hit.end for hit in hits):
            rest = folded[end:]
            hits.append(LabelHit(found.group(), start, end + len(rest) - len(rest.lstrip())))
    if len(hits) > 1:
        hits.sort(key=lambda hit: hit.start)
        hits = _without_account_labels(hits)
    return hits


def _without_account_labels(hits: list[LabelHit]) -> list[LabelHit]:
    """ "来源 | 公众号：江口观察": 公众号 labels nothing of its own there."""
    kept = hits[:1]
    for hit in hits[1:]:
        last = kept[-1]
        is_of_source = label_fields()[last.word] == "content_source" and hit.word in words("account_labels")
        if is_of_source and hit.start == last.end:
            last.end = hit.end
        else:
            kept.append(hit)
    return kept


def begins_with_label(text: str) -> bool:
    """Whether a line begins, a sign or two aside, with a label."""
    labels = find_labels(fold_in_place(text))
    return bool(labels) and labels[0].start <= 2


def _label_rule(item: dict[str, Any]) -> LabelRule:
    for key in _KINDS:
        if key in item and item[key] not in word_lists():
            raise RuleError(f"bylines.toml: {item['id']}: {key}: no word list {item[key]!r}; add it to words/")
    lists = {key: words(item[key]) if key in item else () for key in _KINDS}
    return LabelRule(
        item["id"], item["field"], item["reason"], **lists, match=tuple(item["match"]), no_match=tuple(item["no_match"])
    )


@cache
def _label_words() -> _LabelWords:
    rules = label_rules()
    colon = by_last({word for rule in rules for word in rule.colon})
    slashed = by_last({word for rule in rules for word in rule.slashed})
    bare = _alternatives({word for rule in rules for word in rule.bare})
    glued = _alternatives({word for rule in rules for word in rule.glued})
    named = _alternatives({word for rule in rules for word in rule.named})
    lasts = re.escape("".join({*colon, *slashed, ")"}))
    return _LabelWords(
        colon,
        slashed,
        marked=re.compile(rf"[{lasts}]\s*(?P<mark>[{_COLONS}/|丨︱∣╱])\s*"),
        named=re.compile(rf"(?:{named})(?=\s{{1,3}}(?P<name>[一-鿿]{{2,4}})(?:[\s)\]】(]|$))"),
        bare=re.compile(rf"(?:{bare})(?=\s+\S|(?:19|20)\d\d)|(?:{glued})(?=[一-鿿]{{2,3}}\s?(?:[)\]】]|$))"),
        apart=frozenset(word for rule in rules if rule.field == "dated" for word in rule.colon),
    )


def _alternatives(each: set[str]) -> str:
    return "|".join(map(re.escape, sorted(each, key=lambda word: (-len(word), word))))


def _label_before(before: str, value: int, known: _LabelWords, *, is_colon: bool) -> LabelHit | None:
    """The longest label that ends `before`. One character, and any label before a bar, begins a word."""
    if before.endswith(")") and (note := _NOTE_BEFORE.search(before, max(0, len(before) - 14))):
        before = before[: note.start()].rstrip()
    group = known.colon if is_colon else known.slashed
    end = len(before)
    for word in group.get(before[-1:], ()):
        if before.endswith(word):
            start = end - len(word)
            is_inside = start > 0 and (before[start - 1].isalnum() or before[start - 1] == "_")
            if is_inside and (len(word) == 1 or not is_colon or word.isascii() or word in known.apart):
                continue
            return LabelHit(word, start, value)
    stretched = _STRETCHED.search(before, max(0, end - 9)) if is_colon else None
    if stretched and stretched[1] + stretched[2] in group.get(stretched[2], ()):
        return LabelHit(stretched[1] + stretched[2], stretched.start(), value)
    return None
