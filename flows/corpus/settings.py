"""What a run is asked to do."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flows.page.options import Options

_PAGES_WORTH_A_PROCESS = 400
"""Starting a worker costs about a second, as much as cleaning this many pages does."""
_MAX_WORKERS = 8


@dataclass(frozen=True, slots=True)
class Settings:
    """Parameters of a run."""

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
    full: bool = False
    """Make every page again, whatever the manifest says."""

    def worker_count(self, page_count: int) -> int:
        """Processes to use for so many pages; 1 is this process itself."""
        if self.workers is not None:
            return max(1, self.workers)
        return max(1, min(os.cpu_count() or 1, _MAX_WORKERS, page_count // _PAGES_WORTH_A_PROCESS))

    def to_json(self) -> str:
        """The parameters as they are recorded in `runs`."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=str)
