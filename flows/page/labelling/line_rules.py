"""Wording rules: what the words of one line say that it is. The rules are data: flows/rules/lines_*.toml.

Patterns see the folded line (`fold`), so one spelling covers both scripts, both widths and both cases.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from flows.page.text.folding import fold

STRENGTHS = ("always", "hint", "head", "tail")
BODY_STRENGTHS = frozenset(["head", "tail"])
SHORT_CHARS = 160
PROSE_CHARS = 60
"""Lines over SHORT_CHARS, or over PROSE_CHARS with a full stop at the end, are mostly paragraphs: only rules whose
max_chars is over SHORT_CHARS read them."""
Finder = Callable[[str], re.Match[str] | None]


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
    pattern: str
    """Regular expression, compiled when a line is first tried (`finder`)."""
    max_chars: int
    """Longer lines do not match."""
    reason: str
    match: tuple[str, ...]
    no_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _RuleIndex:
    """Rules by the keys of their cues: the first two characters, or the first where that is a cue by itself."""

    find_keys: Callable[[str], list[str]]
    """What looks like a key in a line, also where two of them overlap."""
    by_key: dict[str, tuple[tuple[str, tuple[int, ...]], ...]]
    """Key → the cues that begin so, each with its rules: places in `load_rules`."""
    cueless: tuple[int, ...]

    def candidates(self, line: str) -> Collection[int]:
        """The rules one of whose cues stands in `line`, and those without cues."""
        keys = self.by_key.keys() & self.find_keys(line)
        if not keys:
            return self.cueless
        candidates = set(self.cueless)
        for key in keys:
            for cue, ranks in self.by_key[key]:
                if cue in line:
                    candidates.update(ranks)
        return candidates


def fold_lines(texts: list[str]) -> list[str]:
    """`fold` of each of `texts`."""
    return [fold(text) for text in texts]


@cache
def load_rules() -> tuple[LineRule, ...]:
    """All wording rules, in the order of their files and places; the first that matches names a line."""
    folder = files("flows").joinpath("rules")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("lines_"))
    rules = []
    for name in names:
        for item in tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))["rule"]:
            item |= {key: tuple(item[key]) for key in ("cues", "match", "no_match")}
            rules.append(LineRule(**item))
    return tuple(rules)


def match_lines(lines: list[str]) -> list[tuple[LineRule, ...]]:
    """The rules that match each of these folded lines, in the order of `load_rules`."""
    rules, sizes, every_rule, few_rules = _indexes()
    longest = max(sizes)
    matches: list[tuple[LineRule, ...]] = []
    for line in lines:
        size = len(line)
        matching: list[int] = []
        if 0 < size <= longest:
            is_short = size <= SHORT_CHARS and not (size > PROSE_CHARS and line[-1] == "。")
            for rank in (every_rule if is_short else few_rules).candidates(line):
                if size <= sizes[rank] and finder(rank)(line):
                    matching.append(rank)
        matches.append(tuple([rules[rank] for rank in sorted(matching)]) if matching else ())
    return matches


@cache
def finder(rank: int) -> Finder:
    """`search` of the pattern of the rule at that place of `load_rules`; ValueError where it is no regular expression.

    Where every alternative begins with ^ its equal is given, `match`, which tries one place only.
    """
    rule = load_rules()[rank]
    try:
        pattern = re.compile(rule.pattern)
    except re.error as error:
        raise ValueError(f"rule {rule.id}: pattern: {error}") from error
    bare = re.sub(r"\\.", "e", rule.pattern)
    bare = re.sub(r"\[\^?\]?[^\]]*\]", "c", bare)
    while "(" in bare:
        bare = re.sub(r"\([^()]*\)", "g", bare)
    return pattern.match if all(part.startswith("^") for part in bare.split("|")) else pattern.search


@cache
def _indexes() -> tuple[tuple[LineRule, ...], list[int], _RuleIndex, _RuleIndex]:
    """All rules, the max_chars of each, the index of all and of those that read prose."""
    rules = load_rules()
    return rules, [rule.max_chars for rule in rules], _index(0), _index(SHORT_CHARS)


def _index(over_chars: int) -> _RuleIndex:
    """The rules that read lines longer than `over_chars`."""
    by_cue: dict[str, list[int]] = {}
    rules = [(rank, rule) for rank, rule in enumerate(load_rules()) if rule.max_chars > over_chars]
    for rank, rule in rules:
        for cue in rule.cues:
            by_cue.setdefault(cue, []).append(rank)
    by_key: dict[str, list[tuple[str, tuple[int, ...]]]] = {}
    for cue, ranks in sorted(by_cue.items()):
        by_key.setdefault(cue[0] if cue[0] in by_cue else cue[:2], []).append((cue, tuple(ranks)))
    return _RuleIndex(
        _key_pattern(by_key).findall,
        {key: tuple(cues) for key, cues in by_key.items()},
        tuple(rank for rank, rule in rules if not rule.cues),
    )


def _key_pattern(keys: Collection[str]) -> re.Pattern[str]:
    """Finds what may be one of `keys`, of one or two characters, as its only group.

    The class of their first characters stands in front, as such a pattern is searched for several times faster; the
    group looks back over it, so that the next search begins at the second character.
    """
    pairs = [key for key in keys if len(key) == 2]
    single = _character_class(key for key in keys if len(key) == 1)
    first, second = _character_class(key[0] for key in keys), _character_class(key[1] for key in pairs)
    return re.compile(f"{first}(?=(?<={single})|{second})(?<=(?=({single}|..)).)")


def _character_class(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(set(characters))))}]"
