"""Cut lines that hold several sections, because line breaks of their text were lost.

A paragraph may count, too (下列情形：一、…；二、…), quote an outline or name versions, chapters and quantities. What
tells them apart: sections end in full stops, their numbers go on from one another, and they are long or most of a text.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from flows.page.sections.candidates import Candidate
from flows.page.sections.inline import match_inside
from flows.page.sections.lines import TextLine
from flows.page.sections.markers import match_marker
from flows.page.sections.styles import LEGAL, Style
from flows.page.text.numerals import CHINESE_FIGURES
from flows.page.text.patterns import phrase

FLAT_LINE = 200
"""Characters of the shortest line that may be most of a text."""
MIN_LOST = 3
MIN_SHARE_LOST = 0.15
"""Lines with a marker after a full stop, and the share of such markers, from which breaks were lost all over a text."""
MIN_SHARE = 0.6
"""Share of the text from which a line is no paragraph of it."""
MIN_ITEM = 60
"""Characters of the items of a list, on average, from which they are sections."""

_FIGURE = f"[{CHINESE_FIGURES}]"
_N = rf"{_FIGURE}(?: {{0,3}}{_FIGURE}){{0,5}}"
_BREAK = "(?<=[。;:!?”） )])"
_NUMBERED = rf"第 {{0,3}}(?:{_N}|[0-9]{{1,4}}) {{0,3}}[章条节]"
_PAREN = rf"\( {{0,3}}{_N} {{0,3}}\)"
_ARABIC = r"[0-9]{1,3} {0,3}[.、](?![0-9])"
_DECIMAL = r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![0-9.])"
_OUTLINE = phrase(
    rf"{_BREAK} ?(?=第 {{0,3}}[{CHINESE_FIGURES}0-9]|{_N} {{0,3}}[、.,]|\( {{0,3}}[{CHINESE_FIGURES}0-9]|{_ARABIC}"
    rf"|{_DECIMAL})"
    rf"|(?<=[一-鿿])(?={_PAREN}[^项款目]|{_NUMBERED}(?!第|{{section_rulings}}|[的所、至]))"
)
_MARK = rf"(?:{_NUMBERED}|{_N} {{0,3}}、|{_PAREN}|\([0-9]{{1,3}}\)|{_ARABIC}|{_DECIMAL} ?[一-鿿])"
_LOST = re.compile(rf"。 {{0,3}}{_MARK}")
_AT_START = re.compile(rf"^ *{_MARK}", re.MULTILINE)
_QUOTED = re.compile("“[^“”]*”?")
_CLOSED = frozenset("。!?;”)")
_PARENS = frozenset({Style.CHINESE_PAREN, Style.ARABIC_PAREN})
_INNER = frozenset({Style.CHINESE_PAREN, Style.ARABIC_PAREN, Style.ARABIC, Style.DECIMAL})


def split_flat_lines(folded: str, lines: list[TextLine]) -> tuple[list[TextLine], list[Candidate]]:
    """The lines, those that hold several sections cut where each begins; and the candidates found at the cuts.

    `line` of a candidate is its index in the new list.
    """
    lost = [m.start() for m in _LOST.finditer(folded)]
    is_lost = len(lost) >= MIN_LOST and _are_breaks_lost(folded, lines, lost)
    most = max(FLAT_LINE, MIN_SHARE * len(folded))
    parts: list[TextLine] = []
    candidates: list[Candidate] = []
    if not lost and all(line.end - line.start < most for line in lines):
        return lines, candidates
    for line in lines:
        parts.append(line)
        is_most = line.end - line.start >= most
        if not (is_lost or is_most or _between(lost, line)):
            continue
        for c in _find_sections(folded, line, is_lost, is_most):
            c.line = len(parts)
            candidates.append(c)
            parts[-1] = TextLine(parts[-1].start, c.start, parts[-1].indent, parts[-1].blank_before)
            parts.append(TextLine(c.start, line.end, line.indent))
    return parts, candidates


def _are_breaks_lost(folded: str, lines: list[TextLine], lost: list[int]) -> bool:
    """Whether markers stand within lines, after full stops, all over the text. Short items of a list do not count."""
    count = places = 0
    for line in lines:
        inside = _between(lost, line)
        is_marked = inside and _AT_START.match(folded, line.start)
        if inside and (is_marked or line.end - lost[inside[0]] >= MIN_ITEM * len(inside)):
            count += len(inside)
            places += 1
    return places >= MIN_LOST and count >= MIN_SHARE_LOST * (count + len(_AT_START.findall(folded)))


def _between(offsets: list[int], line: TextLine) -> range:
    """Indexes of those of the sorted offsets that are inside the line."""
    return range(bisect_left(offsets, line.start), bisect_left(offsets, line.end))


def _find_sections(folded: str, line: TextLine, is_lost: bool, is_most: bool) -> list[Candidate]:
    """The candidates inside a line that may begin sections; empty where it is a paragraph."""
    inside: list[Candidate] = []
    for m in _OUTLINE.finditer(folded, line.start + 1, line.end):
        c = match_inside(folded, m.end(), line.end)
        is_known = c is None or (inside and inside[-1].start == c.start)
        if c is not None and not is_known and (c.style is not Style.DECIMAL or _last(folded, c) in _CLOSED):
            inside.append(c)
    first = match_marker(folded, line.start, line.end)
    runs = _find_runs(folded, [first, *inside] if first else inside)
    if not is_lost and not any(_is_outline(run, line, is_most) for run in runs):
        return []
    quoted = [m.span() for m in _QUOTED.finditer(folded, line.start, line.end)]
    lists = [run for run in runs if not is_most and _is_list(folded, line, run, quoted, is_lost)]
    left_out = {c.start for run in lists for c in run.members}
    if not (is_most or is_lost):
        left_out |= {c.start for c in inside if c.style in _INNER} - {c.start for run in runs for c in run.members}
    chosen = [c for c in inside if c.start not in left_out]
    for c in chosen:
        _weigh(folded, c)
    return chosen


@dataclass(slots=True)
class _Run:
    """Candidates of one line whose numbers go on from one another."""

    members: list[Candidate]
    is_strong: bool = False
    """One of them goes on after a full stop."""

    @property
    def key_style(self) -> Style:
        return self.members[0].style


def _is_outline(run: _Run, line: TextLine, is_most: bool) -> bool:
    """Whether numbers that go on after a full stop are those of sections, by their style or by where they begin."""
    is_outer = run.key_style not in _PARENS or run.members[0].start == line.start
    return run.is_strong and (is_outer or (is_most and len(run.members) > 2))


def _find_runs(folded: str, candidates: list[Candidate]) -> list[_Run]:
    runs: list[_Run] = []
    open_: dict[str, _Run] = {}
    for c in candidates:
        run = open_.get(c.key)
        if run is not None and _goes_on(run.members[-1], c):
            run.members.append(c)
            run.is_strong = run.is_strong or _last(folded, c) in _CLOSED
        else:
            open_[c.key] = run = _Run([c])
            runs.append(run)
    return [run for run in runs if len(run.members) > 1 or run.key_style in LEGAL]


def _goes_on(before: Candidate, c: Candidate) -> bool:
    return c.value == before.value + 1 and c.path[:-1] == before.path[:-1]


def _is_list(folded: str, line: TextLine, run: _Run, quoted: list[tuple[int, int]], is_lost: bool) -> bool:
    """A list within a paragraph: of short items, and, where line breaks were lost, led in by a colon or quoted."""
    first = run.members[0]
    if first.start == line.start:
        return False
    before = bisect_right(quoted, (first.start, 0)) - 1
    is_quoted = before >= 0 and first.start < quoted[before][1]
    length = (run.members[-1].start - first.start) / max(1, len(run.members) - 1)
    return length < MIN_ITEM and (not is_lost or is_quoted or _last(folded, first) in ":“")


def _last(folded: str, c: Candidate) -> str:
    """The last character before a candidate that is no blank."""
    before = c.start - 1
    while before > 0 and folded[before] == " ":
        before -= 1
    return folded[before] if before >= 0 else ""


def _weigh(folded: str, c: Candidate) -> None:
    """A marker after a full stop or a blank is likelier than one that follows words directly."""
    c.is_outer = True
    c.weight *= 0.7
    last = _last(folded, c)
    if last == ":":
        c.is_led_in = True
    elif last not in _CLOSED:
        is_apart = folded[c.start - 1] == " "
        c.doubt = max(c.doubt, 0.1 if is_apart else 0.6)
        c.weight = min(c.weight, 2.0 if is_apart else 0.5)
