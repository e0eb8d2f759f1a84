"""Find markers inside lines: points of a paragraph (一是…；二是…), and outlines whose line breaks were lost."""

import re

from flows.page.sections.lines import TextLine
from flows.page.sections.markers import Candidate, match_marker
from flows.page.sections.styles import Style
from flows.page.text.numerals import CHINESE_FIGURES

FLAT_LINE = 200
"""Characters from which a line may hold an outline whose line breaks were lost."""

_N = f"[{CHINESE_FIGURES}]"
_POINT = re.compile(rf"[。;:!?,”）)](?= ?(?:{_N}{{1,2}}[是要]|其{_N}[,、:]|另?一方面[,、]))")
_BREAK = "(?<=[。;:!?”） )])"
_NUMBERED = rf"第 {{0,3}}(?:{_N}{{1,6}}|[0-9]{{1,4}}) {{0,3}}[章条节]"
_DECIMAL = r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?![0-9.])"
_OUTLINE = re.compile(
    rf"{_BREAK} ?(?=第 {{0,3}}[{CHINESE_FIGURES}0-9]|{_N}{{1,3}} ?[、.,]|\( ?{_N}{{1,3}} ?\)"
    rf"|[0-9]{{1,2}} ?[.、](?![0-9])|{_DECIMAL})"
    rf"|(?<=[一-鿿])(?=\( ?{_N}{{1,3}} ?\)[^项款目]|{_NUMBERED}(?!第|规定|[的所、至]))"
)
_FLAT = re.compile(rf"(?:{_BREAK}|^) ?(?:{_NUMBERED}|{_N}{{1,3}} ?、|\( ?{_N}{{1,3}} ?\)|{_DECIMAL} ?[一-鿿])")


def find_inline_markers(folded: str, lines: list[TextLine]) -> list[Candidate]:
    """Candidates inside lines, in text order; `line` is set."""
    candidates: list[Candidate] = []
    n = 0
    for m in _POINT.finditer(folded):
        while lines[n].end <= m.end():
            n += 1
        candidate = _match(folded, m.end(), lines[n].end, n)
        if candidate is not None and candidate.style in (Style.POINT, Style.ASPECT):
            comma = folded[candidate.start - 1] == "," or folded[candidate.start - 2 : candidate.start] == ", "
            if not comma or candidate.value == 1:
                candidate.weight = 0.8
                candidate.is_led_in = folded[candidate.start - 1] == ":"
                candidate.doubt = 0.25 if comma else 0.0
                candidates.append(candidate)
    return candidates


def split_flat_lines(folded: str, lines: list[TextLine]) -> tuple[list[TextLine], list[Candidate]]:
    """The lines, those that hold several sections cut where each begins; and the candidates found at the cuts.

    Such lines are texts whose line breaks were lost. `line` of a candidate is its index in the new list.
    """
    parts: list[TextLine] = []
    candidates: list[Candidate] = []
    for line in lines:
        parts.append(line)
        if line.end - line.start < FLAT_LINE or not _is_flat(folded, line):
            continue
        end = line.end
        for m in _OUTLINE.finditer(folded, line.start + 1, end):
            candidate = _match(folded, m.end(), end, len(parts))
            if candidate is not None:
                _weigh(folded, candidate)
                candidates.append(candidate)
                parts[-1] = TextLine(parts[-1].start, candidate.start, parts[-1].indent, parts[-1].blank_before)
                parts.append(TextLine(candidate.start, end, line.indent))
    return parts, candidates


def _is_flat(folded: str, line: TextLine) -> bool:
    """Three outline markers in one line, two of them of the outer kinds that never stand inside a paragraph."""
    found = [m[0].strip() for m in _FLAT.finditer(folded, line.start, line.end)]
    return len(found) >= 3 and sum(not f.startswith("(") for f in found) >= 2


def _match(folded: str, start: int, end: int, n: int) -> Candidate | None:
    while start < end and folded[start] == " ":
        start += 1
    candidate = match_marker(folded, start, end) if start < end else None
    if candidate is not None:
        candidate.line = n
        candidate.is_inline = True
    return candidate


def _weigh(folded: str, c: Candidate) -> None:
    """A marker after a full stop or a blank is likelier than one that follows words directly."""
    c.is_outer = True
    c.weight *= 0.7
    before = folded[c.start - 1]
    last = folded[c.start - 2] if before == " " else before
    if last == ":":
        c.is_led_in = True
    elif last not in "。;!?”)":
        c.doubt = max(c.doubt, 0.1 if before == " " else 0.6)
        c.weight = min(c.weight, 2.0 if before == " " else 0.5)
