"""Packed bytes as a stream that is read forward, in chunks, within bounds."""

import bz2
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import brotli
import zstandard

from flows.corpus.containers.limits import (
    CHUNK_BYTES,
    MAX_RATIO,
    MAX_RECORD_BYTES,
    MAX_SEQUENTIAL_BYTES,
    RATIO_FREE_BYTES,
)
from flows.corpus.containers.records import DamagedError

Read = Callable[[int], bytes]
"""What gives up to so many bytes, and none at the end."""

GZIP, ZSTD, BZIP2, XZ, BROTLI, DEFLATE = "gzip", "zstd", "bzip2", "xz", "brotli", "deflate"
_MAGIC = re.compile(rb"(\x1f\x8b\x08)|(\x28\xb5\x2f\xfd)|(BZh[1-9]1AY)|(\xfd7zXZ\x00)")
_NAMES = (GZIP, ZSTD, BZIP2, XZ)
_ZSTD_WINDOW = 1 << 27
_ZSTD_STEP = 2048
"""Bytes given to zstd at once: each may become as much as 32 kB."""
_XZ_MEMORY = 1 << 28
_ERRORS = (zlib.error, OSError, EOFError, lzma.LZMAError, zstandard.ZstdError, brotli.error, ValueError)


def packing_of(head: bytes) -> str:
    """The packing that bytes begin like; "" for none that can be told."""
    found = _MAGIC.match(head)
    return _NAMES[found.lastindex - 1] if found and found.lastindex else ""


def unpack_chunks(read: Read, packing: str) -> Iterator[bytes]:
    """What packed bytes unpack to, in chunks of bounded size. Raises DamagedError behind the last that can be had."""
    try:
        if packing == BROTLI:
            yield from _unpack_brotli(read)
        elif packing == ZSTD:
            yield from _unpack_zstd(read)
        else:
            yield from _unpack_streams(read, packing)
    except _ERRORS as error:
        raise DamagedError(f"damaged {packing}: {error}") from error


def _new(packing: str) -> Any:
    if packing == BZIP2:
        return bz2.BZ2Decompressor()
    if packing == XZ:
        return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
    return _Zlib({GZIP: 31, DEFLATE: 15}.get(packing, -15))


class _Zlib:
    """zlib with the interface of the standard library's other ones."""

    def __init__(self, window: int) -> None:
        self._inner = zlib.decompressobj(window)

    def decompress(self, data: bytes, most: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, most)

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data


def _unpack_streams(read: Read, packing: str) -> Iterator[bytes]:
    """gzip, bzip2 and xz, one stream behind the other."""
    data = read(CHUNK_BYTES)
    while data:
        inner = _new(packing)
        while not inner.eof:
            if not data and inner.needs_input:
                data = read(CHUNK_BYTES)
            given, data = data, b""
            out = inner.decompress(given, CHUNK_BYTES)
            if out:
                yield out
            elif not given and not inner.eof:
                raise DamagedError(f"ends within its {packing}")
        data = inner.unused_data.lstrip(b"\0") or read(CHUNK_BYTES).lstrip(b"\0")
        if data and len(data) < 6:
            data += read(CHUNK_BYTES)
        if data and packing_of(data) != packing:
            raise DamagedError(f"bytes that are no {packing} behind its end")


def _unpack_zstd(read: Read) -> Iterator[bytes]:
    made = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    inner: Any = None
    while data := read(CHUNK_BYTES):
        at = 0
        while at < len(data):
            inner = inner or made.decompressobj()
            piece = data[at : at + _ZSTD_STEP]
            out = inner.decompress(piece)
            at += len(piece)
            if inner.eof:
                at -= len(inner.unused_data)
                inner = None
            if out:
                yield out
    if inner is not None:
        raise DamagedError("ends within its zstd")


def _unpack_brotli(read: Read) -> Iterator[bytes]:
    inner = brotli.Decompressor()
    while not inner.is_finished():
        data = read(CHUNK_BYTES) if inner.can_accept_more_data() else b""
        out = inner.process(data, output_buffer_limit=CHUNK_BYTES)
        if out:
            yield out
        elif not data and inner.can_accept_more_data() and not inner.is_finished():
            raise DamagedError("ends within its brotli")


def read_chunks(read: Read) -> Iterator[bytes]:
    """Unpacked bytes in chunks."""
    while chunk := read(CHUNK_BYTES):
        yield chunk


class ForwardStream:
    """Chunks as a file that is read from its beginning to its end.

    Where the chunks end in a DamagedError, what stands before it is read first. packed_size: bytes that the chunks are
    unpacked from, 0 where they are not packed.
    """

    def __init__(self, chunks: Iterator[bytes], packed_size: int = 0) -> None:
        self._chunks = chunks
        self._buffer = b""
        self._at = 0
        self._position = 0
        self._total = 0
        self._error: DamagedError | None = None
        self._most = MAX_SEQUENTIAL_BYTES if packed_size else 0
        self._most_by_ratio = max(RATIO_FREE_BYTES, MAX_RATIO * packed_size)

    def tell(self) -> int:
        """Bytes before the next that is read."""
        return self._position

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer at the end. Raises DamagedError where nothing but damage is left."""
        if size < 0 or size > MAX_RECORD_BYTES:
            raise DamagedError(f"asks for {size:,} bytes at once")
        found: list[bytes] = []
        while size > 0 and (piece := self._take(size, is_first=not found)):
            found.append(piece)
            size -= len(piece)
        return b"".join(found)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go forward to `offset`, or to the end."""
        if whence or offset < self._position:
            raise DamagedError("asks for what lies behind")
        while self._position < offset and self._take(min(CHUNK_BYTES, offset - self._position), is_first=True):
            pass
        return self._position

    def iterate(self) -> Iterator[bytes]:
        """The rest in pieces."""
        while piece := self._take(CHUNK_BYTES, is_first=True):
            yield piece

    def _take(self, size: int, *, is_first: bool) -> bytes:
        if self._at == len(self._buffer):
            self._fill(is_first=is_first)
        piece = self._buffer[self._at : self._at + size]
        self._at += len(piece)
        self._position += len(piece)
        return piece

    def _fill(self, *, is_first: bool) -> None:
        self._buffer, self._at = b"", 0
        if self._error is None:
            try:
                self._buffer = next(self._chunks, b"")
                self._total += len(self._buffer)
                self._check()
            except DamagedError as error:
                self._buffer, self._error = b"", error
        if self._error and is_first:
            raise self._error

    def _check(self) -> None:
        if not self._most:
            return
        if self._total > self._most_by_ratio:
            raise DamagedError(f"unpacks to over {MAX_RATIO} times its size", "too_large")
        if self._total > self._most:
            raise DamagedError(f"unpacks to over {self._most:,} bytes; split it, or pack its parts singly", "too_large")
