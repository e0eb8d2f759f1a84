"""Files under raw/: opened so that nothing there can block or mislead, and stamped to tell one state from another."""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_TICK_NS = 20_000_000
"""Local file systems stamp with a clock that ticks every 1 to 10 ms: within a tick, two changes look like one."""
_ANY_INODE = "*"

UNPROVEN = ""
"""Stamp that is equal to none: what a file held when it was read does not tell what it holds later."""


class NotRegularError(OSError):
    """A directory, device, pipe or socket where a file is wanted."""


class LinkError(OSError):
    """A link where a file is wanted."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was read."""

    raw: bytes
    stamp: str
    digest: str
    """SHA-256 of its bytes in hexadecimal digits."""


@contextmanager
def open_regular(path: bytes) -> Iterator[BinaryIO]:
    """Open a regular file for reading, without waiting for the other end of a pipe.

    Raises LinkError, NotRegularError and, as `open` does, other kinds of OSError.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise LinkError(errno.ELOOP, "links are not followed; put the file itself there") from error
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotRegularError(errno.EINVAL, "a directory, a device, a pipe or a socket")
    with os.fdopen(descriptor, "rb") as stream:
        yield stream


def read_regular(path: bytes, most: int) -> FileRead:
    """The first `most` bytes and one more of a regular file. Raises as `open_regular`."""
    with open_regular(path) as stream:
        before = os.fstat(stream.fileno())
        raw = stream.read(most + 1)
        return FileRead(raw, _prove(stream.fileno(), before, len(raw)), hashlib.sha256(raw).hexdigest())


def stamp_of(stream: BinaryIO) -> tuple[str, int]:
    """The stamp and the size of an open file."""
    status = os.fstat(stream.fileno())
    return stamp(status), status.st_size


def prove(stream: BinaryIO, state: str) -> str:
    """`state`, if an open file that was read is still in it; UNPROVEN when it changes. See `_prove`."""
    age = time.time_ns() - os.fstat(stream.fileno()).st_ctime_ns
    if 0 <= age < _TICK_NS:
        time.sleep((_TICK_NS - age) / 1e9)
    return state if age >= 0 and stamp_of(stream)[0] == state else UNPROVEN


def stamp(status: os.stat_result) -> str:
    """Size, time of content, time of change and inode of a file.

    The time of content is kept by `mv`, `cp -p`, rsync and tar, so that of change and the inode stand beside it.
    """
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"


def is_unchanged(known: str, seen: str) -> bool:
    """Whether a file that was proven to be in the state `known` is still in it, now that it looks like `seen`."""
    if known == UNPROVEN:
        return False
    return known == seen or (known.endswith(_ANY_INODE) and _without_inode(known) == _without_inode(seen))


def renew(known: str, seen: str) -> str:
    """The stamp of a file that was read anew in the state `seen`, and found to hold what it held in the state `known`.

    Network drives may number their files anew at every mount. Where only the inode was another, it is no more looked
    at, so that such a drive is read a second time once, and not every night.
    """
    if seen == UNPROVEN or known in (UNPROVEN, seen):
        return seen
    if known.endswith(_ANY_INODE) or _without_inode(known) == _without_inode(seen):
        return f"{_without_inode(seen)}:{_ANY_INODE}"
    return seen


def _without_inode(mark: str) -> str:
    return mark.rpartition(":")[0]


def _prove(descriptor: int, before: os.stat_result, count: int) -> str:
    """The stamp of an open file of which `count` bytes, all it has, were read; UNPROVEN when it changes meanwhile.

    A file that changed just now may change again without a sign: the clock of the file system must tick first.
    """
    age = time.time_ns() - before.st_ctime_ns
    if 0 <= age < _TICK_NS:
        time.sleep((_TICK_NS - age) / 1e9)
    after = os.fstat(descriptor)
    is_still = stamp(before) == stamp(after) and count == after.st_size and age >= 0
    return stamp(after) if is_still else UNPROVEN
