"""Wording rules: what the words of one line say that it is. The rules are data: flows/rules/lines_*.toml.

Patterns see the folded line (`fold`), so one spelling covers both scripts, both widths and both cases.
"""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import opencc

STRENGTHS = ("always", "hint")
SHORT_CHARS = 160
PROSE_CHARS = 60
"""Lines over SHORT_CHARS, or over PROSE_CHARS with a full stop at the end, are mostly paragraphs: only rules whose
max_chars is over SHORT_CHARS read them."""


_MANY_CHANGES = 60
"""Up to so many different characters one replacement after the other is faster than a translation."""


@dataclass(frozen=True, slots=True)
class LineRule:
    """A wording rule."""

    id: str
    category: str
    strength: str
    """"always": a line that matches is never body. "hint": evidence for the labelling, and a name for the removed."""
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
    """The rules by their cues."""

    scanner: re.Pattern[str]
    by_cue: dict[str, tuple[LineRule, ...]]


@cache
def fold_table() -> dict[int, str | None]:
    """Traditional to Simplified by single characters, full-width ASCII to half-width, invisible characters away."""
    table: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    han = [chr(code) for code in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    table.update({ord(a): b for a, b in zip(han, simple, strict=True) if a != b})
    table.update(dict.fromkeys((0x3000, 0xA0), " "))
    table.update(dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None))
    return table


def fold(text: str) -> str:
    """The form in which rules read a line: Simplified, half-width, lower case, no outer blanks."""
    return text.translate(fold_table()).lower().strip()


def fold_lines(texts: list[str]) -> list[str]:
    """`fold` of every text, none of which holds a line break."""
    if not texts:
        return []
    page = "\n".join(texts)
    table = fold_table()
    changing = table.keys() & set(map(ord, set(page)))
    if len(changing) > _MANY_CHANGES:
        page = page.translate(table)
    else:
        for code in changing:
            page = page.replace(chr(code), table[code] or "")
    return [text.strip() for text in page.lower().split("\n")]


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


def match_rules(lines: list[str]) -> dict[int, list[LineRule]]:
    """Which rules match which of the folded `lines`, by index; lines without a match are absent."""
    short, long = [], []
    for index, line in enumerate(lines):
        size = len(line)
        if size <= SHORT_CHARS and not (size > PROSE_CHARS and line[-1] == "。"):
            short.append(index)
        elif size <= _longest():
            long.append(index)
    hits: dict[int, list[LineRule]] = {}
    _scan(lines, short, _index(0), hits)
    _scan(lines, long, _index(SHORT_CHARS), hits)
    for index in short:
        for rule in _cueless():
            if len(lines[index]) <= rule.max_chars and rule.pattern.search(lines[index]):
                hits.setdefault(index, []).append(rule)
    return hits


def _scan(lines: list[str], indexes: list[int], rules: _RuleIndex, hits: dict[int, list[LineRule]]) -> None:
    """Look for cues in all lines at once, then try the rules of a cue on the line that holds it."""
    starts, offset = [], 0
    for index in indexes:
        starts.append(offset)
        offset += len(lines[index]) + 1
    tried: set[tuple[int, str]] = set()
    page = "\n".join([lines[index] for index in indexes])
    search, by_cue = rules.scanner.search, rules.by_cue
    found = search(page)
    while found:
        start = found.start()
        index = indexes[bisect_right(starts, start) - 1]
        line = lines[index]
        for rule in by_cue[found[0]]:
            if len(line) <= rule.max_chars and (index, rule.id) not in tried:
                tried.add((index, rule.id))
                if rule.pattern.search(line):
                    hits.setdefault(index, []).append(rule)
        found = search(page, start + 1)


@cache
def _index(over_chars: int) -> _RuleIndex:
    """The rules that read lines longer than `over_chars`, by cue; a cue brings the rules of its own beginnings."""
    by_cue: dict[str, list[LineRule]] = {}
    for rule in load_rules():
        if rule.max_chars > over_chars:
            for cue in rule.cues:
                by_cue.setdefault(cue, []).append(rule)
    cues = sorted(by_cue, key=lambda cue: (cue[0], -len(cue), cue))
    full = {cue: tuple(r for start in cues if cue.startswith(start) for r in by_cue[start]) for cue in cues}
    groups: dict[str, list[str]] = {}
    for cue in cues:
        groups.setdefault(cue[0], []).append(re.escape(cue[1:]))
    branches = (f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in groups.items())
    return _RuleIndex(re.compile("|".join(branches)), full)


@cache
def _cueless() -> tuple[LineRule, ...]:
    return tuple(rule for rule in load_rules() if not rule.cues)


@cache
def _longest() -> int:
    return max(rule.max_chars for rule in load_rules())
