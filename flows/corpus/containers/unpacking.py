"""The one door by which a page comes out of what it is packed in."""

import re
from collections.abc import Mapping
from dataclasses import replace

from flows.corpus.containers.jsonl import parse_line
from flows.corpus.containers.limits import MAX_LAYERS
from flows.corpus.containers.mhtml import is_mhtml, parse_mhtml
from flows.corpus.containers.packed import unpack_bytes
from flows.corpus.containers.records import DamagedError
from flows.corpus.containers.response import check_type, is_response, parse_response
from flows.corpus.containers.said import Said, join, say
from flows.corpus.containers.streams import BROTLI, packing_of
from flows.corpus.containers.warc import parse_record
from flows.page.errors import PageError

_FEED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*){0,8}"
    rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)[\s>]",
    re.DOTALL,
)
_KEPT_TYPES = re.compile(r"application/http\b", re.IGNORECASE)


def unpack(raw: bytes, name: str, kind: str, names: Mapping[str, str], max_bytes: int) -> tuple[bytes, Said]:
    """The bytes of a page, and what its packing says of it.

    raw: a file, or a record as it lies in its container. name: its raw_path. kind: that of the container, "" for a file
    of its own. names: of the fields of a line of JSON. Raises PageError where no page comes out.
    """
    if kind in ("warc", "wacz"):
        page, said = _unpack_warc(raw, max_bytes)
    elif kind == "jsonl":
        page, said = parse_line(raw, names)
    else:
        page, said = _unpack_layers(raw, name, max_bytes)
    if _FEED.match(page):
        raise PageError("not_a_page", "a feed or site map, not a page")
    return page, said


def _unpack_layers(page: bytes, name: str, max_bytes: int) -> tuple[bytes, Said]:
    said = Said()
    is_brotli = name.lower().endswith(".br")
    for _ in range(MAX_LAYERS):
        opened = _open(page, max_bytes, is_brotli=is_brotli)
        if opened is None:
            return page, said
        is_brotli = False
        page, more = opened
        said = Said(join(said.known, more.known), said.is_truncated or more.is_truncated)
    raise PageError("not_text", f"packed more than {MAX_LAYERS} times")


def _open(page: bytes, max_bytes: int, *, is_brotli: bool) -> tuple[bytes, Said] | None:
    """A page without its outermost packing; None without one."""
    packing = packing_of(page) or (BROTLI if is_brotli else "")
    if packing:
        return unpack_bytes(page, packing, max_bytes), Said()
    if is_response(page):
        return parse_response(page, max_bytes)
    return parse_mhtml(page) if is_mhtml(page) else None


def _unpack_warc(raw: bytes, max_bytes: int) -> tuple[bytes, Said]:
    try:
        kind, headers, block = parse_record(raw)
    except DamagedError as error:
        raise PageError("damaged", str(error)) from error
    url = headers.get("warc-target-uri", "").strip("<> ")
    if kind == "revisit":
        first = headers.get("warc-refers-to-target-uri", url).strip("<> ")
        when = headers.get("warc-refers-to-date") or headers.get("warc-refers-to") or "another time"
        raise PageError("not_a_page", f"a revisit record: the page is what {first[:150]} was at {when[:60]}")
    is_truncated = "warc-truncated" in headers
    said = Said()
    content_type = headers.get("content-type", "")
    if is_response(block):
        block, said = parse_response(block, max_bytes, is_truncated=is_truncated)
    elif not _KEPT_TYPES.match(content_type):
        check_type(content_type)
    known = say(url, headers.get("warc-date")).known
    return block, replace(said, known=join(known, said.known), is_truncated=is_truncated)
