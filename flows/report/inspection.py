"""One page on the terminal: its lines with what became of them, its metadata with evidence, its section tree."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from flows.page import Page
from flows.report.escaping import printable, printable_json

_HIDDEN_FIELDS = {"text", "text_original", "metadata_evidence"}
_HEADING_CHARS = 60


def inspection_json(page: Page) -> str:
    """The page for machines: the rows of all three tables and every line with its label, as one JSON object."""
    lines = [
        {
            "line_index": line.index,
            "kind": label.kind,
            "category": label.category or None,
            "rule": label.rule or None,
            "confidence": round(label.confidence, 3),
            "text": line.text,
        }
        for line, label in zip(page.lines, page.labels, strict=True)
    ]
    rows = {"document": page.document, "sections": page.sections, "removed": page.removed, "lines": lines}
    return printable_json(rows)


def print_inspection(page: Page, console: Console, only: str | None = None) -> None:
    """Write the page to `console`: lines, metadata, sections; with `only` ("removed", "kept") such lines alone."""
    parts = (_lines(page, only),) if only else (_lines(page), _metadata(page), _sections(page))
    for part in parts:
        console.print(part)


def _lines(page: Page, only: str | None = None) -> RenderableType:
    """The lines with their line_index, which is also what evidence and `removed` name them by."""
    parts: list[RenderableType] = [Rule("lines", align="left")]
    width = len(str(len(page.lines)))
    for line, label in zip(page.lines, page.labels, strict=True):
        if only and (label.kind == "removed") != (only == "removed"):
            continue
        text = Text(printable(line.text), overflow="fold")
        if label.kind == "removed":
            text.stylize("strike dim red")
            text.append(f"  [{label.category} · {label.rule} · {label.confidence:.2f}]", "yellow")
        elif label.kind == "metadata":
            text.stylize("cyan")
            text.append("  [metadata]", "yellow")
        parts.append(Text(f"{line.index:>{width}} ", "dim", overflow="fold") + text)
    return Group(*parts)


def _metadata(page: Page) -> RenderableType:
    evidence: dict[str, list[str]] = {}
    for item in page.document["metadata_evidence"]:
        place = item["method"] if item["line_index"] is None else f"{item['method']}, line {item['line_index']}"
        evidence.setdefault(item["field"], []).append(f"{place}: {item['snippet']}")
    table = Table("field", "value", "evidence", box=None, header_style="bold")
    for name, value in page.document.items():
        if value not in (None, [], "") and name not in _HIDDEN_FIELDS:
            seen = "; ".join(evidence.get(name, []))
            table.add_row(name, Text(printable(_shown(value))), Text(printable(seen), style="dim"))
    return Group(Rule("document", align="left"), table)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return " / ".join(str(part) for part in value.values() if part)
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    return str(value)


def _sections(page: Page) -> RenderableType:
    root = Tree("document")
    nodes: dict[int | None, Tree] = {None: root}
    for row in page.sections:
        parent = nodes.get(row["parent_index"], root)
        nodes[row["section_index"]] = parent.add(Text.assemble(*_section_parts(row)))
    return Group(Rule("sections", align="left"), root)


def _section_parts(row: dict[str, Any]) -> Iterator[str | tuple[str, str]]:
    if row["number"]:
        yield (row["number"] + " ", "cyan")
    heading = (row["label"] or "") + (row["heading"] or "")
    yield printable(heading[:_HEADING_CHARS] if row["level"] else "(preamble)")
    yield (f"  {row['char_count']} chars", "dim")
    if row["anomalies"]:
        yield ("  " + ", ".join(row["anomalies"]), "yellow")
