"""Where the heading of a numbered section ends."""

import re
from dataclasses import dataclass

from flows.page.sections.candidates import Candidate
from flows.page.sections.layout import is_unbalanced
from flows.page.sections.lines import TextLine
from flows.page.sections.styles import SPOKEN, UNNUMBERED, Style
from flows.page.text.patterns import phrase

MAX_HEADING = 60
"""Characters. Of 252 numbered headings in labelled official papers the longest has 42; speeches have longer ones."""
MAX_ARTICLE_TITLE = 14
"""Characters of the longest heading of an article."""
MAX_PIECES = 5
"""Lines that a heading may run over."""
MAX_TOKEN = 40
"""Characters of a heading that only a blank parts from its text, where line breaks were lost."""

_BREAK = re.compile(r"\s*\n\s*")
_BULLETS = "—-–●■◆★▲○◇※•·*#☆►▶"
_STOP = re.compile(r"[。!?]|;(?=\s*$)")
_APPOSITION = phrase(r",{section_appositions}")
_FINAL = "。;:!?,、."
_TITLE = re.compile(r"\([^()]{1,20}\)|【[^【】]{1,20}】")
_TOKEN = re.compile(rf"[^ 。;:!?]{{2,{MAX_TOKEN}}} (?=[^ ])")


@dataclass(slots=True)
class Heading:
    text: str
    is_run_in: bool
    """Text follows in the same paragraph."""


@dataclass(slots=True)
class Layout:
    """What reading a heading needs of the text around it."""

    text: str
    folded: str
    lines: list[TextLine]
    goes_on: list[bool]
    """For each line whether hard wrapping broke its paragraph."""
    flat: frozenset[int]
    """Lines cut out of a longer one: there, a blank may part a heading from its text."""
    stopped: frozenset[str]
    """Keys of the counters whose headings end in a full stop."""
    has_titled_articles: bool
    """Articles open with a heading of their own: 第三条 标的。甲方…"""


def read_heading(layout: Layout, c: Candidate, end: int) -> Heading:
    """The heading after the label of `c`, whose own span ends at `end`. Its text is "" where it has none.

    A heading is the rest of the line, if that is short and unpunctuated, or its first sentence, if that is short, or
    the title in brackets that opens an article. The sentence of an article is its text.
    """
    text = layout.text
    if c.style is Style.RUN_IN:
        return Heading(_bare(_BREAK.sub("", text[c.start : c.start + c.value])), True)
    if c.style in UNNUMBERED:
        return Heading(_bare(_BREAK.sub("", text[c.body_start : min(layout.lines[c.line].end, end)])), False)
    pieces, rest = _read_pieces(layout, c, end)
    if not rest:
        return Heading("", False)
    if c.style is Style.ARTICLE and (title := _TITLE.match(rest)):
        return Heading(_verbatim(text, pieces, title.end() - 1)[1:].strip(), title.end() < len(rest))
    if c.line in layout.flat and (token := _TOKEN.match(rest)):
        return Heading(_verbatim(text, pieces, token.end() - 1), True)
    stop = _STOP.search(rest)
    if stop is None and len(rest) <= MAX_HEADING and rest[-1] not in _FINAL:
        is_text = c.style is Style.ARTICLE and ("," in rest or len(rest) > MAX_ARTICLE_TITLE)
        return Heading("" if is_text else _verbatim(text, pieces, len(rest)), is_text)
    if stop is not None and stop.start() <= MAX_HEADING:
        is_run_in = stop.end() < len(rest)
        is_title = layout.has_titled_articles and is_run_in and _is_article_title(rest[: stop.start()])
        if c.style is Style.ARTICLE and not is_title:
            return Heading("", True)
        return Heading(_verbatim(text, pieces, stop.start()), is_run_in)
    if c.style in SPOKEN and (apposition := _APPOSITION.search(rest, 0, MAX_HEADING)):
        return Heading(_verbatim(text, pieces, apposition.start()), True)
    return Heading("", True)


def _is_article_title(sentence: str) -> bool:
    return len(sentence) <= MAX_ARTICLE_TITLE and "," not in sentence


def have_titled_articles(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> bool:
    """Whether most articles open with a short sentence of one clause before their text."""
    articles = [c for c in candidates if c.style is Style.ARTICLE]
    titled = 0
    for c in articles:
        stop = folded.find("。", c.body_start, min(lines[c.line].end, c.body_start + MAX_ARTICLE_TITLE + 1))
        is_followed = 0 <= stop < lines[c.line].end - 1
        titled += is_followed and _is_article_title(folded[c.body_start : stop])
    return 2 * titled > len(articles)


def _bare(heading: str) -> str:
    """A heading without the dash, bullet or brackets that set it off."""
    bare = heading.strip().lstrip(_BULLETS).strip()
    return bare[1:-1].strip() if bare[:1] == "【" and bare[-1:] == "】" else bare or heading.strip()


def find_stopped(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> frozenset[str]:
    """Keys of the counters a quarter of whose members have a full stop within the length of a heading.

    (Where headings are broken in two, most of them may have lost theirs.)
    """
    counts: dict[str, list[int]] = {}
    for c in candidates:
        count = counts.setdefault(c.key, [0, 0])
        count[0] += folded.find("。", c.body_start, min(lines[c.line].end, c.body_start + MAX_HEADING)) >= 0
        count[1] += 1
    return frozenset(key for key, (stopped, members) in counts.items() if 4 * stopped > members > 1)


def _read_pieces(layout: Layout, c: Candidate, end: int) -> tuple[list[tuple[int, int]], str]:
    """What stands after the label, on its line and on those that its paragraph or its heading runs over.

    Returns the spans of the pieces, and the pieces joined.
    """
    lines = layout.lines
    stop = min(lines[c.line].end, end)
    pieces = [(c.body_start, stop)]
    rest = layout.folded[c.body_start : stop].rstrip()
    for n in range(c.line + 1, min(c.line + MAX_PIECES, len(lines))):
        if lines[n].start >= end or not rest or len(rest) > MAX_HEADING or _STOP.search(rest):
            break
        stop = min(lines[n].end, end)
        following = layout.folded[lines[n].start : stop].rstrip()
        may_be_broken = c.key in layout.stopped and c.style is not Style.ARTICLE
        is_rest = may_be_broken and len(pieces) == 1 and _is_rest(rest, following)
        if not (layout.goes_on[n - 1] or is_rest or is_unbalanced(rest)):
            break
        pieces.append((lines[n].start, stop))
        rest += following
    return pieces, rest


def _is_rest(line: str, following: str) -> bool:
    """A line without a stop, where its fellows have one, and a short line with one: a heading broken in two."""
    return (
        line[-1] not in _FINAL and following.find("。") == len(following) - 1 and len(line + following) <= MAX_HEADING
    )


def _verbatim(text: str, pieces: list[tuple[int, int]], length: int) -> str:
    """The first `length` characters of the joined pieces, as they stand in the text."""
    out = []
    for a, b in pieces:
        piece = text[a:b].rstrip()[:length]
        out.append(piece)
        length -= len(piece)
    return "".join(out).strip()
