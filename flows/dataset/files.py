"""Every operation on files that the dataset makes, in one place.

A fault injected here is a fault anywhere: the tests replace these functions to fail one after the other.
"""

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

_SYNCING_THREADS = 8
"""What waits for the disk at the same time shares its work: file systems write their journals for all at once."""

_DELETING_TRIES = 4


def make_directory(path: Path) -> None:
    """Create `path` and its parents, and make their names durable."""
    make_directories([path])


def make_directories(paths: Collection[Path]) -> None:
    """Create directories and their parents; each that gained a name is waited for once."""
    grown: dict[Path, None] = {}
    for path in paths:
        missing = [] if path.is_dir() else [path]
        while missing and not missing[-1].parent.exists():
            missing.append(missing[-1].parent)
        path.mkdir(parents=True, exist_ok=True)
        grown |= dict.fromkeys(created.parent for created in reversed(missing))
    sync(grown)


@contextmanager
def create(path: Path) -> Iterator[BinaryIO]:
    """Open `path` for writing. Its content and its name are on the disk only after `sync` of it and its directory."""
    with path.open("wb") as stream:
        yield stream


def sync(paths: Collection[Path]) -> None:
    """Wait until the contents of files, and the names in directories, are on the disk."""
    if len(paths) < 2:
        for path in paths:
            _sync(path)
        return
    with ThreadPoolExecutor(min(_SYNCING_THREADS, len(paths))) as threads:
        for _ in threads.map(_sync, paths):
            pass


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file; see `create` for when it is on the disk."""
    with create(path) as stream:
        stream.write(content)


def write_scratch(path: Path, content: memoryview | bytes) -> None:
    """Write a file that need not outlive a crash."""
    path.write_bytes(content)


def replace_bytes(path: Path, content: bytes) -> None:
    """Replace a whole file so that readers see the old content or the new one, also after a crash."""
    beside = path.with_name(f"{path.name}.new")
    write_bytes(beside, content)
    sync([beside])
    move(beside, path)
    sync([path.parent])


@contextmanager
def open_file(path: Path) -> Iterator[BufferedReader]:
    """Open a file for reading. Raises OSError, at once, for a directory, and for a pipe that might never end."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as stream:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "a pipe, a socket or a device", str(path))
        yield stream


def read_bytes(path: Path) -> bytes:
    """The content of a whole file."""
    with open_file(path) as stream:
        return stream.read()


def move(origin: Path, target: Path) -> None:
    """Rename a file over another."""
    origin.replace(target)


def delete(path: Path) -> None:
    """Delete a file that may be gone already."""
    path.unlink(missing_ok=True)


def delete_tree(path: Path) -> None:
    """Delete a directory with all it holds; it may be gone already.

    Workers of a run that died elsewhere may still put files there: then it is looked through again.
    """
    for tries_left in reversed(range(_DELETING_TRIES)):
        try:
            if path.exists():
                shutil.rmtree(path)
            return
        except OSError as error:
            if not tries_left or error.errno not in (errno.ENOTEMPTY, errno.ENOENT):
                raise


def delete_empty_directory(path: Path) -> None:
    """Delete a directory unless it is gone or holds something."""
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()


def digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with open_file(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_file_of(path: Path, sha256: str) -> bool:
    """Whether a file is there and holds just that."""
    return path.is_file() and digest(path) == sha256


def digest_bytes(content: bytes) -> str:
    """As `digest`, of what was read already."""
    return hashlib.sha256(content).hexdigest()
