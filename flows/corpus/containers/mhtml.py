"""MHTML: a page with its parts in one file, as browsers save it."""

import re
from email import message_from_bytes
from email.message import Message

from flows.corpus.containers.limits import MAX_HEAD_BYTES, MAX_PARTS
from flows.corpus.containers.response import charset_of
from flows.corpus.containers.said import Said, mail_moment, say
from flows.page.errors import PageError

_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,60}\r?\n")
_PARTS = re.compile(rb"^content-type:\s*multipart/(?:related|mixed|alternative)\b", re.IGNORECASE | re.MULTILINE)
_CID = re.compile(rb"(?<![\w-])cid:([^\s\"'<>)\\]{1,300})", re.IGNORECASE)


def is_mhtml(raw: bytes) -> bool:
    """Whether a file begins with the head of a message of several parts."""
    head = _HEAD.match(raw[:MAX_HEAD_BYTES])
    return head is not None and _PARTS.search(head[0]) is not None


def parse_mhtml(raw: bytes) -> tuple[bytes, Said]:
    """The page itself, its references to parts by cid: replaced with their addresses, and what the file says of it.

    Raises PageError for one without a page.
    """
    message = message_from_bytes(raw)
    parts = _leaves(message)
    root = _root(message, parts)
    if root is None:
        raise PageError("not_a_page", "an MHTML file without an HTML part")
    body = root.get_payload(decode=True)
    page = body if isinstance(body, bytes) else b""
    places = {_identity(part): _text(part, "content-location") for part in parts if part.get("content-id")}
    page = _CID.sub(lambda found: _address(found, places), page)
    url = _text(message, "snapshot-content-location") or _text(root, "content-location")
    moment = mail_moment(_text(message, "date"))
    return page, say(url, moment.isoformat() if moment else None, charset_of(_text(root, "content-type")))


def _leaves(message: Message) -> list[Message]:
    """The parts that hold something, in order."""
    found: list[Message] = []
    pending = [message]
    while pending:
        part = pending.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list):
            pending += reversed([each for each in inner if isinstance(each, Message)])
        else:
            found.append(part)
        if len(found) + len(pending) > MAX_PARTS:
            raise PageError("too_large", f"an MHTML file of over {MAX_PARTS:,} parts")
    return found


def _root(message: Message, parts: list[Message]) -> Message | None:
    """The part that the head names by its start, else the first page among them."""
    start = str(message.get_param("start") or "").strip("<>")
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml", "text/plain")]
    named = [part for part in pages if start and _identity(part) == start]
    html = [part for part in pages if part.get_content_type() != "text/plain"]
    return next(iter(named or html or pages), None)


def _identity(part: Message) -> str:
    return _text(part, "content-id").strip("<> ")


def _text(part: Message, name: str) -> str:
    return "".join(str(part.get(name) or "").split()) if name != "date" else str(part.get(name) or "")


def _address(found: re.Match[bytes], places: dict[str, str]) -> bytes:
    place = places.get(found[1].decode("utf-8", "replace"), "")
    return place.encode("utf-8", "replace") if place.startswith(("http://", "https://")) else found[0]
