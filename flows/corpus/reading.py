"""The bytes of a page and its sidecar, read so that nothing under raw/ can surprise."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flows.corpus.inputs import Capture, InputError, proven_time
from flows.corpus.sidecars import MAX_BYTES, Sidecar, parse_sidecar
from flows.page.errors import PageError

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class VanishedError(Exception):
    """The file was there when it was planned and is gone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read."""

    raw: bytes
    size: int
    mtime_ns: int
    """-1 where it does not prove that a later file of the same time and size is the same."""


def read_page(capture: Capture, max_bytes: int) -> Reading:
    """Read a page. Raises PageError (too_large, symlink, not_a_file, unreadable) and VanishedError."""
    try:
        descriptor = os.open(capture.path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VanishedError from error
    except OSError as error:
        raise _refusal(capture, error) from error
    with _open_regular(descriptor, "not_a_file") as stream:
        before = os.fstat(descriptor)
        if before.st_size > max_bytes:
            raise PageError("too_large", f"{before.st_size:,} bytes, the limit is {max_bytes:,}")
        try:
            raw = stream.read(max_bytes + 1)
        except OSError as error:
            raise PageError("unreadable", str(error.strerror)) from error
        after = os.fstat(descriptor)
    if len(raw) > max_bytes:
        raise PageError("too_large", f"it grew over {max_bytes:,} bytes while it was read")
    is_still = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(raw) == after.st_size
    return Reading(raw, after.st_size, proven_time(after) if is_still else -1)


def _open_regular(descriptor: int, code: str) -> BinaryIO:
    """A stream that owns `descriptor`. Raises PageError `code` for what is not a regular file."""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise PageError(code, "a directory, a device, a pipe or a socket")
    return os.fdopen(descriptor, "rb")


def _refusal(capture: Capture, error: OSError) -> PageError:
    if Path(os.fsdecode(capture.path)).is_symlink():
        return PageError("symlink", "links are not followed; put the file itself there")
    return PageError("unreadable", str(error.strerror))


def read_sidecar(capture: Capture) -> Sidecar:
    """Read the sidecar of a page. Raises PageError bad_sidecar."""
    if not capture.sidecar:
        return Sidecar()
    try:
        descriptor = os.open(capture.sidecar_path, _FLAGS)
    except OSError as error:
        raise PageError("bad_sidecar", str(error.strerror)) from error
    with _open_regular(descriptor, "bad_sidecar") as stream:
        try:
            return parse_sidecar(stream.read(MAX_BYTES + 1))
        except OSError as error:
            raise PageError("bad_sidecar", str(error.strerror)) from error


def check_source_is_there(raw: Path, source: str) -> None:
    """Raise InputError when the directory of a source went away during the run."""
    if not (raw / source).is_dir():
        raise InputError(f"{raw / source} vanished during the run; nothing was changed")
