"""Wording rules: what the words of one line say that it is. The rules are data: flows/rules/lines_*.toml.

Patterns see the folded line (`fold`), so one spelling covers both scripts, both widths and both cases.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import opencc

STRENGTHS = ("always", "hint", "head", "tail")
BODY_STRENGTHS = frozenset(["head", "tail"])
SHORT_CHARS = 160
PROSE_CHARS = 60
"""Lines over SHORT_CHARS, or over PROSE_CHARS with a full stop at the end, are mostly paragraphs: only rules whose
max_chars is over SHORT_CHARS read them."""


@dataclass(frozen=True, slots=True)
class LineRule:
    """A wording rule."""

    id: str
    category: str
    strength: str
    """"always": a line that matches is never body. "hint": evidence for the labelling, and a name for the
    removed. "head", "tail": a line that, at that edge of a body, belongs to it; its category is "body"."""
    cues: tuple[str, ...]
    """Folded strings one of which stands in every line that matches; none: every line is tried."""
    pattern: re.Pattern[str]
    max_chars: int
    """Longer lines do not match."""
    reason: str
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _RuleIndex:
    """Rules by the first two characters of their cues, or by the only one."""

    pair: re.Pattern[str]
    """The first character of what may be a cue of two characters and more."""
    single: re.Pattern[str]
    by_start: dict[str, tuple[tuple[str, tuple[LineRule, ...]], ...]]
    """Start → the cues that begin so, with their rules."""
    cueless: tuple[LineRule, ...]


@cache
def fold_table() -> dict[str, str]:
    """Traditional to Simplified by single characters, full-width ASCII to half-width, invisible ones to nothing."""
    table = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    table.update((a, b) for a, b in zip(han, simple, strict=True) if a != b)
    table.update({"\u3000": " ", "\xa0": " "})
    return table | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", "")


@cache
def _fold_pattern() -> re.Pattern[str]:
    """Any one character that folding changes."""
    return re.compile(_character_class(fold_table()))


def fold(text: str) -> str:
    """The form in which rules read a line: Simplified, half-width, lower case, no outer blanks."""
    table = fold_table()
    return _fold_pattern().sub(lambda found: table[found[0]], text).lower().strip()


@cache
def load_rules() -> tuple[LineRule, ...]:
    """All wording rules, in the order of their files and places; the first that matches names a line."""
    folder = files("flows").joinpath("rules")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("lines_"))
    rules = []
    for name in names:
        for item in tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))["rule"]:
            item |= {key: tuple(item[key]) for key in ("cues", "match", "no_match")}
            rules.append(LineRule(**item | {"pattern": re.compile(item["pattern"])}))
    return tuple(rules)


def match_rules(line: str) -> tuple[LineRule, ...]:
    """The rules that match a folded line, in the order of `load_rules`."""
    size = len(line)
    if not size or size > _longest():
        return ()
    is_short = size <= SHORT_CHARS and not (size > PROSE_CHARS and line[-1] == "。")
    index = _index(0 if is_short else SHORT_CHARS)
    candidates: dict[str, LineRule] = {}
    for pattern, width in ((index.pair, 2), (index.single, 1)):
        for found in pattern.finditer(line):
            start = found.start()
            for cue, rules in index.by_start.get(line[start : start + width], ()):
                if len(cue) <= 2 or line.startswith(cue, start):
                    for rule in rules:
                        candidates[rule.id] = rule
    matching = [rule for rule in candidates.values() if size <= rule.max_chars and rule.pattern.search(line)]
    matching += [rule for rule in index.cueless if size <= rule.max_chars and rule.pattern.search(line)]
    if len(matching) > 1:
        matching.sort(key=_rank)
    return tuple(matching)


def _rank(rule: LineRule) -> int:
    return _ranks()[rule.id]


@cache
def _ranks() -> dict[str, int]:
    return {rule.id: rank for rank, rule in enumerate(load_rules())}


@cache
def _index(over_chars: int) -> _RuleIndex:
    """The rules that read lines longer than `over_chars`."""
    by_cue: dict[str, list[LineRule]] = {}
    for rule in load_rules():
        if rule.max_chars > over_chars:
            for cue in rule.cues:
                by_cue.setdefault(cue, []).append(rule)
    by_start: dict[str, list[tuple[str, tuple[LineRule, ...]]]] = {}
    for cue, rules in sorted(by_cue.items()):
        by_start.setdefault(cue[:2], []).append((cue, tuple(rules)))
    pairs = [start for start in sorted(by_start) if len(start) == 2]
    first, second = (_character_class(start[k] for start in pairs) for k in (0, 1))
    single = _character_class(start for start in by_start if len(start) == 1)
    return _RuleIndex(
        re.compile(f"{first}(?={second})"),
        re.compile(single),
        {start: tuple(cues) for start, cues in by_start.items()},
        tuple(rule for rule in load_rules() if not rule.cues and rule.max_chars > over_chars),
    )


def _character_class(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(set(characters))))}]"


@cache
def _longest() -> int:
    return max(rule.max_chars for rule in load_rules())
