"""The kept lines as one text: `documents.text`, a paragraph a line."""

from dataclasses import dataclass

from flows.page.lines import CELL_SEPARATOR, Line, ParagraphHint
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
    code_spans: list[tuple[int, int]]
    """Start and end in `text` of each block of code."""


def split_wordings(lines: list[Line]) -> list[str]:
    """What is to be brought into normal form of the kept lines: nothing of code, rows of tables cell by cell."""
    return [cell for line in lines for cell in _split_cells(line)]


def join_wordings(lines: list[Line], wordings: list[str]) -> list[str]:
    """The lines again, out of what `split_wordings` made of them."""
    texts, start = [], 0
    for line in lines:
        end = start + len(_split_cells(line))
        texts.append(CELL_SEPARATOR.join(wordings[start:end]))
        start = end
    return texts


def _split_cells(line: Line) -> list[str]:
    if line.is_code:
        return [""]
    return line.text.split(CELL_SEPARATOR) if line.tag == "tr" else [line.text]


def build_body(lines: list[Line], texts: list[str]) -> Body:
    """Join the kept `lines`, whose normalised wording is `texts` (parallel), into paragraphs. Code stays as it is."""
    pairs = [
        (line, line.text if line.is_code else text)
        for line, text in zip(lines, texts, strict=True)
        if text or line.is_code
    ]
    paragraphs: list[str] = []
    hints: list[ParagraphHint] = []
    code_spans: list[tuple[int, int]] = []
    start = 0
    for group in join_broken_lines(["" if _is_data(line) else line.text for line, _ in pairs]):
        first = pairs[group[0]][0]
        paragraph = "".join([pairs[i][1] for i in group])
        is_bold = len(group) == 1 and first.bold_chars * 10 >= len(first.text) * 9
        is_data, is_item = _is_data(first), bool(first.list_number)
        if first.heading or is_bold or is_data or is_item:
            hints.append(ParagraphHint(start, first.heading, is_bold, is_data, is_item))
        end = start + len(paragraph)
        if first.is_code:
            is_next = group[0] > 0 and pairs[group[0] - 1][0].is_code
            code_spans.append((code_spans.pop()[0] if is_next else start, end))
        paragraphs.append(paragraph)
        start = end + 1
    return Body("\n".join(paragraphs), "\n".join(line.text for line in lines), hints, code_spans)


def _is_data(line: Line) -> bool:
    """A line of code, or a row of a table that has several cells."""
    return line.is_code or (line.tag == "tr" and CELL_SEPARATOR in line.text.strip())
