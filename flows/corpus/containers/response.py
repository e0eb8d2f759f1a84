"""An answer of a web server as it was saved or archived: its head, and the page in its body."""

import re
from email.message import Message
from email.parser import BytesHeaderParser

from flows.corpus.containers.limits import CHUNK_BYTES, MAX_HEAD_BYTES
from flows.corpus.containers.packed import unpack_bytes
from flows.corpus.containers.said import Said, mail_moment, say
from flows.corpus.containers.streams import BROTLI, DEFLATE, GZIP, ZSTD
from flows.page.errors import PageError

_START = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b[^\r\n]*\r?\n")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
_PACKINGS = {"gzip": GZIP, "x-gzip": GZIP, "br": BROTLI, "zstd": ZSTD, "deflate": DEFLATE}
_PAGES = re.compile(
    r"text/(?:html|plain|markdown|x-markdown|xml)|application/(?:xhtml\+xml|xml|octet-stream|vnd\.wap\.xhtml\+xml)|"
    r"(?:\*|unknown|binary)/.*|",
    re.IGNORECASE,
)


def is_response(raw: bytes) -> bool:
    """Whether a file begins as the answer of a web server does."""
    return _START.match(raw) is not None


def parse_response(raw: bytes, max_bytes: int, *, is_truncated: bool = False) -> tuple[bytes, Said]:
    """The body of an answer without what it was packed in for its way, and what the head says of it.

    Raises PageError for what is no page: other states than success, other types than HTML and text.
    """
    start = _START.match(raw)
    end = _END.search(raw, start.end() - 2 if start else 0, MAX_HEAD_BYTES)
    if start is None or end is None:
        raise PageError("damaged", "the head of an HTTP answer has no end")
    head = BytesHeaderParser().parsebytes(raw[start.end() : end.start()] + b"\r\n\r\n")
    state = int(start[1])
    if not 200 <= state < 300:
        raise PageError("not_a_page", f"an answer with the state {state}")
    check_type(_value(head, "content-type"))
    body = raw[end.end() :]
    if "chunked" in _value(head, "transfer-encoding").lower():
        body = _join_chunks(body)
    body = _unpack(body, _value(head, "content-encoding"), max_bytes, is_truncated=is_truncated)
    moment = mail_moment(_value(head, "date"))
    said = say(None, moment.isoformat() if moment else None, charset_of(_value(head, "content-type")))
    return body, said


def check_type(content_type: str) -> None:
    """Raise PageError for a type that no page has."""
    kind = content_type.partition(";")[0].strip().lower()
    if not _PAGES.fullmatch(kind):
        raise PageError("not_a_page", f"{kind[:80]}; not a page")


def charset_of(content_type: str) -> str | None:
    """The charset that a Content-Type names."""
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", content_type, re.IGNORECASE)
    return found[1] if found else None


def _value(head: Message, name: str) -> str:
    return str(head.get(name) or "")


def _join_chunks(body: bytes) -> bytes:
    """The body of which chunks were sent; archives often hold it joined already. Of a broken one, what there is."""
    if _CHUNK.match(body) is None:
        return body
    found: list[bytes] = []
    at = 0
    while start := _CHUNK.match(body, at):
        size = int(start[1], 16)
        if size == 0:
            return b"".join(found)
        found.append(body[start.end() : start.end() + size])
        at = start.end() + size
    return b"".join(found) if at >= len(body) else body


def _unpack(body: bytes, encoding: str, max_bytes: int, *, is_truncated: bool) -> bytes:
    """The body without its Content-Encoding; as it is where it does not have it, as in some archives."""
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        packing = _PACKINGS.get(name)
        if packing is None or not _may_be(body, packing):
            continue
        body = unpack_bytes(body, packing, max_bytes, is_truncated=is_truncated)
    return body


def _may_be(body: bytes, packing: str) -> bool:
    if packing == GZIP:
        return body.startswith(b"\x1f\x8b")
    if packing == ZSTD:
        return body.startswith(b"\x28\xb5\x2f\xfd")
    return re.match(rb"\s*<(?:!|html|head|\?xml|body)", body[:CHUNK_BYTES], re.IGNORECASE) is None
