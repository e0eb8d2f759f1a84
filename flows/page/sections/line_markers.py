"""The candidates at the beginnings of lines, generously: the solver chooses among them."""

from flows.page.sections.candidates import Candidate, bare_candidate
from flows.page.sections.lines import TextLine
from flows.page.sections.markdown_headings import Markdown
from flows.page.sections.markers import match_marker
from flows.page.sections.styles import LEGAL, Style

MAX_TITLE = 40
"""Characters after its number from which a line does not look like a heading."""
WEIGHT_NAMED = 4.0
"""What it costs to ignore a heading that Markdown, or the first label below it, names."""
FIRST_BELOW = ((1,), (0,), (1, 1))
"""The rest of the first decimal label below a whole number."""


def find_line_markers(
    folded: str, lines: list[TextLine], limit: int, markdown: Markdown | None = None
) -> list[Candidate]:
    """One candidate a line at most, for every line that starts like a numbered section; no more than `limit`."""
    candidates: list[Candidate] = []
    for index, line in enumerate(lines):
        if markdown is None:
            candidate = match_marker(folded, line.start, line.end)
        elif index in markdown.code:
            continue
        else:
            depth, start = markdown.headings.get(index, (0, line.start))
            candidate = match_marker(folded, start, line.end)
            if candidate is not None and depth:
                _set_depth(candidate, line.start, depth)
        if candidate is not None:
            candidate.line = index
            candidates.append(candidate)
            if len(candidates) >= limit:
                break
    return candidates


def find_markdown_headings(lines: list[TextLine], markdown: Markdown, taken: set[int]) -> list[Candidate]:
    """The headings of Markdown that have no number; `taken`: indexes of the lines that carry a numbered candidate."""
    found = []
    for n, (depth, start) in markdown.headings.items():
        if n not in taken:
            candidate = bare_candidate(Style.HEADING, start, n)
            _set_depth(candidate, lines[n].start, depth)
            found.append(candidate)
    return found


def _set_depth(candidate: Candidate, start: int, depth: int) -> None:
    """Let the candidate begin at the sign of Markdown, at `start`."""
    candidate.label_start = candidate.start
    candidate.start = start
    candidate.depth = depth
    candidate.weight = WEIGHT_NAMED
    candidate.doubt = 0.0
    candidate.key += f"#{depth}"


def weigh_parents(candidates: list[Candidate]) -> None:
    """Make sure of each 2 that the next decimal label, 2.1, names as its parent: of several, one that heads text."""
    since: dict[int, Candidate] = {}
    if not any(c.path for c in candidates):
        return
    for c in candidates:
        if c.style is Style.ARABIC:
            known = since.get(c.value)
            if known is None or (c.look[0] and not known.look[0]):
                since[c.value] = c
        elif c.style is Style.DECIMAL:
            parent = since.get(c.path[0])
            if parent is not None and c.path[1:] in FIRST_BELOW:
                parent.weight, parent.doubt = WEIGHT_NAMED, 0.0
            since.clear()


def note_looks(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> None:
    """Note on each candidate (one a line at most) its look. A heading is short, open at its end, with text below it.

    The words of 第三条 tell enough by themselves.
    """
    for index, c in enumerate(candidates):
        if c.style in LEGAL:
            continue
        following = candidates[index + 1] if index + 1 < len(candidates) else None
        rest = folded[c.body_start : lines[c.line].end].rstrip()
        is_followed = following is not None and following.line == c.line + 1 and following.key == c.key
        is_heading = 0 < len(rest) <= MAX_TITLE and rest[-1] not in "。;,:、" and not is_followed
        c.look = (is_heading, folded[c.label_end - 1] if c.style is Style.ARABIC else "")
