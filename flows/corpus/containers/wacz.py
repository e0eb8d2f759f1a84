"""WACZ: a zip with WARC files, an index and lists of pages. The WARC files hold the records."""

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from flows.corpus.containers.records import DamagedError, PassedOver, Record, damage
from flows.corpus.containers.warc import WarcReader

_ERRORS = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError)


class WaczReader:
    """The records of all WARC files in it; keys are `data.warc.gz#000001`."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self._readers: dict[str, WarcReader] = {}
        self._zip: zipfile.ZipFile | None = None

    def list_records(self) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        try:
            names = [info.filename for info in self._open().infolist() if _is_warc(info.filename)]
        except _ERRORS as error:
            raise DamagedError(f"no WACZ that can be read: {error}") from error
        for name in dict.fromkeys(names):
            try:
                yield from self._reader(name).list_records()
            except (DamagedError, *_ERRORS) as error:
                yield damage(_prefix(name).removesuffix("#"), 0, error)

    def read_record(self, record: Record) -> bytes:
        """See `Reader`."""
        try:
            return self._reader(record.member).read_record(record)
        except (*_ERRORS, KeyError) as error:
            raise DamagedError(f"damaged: {error}") from error

    def _open(self) -> zipfile.ZipFile:
        self._zip = self._zip or zipfile.ZipFile(self._stream)
        return self._zip

    def _reader(self, name: str) -> WarcReader:
        if name not in self._readers:
            info = self._open().getinfo(name)
            if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
                raise DamagedError("a WARC file that is packed within a WACZ, which has to hold it as it is")
            self._open().open(info).close()
            self._stream.seek(info.header_offset + 26)
            lengths = self._stream.read(4)
            start = info.header_offset + 30 + int.from_bytes(lengths[:2], "little")
            start += int.from_bytes(lengths[2:], "little")
            part = io.BufferedReader(_Slice(self._stream, start, info.file_size))
            self._readers[name] = WarcReader(part, info.file_size, name, _prefix(name))
        return self._readers[name]


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
