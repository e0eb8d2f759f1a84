"""What the last run knew of each input: enough to see what changed without reading it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.dataset import files, layout, parquet
from flows.dataset.errors import DatasetError

DOCUMENT = "document"
QUARANTINED = "quarantined"
VANISHED = "vanished"
HELD = "held"


@dataclass(frozen=True, slots=True)
class Entry:
    """One input of a source."""

    raw_path: str
    stamp: str
    """What tells this state of the file from another; "" where nothing proves that it is unchanged."""
    sidecar_stamp: str
    """That of its sidecar; "" without one, or where nothing proves that it is unchanged."""
    problem: str
    """What discovery found wrong, as code and message; "" for an ordinary file."""
    content_digest: str | None
    sidecar_digest: str | None
    """None without a sidecar, "" for one that was not read."""
    recipe: str
    """Digest of all that makes rows of it but its own bytes."""
    doc_id: str
    bucket: int
    status: str
    """DOCUMENT or QUARANTINED; staged only: VANISHED, gone before it was read, and HELD, its rows stay as they are."""
    code: str | None
    """Of a row in the quarantine."""
    attempts: int
    """Runs that failed over it, one after the other, for what may have been a passing reason."""
    section_count: int
    removed_line_count: int
    is_same: bool = False
    """Staged only: read, and found to be what it was; its rows stay."""
    line_filter: bytes = b""
    """Which lines a document may hold, see `flows.page.labelling.line_filter`: those of its rows that a change of its
    source's templates touches are made again."""


_TYPES = {
    **dict.fromkeys(["bucket", "attempts", "section_count", "removed_line_count"], pa.int64()),
    "is_same": pa.bool_(),
    "line_filter": pa.binary(),
}
SCHEMA = pa.schema([pa.field(field.name, _TYPES.get(field.name, pa.string())) for field in fields(Entry)])
_NAMES = SCHEMA.names
_REPEATED = {"problem", "recipe", "status", "code"}


def to_table(entries: Iterable[Entry]) -> pa.Table:
    """Entries as an Arrow table."""
    rows = list(entries)
    return pa.table({name: [getattr(row, name) for row in rows] for name in _NAMES}, schema=SCHEMA)


def from_table(table: pa.Table) -> list[Entry]:
    """The reverse of `to_table`."""
    columns = (_share(table[name].to_pylist()) if name in _REPEATED else table[name].to_pylist() for name in _NAMES)
    return [Entry(*values) for values in zip(*columns, strict=True)]


def _share(values: list[Any]) -> list[Any]:
    """The same values, each distinct one in memory once: a fifth less for a manifest of a million pages."""
    seen: dict[Any, Any] = {}
    return [seen.setdefault(value, value) for value in values]


def read_manifest(out: Path, source: str, sha256: str | None) -> dict[str, Entry] | None:
    """raw_path → entry of one source; None where there is no manifest of it that can be trusted.

    sha256: the digest that it was written with, where that is known.
    """
    try:
        content = files.read_bytes(out / layout.manifest_place(source))
        if sha256 not in (None, files.digest_bytes(content)):
            return None
        table = parquet.read_table(content)
    except (FileNotFoundError, DatasetError):
        return None
    if not table.schema.equals(SCHEMA):
        return None
    return {entry.raw_path: entry for entry in from_table(table)}


def write_manifest(path: Path, entries: Iterable[Entry]) -> None:
    """Write the entries of one source, sorted by raw_path."""
    table = to_table(sorted(entries, key=lambda entry: entry.raw_path))
    with files.create(path) as stream:
        pq.write_table(table, stream, compression="zstd", write_page_checksum=True)
