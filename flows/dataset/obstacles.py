"""What stands where the dataset has a file or a directory and is none: found before a run waits for it or writes."""

import stat
from pathlib import Path

from flows.dataset import layout
from flows.dataset.errors import DatasetError

_DIRECTORIES = (
    "_state",
    *(f"_state/{name}" for name in ("manifest", "templates", "runs", "staging", "containers")),
    "_state/staging/*",
    "_state/containers/*",
    *layout.PARTITIONED,
    *(f"{table}/source=*" for table in layout.PARTITIONED),
    str(Path(layout.RUNS_PLACE).parent),
)
_FILES = (
    layout.STATE_PLACE,
    f"_state/{layout.LOCK_NAME}",
    "_state/journal.json",
    "_state/journal.json.new",
    layout.manifest_place("*"),
    layout.templates_place("*"),
    layout.run_place("*"),
    "_state/containers/*/*.json",
    *(f"{table}/source=*/part-{'[0-9]' * 5}.parquet" for table in layout.PARTITIONED),
    layout.RUNS_PLACE,
    layout.DATAPACKAGE_PLACE,
    layout.CARD_PLACE,
)


def check_obstacles(out: Path) -> None:
    """Raise DatasetError for a directory, pipe or device in the place of a file under `out`, or the reverse.

    A link counts as what it leads to.
    """
    for wanted, patterns in (("a directory", _DIRECTORIES), ("a file", _FILES)):
        for path in (path for pattern in patterns for path in out.glob(pattern)):
            if (found := _kind(path)) not in (wanted, ""):
                problem = f"{path}: {found}, where the dataset has {wanted}"
                raise DatasetError(f"{problem}; move it away. Nothing was changed")


def _kind(path: Path) -> str:
    """What is there; "" for nothing, and for what cannot be looked at."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return ""
    if stat.S_ISDIR(mode):
        return "a directory"
    return "a file" if stat.S_ISREG(mode) else "a pipe, a socket or a device"
