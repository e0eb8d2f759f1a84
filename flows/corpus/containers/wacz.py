"""WACZ: a zip with WARC files, an index and lists of pages. The WARC files hold the records."""

import io
import struct
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from flows.corpus.containers.records import DamagedError, NoWayOnError, PassedOver, Record, damage
from flows.corpus.containers.warc import WarcReader
from flows.corpus.containers.zip_archive import MARK, find_mark, read_head

_ERRORS = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, struct.error, LookupError)


class WaczReader:
    """The records of all WARC files in it; keys are `data.warc.gz#000001`."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self._readers: dict[str, WarcReader] = {}
        self._places: dict[str, tuple[int, int]] | None = None
        self._lost: Exception | None = None
        """Why the directory of the zip cannot be read."""

    def list_records(self) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        places = self._find_places()
        if self._lost and not places:
            raise DamagedError(f"no WACZ that can be read: {self._lost}")
        for name in places:
            try:
                yield from self._reader(name).list_records()
            except (DamagedError, *_ERRORS) as error:
                yield damage(_prefix(name).removesuffix("#"), places[name][0], error)
        if self._lost:
            yield damage("", self._size, DamagedError(f"its directory cannot be read ({self._lost})"))

    def list_on(self, start: int, number: int) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        raise NoWayOnError

    def read_record(self, record: Record) -> bytes:
        """See `Reader`."""
        try:
            return self._reader(record.member).read_record(record)
        except _ERRORS as error:
            raise DamagedError(f"damaged: {error}") from error

    def _reader(self, name: str) -> WarcReader:
        if name not in self._readers:
            start, size = self._find_places()[name]
            if size < 0:
                raise DamagedError("a WARC file that is packed within a WACZ, which has to hold it as it is")
            part = io.BufferedReader(_Slice(self._stream, start, size))
            self._readers[name] = WarcReader(part, size, name, _prefix(name))
        return self._readers[name]

    def _find_places(self) -> dict[str, tuple[int, int]]:
        """WARC file → where its bytes begin and how many they are, -1 where they are packed."""
        if self._places is None:
            try:
                members = zipfile.ZipFile(self._stream).infolist()
                self._places = {each.filename: self._place(each) for each in members if _is_warc(each.filename)}
            except (DamagedError, *_ERRORS) as error:
                self._lost = error
                self._places = dict(self._search())
        return self._places

    def _place(self, member: zipfile.ZipInfo) -> tuple[int, int]:
        read_head(self._stream, member.header_offset)
        is_stored = member.compress_type == zipfile.ZIP_STORED and not member.flag_bits & 1
        return self._stream.tell(), member.file_size if is_stored else -1

    def _search(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """WARC files by their own heads; each may reach to the next one's."""
        found: list[tuple[str, int, int]] = []
        at = find_mark(self._stream, MARK, 0)
        while at is not None:
            with suppress(DamagedError):
                head = read_head(self._stream, at)
                if _is_warc(head.name) and head.method == zipfile.ZIP_STORED:
                    found.append((head.name, at, self._stream.tell()))
            at = find_mark(self._stream, MARK, at + 1)
        ends = [*(head for _, head, _ in found[1:]), self._size][: len(found)]
        for (name, _, start), end in zip(found, ends, strict=True):
            yield name, (start, max(0, end - start))


def _is_warc(name: str) -> bool:
    return name.lower().endswith((".warc", ".warc.gz"))


def _prefix(name: str) -> str:
    return f"{name.removeprefix('archive/')}#"


class _Slice(io.RawIOBase):
    """A part of a file as a file."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream = stream
        self._start = start
        self._size = size
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        base = (0, self._place, self._size)[whence]
        self._place = max(0, base + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._stream.seek(self._start + self._place)
        count = max(0, min(len(buffer), self._size - self._place))
        piece = self._stream.read(count)
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)
