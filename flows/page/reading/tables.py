"""Content tables: their rows become lines. Tables that only place things on the page are read as blocks."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborNode

from flows.page.lines import CELL_SEPARATOR, FileLink, Image, Line
from flows.page.reading.drafts import LineBuilder

_MIN_CELLS: Final = 4
_MIN_REGULAR_RATIO: Final = 0.6
_MAX_SPAN: Final = 1000
_MAX_COLUMNS: Final = 50
"""Beyond so many columns spans are ignored."""

# What reads as data in a table that does not say what it is: short cells, few links.
_MAX_CELL_LINES: Final = 6
_MAX_CELL_CHARS: Final = 200
_MAX_MEDIAN_CHARS: Final = 30
_MAX_LINK_RATIO: Final = 0.3

# What is believed of a table that shows by its markup, or by a row of headers, that it holds data.
_MAX_LINK_RATIO_OF_DATA: Final = 0.7
_MAX_ARTICLE_CHARS: Final = 800
"""A cell that is longer and has most of the text is the article itself."""
_MAX_ARTICLE_RATIO: Final = 0.6
_MAX_HEADER_CHARS: Final = 20
_MIN_HEADER_COLUMNS: Final = 3
_RULED_CLASS: Final = re.compile(r"border|mso|grid|striped|\btable\b|layui-table|wp-block-table")
_NO_BORDER: Final = re.compile(r"border[a-z-]{0,20}\s{0,9}:\s{0,9}(?:none|0(?:px|pt)?\s{0,9}(?:;|\Z)|medium none)")


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

    node: LexborNode
    first_line: int
    hidden: int
    mark: str
    is_layout: bool = False
    """It says so, or it holds another table."""
    rows: list[int] = field(default_factory=list)
    """The block of each tr."""
    cells: list[Cell] = field(default_factory=list)


Rows = dict[int, list[list[Line]]]
"""Number of a row → the lines of each of its columns."""


def join_rows(table: Table, builder: LineBuilder, images: list[Image], files: list[FileLink]) -> None:
    """Make one line of each row of a content table; leave a layout table as it is."""
    cells = table.cells
    if len(cells) < _MIN_CELLS or len(table.rows) < 2 or len(builder.lines) - table.first_line < _MIN_CELLS:
        return
    ends = [cell.first_line for cell in cells[1:]] + [len(builder.lines)]
    held = [builder.lines[cell.first_line : end] for cell, end in zip(cells, ends, strict=True)]
    if _is_empty_or_menu(held) or _is_mixed(table, builder):
        return
    rows = _fill_rows(cells, held)
    header = _find_header(cells, rows)
    if not _is_content(table, held, rows, has_header=header >= 0):
        return
    first = cells[0].first_line
    moved: dict[int, int] = {}
    builder.held.update(line.element for line in builder.lines[first:])
    del builder.lines[first:], builder.hidden_of[first:]
    for number in sorted(rows):
        parts = [line for column in rows[number] for line in column]
        if not parts:
            continue
        index = len(builder.lines)
        moved.update((line.index, index) for line in parts)
        text = CELL_SEPARATOR.join(" ".join(line.text for line in column) for column in rows[number])
        line = _join_line(index, text.rstrip(CELL_SEPARATOR), parts, table, number)
        line.is_header = number == header
        builder.lines.append(line)
        builder.hidden_of.append(table.hidden)
    for image in reversed(images):
        if image.before_line <= first:
            break
        image.before_line = moved.get(image.before_line, len(builder.lines))
    for link in reversed(files):
        if link.line_index < first:
            break
        link.line_index = moved.get(link.line_index, len(builder.lines) - 1)


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
        list_number=" ".join(part.list_number for part in parts if part.list_number),
    )


def _is_empty_or_menu(held: list[list[Line]]) -> bool:
    """Whether hardly a cell has text, or most of the text is links."""
    chars = sum(len(line.text) for lines in held for line in lines)
    links = sum(line.link_chars for lines in held for line in lines)
    return sum(map(bool, held)) < _MIN_CELLS or links > _MAX_LINK_RATIO_OF_DATA * chars


def _is_content(table: Table, held: list[list[Line]], rows: Rows, *, has_header: bool) -> bool:
    """Whether the rows are alike and the cells read as data; what is ruled or has a header may have longer ones."""
    sizes = [sum(len(line.text) for line in lines) for lines in held]
    filled = [size for size in sizes if size]
    if not _is_regular(rows):
        return False
    links = sum(line.link_chars for lines in held for line in lines)
    is_short = max(filled) <= _MAX_CELL_CHARS and sorted(filled)[len(filled) // 2] <= _MAX_MEDIAN_CHARS
    if is_short and links <= _MAX_LINK_RATIO * sum(filled) and max(map(len, held)) <= _MAX_CELL_LINES:
        return True
    if not has_header and not _is_ruled(table):
        return False
    is_article = max(filled) > _MAX_ARTICLE_CHARS and max(filled) > _MAX_ARTICLE_RATIO * sum(filled)
    return not is_article


def _is_regular(rows: Rows) -> bool:
    shapes = Counter(len(columns) for columns in rows.values())
    (width, count), *_ = shapes.most_common(1)
    return width >= 2 and count >= 2 and count >= _MIN_REGULAR_RATIO * len(rows)


def _is_ruled(table: Table) -> bool:
    """Whether the markup says that it is a table to be read: a caption, th, lines between the cells."""
    attributes, first = table.node.attributes, table.cells[0].node
    border = (attributes.get("border") or "").strip()
    if first.tag == "th" or (border.isascii() and border.isdigit() and int(border[:4]) > 0):
        return True
    if any(node.tag == "caption" for node in table.node.iter()):
        return True
    if _RULED_CLASS.search((attributes.get("class") or "")[:200].lower()):
        return True
    return any(
        "border" in style and _NO_BORDER.search(style) is None
        for style in ((node.attributes.get("style") or "")[:500].lower() for node in (table.node, first))
    )


def _find_header(cells: list[Cell], rows: Rows) -> int:
    """Number of the row that names the columns: all th, or the first if it is short, whole and of different words.

    -1 where there is none.
    """
    first = cells[0].row
    of_first = [cell for cell in cells if cell.row == first]
    columns = rows[first]
    if len(columns) < 2 or len(rows) < 2:
        return -1
    if all(cell.node.tag == "th" for cell in of_first):
        return first
    texts = [" ".join(line.text for line in column) for column in columns]
    is_named = len(columns) >= _MIN_HEADER_COLUMNS and all(0 < len(text) <= _MAX_HEADER_CHARS for text in texts)
    is_plain = not any(line.link_chars for column in columns for line in column)
    return first if is_named and is_plain and len(set(texts)) == len(texts) and not _has_figures(texts) else -1


def _has_figures(texts: list[str]) -> bool:
    return any(text[0].isdigit() for text in texts)


def _is_mixed(table: Table, builder: LineBuilder) -> bool:
    """Whether some of the lines are hidden, marked or headings on their own, so that they cannot be joined."""
    return any(hidden != table.hidden for hidden in builder.hidden_of[table.first_line :]) or any(
        line.mark != table.mark or line.heading for line in builder.lines[table.first_line :]
    )


def _read_span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    value = value.strip()[:4]
    return min(int(value), _MAX_SPAN) if value.isascii() and value.isdigit() and value != "0" else 1


def _fill_rows(cells: list[Cell], held: list[list[Line]]) -> Rows:
    """The cells in their places; one that a cell of an upper row reaches down into stays empty."""
    rows: Rows = {}
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
