"""After the solution: which groups of siblings are sections, and which are only lists or chance."""

import re

from flows.page.sections.candidates import Candidate
from flows.page.sections.lines import TextLine
from flows.page.sections.markers import is_glued
from flows.page.sections.solver import Choice
from flows.page.sections.styles import LEGAL, SPOKEN, UNNUMBERED, Style

_MINOR = frozenset(
    {
        Style.ARABIC,
        Style.ARABIC_HALF,
        Style.ARABIC_PAREN,
        Style.CIRCLED,
        Style.LETTER,
        Style.ROMAN,
        Style.STEM,
        Style.UNIT,
    }
)
_SENTENCE = re.compile(r"[。!?;](?=.)")


def drop_chance_groups(folded: str, lines: list[TextLine], choices: list[Choice]) -> list[Choice]:
    """The choices without those that only look like sections; children of a dropped one move to its parent."""
    groups: dict[tuple[int, str], list[int]] = {}
    for i, choice in enumerate(choices):
        groups.setdefault((choice.parent, choice.candidate.key), []).append(i)
    continued = _find_continued(choices)
    has_articles = any(choice.candidate.style is Style.ARTICLE for choice in choices)
    proven = {key for (_, key), members in groups.items() if _are_headings(choices, members)}
    dropped: set[int] = set()
    for (parent, key), members in groups.items():
        first = choices[members[0]].candidate
        if len(members) == 1 and (members[0] in continued or _names_next(choices, members[0])):
            continue
        if len(members) == 1 and key in proven and first.value == 1 and first.look[0]:
            continue
        outer = choices[parent].candidate.style if parent >= 0 else None
        if _is_chance(folded, lines, choices, members, outer, has_articles):
            dropped.update(members)
    return _without(choices, dropped) if dropped else choices


def _are_headings(choices: list[Choice], members: list[int]) -> bool:
    """Several siblings that all look like headings: a lone one elsewhere, numbered in their style, is one too."""
    return len(members) > 1 and all(choices[i].candidate.look[0] for i in members)


def _names_next(choices: list[Choice], index: int) -> bool:
    """Whether the first section below is numbered after this one: 1.1 below 1."""
    following = choices[index + 1] if index + 1 < len(choices) else None
    if following is None or following.parent != index:
        return False
    own = choices[index].candidate
    return following.candidate.path[:-1] == (own.path or (own.value,))


def _find_continued(choices: list[Choice]) -> set[int]:
    """Choices whose number continues, or is continued by, that of a neighbour of the same style under another
    parent."""
    last: dict[str, int] = {}
    continued: set[int] = set()
    for i, choice in enumerate(choices):
        c = choice.candidate
        before = last.get(c.key, -1)
        if before >= 0 and choices[before].candidate.value + 1 == c.value and c.style not in SPOKEN:
            continued |= {before, i}
        last[c.key] = i
    return continued


def _is_chance(
    folded: str,
    lines: list[TextLine],
    choices: list[Choice],
    members: list[int],
    outer: Style | None,
    has_articles: bool,
) -> bool:
    first = choices[members[0]].candidate
    if first.style in UNNUMBERED or first.depth:
        return False
    if first.style in SPOKEN:
        return _is_loose_talk(folded, lines, choices, members)
    if len(members) == 1:
        return _is_lone(folded, lines, first)
    if len(members) == 2 and first.style in LEGAL:
        second = choices[members[1]].candidate
        return is_glued(folded, first) and is_glued(folded, second) and second.value != first.value + 1
    is_listing = first.style in _MINOR and not has_articles and outer not in (Style.CHINESE_PAREN, Style.CHINESE)
    if is_listing or (outer is Style.DECIMAL and first.style is not Style.DECIMAL):
        return _is_enumeration(folded, lines, choices, members)
    return False


def _is_lone(folded: str, lines: list[TextLine], c: Candidate) -> bool:
    """One number alone: a section only where it heads what follows, or stands apart: 第一章, but not 第一条路."""
    if c.style in _MINOR:
        return True
    if c.style in LEGAL:
        return (c.is_inline and not c.is_outer) or is_glued(folded, c)
    return c.is_inline or not (c.style is Style.DECIMAL or _heads(folded, lines, c) or _has_run_in(folded, lines, c))


def _heads(folded: str, lines: list[TextLine], c: Candidate) -> bool:
    rest = folded[c.body_start : lines[c.line].end].rstrip()
    return 0 < len(rest) <= 40 and rest[-1] not in "。;:,!?" and c.line + 1 < len(lines)


def _is_loose_talk(folded: str, lines: list[TextLine], choices: list[Choice], members: list[int]) -> bool:
    """第一…第二, 一是…二是: sections only as a count from one, of two at least.

    首先…其次, 一方面…另一方面 and 其一…其二 also join clauses: they are sections only where most open with a heading.
    """
    values = [choices[i].candidate.value for i in members]
    if len(members) < 2 or values[0] != 1:
        return True
    first = choices[members[0]].candidate
    if first.style in (Style.SEQUENCE, Style.ASPECT) or first.variant == "其":
        headed = sum(_has_run_in(folded, lines, choices[i].candidate) for i in members)
        return headed * 2 <= len(members) or (len(members) < 3 and first.style is not Style.ASPECT)
    return False


def _has_run_in(folded: str, lines: list[TextLine], c: Candidate) -> bool:
    """A first sentence that is short enough for a heading, and a second one after it."""
    rest = folded[c.body_start : lines[c.line].end]
    stop = rest.find("。", 0, 31)
    return 0 < stop < len(rest.rstrip()) - 1


def _is_enumeration(folded: str, lines: list[TextLine], choices: list[Choice], members: list[int]) -> bool:
    """A list within a sentence: every item one line of one sentence, none a heading over lines of its own."""
    for i in members:
        c = choices[i].candidate
        line = lines[c.line]
        following = choices[i + 1].candidate.line if i + 1 < len(choices) else len(lines)
        is_last = i == members[-1]
        has_text_below = following - c.line > 1 and not is_last
        rest = folded[c.body_start : line.end].rstrip()
        if has_text_below and len(rest) <= 40 and rest[-1:] not in (";", ","):
            return False
        if i + 1 < len(choices) and choices[i + 1].parent == i:
            return False
        if _SENTENCE.search(rest, 0, 40):
            return False
    return not _are_provisions(folded, lines, [choices[i].candidate for i in members])


def _are_provisions(folded: str, lines: list[TextLine], items: list[Candidate]) -> bool:
    """Whether every item is a whole sentence with its own full stop: the points of a notice, which are its sections."""
    rests = [folded[c.body_start : lines[c.line].end].rstrip() for c in items]
    return len(items) >= 3 and all(len(rest) >= 15 and rest.endswith("。") for rest in rests)


def _without(choices: list[Choice], dropped: set[int]) -> list[Choice]:
    position: dict[int, int] = {-1: -1}
    kept: list[Choice] = []
    for i, choice in enumerate(choices):
        if i in dropped:
            position[i] = position[choice.parent]
        else:
            position[i] = len(kept)
            kept.append(Choice(choice.candidate, position[choice.parent], choice.anomalies))
    return kept
