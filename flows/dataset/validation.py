"""Rows against the contract of schemas/*.yaml."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from flows.dataset import schema

_NAMED_ROWS = 3
_FEW_ROWS = 256
"""Up to here Python has seen that rows are distinct before Arrow has begun to group them."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that rows break."""

    table: str
    rule: str
    """required, enum, pattern, minimum, maximum, unique, foreign_key or conservation."""
    column: str
    row_count: int
    rows: tuple[str, ...]
    """Keys of the first of them."""

    def __str__(self) -> str:
        rest = f" and {self.row_count - len(self.rows)} more" if self.row_count > len(self.rows) else ""
        return f"{self.table}.{self.column} breaks {self.rule} in {'; '.join(self.rows)}{rest}"


def check_table(name: str, table: pa.Table) -> Iterator[Violation]:
    """What single rows of a table break, and keys that stand twice in it."""
    described = schema.table(name)
    for field in described.fields:
        if field.name in table.column_names:
            for rule, is_broken in _column_checks(field, table[field.name]):
                yield from _report(described, table, rule, field.name, is_broken)
    yield from check_keys(name, table)


def check_keys(name: str, table: pa.Table) -> Iterator[Violation]:
    """Primary keys that stand twice."""
    described = schema.table(name)
    keys = [key for key in described.primary_key if key in table.column_names]
    if table.num_rows <= _FEW_ROWS and _are_distinct(table.select(keys)):
        return
    counted = table.select(keys).group_by(keys).aggregate([([], "count_all")])
    doubled = counted.filter(pc.greater(counted["count_all"], 1))
    if doubled.num_rows:
        yield Violation(name, "unique", ", ".join(keys), doubled.num_rows, _name_rows(keys, doubled))


def _are_distinct(keys: pa.Table) -> bool:
    return bool(len(set(zip(*(column.to_pylist() for column in keys.columns), strict=True))) == keys.num_rows)


def _column_checks(field: schema.Field, column: pa.ChunkedArray) -> Iterator[tuple[str, pa.ChunkedArray]]:
    if field.is_required and column.null_count:
        yield "required", pc.is_null(column)
    if field.item is not None:
        yield from _list_checks(field.item, column)
    for rule, bound in field.constraints.items():
        if rule == "enum":
            yield rule, pc.invert(pc.is_in(column, pa.array(bound, column.type), skip_nulls=True))
        elif rule == "pattern":
            yield rule, pc.invert(pc.match_substring_regex(column, bound))
        elif rule == "minimum":
            yield rule, pc.less(column, bound)
        elif rule == "maximum":
            yield rule, pc.greater(column, bound)


def _list_checks(item: schema.Field, column: pa.ChunkedArray) -> Iterator[tuple[str, pa.ChunkedArray]]:
    """Nulls where the items of a list, or the members of its objects, must not be null."""
    flat = pc.list_flatten(column)
    owners = pc.list_parent_indices(column)
    required = [pc.is_null(flat)] if item.is_required else []
    required += [pc.is_null(pc.struct_field(flat, member.name)) for member in item.members if member.is_required]
    for is_null in required:
        broken = pc.unique(owners.filter(is_null))
        if len(broken):
            yield "required", pc.is_in(pa.array(range(len(column))), broken.cast(pa.int64()))


def _report(
    described: schema.Table, table: pa.Table, rule: str, column: str, is_broken: pa.ChunkedArray
) -> Iterator[Violation]:
    broken = table.filter(pc.fill_null(is_broken, False))
    if rule != "required" and broken.num_rows:
        broken = broken.filter(pc.is_valid(broken[column]))
    if broken.num_rows:
        keys = [key for key in described.primary_key if key in table.column_names]
        yield Violation(described.name, rule, column, broken.num_rows, _name_rows(keys, broken))


def _name_rows(keys: list[str], rows: pa.Table) -> tuple[str, ...]:
    first = rows.select(keys).slice(0, _NAMED_ROWS).to_pylist()
    return tuple(", ".join(f"{key}={value!r}" for key, value in row.items()) for row in first)


def check_documents(documents: pa.Table, sections: pa.Table, removed: pa.Table) -> Iterator[Violation]:
    """What the tables break together: keys that point nowhere, texts that sections do not give, wrong counts.

    The tables are those of a set of whole documents; sections are sorted by their key within each document.
    """
    texts = dict(zip(documents["doc_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    for name, table in (("sections", sections), ("removed", removed)):
        strangers = sorted(set(table["doc_id"].unique().to_pylist()) - texts.keys())
        if strangers:
            yield _violation(name, "foreign_key", "doc_id", strangers)
    sections = sections.sort_by([("doc_id", "ascending"), ("section_index", "ascending")])
    broken: dict[str, list[str]] = {}
    seen = {}
    for doc_id, rows in _by_document(sections):
        seen[doc_id] = len(rows)
        if doc_id in texts and (column := _broken_column(texts[doc_id], rows)):
            broken.setdefault(column, []).append(doc_id)
    broken["text"] = broken.get("text", []) + [key for key, text in texts.items() if text and key not in seen]
    for column, doc_ids in broken.items():
        if doc_ids:
            yield _violation("sections", "conservation", column, doc_ids)
    yield from _check_counts(documents, "section_count", seen)
    removed_counts = removed.group_by("doc_id").aggregate([([], "count_all")])
    counted = dict(zip(removed_counts["doc_id"].to_pylist(), removed_counts["count_all"].to_pylist(), strict=True))
    yield from _check_counts(documents, "removed_line_count", counted)


_SECTION_COLUMNS = ("doc_id", "section_index", "parent_index", "text", "char_start", "char_end", "char_count")
_SectionKey = tuple[int, int | None, str, int, int, int]


def _by_document(sections: pa.Table) -> Iterator[tuple[str, list[_SectionKey]]]:
    columns = (sections[name].to_pylist() for name in _SECTION_COLUMNS)
    current, rows = "", list[_SectionKey]()
    for doc_id, *row in zip(*columns, strict=True):
        if doc_id != current and rows:
            yield current, rows
            rows = []
        current = doc_id
        rows.append(tuple(row))
    if rows:
        yield current, rows


def _broken_column(text: str, rows: list[_SectionKey]) -> str | None:
    """The column in which the sections of one document break the contract."""
    place = 0
    for position, (index, parent, part, start, end, count) in enumerate(rows):
        if index != position:
            return "section_index"
        if parent is not None and parent >= index:
            return "parent_index"
        if start != place or end - start != len(part) or count != len(part):
            return "char_start"
        place = end
    return None if "".join(row[2] for row in rows) == text else "text"


def _check_counts(documents: pa.Table, column: str, counted: dict[str, int]) -> Iterator[Violation]:
    said = zip(documents["doc_id"].to_pylist(), documents[column].to_pylist(), strict=True)
    wrong = [doc_id for doc_id, count in said if counted.get(doc_id, 0) != count]
    if wrong:
        yield _violation("documents", "conservation", column, wrong)


def _violation(table: str, rule: str, column: str, doc_ids: list[str]) -> Violation:
    named = tuple(f"doc_id={doc_id!r}" for doc_id in doc_ids[:_NAMED_ROWS])
    return Violation(table, rule, column, len(doc_ids), named)
