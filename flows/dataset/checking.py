"""The whole dataset against its contract, one bucket in memory at a time."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from flows.dataset import dictionary, files, layout, parquet, schema, validation
from flows.dataset.buckets import bucket_of
from flows.dataset.errors import DatasetError
from flows.dataset.state import FileRecord, State, check_version, current_files, read_journal, read_state


def check_dataset(out: Path) -> Iterator[str]:
    """What the dataset under `out` breaks, a line each; nothing where all is well.

    Raises DatasetError where there is no dataset, and VersionError for one of another major version.
    """
    if not layout.has_dataset(out):
        raise DatasetError(f"{out}: no dataset there; make one with `zhpages run --processed {out}`")
    check_version(out)
    is_begun = read_journal(out) is not None
    if is_begun:
        yield "a commit was begun and not finished; the next run finishes it"
    state, current = read_state(out), current_files(out)
    groups: dict[tuple[str, int], dict[str, Path]] = {}
    for place, path in sorted(current.items()):
        source = layout.source_of(place)
        if source is not None:
            groups.setdefault((source, layout.bucket_of_place(place)), {})[layout.table_of(place)] = path
    if not is_begun:
        yield from _check_files(current, state["files"])
        yield from _check_records(out, state["records"])
        yield from _check_strangers(out, current)
        yield from _check_description(out, state)
    for (source, bucket), paths in sorted(groups.items()):
        bucket_count = state["sources"].get(source, {}).get("bucket_count")
        for line in _check_bucket(bucket, bucket_count, paths):
            yield f"source {source}, part {bucket:05d}: {line}"
    recorded = None if is_begun else state["records"].get(layout.RUNS_PLACE)
    yield from _check_runs(current.get(layout.RUNS_PLACE), recorded)


def _check_files(current: dict[str, Path], recorded: dict[str, FileRecord]) -> Iterator[str]:
    """Files against the digests that the last run recorded."""
    for place in sorted(recorded.keys() | current.keys() - {layout.RUNS_PLACE}):
        if place not in current:
            yield f"{place} is missing"
        elif place not in recorded:
            yield f"{place} was not written by a run"
        elif files.digest(current[place]) != recorded[place]["sha256"]:
            yield f"{place} is not as it was written"


def _check_records(out: Path, recorded: dict[str, str]) -> Iterator[str]:
    """The files that only runs read."""
    for place, digest in sorted(recorded.items()):
        if place == layout.RUNS_PLACE:
            continue
        if not (out / place).is_file():
            yield f"{place} is missing"
        elif files.digest(out / place) != digest:
            yield f"{place} is not as it was written; the next run makes it anew"


def _check_strangers(out: Path, current: dict[str, Path]) -> Iterator[str]:
    """Files that a reader's glob takes for the dataset's and no run writes, whatever they are called."""
    for table in (*layout.PARTITIONED, "runs"):
        for path in sorted(out.glob(f"{table}/**/*.parquet")):
            place = path.relative_to(out).as_posix()
            if place not in current:
                yield f"{place} is no file of the dataset, but readers take it for one; move it away"


def _check_description(out: Path, state: State) -> Iterator[str]:
    path = out / layout.DATAPACKAGE_PLACE
    expected = dictionary.data_package(schema.load_contract(), state["files"])
    try:
        is_right = json.loads(files.read_bytes(path)) == expected
    except (OSError, ValueError):
        is_right = False
    if not is_right:
        yield f"{layout.DATAPACKAGE_PLACE} is missing or not as it was written; the next run writes it anew"


def _check_runs(path: Path | None, recorded: str | None) -> Iterator[str]:
    if path is None:
        yield f"{layout.RUNS_PLACE} is missing"
        return
    try:
        found = parquet.read_table(path)
    except DatasetError as error:
        yield f"runs cannot be read: {error}"
        return
    if recorded not in (None, files.digest(path)):
        yield f"{layout.RUNS_PLACE} is not as it was written; the next run makes it anew"
    if found.schema != schema.arrow_schema("runs"):
        yield "runs has other columns or types than schemas/runs.yaml; run once over all sources"
        return
    yield from map(str, validation.check_table("runs", found))


def _check_bucket(bucket: int, bucket_count: int | None, paths: dict[str, Path]) -> Iterator[str]:
    tables = {name: schema.arrow_schema(name).empty_table() for name in layout.PARTITIONED}
    is_whole = True
    for name, path in paths.items():
        try:
            found = parquet.read_table(path)
        except (DatasetError, FileNotFoundError) as error:
            yield f"{name} cannot be read: {error}"
            is_whole = False
            continue
        if found.schema != tables[name].schema:
            yield f"{name} has other columns or types than schemas/{name}.yaml; run once over all sources"
            is_whole = False
            continue
        tables[name] = found
        yield from map(str, validation.check_table(name, found))
        yield from _check_order(name, found)
    if not is_whole:
        return
    yield from map(str, validation.check_documents(tables["documents"], tables["sections"], tables["removed"]))
    yield from map(str, validation.check_duplicates(tables["documents"], tables["duplicates"]))
    doc_ids = tables["documents"]["doc_id"].to_pylist()
    strays = [doc_id for doc_id in doc_ids if bucket_count and bucket_of(doc_id, bucket_count) != bucket]
    if strays:
        yield f"documents.doc_id {strays[0]!r} belongs to another part"


def _check_order(name: str, table: pa.Table) -> Iterator[str]:
    keys = [key for key in schema.table(name).primary_key if key in table.column_names]
    rows = table.select(keys)
    if not rows.sort_by([(key, "ascending") for key in keys]).equals(rows):
        yield f"{name} is not sorted by {', '.join(keys)}"
