"""The bytes of a page and its sidecar, and what becomes of those that cannot be read."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flows.corpus.container_listing import record_stamp
from flows.corpus.containers.opening import OpenReaders
from flows.corpus.containers.records import DamagedError, Record
from flows.corpus.containers.said import join
from flows.corpus.containers.unpacking import unpack
from flows.corpus.inputs import Capture, InputError
from flows.corpus.regular_files import FileRead, LinkError, NotRegularError, read_regular
from flows.corpus.sidecars import MAX_BYTES, Sidecar, parse_sidecar
from flows.page.errors import PageError
from flows.page.source import Source

_READERS = OpenReaders()
"""Of this process. It changes how fast a packed container is read, and nothing else."""


class VanishedError(Exception):
    """The file was there when it was planned and is gone."""


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page out of its packing."""

    raw: bytes
    known: Sidecar
    """What its packing and its sidecar say."""
    is_truncated: bool
    """Its packing says that it was cut off when it was fetched."""


def read_page(capture: Capture, max_bytes: int) -> FileRead:
    """Read a page as it lies there, a file or a record.

    Raises PageError (too_large, symlink, not_a_file, unreadable, damaged) and VanishedError.
    """
    if capture.size > max_bytes:
        raise PageError("too_large", f"{capture.size:,} bytes, the limit is {max_bytes:,}")
    try:
        read = _read_record(capture, capture.record) if capture.record else read_regular(capture.path, max_bytes)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise VanishedError from error
    except LinkError as error:
        raise PageError("symlink", str(error.strerror)) from error
    except NotRegularError as error:
        raise PageError("not_a_file", str(error.strerror)) from error
    except DamagedError as error:
        raise PageError("unreadable", f"its container changed while it was read: {error}") from error
    except OSError as error:
        raise PageError("unreadable", str(error.strerror)) from error
    if len(read.raw) > max_bytes:
        raise PageError("too_large", f"over {max_bytes:,} bytes")
    return read


def open_page(capture: Capture, read: FileRead, sidecar: FileRead | None, source: Source, max_bytes: int) -> OpenedPage:
    """Take a page that was read out of its packing.

    The sidecar of a page has the last word; that of a container is for what its records do not say. Raises PageError.
    """
    beside = parse_sidecar(sidecar.raw if sidecar else None)
    try:
        raw, said = unpack(read.raw, capture.raw_path, capture.kind, source.jsonl, max_bytes)
    except PageError as error:
        if capture.record is None or error.code != "damaged":
            raise
        raise PageError(error.code, f"at byte {capture.record.offset:,}: {error.message}") from error
    known = join(said.known, beside) if capture.record else join(beside, said.known)
    return OpenedPage(raw, known, said.is_truncated)


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


def _read_record(capture: Capture, record: Record) -> FileRead:
    with _READERS.borrow(capture.path, capture.kind) as reader:
        raw = reader.read_record(record)
    digest = sha256(raw).hexdigest()
    return FileRead(raw, record_stamp(digest), digest)
