"""Every operation on files that the dataset makes, in one place.

A fault injected here is a fault anywhere: the tests replace these functions to fail one after the other.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def make_directory(path: Path) -> None:
    """Create `path` and its parents, and make their names durable."""
    missing = [path]
    while not missing[-1].parent.exists():
        missing.append(missing[-1].parent)
    path.mkdir(parents=True, exist_ok=True)
    for created in reversed(missing):
        sync_directory(created.parent)


@contextmanager
def create(path: Path) -> Iterator[BinaryIO]:
    """Open `path` for writing; on leaving, its content is on the disk."""
    with path.open("wb") as stream:
        yield stream
        stream.flush()
        sync_file(stream)


def sync_file(stream: BinaryIO) -> None:
    """Wait until the content of an open file is on the disk."""
    os.fsync(stream.fileno())


def sync_directory(path: Path) -> None:
    """Wait until the names in a directory are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file durably. Its name becomes durable with `sync_directory`."""
    with create(path) as stream:
        stream.write(content)


def write_scratch(path: Path, content: memoryview | bytes) -> None:
    """Write a file that need not outlive a crash."""
    path.write_bytes(content)


def replace_bytes(path: Path, content: bytes) -> None:
    """Replace a whole file so that readers see the old content or the new one, also after a crash."""
    beside = path.with_name(f"{path.name}.new")
    write_bytes(beside, content)
    move(beside, path)
    sync_directory(path.parent)


def read_bytes(path: Path) -> bytes:
    """The content of a whole file."""
    return path.read_bytes()


def move(origin: Path, target: Path) -> None:
    """Rename a file over another."""
    origin.replace(target)


def delete(path: Path) -> None:
    """Delete a file that may be gone already."""
    path.unlink(missing_ok=True)


def delete_tree(path: Path) -> None:
    """Delete a directory with all it holds; it may be gone already."""
    if path.exists():
        shutil.rmtree(path)


def delete_empty_directory(path: Path) -> None:
    """Delete a directory unless it is gone or holds something."""
    if path.is_dir() and not any(path.iterdir()):
        path.rmdir()


def digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_file_of(path: Path, sha256: str) -> bool:
    """Whether a file is there and holds just that."""
    return path.is_file() and digest(path) == sha256


def digest_bytes(content: bytes) -> str:
    """As `digest`, of what was read already."""
    return hashlib.sha256(content).hexdigest()
