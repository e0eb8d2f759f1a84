"""Wording rules: what the words of one line say that it is. The rules are data: flows/rules/lines/*.toml.

A rule is a list of short patterns, each with lines that prove it. Patterns read the folded line (`text.folding`), many
of them in one pass (`text.pattern_set`): see `_divide` for which.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.page.lines import CATEGORIES
from flows.page.text.folding import fold
from flows.page.text.fragments import expand
from flows.page.text.pattern_set import (
    Finder,
    PatternError,
    check_pattern,
    compile_pattern,
    compile_set,
    encode_line,
)
from flows.page.text.rule_files import RuleError, read_rule_files

BODY_STRENGTHS = frozenset(["head", "tail"])
SHORT_CHARS = 160
PROSE_CHARS = 60
"""Lines over SHORT_CHARS, or over PROSE_CHARS with a full stop at the end, are mostly paragraphs: only rules whose
max_chars is over SHORT_CHARS read them."""
FEW_PATTERNS = 10
"""Patterns of a file that are fewer share an automaton with those of other files: each costs a call a line."""
MAX_REPEAT = 24
"""The highest count of a repeat {m,n}: RE2 makes a state for every count, and a line's length has its own bound."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way in which a rule's line is worded."""

    find: str
    """The pattern as written, with names."""
    pattern: str
    """The same with its names written out."""
    like: tuple[str, ...]
    """Lines in which it is found, as pages print them."""


@dataclass(frozen=True, slots=True)
class LineRule:
    """A wording rule."""

    id: str
    category: str
    strength: str
    """"always": a line that matches is never body. "hint": evidence for the labelling, and a name for the
    removed. "head", "tail": a line that, at that edge of a body, belongs to it; its category is "body"."""
    max_chars: int
    """Longer lines do not match."""
    file: str
    """Below flows/rules."""
    about: str
    patterns: tuple[Alternative, ...]
    unlike: tuple[str, ...]
    """Lines that look alike and must not match."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Rules, and the automata of all their patterns."""

    rules: tuple[LineRule, ...]
    automata: tuple[tuple[Finder, tuple[int, ...]], ...]
    """Each with the place in `rules` of the rule of each of its patterns."""

    def match(self, line: str) -> tuple[LineRule, ...]:
        """The rules that match a folded line, in their order."""
        size, encoded = len(line), encode_line(line)
        ranks: set[int] = set()
        for find, owners in self.automata:
            if found := find(encoded):
                ranks.update([owners[place] for place in found])
        if not ranks:
            return ()
        matching = (self.rules[rank] for rank in sorted(ranks))
        return tuple(rule for rule in matching if size <= rule.max_chars)


def match_line(line: str) -> tuple[LineRule, ...]:
    """The packaged rules that match a folded line, in the order of `load_rules`; the first names it."""
    return (_every_rule() if is_short(line) else _rules_of_paragraphs()).match(line)


def match_with(rules: tuple[LineRule, ...], line: str) -> tuple[LineRule, ...]:
    """Those of `rules` that match a folded line."""
    return rule_set(tuple(rule for rule in rules if is_short(line) or rule.max_chars > SHORT_CHARS)).match(line)


def is_short(line: str) -> bool:
    """Whether every rule reads a folded line; the others are read by rules of paragraphs alone."""
    return len(line) <= SHORT_CHARS and not (len(line) > PROSE_CHARS and line[-1] == "。")


@cache
def load_rules() -> tuple[LineRule, ...]:
    """The packaged rules, in the order of their files and places. RuleError where one cannot be used."""
    return parse_rules(read_rule_files("lines"), expand)


def check_rules() -> None:
    """Load and compile the packaged rules, so that a fault is known before the first page. Raises RuleError."""
    _every_rule()
    _rules_of_paragraphs()


@cache
def _every_rule() -> RuleSet:
    return rule_set(load_rules())


@cache
def _rules_of_paragraphs() -> RuleSet:
    return rule_set(tuple(rule for rule in load_rules() if rule.max_chars > SHORT_CHARS))


def rule_set(rules: tuple[LineRule, ...]) -> RuleSet:
    """The set of `rules`. RuleError names the rule whose pattern cannot be used."""
    return RuleSet(rules, tuple(_automaton(rules, part) for part in _divide(rules)))


_Owned = list[tuple[int, Alternative]]
"""Patterns, each with the place of its rule."""


