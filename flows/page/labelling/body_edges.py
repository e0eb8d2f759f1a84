"""The edges of a body: short lines just above and below the prose that belong to it."""

from flows.page.labelling.evidence import Evidence
from flows.page.labelling.wording import Wording, prose_chars
from flows.page.lines import CELL_SEPARATOR, Element, Line, Reading
from flows.page.text.words import words

MAX_EDGE_LINES = 10
MAX_PART_LINES = 60
"""Lines above the body among which parts of its own are looked for."""
MAX_SHORT_LINES = 2
"""Lines without a sentence between two of a body that is read on."""
_ENDS = frozenset(["editor", "comment", "copyright", "icp", "disclaimer", "contact", "pagination", "login"])
MIN_ROWS = 2
"""Rows that make a table of data."""
MAX_NOTE_CHARS = 60
"""Of a line between the body and its sign-off: a name of a list, an address, an annex."""


def extend_body(reading: Reading, wordings: list[Wording], evidence: Evidence, chosen: list[bool]) -> list[bool]:
    """`chosen` with the sign-off below the body, the heading above it and the tables inside it, captions included."""
    if True not in chosen:
        return chosen
    result = list(chosen)
    first = _find_first_part(reading, wordings, evidence.indexes, result)
    last = len(result) - 1 - result[::-1].index(True)
    last = _take_tables(reading.lines, wordings, evidence.indexes, result, last)
    sign_off = _find_sign_off(reading.lines, wordings, evidence.indexes, last)
    result[last:sign_off] = [True] * (sign_off - last)
    last = max(last, sign_off - 1)
    _extend(reading, wordings, evidence, result, range(last + 1, min(len(result), last + 1 + MAX_EDGE_LINES)), "tail")
    _extend(reading, wordings, evidence, result, range(first - 1, max(-1, first - 1 - MAX_EDGE_LINES), -1), "head")
    _fill_in(reading.lines, wordings, evidence.indexes, result, range(first, last))
    return result


def _fill_in(
    lines: list[Line], wordings: list[Wording], indexes: list[int], chosen: list[bool], positions: range
) -> None:
    """Take the headings and the rows of tables among the `positions` of a body, and the captions of the tables."""
    for position in positions:
        if _is_inner_heading(lines, wordings, indexes, chosen, position):
            chosen[position] = True
        text = lines[indexes[position]].text
        if CELL_SEPARATOR in text and CELL_SEPARATOR in text.strip():
            chosen[position] = True
            if position - positions.start > 1 and chosen[position - 2] and not chosen[position - 1]:
                caption = indexes[position - 1]
                is_plain = caption == indexes[position] - 1 and not lines[caption].link_chars
                chosen[position - 1] = is_plain and not wordings[caption].rules


def read_on(wordings: list[Wording], evidence: Evidence, chosen: list[bool]) -> list[bool]:
    """`chosen` with the sentences below it, where there is more prose below a share bar or an advertisement than above.

    The words of an editor, a comment box, a footer or a list of other pages end the search.
    """
    if True not in chosen:
        return chosen
    last = reach = len(chosen) - 1 - chosen[::-1].index(True)
    sizes = [prose_chars(wordings[index].text) for index in evidence.indexes]
    kept = sum(size for size, is_body in zip(sizes, chosen, strict=True) if is_body)
    for position in range(last + 1, len(chosen)):
        between = wordings[evidence.indexes[position - 1] + 1 : evidence.indexes[position] + 1]
        if position - reach > MAX_SHORT_LINES or any(_ends_article(wording) for wording in between):
            break
        if sizes[position]:
            reach = position
    below = range(last + 1, reach + 1)
    if sum(sizes[position] for position in below) <= kept:
        return chosen
    return [is_body or (position in below and sizes[position] > 0) for position, is_body in enumerate(chosen)]


def _ends_article(wording: Wording) -> bool:
    return any(rule.category in _ENDS or rule.id == "related.heading" for rule in wording.rules)


def _is_inner_heading(
    lines: list[Line], wordings: list[Wording], indexes: list[int], chosen: list[bool], position: int
) -> bool:
    """A heading below h1 between two lines of the body that says nothing of a page's surroundings.

    Only code and hidden lines may stand between them.
    """
    line = lines[indexes[position]]
    if line.heading < 2 or line.link_chars or wordings[line.index].rules or not 0 < position < len(chosen) - 1:
        return False
    near = lines[indexes[position - 1] + 1 : line.index] + lines[line.index + 1 : indexes[position + 1]]
    is_close = all(other.is_code or other.is_hidden for other in near)
    return is_close and chosen[position - 1] and chosen[position + 1]


