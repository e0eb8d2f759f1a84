"""The rows of a batch of pages on their way into the dataset: one Arrow file a table, one record batch a bucket."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.dataset import files, layout, manifest, schema, signatures

Row = dict[str, Any]
Group = tuple[str, int]
"""(source, bucket)."""
MANIFEST = "manifest"
SIGNATURES = "signatures"
STAGED_TABLES = (*layout.OF_PAGES, SIGNATURES, MANIFEST)
_OPEN_FILES = 64
"""Staged files that are kept open: many small sources are next to each other in the same few."""


def staged_schema(table: str) -> pa.Schema:
    """Schema of a staged table; the partition column is in it."""
    if table == MANIFEST:
        return manifest.SCHEMA
    if table == SIGNATURES:
        return signatures.SCHEMA
    return schema.arrow_schema(table, with_partition=True)


def to_batch(table: str, rows: list[Row]) -> pa.RecordBatch:
    """Rows as Arrow. Raises pyarrow.ArrowException, TypeError, ValueError or OverflowError for wrong types."""
    wanted = staged_schema(table)
    if unknown := {key for row in rows for key in row} - set(wanted.names):
        raise TypeError(f"{table} has no column {min(unknown)!r}")
    return pa.RecordBatch.from_pylist(rows, schema=wanted)


def stage(path: Path, table: str, groups: dict[Group, pa.RecordBatch]) -> None:
    """Write the record batches of one table, in order of their groups."""
    order = sorted(groups)
    described = staged_schema(table).with_metadata({"groups": json.dumps(order)})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, described) as writer:
        for group in order:
            writer.write_batch(groups[group])
    files.write_scratch(path, memoryview(sink.getvalue()))


def read_groups(path: Path) -> list[Group]:
    """The groups of a staged file, in the order of its record batches."""
    found = json.loads(pa.ipc.open_file(str(path)).schema.metadata[b"groups"])
    return [(source, bucket) for source, bucket in found]


class StagedBatches:
    """The staged files of a run, by group."""

    def __init__(self, directory: Path, stems: list[str]) -> None:
        self._open = lru_cache(_OPEN_FILES)(lambda path: pa.ipc.open_file(str(path)))
        self._places: dict[str, dict[Group, list[tuple[Path, int]]]] = {table: {} for table in STAGED_TABLES}
        for stem in sorted(stems):
            for table in STAGED_TABLES:
                path = directory / f"{stem}.{table}.arrow"
                for position, group in enumerate(read_groups(path) if path.exists() else ()):
                    self._places[table].setdefault(group, []).append((path, position))

    def read(self, table: str, group: Group) -> list[pa.Table]:
        """Rows of one group, one table a batch."""
        places = self._places[table].get(group, ())
        return [pa.Table.from_batches([self._open(path).get_batch(position)]) for path, position in places]

    def read_source(self, table: str, source: str) -> list[pa.Table]:
        """Rows of one source."""
        return [rows for group in sorted(self._places[table]) if group[0] == source for rows in self.read(table, group)]

    def entries(self, source: str) -> Iterator[manifest.Entry]:
        """Manifest entries of one source."""
        for group in sorted(self._places[MANIFEST]):
            if group[0] == source:
                for table in self.read(MANIFEST, group):
                    yield from manifest.from_table(table)
