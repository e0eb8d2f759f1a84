"""Split a text into its tree of sections.

Candidates are found generously (`markers` at the starts of lines, `inline` within them, `flat` where line breaks were
lost, `unnumbered` and `run_in` for headings without a number, `markdown_headings` for those of Markdown), less what
stands in contents lists and notes (`zones`). The solver takes those whose counters agree (`solver`); groups that are
only lists or chance are dropped (`groups`), headings read (`headings`) and closing text set apart (`endings`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.page.sections.candidates import Candidate
from flows.page.sections.endings import find_endings
from flows.page.sections.flat import split_flat_lines
from flows.page.sections.groups import drop_chance_groups
from flows.page.sections.headings import Heading, Layout, find_stopped, have_titled_articles, read_heading
from flows.page.sections.inline import find_inline_markers
from flows.page.sections.layout import find_continuations, join_paragraphs
from flows.page.sections.line_markers import find_line_markers, find_markdown_headings, note_looks, weigh_parents
from flows.page.sections.lines import TextLine, fold, read_lines
from flows.page.sections.markdown_headings import Markdown, find_markdown
from flows.page.sections.markers import ANNEX_BASE
from flows.page.sections.run_in import find_run_ins
from flows.page.sections.solver import Choice, solve
from flows.page.sections.styles import LEGAL, UNNUMBERED, Style
from flows.page.sections.unnumbered import Hint, find_marked_headings, find_unnumbered_headings
from flows.page.sections.zones import Contents, find_contents, mark_context

_MASK, _MASK_END = "□", ";"
"""A clause that nothing is known of: it marks no section, is no title and no entry of a contents list."""
MANY = 2000
MIN_SPACING = 12
"""Characters a section of a document has on average, at least. A text of `MANY` numbers that stand closer is a table, a
list of answers or an attack, not an outline."""


@dataclass(slots=True)
class Section:
    """A section's own text: from its label to the next section's, children not included.

    The spans of all sections of a text tile it: the first starts at 0, each starts where the one before ends, the last
    ends at the end of the text. A preamble (level 0) is there only where non-blank text stands before the first
    section; blank text there belongs to the first section.
    """

    level: int
    """Depth from 1; 0 for the preamble and for closing text that belongs to no section."""
    label: str
    """The marker verbatim, "" where there is none."""
    number: str
    """Path of numbers, dotted: 2.1 for （一） under 二、; 7-1 for 第七条之一; * stands for a parent without number."""
    ordinal: int | None
    """Its own number as printed; None without a number."""
    style: str
    """A value of `section_markers.Style`."""
    heading: str
    """The heading without its label; "" where the section has none."""
    start: int
    end: int
    heading_path: list[str] = field(default_factory=list)
    """Headings (or labels) of its ancestors and its own, outermost first."""
    parent_index: int | None = None
    """Index of the parent in the list; None at the top."""
    is_run_in: bool = False
    """The heading, or the label alone, is followed by text in the same paragraph."""
    anomalies: tuple[str, ...] = ()
    """gap, duplicate, restart: what is odd about its number among its siblings."""


def split_sections(text: str, *, evidence: Sequence[Hint] | None = None) -> list[Section]:
    """Sections of a text, in order; spans are offsets in code points. An empty text has none.

    evidence: what the markup said of paragraphs, where the text comes from HTML: their offset, heading level and
    boldness. It names headings without numbers; numbered sections are found by their numbers alone. Code and the rows
    of tables hold neither.
    """
    if not text:
        return []
    folded = _mask_data(fold(text), evidence or ())
    lines, flat = split_flat_lines(folded, read_lines(folded))
    limit = max(MANY, len(folded) // MIN_SPACING) + 1
    markdown = find_markdown(folded, lines)
    at_starts = _find_numbered(folded, lines, flat, limit, markdown)
    if len(at_starts) >= limit:
        return [_preamble(len(text))]
    goes_on = find_continuations(folded, lines)
    candidates = _find_candidates(folded, lines, at_starts, goes_on, evidence or (), markdown)
    if not candidates or len(candidates) >= limit:
        return [_preamble(len(text))]
    choices = _choose(folded, lines, candidates)
    return _build(text, folded, lines, goes_on, choices)


def _mask_data(folded: str, evidence: Sequence[Hint]) -> str:
    """The text with each line of code and each row of a table replaced by a meaningless clause of the same length."""
    pieces, done = [], 0
    for start in [hint.start for hint in evidence if hint.is_data]:
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        pieces += [folded[done:start], _MASK * (end - start - 1), _MASK_END]
        done = end
    return "".join([*pieces, folded[done:]]) if pieces else folded


def _find_numbered(
    folded: str, lines: list[TextLine], flat: list[Candidate], limit: int, markdown: Markdown | None
) -> list[Candidate]:
    """Candidates at the starts of lines, those of lines that were cut included."""
    taken = {c.line for c in flat}
    at_starts = [c for c in find_line_markers(folded, lines, limit, markdown) if c.line not in taken] + flat
    return sorted(at_starts, key=lambda c: c.start)


def _choose(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> list[Choice]:
    """The solution without chance groups; solved again where one was of the styles that close everything below them."""
    solved = solve(candidates)
    choices = drop_chance_groups(folded, lines, solved)
    kept = {choice.candidate.start for choice in choices}
    chance = {c.start for c in (choice.candidate for choice in solved) if c.style in LEGAL and c.start not in kept}
    if chance:
        choices = drop_chance_groups(folded, lines, solve([c for c in candidates if c.start not in chance]))
    return choices


def _find_candidates(
    folded: str,
    lines: list[TextLine],
    at_starts: list[Candidate],
    goes_on: list[bool],
    evidence: Sequence[Hint],
    markdown: Markdown | None,
) -> list[Candidate]:
    """All candidates in text order: those at the starts of lines that are no entries of lists, inline, unnumbered."""
    contents = find_contents(folded, lines, at_starts)
    if contents:
        at_starts = [c for c in at_starts if not contents.start <= c.start < contents.end]
    at_starts = _drop_items(folded, lines, mark_context(folded, lines, at_starts), evidence)
    note_looks(folded, lines, at_starts)
    weigh_parents(at_starts)
    for c in at_starts:
        if c.line and goes_on[c.line - 1] and folded[lines[c.line - 1].end - 1] not in "。;:!?)":
            c.weight *= 0.4
            c.doubt += 1.2
    taken = {c.line for c in at_starts}
    if markdown is not None:
        unnumbered = find_markdown_headings(lines, markdown, taken)
    else:
        unnumbered = _find_unnumbered(folded, lines, taken, goes_on, contents, evidence)
    found: dict[int, Candidate] = {}
    for group in (find_inline_markers(folded, lines), unnumbered, at_starts):
        found |= {c.start: c for c in group}
    return [found[start] for start in sorted(found)]


def _drop_items(
    folded: str, lines: list[TextLine], at_starts: list[Candidate], evidence: Sequence[Hint]
) -> list[Candidate]:
    """`at_starts` without the items of ordered lists, unless these are all that a text is divided by."""
    items = {hint.start for hint in evidence if hint.is_item}
    if not items:
        return at_starts
    others = [c for c in at_starts if lines[c.line].start not in items]
    has_headings = bool(others) or bool(find_marked_headings(folded, lines, set(), evidence))
    return others if has_headings else at_starts


def _find_unnumbered(
    folded: str,
    lines: list[TextLine],
    taken: set[int],
    goes_on: list[bool],
    contents: Contents | None,
    evidence: Sequence[Hint],
) -> list[Candidate]:
    paragraphs, firsts = join_paragraphs(lines, goes_on, taken)
    numbered = {n for n, first in enumerate(firsts) if first in taken}
    found = find_marked_headings(folded, paragraphs, numbered, evidence) if evidence else []
    found = found or find_unnumbered_headings(folded, paragraphs, numbered, contents)
    found += find_run_ins(folded, paragraphs, numbered | {c.line for c in found})
    for c in found:
        c.line = firsts[c.line]
    return found


def _build(text: str, folded: str, lines: list[TextLine], goes_on: list[bool], choices: list[Choice]) -> list[Section]:
    first = choices[0].candidate.start if choices else len(text)
    sections: list[Section] = []
    if not choices or text[:first].strip():
        sections.append(_preamble(first))
    candidates = [choice.candidate for choice in choices]
    flat = frozenset(n for c in candidates if c.is_outer for n in (c.line - 1, c.line))
    stopped = find_stopped(folded, lines, candidates)
    layout = Layout(text, folded, lines, goes_on, flat, stopped, have_titled_articles(folded, lines, candidates))
    endings = find_endings(folded, lines, choices)
    index_of = {-1: -1}
    paths = {-1: ""}
    for i, choice in enumerate(choices):
        c = choice.candidate
        end = candidates[i + 1].start if i + 1 < len(choices) else len(text)
        own_end = endings.get(i, end)
        parent = index_of[choice.parent]
        paths[i] = _extend_path(paths[choice.parent], c)
        section = _section(text, choice, read_heading(layout, c, own_end), paths[i], own_end)
        if parent >= 0:
            section.parent_index = parent
            section.level += sections[parent].level
            section.heading_path[:0] = sections[parent].heading_path
        index_of[i] = len(sections)
        sections.append(section)
        if own_end < end:
            sections.append(Section(0, "", "", None, Style.CLOSING, "", own_end, end))
    sections[0].start = 0
    return sections


def _preamble(end: int) -> Section:
    """The text before the first section: all of it, where there is none."""
    return Section(0, "", "", None, Style.PREAMBLE, "", 0, end)


def _extend_path(path: str, c: Candidate) -> str:
    if c.path:
        first, *rest = c.path
        return ".".join([chr(64 + first - ANNEX_BASE) if first > ANNEX_BASE else str(first), *map(str, rest)])
    own = "*" if c.style in UNNUMBERED else f"{c.value}-{c.sub}" if c.sub else str(c.value)
    return f"{path}.{own}" if path else own


def _section(text: str, choice: Choice, heading: Heading, path: str, end: int) -> Section:
    """A section of the first level; the caller moves it below its parent."""
    c = choice.candidate
    label = text[c.start if c.label_start < 0 else c.label_start : c.label_end]
    is_numbered = c.style not in UNNUMBERED
    return Section(
        level=1,
        label=label,
        number=path if is_numbered else "",
        ordinal=c.value if is_numbered else None,
        style=c.style,
        heading=heading.text,
        start=c.start,
        end=end,
        heading_path=[heading.text or label],
        is_run_in=heading.is_run_in,
        anomalies=choice.anomalies,
    )
