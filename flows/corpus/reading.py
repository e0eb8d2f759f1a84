"""The bytes of a page and its sidecar, and what becomes of those that cannot be read."""

from pathlib import Path

from flows.corpus.inputs import Capture, InputError
from flows.corpus.regular_files import FileRead, LinkError, NotRegularError, read_regular
from flows.corpus.sidecars import MAX_BYTES
from flows.page.errors import PageError


class VanishedError(Exception):
    """The file was there when it was planned and is gone."""


def read_page(capture: Capture, max_bytes: int) -> FileRead:
    """Read a page. Raises PageError (too_large, symlink, not_a_file, unreadable) and VanishedError."""
    if capture.size > max_bytes:
        raise PageError("too_large", f"{capture.size:,} bytes, the limit is {max_bytes:,}")
    try:
        read = read_regular(capture.path, max_bytes)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VanishedError from error
    except LinkError as error:
        raise PageError("symlink", str(error.strerror)) from error
    except NotRegularError as error:
        raise PageError("not_a_file", str(error.strerror)) from error
    except OSError as error:
        raise PageError("unreadable", str(error.strerror)) from error
    if len(read.raw) > max_bytes:
        raise PageError("too_large", f"over {max_bytes:,} bytes")
    return read


def read_sidecar(capture: Capture) -> FileRead | None:
    """Read the sidecar of a page, as far as a sidecar may be long; None without one. Raises PageError bad_sidecar."""
    if not capture.sidecar_stamp:
        return None
    try:
        return read_regular(capture.sidecar_path, MAX_BYTES)
    except OSError as error:
        raise PageError("bad_sidecar", str(error.strerror)) from error


def check_source_is_there(raw: Path, source: str) -> None:
    """Raise InputError when the directory of a source went away during the run."""
    if not (raw / source).is_dir():
        raise InputError(f"{raw / source} vanished during the run; nothing was changed")
