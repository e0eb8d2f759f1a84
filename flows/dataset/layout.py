"""Where the dataset keeps what.

    processed/<table>/source=<slug>/part-00000.parquet   the tables; a plain glob reads them
    processed/runs/part-00000.parquet                    the runs
    processed/datapackage.json                           the contract and the list of files
    processed/README.md                                  the dataset's card
    processed/_state/                                    ours: manifest, templates, signatures, pairs, journal, lock,
                                                         staging, runs as JSON

A *place* is the path of a file relative to processed/, with "/" between its parts.
"""

import hashlib
import re
from pathlib import Path

from flows.dataset import files

_SOURCE = re.compile(r"/source=([^/]+)/")
OF_PAGES = ("documents", "sections", "removed", "quarantine")
"""Tables of which a page's rows depend on nothing but the page, its source and what that repeats."""
PARTITIONED = (*OF_PAGES, "duplicates")
RUNS_PLACE = "runs/part-00000.parquet"
DATAPACKAGE_PLACE = "datapackage.json"
CARD_PLACE = "README.md"
STATE_PLACE = "_state/dataset.json"
LOCK_NAME = "lock"
"""In _state: what a run holds."""
PAIRS_PLACE = "_state/pairs.parquet"
"""The pairs of documents that were compared."""


def state_directory(out: Path) -> Path:
    """What is ours and not for readers."""
    return out / "_state"


def state_path(out: Path) -> Path:
    """The state of the whole, see flows.dataset.state."""
    return out / STATE_PLACE


def journal_path(out: Path) -> Path:
    """The commit under way, if any."""
    return state_directory(out) / "journal.json"


def staging_directory(out: Path) -> Path:
    """Where runs build what they will commit, one directory a run."""
    return state_directory(out) / "staging"


def staged_path(directory: Path, place: str) -> Path:
    """Where the file for a place is built: all of a run in one directory, whose names are waited for at once."""
    return directory / (hashlib.sha256(place.encode()).hexdigest()[:32] + Path(place).suffix)


def part_place(table: str, source: str, bucket: int) -> str:
    """Place of a table's file for one bucket of a source."""
    return f"{table}/source={source}/part-{bucket:05d}.parquet"


def manifest_place(source: str) -> str:
    """Place of the record of a source's inputs."""
    return f"_state/manifest/{source}.parquet"


def templates_place(source: str) -> str:
    """Place of what a source's pages repeat."""
    return f"_state/templates/{source}.json"


def containers_directory(out: Path) -> Path:
    """Lists of what the containers under raw/ hold, which are made again where they are lost."""
    return state_directory(out) / "containers"


def signatures_place(source: str) -> str:
    """Place of what duplicates among a source's documents are found by."""
    return f"_state/signatures/{source}.parquet"


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


def commit_mark(out: Path) -> tuple[bytes, int, int]:
    """What changes whenever a commit begins, ends, or both."""
    try:
        with files.open_file(journal_path(out)) as stream:
            journal = stream.read()
    except OSError:
        journal = b""
    try:
        status = state_path(out).stat()
    except OSError:
        return journal, 0, 0
    return journal, status.st_ino, status.st_mtime_ns


def placed_files(out: Path) -> dict[str, Path]:
    """Place → path of the Parquet files of all tables that a plain glob sees."""
    found = [path for table in PARTITIONED for path in out.glob(f"{table}/source=*/part-{'[0-9]' * 5}.parquet")]
    found += out.glob(RUNS_PLACE)
    return {path.relative_to(out).as_posix(): path for path in found if path.is_file()}
