"""Containers under raw/ as their records: each a page like any other, known again by the digest of what it holds.

A list can be kept while its container stays as it is, and be continued where the container grows at its end.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Protocol

from flows.corpus.containers.kinds import container_kind
from flows.corpus.containers.limits import CHUNK_BYTES, MAX_RECORDS
from flows.corpus.containers.opening import make_reader
from flows.corpus.containers.records import DamagedError, NoWayOnError, PassedOver, Reader, Record, describe
from flows.corpus.inputs import Capture, Inputs
from flows.corpus.problem import Problem
from flows.corpus.regular_files import LinkError, NotRegularError, is_unchanged, open_regular, prove, stamp_of

_GROWING = ("warc", "jsonl")
"""Kinds of containers that grow at their ends."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a container holds."""

    stamp: str
    """Of the container when it was listed; UNPROVEN where it changed meanwhile."""
    records: list[Record]
    passed_over: dict[str, int]
    """Kind of records that are no pages → how many."""
    problem: Problem | None = None
    """Why it cannot be listed at all."""
    size: int = 0
    """Bytes of the container then."""
    content_digest: str = ""
    """SHA-256 of those bytes, where the list can be continued when more stand behind them."""


class Lists(Protocol):
    """What keeps lists from one run to the next."""

    def read(self, capture: Capture) -> Listing | None:
        """The list that an earlier run made of a container; None without one that can be used."""
        ...

    def keep(self, capture: Capture, listing: Listing) -> None:
        """Keep a list for the next run."""
        ...

    def forget_others(self, sources: list[str]) -> None:
        """Delete the lists of containers of `sources` that were not asked for."""
        ...


def expand(inputs: Inputs, lists: Lists | None = None) -> Inputs:
    """The same inputs with the records of each container in its place. lists: those of the last run."""
    found: list[Capture] = []
    passed_over: Counter[str] = Counter()
    for capture in inputs.captures:
        kind = kind_of(capture)
        if not kind:
            found.append(capture)
            continue
        listing = _list(capture, kind, lists)
        if listing is not None:
            passed_over.update(listing.passed_over)
            found += _records(capture, kind, listing)
    if lists:
        lists.forget_others(inputs.sources)
    found.sort(key=lambda capture: (capture.source, capture.raw_path))
    return replace(inputs, captures=list(_with_own_paths(found)), records_passed_over=passed_over)


def _list(capture: Capture, kind: str, lists: Lists | None) -> Listing | None:
    before = lists.read(capture) if lists else None
    if before and is_unchanged(before.stamp, capture.stamp):
        return before
    listing = list_container(capture, kind, before)
    if lists and listing and listing.stamp:
        lists.keep(capture, listing)
    return listing


def kind_of(capture: Capture) -> str:
    """The kind of container that a file is; "" for a page."""
    return container_kind(capture.raw_path.rpartition("/")[2]) if capture.problem is None and capture.size >= 0 else ""


def list_container(capture: Capture, kind: str, before: Listing | None = None) -> Listing | None:
    """List a container; None when it is gone. What is wrong with it as a whole is its problem.

    before: an earlier list, which is continued where the container has grown at its end and is else what it was.
    """
    records: list[Record] = []
    passed_over: Counter[str] = Counter()
    state = content_digest = ""
    size = 0
    try:
        with open_regular(capture.path) as stream:
            state, size = stamp_of(stream)
            reader = make_reader(stream, size, kind)
            content = _Content(stream)
            more = _continue(before, content, size, reader, kind) if before else None
            if before and more:
                records += before.records[: more.kept_count]
                passed_over.update(before.passed_over)
            for record in more.records if more else reader.list_records():
                if isinstance(record, PassedOver):
                    passed_over[record.kind] += 1
                else:
                    records.append(record)
                if len(records) >= MAX_RECORDS:
                    message = f"over {MAX_RECORDS:,} records; split it"
                    records.append(Record("", record_end(records), -1, "", Problem("too_large", message)))
                    break
            content_digest = content.digest(size) if kind in _GROWING else ""
            state = prove(stream, state)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except LinkError as error:
        return Listing("", [], {}, Problem("symlink", str(error.strerror)))
    except NotRegularError as error:
        return Listing("", [], {}, Problem("not_a_file", str(error.strerror)))
    except OSError as error:
        return Listing("", [], {}, Problem("unreadable", str(error.strerror or error)))
    except Exception as error:  # damage is met with whatever a parser of it raises
        code = error.code if isinstance(error, DamagedError) else "damaged"
        return Listing(state, records, dict(passed_over), Problem(code, describe(error)))
    problem = None if records else Problem("empty_file", f"a {kind} that holds no page")
    return Listing(state, records, dict(passed_over), problem, size, content_digest)


@dataclass(frozen=True, slots=True)
class _More:
    """How a list goes on."""

    kept_count: int
    """Records of the earlier list that stay."""
    records: list[Record | PassedOver]
    """Those that follow."""


def _continue(before: Listing, content: "_Content", size: int, reader: Reader, kind: str) -> _More | None:
    """What a container holds behind what it held; None where it must be listed from its beginning.

    The last record is looked at again where it was cut off or may have been.
    """
    if not before.content_digest or size <= before.size or not before.records or before.problem:
        return None
    if content.digest(before.size) != before.content_digest:
        return None
    last = before.records[-1]
    is_dropped = kind == "jsonl" or last.problem is not None
    kept = before.records[:-1] if is_dropped else before.records
    if any(record.problem and record.problem.code == "damaged" for record in kept):
        return None
    number = len(kept) + sum(before.passed_over.values()) if kind == "warc" else int(last.key) - 1
    try:
        return _More(len(kept), list(reader.list_on(last.offset if is_dropped else before.size, number)))
    except NoWayOnError:
        return None


class _Content:
    """Digests of the beginning of a file, longer from one to the next, for which it is read once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._end = 0

    def digest(self, end: int) -> str:
        """SHA-256 of the first `end` bytes."""
        self._stream.seek(self._end)
        while self._end < end and (piece := self._stream.read(min(CHUNK_BYTES, end - self._end))):
            self._digest.update(piece)
            self._end += len(piece)
        return self._digest.hexdigest()


def record_end(records: list[Record]) -> int:
    """Where the last of the records ends, as far as that is known."""
    return records[-1].offset + max(0, records[-1].size)


def _records(capture: Capture, kind: str, listing: Listing) -> Iterator[Capture]:
    for record in listing.records:
        yield replace(
            capture,
            raw_path=f"{capture.raw_path}#{record.key}" if record.key else capture.raw_path,
            size=record.size,
            stamp=record_stamp(record.digest),
            problem=record.problem,
            record=record,
            kind=kind,
        )
    if listing.problem:
        yield replace(capture, problem=listing.problem)


def record_stamp(digest: str) -> str:
    """The stamp of a record: of what it holds, so that it stays while its container grows or moves."""
    return f"{digest}:record" if digest else ""


def _with_own_paths(captures: Iterable[Capture]) -> Iterator[Capture]:
    """The captures, sorted; one with the path of another has a # more."""
    given: set[tuple[str, str]] = set()
    for capture in captures:
        while (capture.source, capture.raw_path) in given:
            capture = replace(capture, raw_path=f"{capture.raw_path}#")
        given.add((capture.source, capture.raw_path))
        yield capture
