"""The dataset in the shapes that other tools read: JSONL, Markdown, plain text, CSV, Parquet with `source` inside."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.dataset import layout, schema, state
from flows.dataset.errors import DatasetError
from flows.dataset.loading import read_arrow

Row = dict[str, Any]

_FRONT_MATTER = ("title", "authors", "content_source", "date_published", "url", "source", "raw_path", "doc_id")
_MAX_HEADING = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents are exported."""

    sources: Sequence[str] | None = None
    min_chars: int = 0
    without_flags: bool = False
    """Only documents without a quality flag."""
    without_duplicates: bool = False
    """Of the documents of a cluster of `duplicates` only the one to keep."""

    def rows(self, out: Path, table: str) -> Iterator[pa.Table]:
        """The chosen rows of a table, source by source."""
        read_arrow("runs", columns=["run_id"], out=out)  # says what is wrong with `out`
        for source in self.sources or state.read_state(out)["sources"]:
            documents = read_arrow("documents", source, ["doc_id", "char_count", "quality_flags"], out)
            keep = pa.compute.greater_equal(documents["char_count"], self.min_chars)
            if self.without_flags:
                keep = pa.compute.and_(
                    keep, pa.compute.equal(pa.compute.list_value_length(documents["quality_flags"]), 0)
                )
            wanted = documents.filter(keep)["doc_id"]
            rows = read_arrow(table, source, None, out)
            if "doc_id" in rows.column_names:
                rows = rows.filter(pa.compute.is_in(rows["doc_id"], wanted.combine_chunks()))
                if self.without_duplicates:
                    copies = read_arrow("duplicates", source, ["doc_id", "duplicate_of"], out)
                    copies = copies.filter(pa.compute.is_valid(copies["duplicate_of"]))["doc_id"]
                    rows = rows.filter(pa.compute.invert(pa.compute.is_in(rows["doc_id"], copies.combine_chunks())))
            yield rows


def export(out: Path, target: Path, form: str, table: str = "documents", choice: Choice = Choice()) -> int:
    """Write `table` of the dataset `out` as `form` (one of FORMS) to `target`; the number of rows written.

    `target` is a file, and a folder for markdown and text, which are of documents only, a file each. It must not exist:
    nothing is written over. Raises DatasetError.
    """
    if table not in layout.PARTITIONED:
        raise DatasetError(f"no table {table!r} to export; there are {', '.join(layout.PARTITIONED)}")
    if form in ("markdown", "text") and table != "documents":
        raise DatasetError(f"{form} is of documents; {table} can be exported as jsonl, csv or parquet")
    if target.exists():
        raise DatasetError(f"{target}: exists already; nothing is written over")
    target.parent.mkdir(parents=True, exist_ok=True)
    return FORMS[form](out, target, table, choice)


def _jsonl(out: Path, target: Path, table: str, choice: Choice) -> int:
    count = 0
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        for rows in choice.rows(out, table):
            for row in rows.to_pylist():
                stream.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
                count += 1
    return count


def _csv(out: Path, target: Path, table: str, choice: Choice) -> int:
    """Lists and objects as JSON in their cell; a mark at the start tells spreadsheets that it is UTF-8."""
    count = 0
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, schema.table(table).column_names)
        writer.writeheader()
        for rows in choice.rows(out, table):
            for row in rows.to_pylist():
                writer.writerow({name: _cell(value) for name, value in row.items()})
                count += 1
    return count


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict)) else value


def _parquet(out: Path, target: Path, table: str, choice: Choice) -> int:
    """One file with the column `source`, as readers want it that do not take columns from paths."""
    count = 0
    with pq.ParquetWriter(target, schema.arrow_schema(table, with_partition=True), compression="zstd") as writer:
        for rows in choice.rows(out, table):
            writer.write_table(rows)
            count += rows.num_rows
    return count


def _text(out: Path, target: Path, table: str, choice: Choice) -> int:
    return _files(out, target, choice, ".txt", lambda document, _: f"{document['title'] or ''}\n\n{document['text']}")


def _markdown(out: Path, target: Path, table: str, choice: Choice) -> int:
    return _files(out, target, choice, ".md", _to_markdown)


def _files(out: Path, target: Path, choice: Choice, suffix: str, render: Callable[[Row, Sequence[Row]], str]) -> int:
    count = 0
    tables = zip(choice.rows(out, "documents"), choice.rows(out, "sections"), strict=True)
    for documents, sections in tables:
        by_document: dict[str, list[Row]] = {}
        for row in sections.to_pylist():
            by_document.setdefault(row["doc_id"], []).append(row)
        for document in documents.to_pylist():
            path = target / document["source"] / f"{document['doc_id']}{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(render(document, by_document.get(document["doc_id"], [])), "utf-8", newline="\n")
            count += 1
    target.mkdir(parents=True, exist_ok=True)
    return count


def _to_markdown(document: Row, sections: Sequence[Row]) -> str:
    """Front matter as JSON values, which are YAML; headings as deep as their sections."""
    head = [f"{name}: {json.dumps(document[name], ensure_ascii=False, default=str)}" for name in _FRONT_MATTER]
    parts = ["---", *head, "---", "", f"# {document['title'] or document['raw_path']}", ""]
    for section in sections:
        text = section["text"]
        if section["level"] and not section["is_run_in"]:
            first, _, text = text.partition("\n")
            parts += ["#" * min(section["level"] + 1, _MAX_HEADING) + " " + first.strip(), ""]
        parts += [line + "\n" for line in text.split("\n") if line.strip()]
    return "\n".join(parts)


FORMS: dict[str, Callable[[Path, Path, str, Choice], int]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "markdown": _markdown,
    "text": _text,
}
"""What can be exported to."""
