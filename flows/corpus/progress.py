"""Which page of a batch a process is at, told where it can be read when that process is dead."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flows.corpus.batches import Batch


def _progress_path(directory: Path, batch: Batch) -> Path:
    return directory / f"{batch.stem}.progress"


@contextmanager
def tell_progress(directory: Path, batch: Batch) -> Iterator[Callable[[int], None]]:
    """A function that leaves the number of the page at hand where it can be read when this process is dead."""
    descriptor = os.open(_progress_path(directory, batch), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        yield partial(_write_position, descriptor)
    finally:
        os.close(descriptor)


def _write_position(descriptor: int, position: int) -> None:
    os.pwrite(descriptor, position.to_bytes(8, "little"), 0)


def forget_progress(directory: Path, batch: Batch) -> None:
    """Clear what an earlier process left of a batch's progress."""
    _progress_path(directory, batch).unlink(missing_ok=True)


def read_progress(directory: Path, batch: Batch) -> int | None:
    """The position of the page that a process is at, or was when it died; None before the first."""
    try:
        content = _progress_path(directory, batch).read_bytes()
    except FileNotFoundError:
        return None
    return int.from_bytes(content, "little") if len(content) == 8 else None