def _find_first_part(reading: Reading, wordings: list[Wording], indexes: list[int], chosen: list[bool]) -> int:
    """Take the parts above the body whose headings are set as a heading in the body is; position of the first line.

    A recipe has its prose in the last part, below lists of what is needed and what to do.
    """
    lines, elements = reading.lines, reading.elements
    first = start = chosen.index(True)
    if not reading.media_type.endswith("html"):
        return first
    above = [indexes[first - 1]] if first else []
    own = above + [index for index, is_body in zip(indexes, chosen, strict=True) if is_body]
    headings = {_heading_place(lines[index], elements) for index in own}
    headings.discard(None)
    if not headings:
        return first
    for position in range(first - 1, max(-1, first - 1 - MAX_PART_LINES), -1):
        index = indexes[position]
        between = range(index + 1, indexes[position + 1])
        if any(wordings[other].closes or wordings[other].opens or lines[other].heading == 1 for other in between):
            break
        if wordings[index].rules or lines[index].link_chars:
            break
        if _heading_place(lines[index], elements) in headings:
            start = position
    chosen[start:first] = [True] * (first - start)
    return start


def _heading_place(line: Line, elements: list[Element]) -> tuple[int, int] | None:
    """Level and parent of a heading below h1."""
    return (line.heading, elements[line.element].parent) if line.heading > 1 else None


def _take_tables(lines: list[Line], wordings: list[Wording], indexes: list[int], chosen: list[bool], last: int) -> int:
    """Take the tables of data directly below the body, each with its caption; position of the last line."""
    while (rows := _find_table(lines, wordings, indexes, last)).stop > last + 1:
        chosen[last + 1 : rows.stop] = [True] * (rows.stop - last - 1)
        last = rows.stop - 1
    return last


def _find_table(lines: list[Line], wordings: list[Wording], indexes: list[int], last: int) -> range:
    """Positions of the rows of a table below position `last`, at most its caption between; empty where there is none.

    Rows of links are another page's contents, rows that a rule knows are chrome.
    """
    start = last + 1
    is_caption = start < len(indexes) and not _is_row(lines[indexes[start]], wordings[indexes[start]])
    if is_caption and not _may_be_caption(lines[indexes[start]], wordings[indexes[start]]):
        return range(last, last)
    start += is_caption
    end = start
    while end < len(indexes) and _is_row(lines[indexes[end]], wordings[indexes[end]]):
        end += 1
    is_close = end > start and indexes[end - 1] - indexes[last] == end - 1 - last
    return range(start, end) if is_close and end - start >= MIN_ROWS else range(last, last)


def _is_row(line: Line, wording: Wording) -> bool:
    is_of_cells = line.tag == "tr" and CELL_SEPARATOR in line.text.strip()
    return is_of_cells and not wording.rules and line.link_chars * 3 <= len(line.text)


def _may_be_caption(line: Line, wording: Wording) -> bool:
    return len(line.text) <= MAX_NOTE_CHARS and not line.link_chars and not wording.rules


def _find_sign_off(lines: list[Line], wordings: list[Wording], indexes: list[int], last: int) -> int:
    """Position of the first of two lines that sign a paper off a few short lines below `last`, or `last` itself.

    One alone may be the name of the site; issuing body and date, or annexes and issuing body, are the paper's own.
    """
    for position in range(last + 1, min(len(indexes) - 1, last + 1 + MAX_EDGE_LINES)):
        index = indexes[position]
        wording = wordings[index]
        if any(other.closes or other.opens for other in wordings[indexes[position - 1] + 1 : index]):
            break
        if "tail" in wording.edges:
            if indexes[position + 1] == index + 1 and "tail" in wordings[index + 1].edges:
                return position
        elif (
            lines[index].link_chars
            or len(wording.text) > MAX_NOTE_CHARS
            or any(rule.category != "contact" for rule in wording.rules)
        ):
            break
    return last


def _extend(
    reading: Reading, wordings: list[Wording], evidence: Evidence, chosen: list[bool], positions: range, edge: str
) -> None:
    """Go outwards from the body for as long as the lines belong to it; `positions` start beside it."""
    indexes, lines = evidence.indexes, reading.lines
    for position in positions:
        index, neighbour = indexes[position], indexes[position - positions.step]
        between = wordings[min(index, neighbour) + 1 : max(index, neighbour)]
        if any(wording.closes or wording.opens for wording in between):
            return
        wording = wordings[index]
        is_listed = wordings[neighbour].text.startswith(words("annexes"))
        is_item = edge == "tail" and wording.text[:1].isdigit() and is_listed
        if not (edge in wording.edges or is_item or _is_sibling(reading, lines[index], lines[neighbour], wording)):
            return
        chosen[position] = True


def _is_sibling(reading: Reading, line: Line, neighbour: Line, wording: Wording) -> bool:
    """Whether the markup sets a line beside the body as it sets the body itself, and its words do not object."""
    if not line.tag or line.tag != neighbour.tag or line.link_chars or "http" in wording.text:
        return False
    if any(rule.category != "contact" for rule in wording.rules):
        return False
    if any(image.before_line == line.index for image in reading.images):
        return False
    elements = reading.elements
    return line.element == neighbour.element or (
        elements[line.element].parent == elements[neighbour.element].parent and line.tag == "p"
    )
