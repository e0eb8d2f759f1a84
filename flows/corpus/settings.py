"""What a run is asked to do."""

import json
import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flows.page.options import Options

_PAGES_WORTH_A_PROCESS = 400
"""Starting a worker costs about a second, as much as cleaning this many pages does."""
_MOST_BY_ITSELF = 8
"""Processes that a run takes without being told to."""
MAX_WORKERS = 256
MAX_BATCH_SIZE = 100_000
PROCESSES, DASK = "processes", "dask"
_ENGINE = re.compile(rf"{PROCESSES}|{DASK}(?::\S+)?")
DEFAULT_MAX_DELETED = 0.5
"""A source of three pages may lose one, a source of two as well; a directory that is not mounted loses all."""


def check_engine_name(name: str) -> str:
    """The name of an engine as it is; ValueError for what names none."""
    if not _ENGINE.fullmatch(name):
        raise ValueError(f"engine: {name[:80]!r} is none of processes, dask and dask:ADDRESS")
    return name


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters of a run. Raises ValueError where a number is none or out of bounds."""

    raw: Path
    processed: Path
    sources: tuple[str, ...] | None = None
    """Only these are looked at; the others stay as they are. None: all."""
    options: Options = field(default_factory=Options)
    batch_size: int = 200
    """Pages of a batch at most."""
    max_batch_bytes: int = 32_000_000
    """Bytes of raw files of a batch at most, but for a single page over it."""
    workers: int | None = None
    """Processes that clean; None: as many as pay."""
    engine: str = PROCESSES
    """What runs the batches: processes of this machine, or dask[:ADDRESS], a cluster that sees the same files."""
    full: bool = False
    """Make every page again, whatever the manifest says."""
    max_deleted: float = DEFAULT_MAX_DELETED
    """Share of the documents of each source that the run may delete; over it nothing is changed."""

    max_quarantined: float = 1.0
    """Share of the pages cleaned by this run that may go to the quarantine; over it the run fails."""
    strict: bool = False
    """None of them may."""
    refuse_quarantined: bool = False
    """Where too many go there nothing is changed; else the rows are committed and the run fails then."""

    def __post_init__(self) -> None:
        check_engine_name(self.engine)
        if self.engine != PROCESSES:  # its workers have working directories of their own
            object.__setattr__(self, "raw", self.raw.absolute())
            object.__setattr__(self, "processed", self.processed.absolute())
        counts = (("workers", self.workers, MAX_WORKERS), ("batch_size", self.batch_size, MAX_BATCH_SIZE))
        for name, value, most in counts:
            if value is not None and not (type(value) is int and 1 <= value <= most):
                raise ValueError(f"{name}: {value!r} is not a whole number from 1 to {most}")
        for name, share in (("max_deleted", self.max_deleted), ("max_quarantined", self.max_quarantined)):
            if type(share) not in (int, float) or not 0 <= share <= 1:
                raise ValueError(f"{name}: {share!r} is not a share from 0 to 1")

    def worker_count(self, page_count: int) -> int:
        """Processes to use for so many pages; 1 is this process itself."""
        if self.workers is not None:
            return self.workers
        return max(1, min(os.cpu_count() or 1, _MOST_BY_ITSELF, page_count // _PAGES_WORTH_A_PROCESS))

    def to_json(self) -> str:
        """The parameters as they are recorded in `runs`."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
