"""WARC: the archives of crawlers, as they are or with each record in a gzip member of its own.

A record is read again at its offset. A packing around all records together is unpacked from its beginning.
"""

import hashlib
import zlib
from collections.abc import Generator, Iterator
from io import BytesIO
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord

from flows.corpus.containers.limits import CHUNK_BYTES, MAX_DAMAGES, MAX_HEAD_BYTES, MAX_RECORD_BYTES
from flows.corpus.containers.records import DamagedError, NoWayOnError, PassedOver, Record, damage, number_key
from flows.corpus.containers.streams import GZIP, ForwardStream, packing_of, unpack_chunks
from flows.corpus.problem import Problem

_WITH_PAGES = ("response", "resource", "conversion", "revisit")
_GZIP_START = b"\x1f\x8b\x08"
_PROOF_BYTES = 4096
_GAP = 8
"""Bytes of line ends between two records at most."""


_End = tuple[int, int, Exception | None]


class _SharedMemberError(Exception):
    """Several records lie in one gzip member, so that their offsets do not lead to them."""


class WarcReader:
    """The records of a WARC file, or of one within another file. `stream` can be read at any place."""

    def __init__(self, stream: BinaryIO, size: int, member: str = "", prefix: str = "") -> None:
        self._stream = stream
        self._size = size
        self._member = member
        self._prefix = prefix
        stream.seek(0)
        self._packing = packing_of(stream.read(6))
        self._left: tuple[Iterator[WarcRecord], int] | None = None
        """Of what is read forward: the records that come, and the offset of the one before them."""

    def list_records(self) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        if self._packing in ("", GZIP):
            try:
                yield from list(self._list_at_offsets(0))
                return
            except _SharedMemberError:
                pass
        yield from self._list_forward()

    def list_on(self, start: int, number: int) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        found = self._find_start(start)
        if self._packing not in ("", GZIP) or found is None or found > start + _GAP:
            raise NoWayOnError
        try:
            yield from list(self._list_at_offsets(found, number))
        except _SharedMemberError as error:
            raise NoWayOnError from error

    def read_record(self, record: Record) -> bytes:
        """See `Reader`."""
        try:
            if record.is_forward:
                found = self._go_to(record.offset)
            else:
                self._stream.seek(record.offset)
                found = next(_records(self._stream), None)
            if found is None:
                raise DamagedError("no record is there")
            head = _head(found)
            return head + found.reader.read(max(0, record.size - len(head)))
        except OSError as error:
            raise DamagedError(f"damaged: {error}") from error

    def _go_to(self, offset: int) -> WarcRecord | None:
        if self._left is None or self._left[1] >= offset:
            self._left = (_records(self._open_forward()), -1)
        for found in self._left[0]:
            self._left = (self._left[0], found.stream_pos)
            if found.stream_pos >= offset:
                return found if found.stream_pos == offset else None
        return None

    def _open_forward(self) -> ForwardStream:
        self._stream.seek(0)
        return ForwardStream(unpack_chunks(self._stream.read, self._packing), self._size)

    def _list_forward(self) -> Iterator[Record | PassedOver]:
        number = offset = 0
        try:
            for number, found in enumerate(_records(self._open_forward()), 1):
                offset = found.stream_pos
                yield self._list_one(found, number, is_forward=True)
        except (OSError, ValueError, DamagedError) as error:
            yield damage(self._key(number + 1), offset, error)

    def _list_at_offsets(self, begin: int, number: int = 0) -> Iterator[Record | PassedOver]:
        """Record by record; behind a damaged place, from the next beginning of a record on."""
        start = self._find_start(begin)
        if start is None:
            raise DamagedError("no WARC record in it")
        damages = int(start > begin)
        number += damages
        if damages:
            yield damage(self._key(1), 0, DamagedError("bytes that are no record"))
        while start is not None and damages <= MAX_DAMAGES:
            number, end, error = yield from self._list_run(start, number)
            if error is None:
                return
            following = self._find_start(end)
            if following is None or following > end + _GAP or following == start:
                number, damages = number + 1, damages + 1
                yield damage(self._key(number), end, error)
            start = following if following != start else self._find_start(start + 1)

    def _list_run(self, start: int, number: int) -> Generator[Record | PassedOver, None, _End]:
        """List from `start` to the end or the first damage: the number of records so far, where it is, and what."""
        self._stream.seek(start)
        last: WarcRecord | None = None
        try:
            for found in _records(self._stream):
                last = None
                start = found.stream_pos
                self._check_member(start)
                made = self._list_one(found, number + 1)
                number += 1
                yield made
                last = found
        except (OSError, ValueError, DamagedError) as error:
            return number, self._end_of(last) if last else start, error
        return number, start, None

    def _list_one(self, found: WarcRecord, number: int, *, is_forward: bool = False) -> Record | PassedOver:
        if not (found.headers.get("WARC-Type") and found.headers.get("Content-Length")):
            raise DamagedError("a record without its type or length")
        kind = str(found.record_type)
        is_page = kind in _WITH_PAGES
        target = found.headers.get("WARC-Target-URI") or ""
        if not is_page or not target.strip("<>").lower().startswith(("http:", "https:")):
            return PassedOver(f"WARC {kind}{' of no web address' * is_page}")
        head = _head(found)
        size = len(head) + found.content_length
        key, offset = self._key(number), found.stream_pos
        if size > MAX_RECORD_BYTES:
            problem = Problem("too_large", f"at byte {offset:,}: {size:,} bytes")
            return Record(key, offset, size, "", problem, self._member, is_forward)
        digest = hashlib.sha256(head)
        left = found.content_length
        while left and (piece := found.reader.read(min(left, CHUNK_BYTES))):
            digest.update(piece)
            left -= len(piece)
        if left:
            raise DamagedError(f"ends within a record, {left:,} of {found.content_length:,} bytes are not there")
        return Record(key, offset, size, digest.hexdigest(), None, self._member, is_forward)

    def _key(self, number: int) -> str:
        return self._prefix + number_key(number)

    def _check_member(self, offset: int) -> None:
        """Raise unless a packed record begins at its offset. The place in the stream stays."""
        if not self._packing:
            return
        place = self._stream.tell()
        self._stream.seek(offset)
        head = self._stream.read(len(_GZIP_START))
        self._stream.seek(place)
        if head != _GZIP_START:
            raise _SharedMemberError

    def _end_of(self, last: WarcRecord) -> int:
        """Where a record ends that was read to its end."""
        self._stream.seek(last.stream_pos)
        if not self._packing:
            head = self._stream.read(MAX_HEAD_BYTES).find(b"\r\n\r\n") + 4
            return last.stream_pos + head + last.content_length
        inner = zlib.decompressobj(31)
        data = b""
        while not inner.eof and (data := inner.unconsumed_tail or self._stream.read(CHUNK_BYTES)):
            inner.decompress(data, CHUNK_BYTES)
        return self._stream.tell() - len(inner.unused_data)

    def _find_start(self, start: int) -> int | None:
        """Where the first record begins that begins at `start` or behind it."""
        mark = _GZIP_START if self._packing else b"WARC/1."
        kept, place = b"", start
        self._stream.seek(start)
        while piece := self._stream.read(CHUNK_BYTES):
            data, at = kept + piece, -1
            while (at := data.find(mark, at + 1)) >= 0:
                offset = place - len(kept) + at
                if self._begins_record(offset):
                    return offset
            place += len(piece)
            self._stream.seek(place)
            kept = data[-len(mark) + 1 :]
        return None

    def _begins_record(self, offset: int) -> bool:
        self._stream.seek(max(0, offset - 1))
        if not self._packing:
            return offset == 0 or self._stream.read(1) == b"\n"
        self._stream.seek(offset)
        try:
            return zlib.decompressobj(31).decompress(self._stream.read(_PROOF_BYTES), 16).startswith(b"WARC/")
        except zlib.error:
            return False


def _records(stream: BinaryIO | ForwardStream) -> Iterator[WarcRecord]:
    return iter(
        ArchiveIterator(cast("BinaryIO", stream), parse_http=False, auto_decode="none", max_header_len=MAX_HEAD_BYTES)
    )


def _head(found: WarcRecord) -> bytes:
    """The head of a record as it is written anew: the same for the same record, however it was folded."""
    lines = [str(found.headers.status_line), *(f"{name}: {value}" for name, value in found.headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def parse_record(raw: bytes) -> tuple[str, dict[str, str], bytes]:
    """Type, headers (names in lower case) and block of a record. Raises DamagedError."""
    try:
        found = next(_records(BytesIO(raw)), None)
        if found is None:
            raise DamagedError("no WARC record")
        headers = {name.lower(): value for name, value in found.headers.items()}
        return str(found.record_type), headers, found.reader.read(len(raw))
    except OSError as error:
        raise DamagedError(f"damaged: {error}") from error
