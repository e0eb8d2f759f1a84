"""Find markers inside lines: points within a paragraph (一是…；二是…), and whole outlines whose line breaks were lost."""

import re

from flows.page.numerals import CHINESE_FIGURES
from flows.page.section_markers import Candidate, Style, TextLine, match_marker

FLAT_LINE = 200
"""Characters from which a line may hold an outline whose line breaks were lost."""

_N = f"[{CHINESE_FIGURES}]"
_POINT = re.compile(rf"(?<=[。;:!?,”）)])(?= ?(?:{_N}{{1,2}}[是要]|其{_N}[,、:]|另?一方面[,、]))")
_OUTLINE = re.compile(
    rf"(?<=[。;:!?”） )]) ?(?=(?:第 ?[{CHINESE_FIGURES}0-9]|{_N}{{1,3}} ?[、.,]|\( ?{_N}{{1,3}} ?\)|[0-9]{{1,2}} ?[.、](?![0-9])))"
)
_FLAT = re.compile(
    rf"(?:(?<=[。;:!?”） )])|^) ?(?:第 ?{_N}{{1,6}} ?[章条節节]|第 ?[0-9]{{1,4}} ?[章条節节]|{_N}{{1,3}} ?、|\( ?{_N}{{1,3}} ?\))"
)


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
                candidate.doubt = 0.25 if comma else 0.0
                candidates.append(candidate)
    return candidates


def find_outline_markers(folded: str, lines: list[TextLine]) -> list[Candidate]:
    """Candidates inside lines that hold several sections each, because the line breaks between them were lost."""
    candidates: list[Candidate] = []
    for n, line in enumerate(lines):
        if line.end - line.start >= FLAT_LINE and _is_flat(folded, line):
            for m in _OUTLINE.finditer(folded, line.start + 1, line.end):
                candidate = _match(folded, m.end(), line.end, n)
                if candidate is not None:
                    candidate.is_outer = True
                    _weigh(folded, candidate)
                    candidates.append(candidate)
    return candidates


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
    c.weight *= 0.7
    before = folded[c.start - 1]
    if before == ":" or (before == " " and folded[c.start - 2] == ":"):
        c.is_led_in = True
    elif before == " " and folded[c.start - 2] not in "。;!?”)":
        c.doubt = max(c.doubt, 0.1)
