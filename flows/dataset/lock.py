"""One run at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.dataset import files, layout
from flows.dataset.errors import DatasetError, LockedError


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the dataset under `out` for writing. Raises LockedError when another run holds it.

    The kernel holds the lock (flock) for this process: it goes when the process does, however that ends.
    """
    try:
        files.make_directory(layout.state_directory(out))
        descriptor = os.open(layout.state_directory(out) / layout.LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DatasetError(f"{out} cannot be written: {error.strerror or error}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 100).decode("ascii", "replace").strip() or "unknown"
            raise LockedError(f"{out} is being written by another run (process {holder})") from error
        with suppress(OSError):  # the number is for the message alone
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(descriptor)
