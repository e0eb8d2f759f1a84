"""Tables as pandas frames, for analysts."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from flows.dataset import layout, parquet, schema
from flows.dataset.errors import DatasetError
from flows.dataset.state import check_version, current_files, read_state

if TYPE_CHECKING:  # runs and their workers have no need of pandas
    import pandas as pd

_ATTEMPTS = 20


def load(
    table: str,
    sources: str | Iterable[str] | None = None,
    columns: Sequence[str] | None = None,
    processed: str | Path = "processed",
    *,
    out: str | Path | None = None,
) -> "pd.DataFrame":
    """A table of the dataset under `processed`, sorted by source and primary key.

    `sources` and `columns` narrow it; `out` is an older name of `processed`. Dates and times come as datetime64, for
    pandas' `.dt`. The frame always shows one complete state: while a run is renaming its files, or after it was killed
    doing so, files that are not in place yet are read where they are. Raises DatasetError when there is no dataset, no
    such table, column or source.
    """
    found = read_arrow(table, sources, columns, processed if out is None else out)
    frame: pd.DataFrame = found.to_pandas(date_as_object=False)
    return frame


def read_arrow(
    table: str,
    sources: str | Iterable[str] | None = None,
    columns: Sequence[str] | None = None,
    out: str | Path = "processed",
) -> pa.Table:
    """As `load`, but as an Arrow table."""
    out = Path(out)
    wanted_sources = [sources] if isinstance(sources, str) else None if sources is None else list(sources)
    names = _check(table, columns, out)
    for attempt in range(_ATTEMPTS):
        before = layout.commit_mark(out)
        try:
            found = _read(table, wanted_sources, names, out)
        except FileNotFoundError:
            found = None
        except (pa.ArrowException, OSError) as error:
            raise DatasetError(f"{out}: {table} cannot be read: {' '.join(str(error).split())}") from error
        if found is not None and layout.commit_mark(out) == before:
            return found
        time.sleep(0.01 * (attempt + 1))
    raise DatasetError(f"{out}: runs keep replacing files while it is read; try again when they are done")


def _check(table: str, columns: Sequence[str] | None, out: Path) -> list[str]:
    contract = schema.load_contract()
    if table not in contract.tables:
        raise DatasetError(f"no table {table!r}; there are {', '.join(contract.tables)}")
    known = contract.tables[table].column_names
    for column in columns or ():
        if column not in known:
            raise DatasetError(f"no column {column!r} in {table}; there are {', '.join(known)}")
    if not layout.has_dataset(out):
        raise DatasetError(f"{out}: no dataset there; make one with `zhpages run --processed {out}`")
    check_version(out)
    return list(columns) if columns is not None else known


def _read(table: str, sources: list[str] | None, names: list[str], out: Path) -> pa.Table:
    described = schema.table(table)
    current = current_files(out)
    if sources is not None and described.partition_by:
        known = set(read_state(out)["sources"])
        if missing := [source for source in sources if source not in known]:
            raise DatasetError(f"{out}: no source {missing[0]!r}; there are {', '.join(sorted(known))}")
    stored_names = [name for name in names if name != described.partition_by]
    wanted = schema.arrow_schema(table, with_partition=True)
    parts = [pa.table({name: pa.array([], wanted.field(name).type) for name in names}, schema=_subset(wanted, names))]
    for place, path in sorted(current.items()):
        if layout.table_of(place) != table:
            continue
        source = layout.source_of(place)
        if sources is not None and source is not None and source not in sources:
            continue
        try:
            part = parquet.read_table(path, stored_names)
        except DatasetError as error:
            message = f"{out}: {table} cannot be read: {place}: {error}; `zhpages validate` says what else"
            raise DatasetError(message) from error
        for name in set(stored_names) - set(part.column_names):  # written before there was such a column
            part = part.append_column(name, _blank(wanted.field(name).type, part.num_rows))
        if described.partition_by in names:
            part = part.append_column(described.partition_by, pa.array([source] * part.num_rows, pa.string()))
        parts.append(part.select(names).cast(_subset(wanted, names)))
    return _sorted(pa.concat_tables(parts), described)


def _blank(kind: pa.DataType, count: int) -> pa.Array:
    return pa.array([[] if pa.types.is_list(kind) else None] * count, kind)


def _subset(wanted: pa.Schema, names: list[str]) -> pa.Schema:
    return pa.schema([wanted.field(name) for name in names], metadata=wanted.metadata)


def _sorted(found: pa.Table, described: schema.Table) -> pa.Table:
    """Files in order of their names are in order of doc_id already; only tables without it are sorted here."""
    keys = [name for name in described.primary_key if name in found.column_names]
    return (
        found if "doc_id" in described.primary_key or not keys else found.sort_by([(key, "ascending") for key in keys])
    )
