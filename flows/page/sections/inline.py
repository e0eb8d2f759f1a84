"""Find points that a paragraph counts: 一是…；二是…, 一方面…另一方面."""

from flows.page.sections.candidates import Candidate
from flows.page.sections.lines import TextLine
from flows.page.sections.markers import match_marker
from flows.page.sections.styles import Style
from flows.page.text.numerals import CHINESE_FIGURES
from flows.page.text.patterns import phrase

_N = f"[{CHINESE_FIGURES}]"
_POINT = phrase(rf"[。;:!?,”）)](?= ?(?:{_N}{{1,2}}[是要]|其{_N}[,、:]|{{section_aspects}}[,、]))")


def find_inline_markers(folded: str, lines: list[TextLine]) -> list[Candidate]:
    """Candidates inside lines, in text order; `line` is set."""
    candidates: list[Candidate] = []
    n = 0
    for m in _POINT.finditer(folded):
        while lines[n].end <= m.end():
            n += 1
        candidate = match_inside(folded, m.end(), lines[n].end)
        if candidate is not None and candidate.style in (Style.POINT, Style.ASPECT):
            candidate.line = n
            comma = folded[candidate.start - 1] == "," or folded[candidate.start - 2 : candidate.start] == ", "
            if not comma or candidate.value == 1:
                candidate.weight = 0.8
                candidate.is_led_in = folded[candidate.start - 1] == ":"
                candidate.doubt = 0.25 if comma else 0.0
                candidates.append(candidate)
    return candidates


def match_inside(folded: str, start: int, end: int) -> Candidate | None:
    """The candidate inside a line whose label starts at `start`, blanks aside."""
    while start < end and folded[start] == " ":
        start += 1
    candidate = match_marker(folded, start, end) if start < end else None
    if candidate is not None:
        candidate.is_inline = True
    return candidate
