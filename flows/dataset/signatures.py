"""What the last run knew of each document to find duplicates by, a file a source; and the pairs that it compared.

Parquet that only runs read. The rows of a file are sorted by doc_id.
"""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.dataset import files, layout, parquet
from flows.dataset.errors import DatasetError
from flows.page.likeness.signature import SKETCH_BYTES

SCHEMA = pa.schema(
    [
        pa.field("doc_id", pa.binary(12), nullable=False),
        pa.field("exact", pa.uint64(), nullable=False),  # digest of the text
        pa.field("normal", pa.uint64(), nullable=False),  # of its normal form
        pa.field("mark", pa.uint64(), nullable=False),  # of all that comparisons read
        pa.field("published", pa.int32()),  # days since 1970
        pa.field("fetched", pa.int64()),  # seconds since 1970
        pa.field("publisher", pa.uint64(), nullable=False),  # digest of the normal form
        pa.field("origin", pa.uint64(), nullable=False),  # of content_source, likewise
        pa.field("sketch", pa.binary(SKETCH_BYTES), nullable=False),
    ]
)
PAIRS = pa.schema([("a", pa.uint64()), ("b", pa.uint64()), ("similarity", pa.float64())])
"""Marks of two documents, a < b, and how like they are; 0 where they are not nearly the same."""
_BASIS = b"basis"
_CODE = b"code"


def read_signatures(path: Path, sha256: str | None) -> pa.Table | None:
    """The signatures of a source; None where they are not as they were written, or not there."""
    try:
        content = files.read_bytes(path)
    except FileNotFoundError:
        return None
    if sha256 is None or files.digest_bytes(content) != sha256:
        return None
    table = parquet.read_table(content)
    return table if table.schema.equals(SCHEMA) else None


def keep_rows(table: pa.Table, doc_ids: Collection[str]) -> pa.Table:
    """The signatures of `doc_ids`. Raises DatasetError where one is missing."""
    wanted = pa.array(sorted(bytes.fromhex(doc_id) for doc_id in doc_ids), pa.binary(12))
    rows = table.filter(pc.is_in(table["doc_id"], wanted))
    if rows.num_rows != len(doc_ids):
        raise DatasetError("signatures are not what the last run wrote; run with --full, which builds the dataset anew")
    return rows


def write_signatures(path: Path, parts: list[pa.Table]) -> None:
    """Write the signatures of a source."""
    table = pa.concat_tables(parts).sort_by("doc_id").combine_chunks()
    _write(path, table)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs that a run compared."""

    table: pa.Table
    basis: str
    """Of the duplicates that came of them; "" where a run has yet to find them."""
    code: str
    """Digest of what compares."""


def read_pairs(out: Path, sha256: str | None) -> Pairs:
    """The pairs of the last run; none where they are not as it wrote them."""
    try:
        content = files.read_bytes(out / layout.PAIRS_PLACE)
    except FileNotFoundError:
        content = b""
    if not content or files.digest_bytes(content) != sha256:
        return Pairs(PAIRS.empty_table(), "", "")
    table = parquet.read_table(content)
    noted = table.schema.metadata or {}
    return Pairs(table, noted.get(_BASIS, b"").decode(), noted.get(_CODE, b"").decode())


def write_pairs(path: Path, pairs: Pairs) -> None:
    """Write the pairs of a run."""
    noted = {_BASIS: pairs.basis, _CODE: pairs.code}
    _write(path, pairs.table.replace_schema_metadata(noted))


def _write(path: Path, table: pa.Table) -> None:
    with files.create(path) as stream:
        pq.write_table(table, stream, compression="zstd", use_dictionary=False, write_page_checksum=True)


def as_matrix(column: pa.ChunkedArray, width: int) -> npt.NDArray[np.uint8]:
    """A column of binaries of one width as rows of bytes."""
    chunks = [
        np.frombuffer(chunk.buffers()[1], np.uint8, len(chunk) * width, chunk.offset * width)
        for chunk in column.chunks
        if len(chunk)
    ]
    return np.concatenate(chunks).reshape(-1, width) if chunks else np.empty((0, width), np.uint8)
