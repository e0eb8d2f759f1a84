"""Where the dataset keeps what, and which of its files are current.

    processed/<table>/source=<slug>/part-00000.parquet   the tables; a plain glob reads them
    processed/runs/part-00000.parquet                    the runs
    processed/datapackage.json                           the contract and the list of files
    processed/_state/                                    ours: manifest, journal, lock, staging, runs as JSON

A *place* is the path of a file relative to processed/, with "/" between its parts.
"""

import json
import re
from pathlib import Path
from typing import Any

from flows.dataset import schema
from flows.dataset.errors import DatasetError, VersionError

_SOURCE = re.compile(r"/source=([^/]+)/")
PARTITIONED = ("documents", "sections", "removed", "quarantine")
RUNS_PLACE = "runs/part-00000.parquet"
DATAPACKAGE_PLACE = "datapackage.json"
STATE_PLACE = "_state/dataset.json"


def state_directory(out: Path) -> Path:
    """What is ours and not for readers."""
    return out / "_state"


def state_path(out: Path) -> Path:
    """The state of the whole: schema version, and the number of buckets of each source."""
    return out / STATE_PLACE


def journal_path(out: Path) -> Path:
    """The commit under way, if any."""
    return state_directory(out) / "journal.json"


def staging_directory(out: Path) -> Path:
    """Where runs build what they will commit, one directory a run."""
    return state_directory(out) / "staging"


def part_place(table: str, source: str, bucket: int) -> str:
    """Place of a table's file for one bucket of a source."""
    return f"{table}/source={source}/part-{bucket:05d}.parquet"


def manifest_place(source: str) -> str:
    """Place of the record of a source's inputs."""
    return f"_state/manifest/{source}.parquet"


def run_place(run_id: str) -> str:
    """Place of a run's row as JSON."""
    return f"_state/runs/{run_id}.json"


def table_of(place: str) -> str:
    """The table that a place belongs to."""
    return place.partition("/")[0]


def source_of(place: str) -> str | None:
    """The source that a place belongs to; None for the runs."""
    found = _SOURCE.search(place)
    return found[1] if found else None


def bucket_of_place(place: str) -> int:
    """The bucket that a part file holds."""
    return int(place[-len("00000.parquet") : -len(".parquet")])


def has_dataset(out: Path) -> bool:
    """Whether a run was ever committed there."""
    return state_path(out).is_file() or journal_path(out).is_file()


def read_state(out: Path) -> dict[str, Any]:
    """The state of the whole, after the commit under way; that of an empty dataset where there is none."""
    path = state_path(out)
    for entry in (read_journal(out) or {"replace": ()})["replace"]:
        if entry["to"] == STATE_PLACE and (out / entry["from"]).is_file():
            path = out / entry["from"]
    empty: dict[str, Any] = {
        "schema_version": schema.load_contract().version,
        "run_id": None,
        "sources": {},
        "files": {},
    }
    if not path.is_file():
        return empty
    try:
        state: dict[str, Any] = json.loads(path.read_bytes())
    except ValueError as error:
        raise DatasetError(f"{path}: not JSON ({error}); delete it, and the next run makes all anew") from error
    if not isinstance(state, dict) or not state.keys() >= empty.keys():
        raise DatasetError(f"{path}: not a state; delete it, and the next run makes all anew")
    return state


def check_version(out: Path) -> None:
    """Raise VersionError when the dataset was written under another major version of the schema."""
    written, ours = str(read_state(out)["schema_version"]), schema.load_contract().version
    if written.partition(".")[0] != ours.partition(".")[0]:
        raise VersionError(
            f"{out} was written with schema version {written}, this is {ours}: move it away, or run with --full, which"
            " builds it anew"
        )


def read_journal(out: Path) -> dict[str, Any] | None:
    """The commit that was begun and not finished; None where there is none."""
    try:
        raw = journal_path(out).read_bytes()
    except FileNotFoundError:
        return None
    try:
        journal: dict[str, Any] = json.loads(raw)
    except ValueError as error:
        raise DatasetError(f"{journal_path(out)}: not a journal ({error})") from error
    if not isinstance(journal, dict) or not journal.keys() >= {"replace", "delete"}:
        raise DatasetError(f"{journal_path(out)}: not a journal")
    return journal


def commit_mark(out: Path) -> tuple[bytes, int, int]:
    """What changes whenever a commit begins, ends, or both."""
    try:
        journal = journal_path(out).read_bytes()
    except FileNotFoundError:
        journal = b""
    try:
        status = state_path(out).stat()
    except FileNotFoundError:
        return journal, 0, 0
    return journal, status.st_ino, status.st_mtime_ns


def placed_files(out: Path) -> dict[str, Path]:
    """Place → path of the Parquet files of all tables that a plain glob sees."""
    found = [path for table in PARTITIONED for path in out.glob(f"{table}/source=*/part-{'[0-9]' * 5}.parquet")]
    found += out.glob(RUNS_PLACE)
    return {path.relative_to(out).as_posix(): path for path in found}


def current_files(out: Path) -> dict[str, Path]:
    """As `placed_files`, after the commit under way: files not renamed yet are named where they are staged."""
    found = placed_files(out)
    journal = read_journal(out)
    for entry in journal["replace"] if journal else ():
        staged = out / entry["from"]
        if staged.exists() and entry["to"].endswith(".parquet") and not entry["to"].startswith("_"):
            found[entry["to"]] = staged
    for place in journal["delete"] if journal else ():
        found.pop(place, None)
    return found
