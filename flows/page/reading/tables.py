"""Content tables: their rows become lines. Tables that only place things on the page are read as blocks."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from flows.page.lines import Image, Line
from flows.page.reading.drafts import LineBuilder

CELL_SEPARATOR: Final = "\t"
"""Between the cells of a row. White space, so that a line holds no character that the page does not show."""

_MIN_CELLS: Final = 4
_MAX_CELL_LINES: Final = 6
_MAX_CELL_CHARS: Final = 200
_MAX_MEDIAN_CHARS: Final = 30
_MAX_LINK_RATIO: Final = 0.3
_MIN_REGULAR_RATIO: Final = 0.6
_MAX_SPAN: Final = 1000
_MAX_COLUMNS: Final = 50
"""Beyond so many columns spans are ignored."""


@dataclass(slots=True)
class Cell:
    """A td or th. Its lines go from `first_line` to the start of the next cell."""

    row: int
    first_line: int
    node: LexborNode
    """The block that it is, or that it stands in where it starts none."""


@dataclass(slots=True)
class Table:
    """What the walk gathers of a table until it ends."""

    first_line: int
    hidden: int
    mark: str
    is_layout: bool = False
    """It says so, or it holds another table."""
    rows: list[int] = field(default_factory=list)
    """The block of each tr."""
    cells: list[Cell] = field(default_factory=list)


def join_rows(table: Table, builder: LineBuilder, images: list[Image]) -> None:
    """Make one line of each row of a content table; leave a layout table as it is."""
    cells = table.cells
    if len(cells) < _MIN_CELLS or len(table.rows) < 2 or len(builder.lines) - table.first_line < _MIN_CELLS:
        return
    ends = [cell.first_line for cell in cells[1:]] + [len(builder.lines)]
    held = [builder.lines[cell.first_line : end] for cell, end in zip(cells, ends, strict=True)]
    if not _is_content(table, held) or _is_mixed(table, builder):
        return
    first = cells[0].first_line
    moved: dict[int, int] = {}
    rows = _fill_rows(cells, held)
    builder.held.update(line.element for line in builder.lines[first:])
    del builder.lines[first:], builder.hidden_of[first:]
    for number in sorted(rows):
        columns = rows[number]
        texts = [" ".join(line.text for line in column) for column in columns]
        parts = [line for column in columns for line in column]
        if not parts:
            continue
        index = len(builder.lines)
        moved.update((line.index, index) for line in parts)
        builder.lines.append(_join_line(index, CELL_SEPARATOR.join(texts).rstrip(CELL_SEPARATOR), parts, table, number))
        builder.hidden_of.append(table.hidden)
    for image in reversed(images):
        if image.before_line <= first:
            break
        image.before_line = moved.get(image.before_line, len(builder.lines))


def _join_line(index: int, text: str, parts: list[Line], table: Table, row: int) -> Line:
    return Line(
        index,
        text,
        blank_before=parts[0].blank_before,
        element=table.rows[row],
        tag="tr",
        link_chars=sum(part.link_chars for part in parts),
        link_count=sum(part.link_count for part in parts),
        bold_chars=sum(part.bold_chars for part in parts),
        mark=table.mark,
    )


def _is_content(table: Table, held: list[list[Line]]) -> bool:
    """Whether the cells read as data: short, few links, and the rows alike."""
    sizes = [sum(len(line.text) for line in lines) for lines in held]
    filled = [size for size in sizes if size]
    if (
        len(filled) < _MIN_CELLS
        or max(filled) > _MAX_CELL_CHARS
        or sorted(filled)[len(filled) // 2] > _MAX_MEDIAN_CHARS
    ):
        return False
    if max(len(lines) for lines in held) > _MAX_CELL_LINES:
        return False
    if sum(line.link_chars for lines in held for line in lines) > _MAX_LINK_RATIO * sum(filled):
        return False
    widths: Counter[int] = Counter()
    for cell in table.cells:
        widths[cell.row] += _read_span(cell.node, "colspan")
    shapes = Counter(widths.values())
    width, rows = shapes.most_common(1)[0]
    return width >= 2 and rows >= 2 and rows >= _MIN_REGULAR_RATIO * len(widths)


def _is_mixed(table: Table, builder: LineBuilder) -> bool:
    """Whether some of the lines are hidden, marked or headings on their own, so that they cannot be joined."""
    return any(hidden != table.hidden for hidden in builder.hidden_of[table.first_line :]) or any(
        line.mark != table.mark or line.heading for line in builder.lines[table.first_line :]
    )


def _read_span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    value = value.strip()[:4]
    return min(int(value), _MAX_SPAN) if value.isascii() and value.isdigit() and value != "0" else 1


def _fill_rows(cells: list[Cell], held: list[list[Line]]) -> dict[int, list[list[Line]]]:
    """Row number → the lines of its columns; a place that a cell of an upper row reaches down into stays empty."""
    rows: dict[int, list[list[Line]]] = {}
    reaching: dict[int, int] = {}
    """Column → the last row that is taken by a cell from above."""
    for cell, lines in zip(cells, held, strict=True):
        columns = rows.setdefault(cell.row, [])
        while len(columns) < _MAX_COLUMNS and reaching.get(len(columns), -1) >= cell.row:
            columns.append([])
        row_span = _read_span(cell.node, "rowspan")
        column_span = max(1, min(_read_span(cell.node, "colspan"), _MAX_COLUMNS - len(columns)))
        if row_span > 1:
            for column in range(len(columns), len(columns) + column_span):
                reaching[column] = cell.row + row_span - 1
        columns.append(lines)
        columns.extend([] for _ in range(column_span - 1))
    return rows
