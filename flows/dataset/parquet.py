"""Parquet whose bytes depend on the rows alone."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from flows.dataset import files, schema
from flows.dataset.errors import DatasetError

ROWS_PER_GROUP = {"documents": 4096, "sections": 49_152}
"""Rows of a row group: about 64 MB before compression (documents of pages of news take 11 kB, sections 1.2 kB). A fixed
number, so that the bytes do not depend on how rows arrive."""
DEFAULT_ROWS_PER_GROUP = 131_072
"""Of tables of short rows, whose 64 MB would be a million of them: what readers give to one of their threads."""
_SLICES = 8
"""Portions in which a row group is gathered."""
_LONG_TEXTS = {"text", "text_original"}
"""Columns without a dictionary and without minima and maxima: both would only repeat the text."""


def rows_per_group(table: str) -> int:
    """Rows of a row group of `table`."""
    return ROWS_PER_GROUP.get(table, DEFAULT_ROWS_PER_GROUP)


def write_table(path: Path, table: str, groups: Iterable[pa.Table]) -> int:
    """Write the row groups of a file in order and return the number of rows.

    `groups` are sorted by the primary key; each but the last has `rows_per_group(table)` rows.
    """
    count = 0
    with files.create(path) as stream, pq.ParquetWriter(stream, **_writer_options(table)) as writer:
        for group in groups:
            writer.write_table(group, row_group_size=rows_per_group(table))
            count += group.num_rows
    return count


@cache
def _writer_options(table: str) -> dict[str, Any]:
    stored = schema.arrow_schema(table)
    keys = [name for name in schema.table(table).primary_key if name in stored.names]
    return {
        "schema": stored,
        "version": "2.6",
        "compression": "zstd",
        "compression_level": 3,
        "use_dictionary": [leaf for field in stored for leaf in _dictionary_leaves(field)],
        "write_statistics": [field.name for field in stored if _has_statistics(field)],
        "write_page_index": True,
        "write_page_checksum": True,
        "sorting_columns": [pq.SortingColumn(stored.get_field_index(name)) for name in keys],
    }


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

    Only the keys of all rows are joined; the rest is gathered an eighth of a row group at a time, so that little more
    than one row group is in memory twice.
    """
    stored = schema.arrow_schema(table)
    parts = [part.select(stored.names).combine_chunks() for part in parts if part.num_rows]
    if not parts:
        return
    names = [name for name in schema.table(table).primary_key if name in stored.names]
    keys = pa.concat_tables([part.select(names) for part in parts])
    order = pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in names]).to_numpy().astype(np.int64)
    size = rows_per_group(table)
    slices = (order[begin : begin + size] for begin in range(0, len(order), size))
    step = -(-size // _SLICES)
    for rows in slices:
        yield pa.concat_tables(
            _as(stored, _gather(parts, rows[begin : begin + step])) for begin in range(0, len(rows), step)
        )


def _as(stored: pa.Schema, rows: pa.Table) -> pa.Table:
    """Rows with the schema of a file. A cast goes through all columns, even where there is nothing to change."""
    if rows.schema.equals(stored):
        return pa.Table.from_arrays(rows.columns, schema=stored)
    return rows.cast(stored)


def _gather(parts: list[pa.Table], rows: npt.NDArray[np.int64]) -> pa.Table:
    """The given rows, counted over all parts, in the given order and in one chunk."""
    if len(parts) == 1:
        return parts[0].take(rows).combine_chunks()
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
