"""tar archives of pages, as they are or packed with gzip, zstd, bzip2 or xz: read from the front, member by member."""

import hashlib
import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from flows.corpus.containers.limits import CHUNK_BYTES, MAX_RECORD_BYTES
from flows.corpus.containers.members import Names
from flows.corpus.containers.records import DamagedError, NoWayOnError, PassedOver, Record, damage
from flows.corpus.containers.streams import ForwardStream, packing_of, read_chunks, unpack_chunks
from flows.corpus.problem import Problem

_BLOCK = 512
_EXTENSIONS = 64
"""Heads that only say more of the next one, such as its long name."""


class TarReader:
    """The members of a tar."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        stream.seek(0)
        self._packing = packing_of(stream.read(6))
        self._left: ForwardStream | None = None

    def list_records(self) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        stream, names, end = self._open_forward(), Names(), 0
        try:
            tar = tarfile.open(fileobj=stream, mode="r:", errorlevel=0)  # type: ignore[call-overload]  # noqa: SIM115
            while member := tar.next():
                tar.members = []
                end = member.offset_data
                if not member.isdir():
                    yield self._list_one(member, names, stream)
                end += max(0, -(-member.size // _BLOCK) * _BLOCK) if member.isreg() else 0
            self._check_end(stream, end)
        except Exception as error:  # tarfile answers damage with whatever its parsing meets
            if not end:
                raise DamagedError(f"no tar archive that can be read: {error}") from error
            yield damage("", end, error)

    def list_on(self, start: int, number: int) -> Iterator[Record | PassedOver]:
        """See `Reader`."""
        raise NoWayOnError

    def read_record(self, record: Record) -> bytes:
        """See `Reader`."""
        if not record.is_forward:
            self._stream.seek(record.offset)
            return self._stream.read(record.size)
        if self._left is None or self._left.tell() > record.offset:
            self._left = self._open_forward()
        self._left.seek(record.offset)
        return self._left.read(record.size)

    def _list_one(self, member: tarfile.TarInfo, names: Names, stream: ForwardStream) -> Record | PassedOver:
        key, problem = names.name(member.name)
        if problem is None and key == "":
            return PassedOver(f"member {member.name.rpartition('/')[2]}")
        if member.issym() or member.islnk():
            problem = Problem("symlink", "links are not followed; put the file itself there")
        elif not member.isreg() or member.issparse():
            problem = Problem("not_a_file", "a device, a pipe or a file with holes")
        elif problem is None and member.size > MAX_RECORD_BYTES:
            problem = Problem("too_large", f"{member.size:,} bytes")
        offset, is_forward = member.offset_data, bool(self._packing)
        if problem:
            return Record(key, offset, member.size, "", problem, is_forward=is_forward)
        digest, left = hashlib.sha256(), member.size
        while left and (piece := stream.read(min(left, CHUNK_BYTES))):
            digest.update(piece)
            left -= len(piece)
        if left:
            raise DamagedError(f"ends within {key[:100]}, {left:,} of {member.size:,} bytes are not there")
        return Record(key, offset, member.size, digest.hexdigest(), is_forward=is_forward)

    def _check_end(self, stream: ForwardStream, end: int) -> None:
        """Raise unless zeros or nothing stand where no member does: tarfile takes damage for the end."""
        seen = stream.tell()
        if seen > end + _BLOCK:
            return
        rest = stream.read(_BLOCK) if seen <= end else b""
        if seen <= end and rest.strip(b"\0"):
            raise DamagedError("what follows is no member")

    def _open_forward(self) -> ForwardStream:
        self._stream.seek(0)
        if not self._packing:
            return ForwardStream(read_chunks(self._stream.read))
        return ForwardStream(unpack_chunks(self._stream.read, self._packing), self._size)
