"""zip archives of pages. A member is read at its own head; one whose directory was lost gives what can be found."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from flows.corpus.containers.limits import (
    CHUNK_BYTES,
    MAX_ARCHIVE_BYTES,
    MAX_DAMAGES,
    MAX_RATIO,
    MAX_RECORD_BYTES,
    RATIO_FREE_BYTES,
)
from flows.corpus.containers.members import Names
from flows.corpus.containers.records import DamagedError, NoWayOnError, PassedOver, Record, damage
from flows.corpus.problem import Problem

_HEAD = struct.Struct("<4s5H3I2H")
MARK = b"PK\x03\x04"
_ENCRYPTED, _SIZES_FOLLOW, _IS_UTF8 = 1, 8, 0x800
_STORED, _DEFLATED = 0, 8
_METHODS = {9: "deflate64", 12: "bzip2", 14: "lzma", 93: "zstd", 95: "xz"}
_ERRORS = (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, struct.error, LookupError)


@dataclass(frozen=True, slots=True)
class _Member:
    """A member as its own head, or the directory, describes it."""

    name: str
    offset: int
    """Of its head."""
    size: int
    """Unpacked; -1 where it stands behind the member."""
    packed_size: int
    method: int
    flags: int
    checksum: int


class ZipReader:
    """The members of a zip."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        self._total = 0

    def list_records(self) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        try:
            members = [_of_directory(info) for info in zipfile.ZipFile(self._stream).infolist() if not info.is_dir()]
        except _ERRORS as error:
            yield from self._salvage(error)
            return
        names = Names()
        for member in members:
            yield self._list_one(member, names)

    def list_on(self, start: int, number: int) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        raise NoWayOnError

    def read_record(self, record: Record) -> bytes:
        """See `Reader`."""
        found = bytearray()
        try:
            for chunk in _unpack(self._stream, read_head(self._stream, record.offset)):
                found += chunk
                if len(found) > record.size:
                    raise DamagedError("is longer than it was")
        except zlib.error as error:
            raise DamagedError(f"damaged: {error}") from error
        return bytes(found)

    def _list_one(self, member: _Member, names: Names) -> Record | PassedOver:
        key, problem = names.name(member.name)
        if problem is None and key == "":
            return PassedOver(f"member {member.name.rpartition('/')[2]}")
        problem = problem or _refuse(member)
        if problem:
            return Record(key, member.offset, member.size, "", problem)
        digest, size, checksum = hashlib.sha256(), 0, 0
        try:
            for chunk in _unpack(self._stream, member):
                digest.update(chunk)
                checksum = zlib.crc32(chunk, checksum)
                size += len(chunk)
                self._count(len(chunk), size)
        except (DamagedError, *_ERRORS, zlib.error) as error:
            return damage(key, member.offset, error)
        if member.size >= 0 and (size, checksum) != (member.size, member.checksum):
            return damage(key, member.offset, DamagedError("does not unpack to what its checksum says"))
        return Record(key, member.offset, size, digest.hexdigest())

    def _count(self, more: int, size: int) -> None:
        self._total += more
        most = min(MAX_ARCHIVE_BYTES, max(RATIO_FREE_BYTES, MAX_RATIO * self._size))
        if self._total > most:
            raise DamagedError(f"the archive unpacks to over {most:,} bytes, {MAX_RATIO} times its size", "too_large")
        if size > MAX_RECORD_BYTES:
            raise DamagedError(f"unpacks to over {MAX_RECORD_BYTES:,} bytes", "too_large")

    def _salvage(self, error: Exception) -> Iterator[Record | PassedOver]:
        """The members that can be found by their own heads, and one row for the directory that is not there."""
        names, found, damages = Names(), 0, 0
        at = find_mark(self._stream, MARK, 0)
        while at is not None and damages <= MAX_DAMAGES:
            following = at + 1
            try:
                member = read_head(self._stream, at)
                if not member.name.endswith("/"):
                    listed = self._list_one(member, names)
                    yield listed
                    found += 1
                    is_damaged = isinstance(listed, Record) and listed.problem is not None
                    damages += is_damaged
                    following = at + 4 if is_damaged else self._stream.tell()
            except DamagedError:
                damages += 1
            at = find_mark(self._stream, MARK, max(following - CHUNK_BYTES, at + 1))
        if not found:
            raise DamagedError(f"no zip archive that can be read: {error}") from error
        yield damage("", self._size, DamagedError(f"its directory cannot be read ({error}); members were looked for"))


def _of_directory(info: zipfile.ZipInfo) -> _Member:
    name = info.filename if info.flag_bits & _IS_UTF8 else _read_name(info.orig_filename.encode("cp437", "replace"))
    return _Member(
        name, info.header_offset, info.file_size, info.compress_size, info.compress_type, info.flag_bits, info.CRC
    )


def _read_name(raw: bytes) -> str:
    """A name of which no charset is told: zip says cp437 then, and Chinese systems write GBK."""
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def read_head(stream: BinaryIO, offset: int) -> _Member:
    """The member whose own head is at `offset`; the stream is where its bytes begin. Raises DamagedError."""
    stream.seek(offset)
    raw = stream.read(_HEAD.size)
    if len(raw) < _HEAD.size or not raw.startswith(MARK):
        raise DamagedError("no member of a zip begins there")
    _, _, flags, method, _, _, checksum, packed, size, name_length, extra_length = _HEAD.unpack(raw)
    name = stream.read(name_length)
    stream.seek(extra_length, 1)
    shown = name.decode("utf-8", "replace") if flags & _IS_UTF8 else _read_name(name)
    follows = bool(flags & _SIZES_FOLLOW) or 0xFFFFFFFF in (packed, size)
    return _Member(shown, offset, -1 if follows else size, packed, method, flags, checksum)


def _refuse(member: _Member) -> Problem | None:
    if member.flags & _ENCRYPTED:
        return Problem("not_a_page", "a member that is encrypted")
    if member.method not in (_STORED, _DEFLATED):
        return Problem("not_a_page", f"packed by {_METHODS.get(member.method, f'method {member.method}')}, not deflate")
    if member.size > MAX_RECORD_BYTES:
        return Problem("too_large", f"{member.size:,} bytes")
    return None


def _unpack(stream: BinaryIO, member: _Member) -> Iterator[bytes]:
    """What a member holds, in chunks."""
    local = read_head(stream, member.offset)
    if local.method == _STORED:
        left = member.packed_size
        if local.flags & _SIZES_FOLLOW and member.size < 0:
            raise DamagedError("its size is not told")
        while left > 0:
            chunk = stream.read(min(left, CHUNK_BYTES))
            if not chunk:
                raise DamagedError("ends within a member")
            left -= len(chunk)
            yield chunk
        return
    inner = zlib.decompressobj(-15)
    while not inner.eof:
        data = inner.unconsumed_tail or stream.read(CHUNK_BYTES)
        out = inner.decompress(data, CHUNK_BYTES)
        if out:
            yield out
        elif not data and not inner.eof:
            raise DamagedError("ends within a member")


def find_mark(stream: BinaryIO, mark: bytes, start: int) -> int | None:
    """Where `mark` stands first at `start` or behind it."""
    stream.seek(start)
    kept = b""
    while piece := stream.read(CHUNK_BYTES):
        data = kept + piece
        if (at := data.find(mark)) >= 0:
            return start - len(kept) + at
        start += len(piece)
        kept = data[-len(mark) + 1 :]
    return None
