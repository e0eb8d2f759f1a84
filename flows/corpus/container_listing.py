"""Containers under raw/ as their records: each a page like any other, known again by the digest of what it holds.

A list is kept beside the dataset while its container stays as it is, so that a container is listed once, also where the
run is killed behind that. A list that is lost is made again; nothing else depends on it.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from functools import cache
from pathlib import Path

from flows.corpus import containers
from flows.corpus.containers.kinds import container_kind
from flows.corpus.containers.limits import MAX_RECORDS
from flows.corpus.containers.opening import make_reader
from flows.corpus.containers.records import DamagedError, PassedOver, Record, describe
from flows.corpus.inputs import Capture, Inputs
from flows.corpus.paths import UNSORTED
from flows.corpus.problem import Problem
from flows.corpus.regular_files import LinkError, NotRegularError, is_unchanged, open_regular, prove, stamp_of
from flows.dataset import files


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

    def to_bytes(self) -> bytes:
        """As it is kept, behind a digest of itself."""
        rows = [astuple(record) for record in self.records]
        body = json.dumps([code_digest(), self.stamp, rows, self.passed_over, self.problem]).encode("ascii")
        return hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body


def expand(inputs: Inputs, kept: Path | None = None, *, is_trusted: bool = True) -> Inputs:
    """The same inputs with the records of each container in its place.

    kept: directory of the lists; without it all are made. is_trusted: those that are there are used.
    """
    found: list[Capture] = []
    passed_over = Counter(inputs.passed_over)
    used: set[Path] = set()
    for capture in inputs.captures:
        kind = kind_of(capture)
        if not kind:
            found.append(capture)
            continue
        path = _place(kept, capture) if kept else None
        listing = _kept(path, capture) if path and is_trusted else None
        if listing is None:
            listing = list_container(capture, kind)
            if listing is None:
                continue
            if path and listing.stamp:
                _keep(path, listing)
        used |= {path} if path else set()
        passed_over.update(listing.passed_over)
        found += _records(capture, kind, listing)
    if kept:
        _forget(kept, inputs.sources, used)
    found.sort(key=lambda capture: (capture.source, capture.raw_path))
    return Inputs(list(_with_own_paths(found)), inputs.sources, passed_over)


def kind_of(capture: Capture) -> str:
    """The kind of container that a file is; "" for a page."""
    return container_kind(capture.raw_path.rpartition("/")[2]) if capture.problem is None and capture.size >= 0 else ""


def list_container(capture: Capture, kind: str) -> Listing | None:
    """List a container; None when it is gone. What is wrong with it as a whole is its problem."""
    records: list[Record] = []
    passed_over: Counter[str] = Counter()
    state = ""
    try:
        with open_regular(capture.path) as stream:
            state, size = stamp_of(stream)
            for record in make_reader(stream, size, kind).list_records():
                if isinstance(record, PassedOver):
                    passed_over[record.kind] += 1
                else:
                    records.append(record)
                if len(records) >= MAX_RECORDS:
                    message = f"over {MAX_RECORDS:,} records; split it"
                    records.append(Record("", record_end(records), -1, "", Problem("too_large", message)))
                    break
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
    return Listing(state, records, dict(passed_over), problem)


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


@cache
def code_digest() -> str:
    """SHA-256 over the code that lists containers."""
    digest = hashlib.sha256()
    for path in sorted(Path(containers.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _place(kept: Path, capture: Capture) -> Path:
    name = hashlib.sha256(capture.raw_path.encode("utf-8", "backslashreplace")).hexdigest()[:32]
    return kept / capture.source / f"{name}.json"


def _kept(path: Path, capture: Capture) -> Listing | None:
    """The list of a container that is as it was; None without one."""
    try:
        digest, _, body = files.read_bytes(path).partition(b"\n")
        if digest.decode("ascii") != hashlib.sha256(body).hexdigest():
            return None
        code, state, rows, passed_over, wrong = json.loads(body)
    except (OSError, ValueError):
        return None
    if code != code_digest() or not is_unchanged(state, capture.stamp):
        return None
    records = [
        Record(key, offset, size, digest, Problem(*problem) if problem else None, member, is_forward)
        for key, offset, size, digest, problem, member, is_forward in rows
    ]
    return Listing(state, records, passed_over, Problem(*wrong) if wrong else None)


def _keep(path: Path, listing: Listing) -> None:
    with suppress(OSError):  # without it the container is listed again
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}.{os.getpid()}.new")
        files.write_scratch(beside, listing.to_bytes())
        files.move(beside, path)


def _forget(kept: Path, sources: list[str], used: set[Path]) -> None:
    """Delete the lists of containers that are gone."""
    with suppress(OSError):
        for directory in kept.iterdir() if kept.is_dir() else ():
            if directory.name not in sources and UNSORTED not in sources:
                continue
            for path in directory.iterdir():
                if path not in used:
                    files.delete(path)
            files.delete_empty_directory(directory)
