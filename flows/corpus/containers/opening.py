"""Opening a container, and readers that stay open between the batches of a process."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from flows.corpus.containers.jsonl import JsonLinesReader
from flows.corpus.containers.records import Reader
from flows.corpus.containers.tar_archive import TarReader
from flows.corpus.containers.wacz import WaczReader
from flows.corpus.containers.warc import WarcReader
from flows.corpus.containers.zip_archive import ZipReader
from flows.corpus.regular_files import open_regular, stamp, stamp_of

_READERS: dict[str, type[WarcReader | WaczReader | JsonLinesReader | ZipReader | TarReader]] = {
    "warc": WarcReader,
    "wacz": WaczReader,
    "jsonl": JsonLinesReader,
    "zip": ZipReader,
    "tar": TarReader,
}


def make_reader(stream: BinaryIO, size: int, kind: str) -> Reader:
    """The reader of a container of a kind that `kinds.container_kind` names."""
    return _READERS[kind](stream, size)


@dataclass(frozen=True, slots=True)
class _Open:
    path: bytes
    state: str
    reader: Reader
    closing: ExitStack


class OpenReaders:
    """At most one open reader, which the next who asks for the same file in the same state takes over.

    What is packed as a whole is read forward only. Batches come in order, so a process that keeps its place reads such
    a container once, not once a batch.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: _Open | None = None

    @contextmanager
    def borrow(self, path: bytes, kind: str) -> Iterator[Reader]:
        """A reader of a container for one thread. Raises as `open_regular`, and DamagedError."""
        found = self._exchange(None)
        if found and (found.path != path or found.state != stamp(os.lstat(path))):
            found.closing.close()
            found = None
        found = found or _open(path, kind)
        try:
            yield found.reader
        except BaseException:
            found.closing.close()
            raise
        if left := self._exchange(found):
            left.closing.close()

    def _exchange(self, new: _Open | None) -> _Open | None:
        with self._lock:
            left, self._idle = self._idle, new
        return left


def _open(path: bytes, kind: str) -> _Open:
    with ExitStack() as stack:
        stream = stack.enter_context(open_regular(path))
        state, size = stamp_of(stream)
        return _Open(path, state, make_reader(stream, size, kind), stack.pop_all())
