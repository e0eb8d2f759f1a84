"""A single page that is packed."""

import zlib
from collections.abc import Iterator
from io import BytesIO

from flows.corpus.containers.limits import MAX_RATIO, RATIO_FREE_BYTES
from flows.corpus.containers.records import DamagedError
from flows.corpus.containers.streams import DEFLATE, unpack_chunks
from flows.page.errors import PageError


def unpack_bytes(raw: bytes, packing: str, max_bytes: int, *, is_truncated: bool = False) -> bytes:
    """What `raw` unpacks to. Raises PageError damaged, and too_large over `max_bytes` or a ratio that no page has.

    is_truncated: it is known to end early; what there is is taken.
    """
    found, size = [], 0
    try:
        for chunk in _chunks(raw, packing):
            found.append(chunk)
            size += len(chunk)
            if size > max_bytes:
                raise PageError("too_large", f"unpacks to over {max_bytes:,} bytes")
            if size > max(RATIO_FREE_BYTES, MAX_RATIO * len(raw)):
                raise PageError("too_large", f"unpacks to over {MAX_RATIO} times its size")
    except DamagedError as error:
        if not is_truncated:
            raise PageError(error.code, str(error)) from error
    return b"".join(found)


def _chunks(raw: bytes, packing: str) -> Iterator[bytes]:
    if packing == DEFLATE:
        try:  # servers send it with and without the frame of zlib
            zlib.decompressobj(15).decompress(raw[:512], 64)
        except zlib.error:
            packing = "raw deflate"
    return unpack_chunks(BytesIO(raw).read, packing)
