"""Lines of JSON, each a page that a crawler wrote down: as they are, or packed with gzip, zstd, bzip2 or xz."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any, BinaryIO

from flows.corpus.containers.limits import MAX_RECORD_BYTES
from flows.corpus.containers.records import DamagedError, NoWayOnError, Record, damage, number_key
from flows.corpus.containers.said import Said, say
from flows.corpus.containers.streams import ForwardStream, packing_of, read_chunks, unpack_chunks
from flows.corpus.problem import Problem
from flows.page.errors import PageError
from flows.page.text.half_characters import read_json

USUAL_NAMES: dict[str, tuple[str, ...]] = {
    "html": ("html", "raw_html", "page_source", "response_body", "body"),
    "text": ("text", "plain_text", "article", "main_text"),
    "content": ("content", "raw_content"),
    "url": ("url", "link", "uri", "target_uri", "warc_target_uri"),
    "title": ("title", "headline"),
    "fetched_at": ("fetched_at", "crawled_at", "scraped_at", "crawl_time", "fetch_time", "date_download", "timestamp"),
    "charset": ("charset", "encoding"),
}
"""What a field is for → names that crawlers give it. `content` is HTML or text."""
_TITLE = re.compile(r"<title[\s>]|<h1[\s>]", re.IGNORECASE)
_MILLISECONDS = 100_000_000_000


class JsonLinesReader:
    """The lines of a file; a blank line is none."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._size = size
        stream.seek(0)
        self._packing = packing_of(stream.read(6))
        self._left: ForwardStream | None = None

    def list_records(self) -> Iterator[Record]:
        """See `Reader`."""
        return self._list(self._open_forward(), _Line(0, 1))

    def list_on(self, start: int, number: int) -> Iterator[Record]:
        """See `Reader`."""
        if self._packing:
            raise NoWayOnError
        self._stream.seek(start)
        return self._list(ForwardStream(read_chunks(self._stream.read)), _Line(start, number + 1))

    def _list(self, stream: ForwardStream, line: "_Line") -> Iterator[Record]:
        try:
            for piece in stream.iterate():
                *whole, rest = piece.split(b"\n")
                for part in whole:
                    line.add(part)
                    yield from line.records(is_forward=bool(self._packing))
                    line = line.following()
                line.add(rest)
        except DamagedError as error:
            yield damage(number_key(line.number), stream.tell(), error)
            return
        yield from line.records(is_forward=bool(self._packing))

    def read_record(self, record: Record) -> bytes:
        """See `Reader`."""
        if not record.is_forward:
            self._stream.seek(record.offset)
            return self._stream.read(record.size)
        if self._left is None or self._left.tell() > record.offset:
            self._left = self._open_forward()
        self._left.seek(record.offset)
        return self._left.read(record.size)

    def _open_forward(self) -> ForwardStream:
        self._stream.seek(0)
        if not self._packing:
            return ForwardStream(read_chunks(self._stream.read))
        return ForwardStream(unpack_chunks(self._stream.read, self._packing), self._size)


class _Line:
    """A line that is being read, of which nothing but the digest is kept."""

    def __init__(self, offset: int, number: int) -> None:
        self.number = number
        self._offset = offset
        self._size = 0
        self._is_blank = True
        self._digest = hashlib.sha256()

    def add(self, part: bytes) -> None:
        self._digest.update(part)
        self._size += len(part)
        self._is_blank = self._is_blank and not part.strip(b"\xef\xbb\xbf \t\r\n")

    def following(self) -> "_Line":
        return _Line(self._offset + self._size + 1, self.number + 1)

    def records(self, *, is_forward: bool) -> Iterator[Record]:
        """The line as a record, unless it is blank."""
        if self._is_blank:
            return
        key, digest = number_key(self.number), self._digest.hexdigest()
        problem = None
        if self._size > MAX_RECORD_BYTES:
            problem = Problem("too_large", f"at byte {self._offset:,}: a line of {self._size:,} bytes")
        yield Record(key, self._offset, self._size, "" if problem else digest, problem, is_forward=is_forward)


def parse_line(raw: bytes, names: Mapping[str, str]) -> tuple[bytes, Said]:
    """The page of a line, in UTF-8, and what the line says of it.

    names: what a field is for → its name in this source, with dots between the names of nested ones; those that are
    not given have one of `USUAL_NAMES`. Raises PageError for a line that holds no page.
    """
    try:
        row = read_json(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PageError("damaged", f"not JSON: {' '.join(str(error).split())}") from error
    if not isinstance(row, dict):
        raise PageError("not_a_page", f"a line of JSON that holds {type(row).__name__}, no object with fields")
    field = {role: _find(row, (names[role],) if role in names else USUAL_NAMES[role]) for role in USUAL_NAMES}
    title = field["title"]
    texts = (field[role] for role in ("html", "text", "content"))
    text = next((each for each in texts if isinstance(each, str) and each.strip()), None)
    if text is None:
        wanted = ", ".join(names.get(role, USUAL_NAMES[role][0]) for role in ("html", "text", "content"))
        raise PageError("not_a_page", f"no field with a page ({wanted}); name it in source.toml under [jsonl]")
    said = say(field["url"], _moment(field["fetched_at"]), field["charset"])
    return _with_title(text, title if isinstance(title, str) else "").encode("utf-8", "replace"), said


def _find(row: dict[str, Any], names: tuple[str, ...]) -> Any:
    """The first of `names` that has a value."""
    for name in names:
        value: Any = row.get(name)
        if value is None and "." in name:
            value = row
            for step in name.split("."):
                value = value.get(step) if isinstance(value, dict) else None
        if value not in (None, ""):
            return value
    return None


def _with_title(text: str, title: str) -> str:
    """A text under its title, where it does not have it."""
    title = " ".join(title.split())
    text = text.lstrip()
    if not title or _TITLE.search(text) or title in text.partition("\n")[0]:
        return text
    return f"<title>{escape(title)}</title>\n{text}" if text.startswith("<") else f"{title}\n\n{text}"


def _moment(value: Any) -> str | None:
    """A time as ISO 8601; numbers are seconds or milliseconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value if isinstance(value, str) else None
    try:
        seconds = value / 1000 if value > _MILLISECONDS else value
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None
