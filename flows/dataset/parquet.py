"""Parquet whose bytes depend on the rows alone."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.dataset import files, schema
from flows.dataset.errors import DatasetError

ROWS_PER_GROUP = {"documents": 512, "sections": 4096, "removed": 16384}
"""Rows of a row group: about 10 MB of text. A fixed number, so that the bytes do not depend on how rows arrive."""
DEFAULT_ROWS_PER_GROUP = 16384
_LONG_TEXTS = {"text", "text_original"}
"""Columns without a dictionary and without minima and maxima: both would only repeat the text."""


def rows_per_group(table: str) -> int:
    """Rows of a row group of `table`."""
    return ROWS_PER_GROUP.get(table, DEFAULT_ROWS_PER_GROUP)


def write_table(path: Path, table: str, groups: Iterable[pa.Table]) -> int:
    """Write the row groups of a file in order and return the number of rows.

    `groups` are sorted by the primary key; each but the last has `rows_per_group(table)` rows, in one chunk.
    """
    with files.create(path) as stream:
        return _write(stream, table, groups)


def to_bytes(table: str, groups: Iterable[pa.Table]) -> bytes:
    """The file that `write_table` would write."""
    stream = io.BytesIO()
    _write(stream, table, groups)
    return stream.getvalue()


def _write(stream: BinaryIO, table: str, groups: Iterable[pa.Table]) -> int:
    stored = schema.arrow_schema(table)
    keys = [name for name in schema.table(table).primary_key if name in stored.names]
    count = 0
    with pq.ParquetWriter(
        stream,
        stored,
        version="2.6",
        compression="zstd",
        compression_level=3,
        use_dictionary=[leaf for field in stored for leaf in _dictionary_leaves(field)],
        write_statistics=[field.name for field in stored if _has_statistics(field)],
        write_page_index=True,
        write_page_checksum=True,
        sorting_columns=[pq.SortingColumn(stored.get_field_index(name)) for name in keys],
    ) as writer:
        for group in groups:
            writer.write_table(group, row_group_size=rows_per_group(table))
            count += group.num_rows
    return count


def read_groups(path: Path, columns: list[str]) -> Iterator[pa.Table]:
    """Some columns of a file, a row group at a time. Errors are those of `read_table`."""
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for group in range(file.num_row_groups):
                yield file.read_row_group(group, columns=columns)
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DatasetError(" ".join(str(error).split())) from error


def read_table(origin: Path | bytes, columns: list[str] | None = None) -> pa.Table:
    """The rows of a file, or of its content: of all columns or of some.

    Raises DatasetError, with the reason in one line, for what is damaged, and FileNotFoundError.
    """
    try:
        source = pa.BufferReader(origin) if isinstance(origin, bytes) else origin
        found = pq.ParquetFile(source, page_checksum_verification=True).read(columns=columns)
        found.validate(full=True)
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DatasetError(" ".join(str(error).split())) from error
    return found


def _has_statistics(field: pa.Field) -> bool:
    return field.name not in _LONG_TEXTS and not pa.types.is_nested(field.type)


def _dictionary_leaves(field: pa.Field, prefix: str = "") -> Iterator[str]:
    """Paths of the leaf columns under `field` that repeat their values: strings that are not long texts."""
    path = prefix + field.name
    if pa.types.is_list(field.type):
        yield from _dictionary_leaves(field.type.value_field, f"{path}.list.")
    elif pa.types.is_struct(field.type):
        for member in field.type:
            yield from _dictionary_leaves(member, f"{path}.")
    elif pa.types.is_string(field.type) and field.name not in _LONG_TEXTS:
        yield path


def sorted_groups(table: str, parts: list[pa.Table]) -> Iterator[pa.Table]:
    """The rows of all parts as row groups, sorted by the primary key.

    Only the keys of all rows are joined; the rest is gathered one row group at a time.
    """
    stored = schema.arrow_schema(table)
    parts = [part.select(stored.names).combine_chunks() for part in parts if part.num_rows]
    if not parts:
        return
    names = [name for name in schema.table(table).primary_key if name in stored.names]
    keys = pa.concat_tables([part.select(names) for part in parts])
    order = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in names]).to_numpy().astype(np.int64)
    size = rows_per_group(table)
    for begin in range(0, len(order), size):
        yield _gather(parts, order[begin : begin + size]).cast(stored)


def _gather(parts: list[pa.Table], rows: npt.NDArray[np.int64]) -> pa.Table:
    """The given rows, counted over all parts, in the given order and in one chunk."""
    ends = np.cumsum([part.num_rows for part in parts])
    owners = np.searchsorted(ends, rows, side="right")
    by_owner = np.argsort(owners, kind="stable")
    taken = []
    for owner in np.unique(owners):
        own_rows = rows[owners == owner]
        first = ends[owner] - parts[owner].num_rows
        taken.append(parts[owner].take(own_rows - first))
    back = np.empty_like(by_owner)
    back[by_owner] = np.arange(len(by_owner))
    return pa.concat_tables(taken).combine_chunks().take(back).combine_chunks()