def _divide(rules: tuple[LineRule, ...]) -> list[_Owned]:
    """The patterns of each automaton: those of a file that begin where the line does, and those found anywhere in it.

    States are made as lines need them, and there is one for each combination of patterns that may still match. In an
    automaton of all rules, or of patterns of both kinds, that is their product. Measured, in µs: a new line costs 126
    and a known one 121 with all rules in one, 64 and 12 with an automaton a file, 34 and 11 so.
    """
    parts: dict[tuple[str, bool], _Owned] = {}
    for rank, rule in enumerate(rules):
        for each in rule.patterns:
            is_anchored = each.pattern.startswith("^") and not each.pattern.startswith("^.*")
            parts.setdefault((rule.file, is_anchored), []).append((rank, each))
    few: dict[bool, _Owned] = {}
    for (_, is_anchored), owned in parts.items():
        if len(owned) < FEW_PATTERNS:
            few.setdefault(is_anchored, []).extend(owned)
    return [*few.values(), *(owned for owned in parts.values() if len(owned) >= FEW_PATTERNS)]


def _automaton(rules: tuple[LineRule, ...], owned: _Owned) -> tuple[Finder, tuple[int, ...]]:
    try:
        find = compile_set(tuple(each.pattern for _, each in owned))
    except PatternError as error:
        if error.place is None:
            files = ", ".join(dict.fromkeys(rules[rank].file for rank, _ in owned))
            raise RuleError(f"{files}: its rules are {error}") from error
        rank, each = owned[error.place]
        raise RuleError(f"rule {rules[rank].id}: {each.find}: {error}") from error
    return find, tuple(rank for rank, _ in owned)


def parse_rules(files: Mapping[str, dict[str, Any]], write_out: Callable[[str], str]) -> tuple[LineRule, ...]:
    """Rules out of parsed files by their names. RuleError names file, rule and key, and says what to do.

    write_out: replaces the names in a pattern (`text.fragments.expand`).
    """
    rules: dict[str, LineRule] = {}
    for file, content in files.items():
        for table in content["rule"]:
            where = f"{file}: rule {table['id']}"
            if table["id"] in rules:
                raise RuleError(f"{where}: id: stands twice; a rule's id is its own")
            rules[table["id"]] = _parse_rule(table, file, where, write_out)
    return tuple(rules.values())


def _parse_rule(table: dict[str, Any], file: str, where: str, write_out: Callable[[str], str]) -> LineRule:
    is_of_body = table["strength"] in BODY_STRENGTHS
    if is_of_body != (table["category"] == "body"):
        raise RuleError(f"{where}: strength: head and tail go with category body, and only with it")
    if not is_of_body and table["category"] not in CATEGORIES:
        raise RuleError(f"{where}: category: {table['category']!r} is none of {', '.join(CATEGORIES)}")
    patterns = tuple(
        _parse_alternative(each, f"{where}: patterns[{place}]", write_out)
        for place, each in enumerate(table["patterns"])
    )
    return LineRule(**{**table, "file": file, "patterns": patterns, "unlike": tuple(table["unlike"])})


def _parse_alternative(table: dict[str, Any], where: str, write_out: Callable[[str], str]) -> Alternative:
    like = (table["like"],) if isinstance(table["like"], str) else tuple(table["like"])
    try:
        pattern = write_out(table["find"])
    except RuleError as error:
        raise RuleError(f"{where}.find: {error}") from error
    return Alternative(table["find"], pattern, like)


def rule_problems(rule: LineRule) -> Iterator[str]:
    """What is wrong with a rule's patterns and examples, a line each, naming the pattern.

    Loading does not ask it, for it compiles every pattern by itself; the tests ask it of every rule.
    """
    for each in rule.patterns:
        if problem := check_pattern(each.pattern) or _repeat_problem(each.find):
            yield f"rule {rule.id}: {each.find}: {problem}"
            continue
        finds = compile_pattern(each.pattern).search
        for example in each.like:
            if not finds(fold(example)):
                yield f"rule {rule.id}: {each.find}: is not found in its example {example!r}"
            elif rule not in match_with((rule,), fold(example)):
                yield f"rule {rule.id}: {each.find}: its example {example!r} is longer than max_chars"
    for example in rule.unlike:
        if rule in match_with((rule,), fold(example)):
            yield f"rule {rule.id}: unlike: {example!r} matches; narrow the pattern or take the line out"


def _repeat_problem(find: str) -> str | None:
    counts = [int(count) for count in re.findall(r"\{\d+,(\d+)\}", find)]
    if counts and max(counts) > MAX_REPEAT:
        return f"a repeat of up to {max(counts)}: write * or +; a line's length is bounded by max_chars"
    return None
