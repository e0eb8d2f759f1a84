"""The kept lines as one text: `documents.text`, a paragraph a line."""

from dataclasses import dataclass

from flows.page.lines import Line, ParagraphHint
from flows.page.sections.paragraphs import join_broken_lines


@dataclass(slots=True, frozen=True)
class Body:
    """What is left of a page."""

    text: str
    """Normalised paragraphs joined by line feeds."""
    original: str
    """The kept lines untouched, joined by line feeds."""
    hints: list[ParagraphHint]
    """What the markup said of each paragraph that it said something of."""


def build_body(lines: list[Line], texts: list[str]) -> Body:
    """Join the kept `lines`, whose normalised wording is `texts` (parallel), into paragraphs."""
    pairs = [(line, text) for line, text in zip(lines, texts, strict=True) if text]
    paragraphs: list[str] = []
    hints: list[ParagraphHint] = []
    start = 0
    for group in join_broken_lines([line.text for line, _ in pairs]):
        first = pairs[group[0]][0]
        paragraph = "".join([pairs[i][1] for i in group])
        is_bold = len(group) == 1 and first.bold_chars * 10 >= len(first.text) * 9
        if first.heading or is_bold:
            hints.append(ParagraphHint(start, first.heading, is_bold))
        paragraphs.append(paragraph)
        start += len(paragraph) + 1
    return Body("\n".join(paragraphs), "\n".join(line.text for line in lines), hints)
