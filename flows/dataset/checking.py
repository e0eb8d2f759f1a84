"""The whole dataset against its contract, one bucket in memory at a time."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from flows.dataset import files, layout, schema, validation
from flows.dataset.buckets import bucket_of
from flows.dataset.errors import DatasetError


def check_dataset(out: Path) -> Iterator[str]:
    """What the dataset under `out` breaks, a line each; nothing where all is well.

    Raises DatasetError where there is no dataset, and VersionError for one of another major version.
    """
    if not layout.has_dataset(out):
        raise DatasetError(f"{out}: no dataset there; make one with `zhpages run --out {out}`")
    layout.check_version(out)
    if layout.read_journal(out) is not None:
        yield "a commit was begun and not finished; the next run finishes it"
    state, current = layout.read_state(out), layout.current_files(out)
    groups: dict[tuple[str, int], dict[str, Path]] = {}
    for place, path in sorted(current.items()):
        source = layout.source_of(place)
        if source is not None:
            groups.setdefault((source, layout.bucket_of_place(place)), {})[layout.table_of(place)] = path
    if layout.read_journal(out) is None:
        yield from _check_files(current, state["files"])
    for (source, bucket), paths in sorted(groups.items()):
        bucket_count = state["sources"].get(source, {}).get("bucket_count")
        for line in _check_bucket(bucket, bucket_count, paths):
            yield f"source {source}, part {bucket:05d}: {line}"
    if layout.RUNS_PLACE in current:
        runs = pq.ParquetFile(current[layout.RUNS_PLACE]).read()
        yield from map(str, validation.check_table("runs", runs))


def _check_files(current: dict[str, Path], recorded: dict[str, dict[str, object]]) -> Iterator[str]:
    """Files against the digests that the last run recorded."""
    for place in sorted(recorded.keys() | current.keys() - {layout.RUNS_PLACE}):
        if place not in current:
            yield f"{place} is missing"
        elif place not in recorded:
            yield f"{place} was not written by a run"
        elif files.digest(current[place]) != recorded[place]["sha256"]:
            yield f"{place} is not as it was written"


def _check_bucket(bucket: int, bucket_count: int | None, paths: dict[str, Path]) -> Iterator[str]:
    tables: dict[str, pa.Table] = {}
    for name in layout.PARTITIONED:
        wanted = schema.arrow_schema(name)
        tables[name] = wanted.empty_table()
        if name not in paths:
            continue
        try:
            found = pq.ParquetFile(paths[name]).read()
        except (pa.ArrowException, OSError) as error:
            yield f"{name} cannot be read: {' '.join(str(error).split())}"
            return
        if found.schema != wanted:
            yield f"{name} has other columns or types than schemas/{name}.yaml; run once over all sources"
            return
        tables[name] = found
        yield from map(str, validation.check_table(name, found))
        yield from _check_order(name, found)
    yield from map(str, validation.check_documents(tables["documents"], tables["sections"], tables["removed"]))
    doc_ids = tables["documents"]["doc_id"].to_pylist()
    strays = [doc_id for doc_id in doc_ids if bucket_count and bucket_of(doc_id, bucket_count) != bucket]
    if strays:
        yield f"documents.doc_id {strays[0]!r} belongs to another part"


def _check_order(name: str, table: pa.Table) -> Iterator[str]:
    keys = [key for key in schema.table(name).primary_key if key in table.column_names]
    rows = table.select(keys)
    if not rows.sort_by([(key, "ascending") for key in keys]).equals(rows):
        yield f"{name} is not sorted by {', '.join(keys)}"
