"""The files of a bucket out of the rows that stay and the rows that are new.

A bucket's files are a function of the rows of its pages alone: not of what was there before, nor of batches.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.dataset import files, layout, parquet, schema
from flows.dataset.errors import ContractError, DatasetError
from flows.dataset.manifest import DOCUMENT, QUARANTINED, Entry
from flows.dataset.staging import Group, StagedBatches
from flows.dataset.state import FileRecord
from flows.dataset.validation import check_keys


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that a run made."""

    place: str
    path: Path
    """Where it is staged."""
    row_count: int
    byte_count: int
    sha256: str


@dataclass(slots=True)
class Kept:
    """Pages of a bucket whose rows stay as they are."""

    doc_ids: set[str] = field(default_factory=set)
    raw_paths: set[str] = field(default_factory=set)
    """Of those in the quarantine."""

    def add(self, entry: Entry) -> None:
        """Keep the rows of one page."""
        if entry.status == DOCUMENT:
            self.doc_ids.add(entry.doc_id)
        elif entry.status == QUARANTINED:
            self.raw_paths.add(entry.raw_path)


def assemble_bucket(
    out: Path, recorded: Mapping[str, FileRecord], target: Path, group: Group, kept: Kept, staged: StagedBatches
) -> Iterator[OutputFile]:
    """Write the files of one bucket that has pages into the directory `target`.

    It is one of every table, with rows or without, so that a reader finds each table.

    recorded: the files under `out` as they were written. Raises ContractError for keys that stand twice or point
    nowhere, and DatasetError where rows to be kept are not in the dataset any more.
    """
    source, bucket = group
    known: set[str] = set()
    for table in layout.PARTITIONED:
        place = layout.part_place(table, source, bucket)
        path = layout.staged_path(target, place)
        rows = itertools.chain(_read_kept(out / place, recorded.get(place), table, kept), staged.read(table, group))
        count = _write(path, table, source, rows, known)
        yield OutputFile(place, path, count, path.stat().st_size, files.digest(path))


def _write(path: Path, table: str, source: str, rows: Iterable[pa.Table], known: set[str]) -> int:
    """Check and write one file; the number of its rows. The rows are let go of before those of the next are read."""
    parts = [part for part in rows if part.num_rows]
    if parts:
        _check(table, source, parts, known)
    return parquet.write_table(path, table, parquet.sorted_groups(table, parts))


def _read_kept(path: Path, recorded: FileRecord | None, table: str, kept: Kept) -> Iterator[pa.Table]:
    """The rows of the present file that stay. What is carried over is what was written, to the byte."""
    key, wanted = ("raw_path", kept.raw_paths) if table == "quarantine" else ("doc_id", kept.doc_ids)
    if not wanted:
        return
    count = 0
    if recorded is not None:
        content = files.read_bytes(path)
        if files.digest_bytes(content) != recorded["sha256"]:
            raise DatasetError(f"{path} was damaged while this run was at work; run again, which makes it anew")
        present = pq.ParquetFile(pa.BufferReader(content))
        values = pa.array(sorted(wanted), pa.string())
        for group in range(present.num_row_groups):
            rows = present.read_row_group(group)
            rows = rows.filter(pa.compute.is_in(rows[key], values))
            count += rows.num_rows
            yield rows
    if key in schema.table(table).primary_key and len(schema.table(table).primary_key) == 1 and count != len(wanted):
        raise DatasetError(f"{path}: not what the last run wrote; run with --full, which builds the dataset anew")


def _check(table: str, source: str, parts: list[pa.Table], known: set[str]) -> None:
    """Keys are unique over the whole bucket, and rows of other tables belong to its documents (`known`)."""
    names = [name for name in schema.table(table).primary_key if name in parts[0].column_names]
    keys = pa.concat_tables([part.select(names) for part in parts if part.num_rows], promote_options="none")
    for violation in check_keys(table, keys):
        raise ContractError(f"source {source}: {violation}; nothing was changed")
    if table == "documents":
        known.update(keys["doc_id"].to_pylist())
    elif "doc_id" in names and (strangers := set(keys["doc_id"].unique().to_pylist()) - known):
        raise ContractError(f"source {source}: {table}.doc_id {min(strangers)!r} is no document; nothing was changed")
