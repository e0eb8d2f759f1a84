"""Finding the files under raw/."""

import os
import re
import stat
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.corpus.containers.records import Record
from flows.corpus.leftovers import is_leftover
from flows.corpus.page_names import SOURCE_FILE, no_page
from flows.corpus.paths import UNSORTED, escape_path, is_source_name
from flows.corpus.problem import Problem
from flows.corpus.regular_files import stamp
from flows.page.parts import Part

SIDECAR_SUFFIX = ".meta.json"
GOLDEN_SUFFIX = ".golden"
"""Of what a page became when it was last reviewed, beside the page; no page itself."""
_NOT_PAGES = re.compile(r"(?:readme|licen[cs]e)(?:\.(?:md|txt|rst))?\Z", re.IGNORECASE)
"""Files that explain raw/ itself, directly in it."""


class InputError(Exception):
    """raw/ as a whole cannot be used."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One file under raw/, or a record of one, that is to become a document, or a row of the quarantine."""

    source: str
    raw_path: str
    """Escaped path below the source's directory, of a record with # and its key; the identity of the page."""
    path: bytes
    """Its path on this machine."""
    size: int = -1
    """Bytes; -1 for what is not a file."""
    stamp: str = ""
    """What tells this state of the file from another; "" for what is not a file."""
    sidecar_stamp: str = ""
    """That of its sidecar; "" without one."""
    problem: Problem | None = None
    """What it goes to the quarantine for, where that is known without reading it."""
    expected: tuple[str | None, str | None] | None = None
    """If its bytes and those of its sidecar still have these digests, the rows in the dataset hold."""
    attempts: int = 0
    """Runs that failed over it, one after the other, for what may have been a passing reason."""
    is_good: bool = False
    """The dataset has a document of it, which stays when its sidecar cannot be read."""
    is_suspect: bool = False
    """It was being cleaned when a process died or a limit of time was over."""
    record: Record | None = None
    """Where it lies in the container that `path` is; None for a file of its own."""
    kind: str = ""
    """That of the container."""
    part: Part | None = None
    """Its place in an article of several files, if their names say so."""

    @property
    def known_problem(self) -> str:
        """`problem` as the manifest holds it; "" without one."""
        return f"{self.problem.code}: {self.problem.message}" if self.problem else ""

    @property
    def sidecar_path(self) -> bytes:
        """Where its sidecar is, if it has one."""
        return self.path + SIDECAR_SUFFIX.encode("ascii")


_NAMES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Inputs:
    """What lies under raw/."""

    captures: list[Capture]
    """Sorted by source and raw_path."""
    sources: list[str]
    """The sources looked at, with pages or without, sorted. `unsorted` is among them when all were looked at."""
    passed_over: Counter[str]
    """Names of what systems and tools leave → how often they were met."""
    records_passed_over: Counter[str] = field(default_factory=Counter)
    """Kinds of records that are no pages by what they are for → how many there are."""

    def describe_passed_over(self) -> list[str]:
        """What was passed over, in a line for each reason."""
        reasons = {
            "what systems and tools leave": self.passed_over,
            "records that are no pages": self.records_passed_over,
        }
        return [f"passed over, as {reason}: {_shown(counts)}" for reason, counts in reasons.items() if counts]


def _shown(counts: Counter[str]) -> str:
    names = [f"{escape_path(name)} ({count})" for name, count in sorted(counts.items())]
    return ", ".join(names[:_NAMES_SHOWN]) + ", …" * (len(names) > _NAMES_SHOWN)


def discover(raw: Path, sources: tuple[str, ...] | None = None) -> Inputs:
    """The files under `raw`, of all sources or of those given.

    Nothing is opened. Links, devices and names that cannot be sources become captures with a problem; what systems and
    tools leave is passed over and counted. Raises InputError when `raw`, or a directory below it, cannot be listed:
    what cannot be seen must not count as deleted.
    """
    root = os.fsencode(raw.resolve())
    try:
        top = sorted(os.scandir(root), key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(f"{raw}: {error.strerror or error}") from error
    captures: list[Capture] = []
    found: list[str] = []
    passed_over: Counter[str] = Counter()
    for entry in top:
        name = os.fsdecode(entry.name)
        if sources is not None and name not in sources:
            continue
        if is_leftover(name):
            passed_over[name] += 1
        elif entry.is_dir(follow_symlinks=False) and is_source_name(name):
            found.append(name)
            captures += _walk(name, entry.path, passed_over)
        elif sources is None and (problem := _misplaced(entry, name)):
            is_directory = entry.is_dir(follow_symlinks=False)
            captures.append(Capture(UNSORTED, escape_path(name) + "/" * is_directory, entry.path, problem=problem))
    if sources is None:
        found.append(UNSORTED)
    captures.sort(key=lambda capture: (capture.source, capture.raw_path))
    return Inputs(captures, sorted(found), passed_over)


def _misplaced(entry: os.DirEntry[bytes], name: str) -> Problem | None:
    """What is wrong with an entry directly in raw/ that is not a source."""
    if entry.is_symlink():
        return Problem("symlink", "links are not followed; move the directory itself into raw/")
    if entry.is_dir(follow_symlinks=False):
        return Problem(
            "bad_name",
            "not the name of a source: up to 64 of a-z 0-9 . _ -, beginning with a letter or digit, and not readable as"
            " a number, date or truth value",
        )
    if _NOT_PAGES.match(name):
        return None
    return Problem("bad_name", "a file in no source; move it into raw/<source>/")


def _walk(source: str, top: bytes, passed_over: Counter[str]) -> list[Capture]:
    captures: list[Capture] = []
    pending = [top]
    while pending:
        directory = pending.pop()
        try:
            entries = list(os.scandir(directory))
        except OSError as error:
            if isinstance(error, FileNotFoundError) and directory != top:
                continue
            shown = escape_path(os.fsdecode(directory))
            raise InputError(f"{shown} cannot be listed: {error.strerror}; nothing was changed") from error
        names = {entry.name for entry in entries}
        for entry in entries:
            if is_leftover(name := os.fsdecode(entry.name)):
                passed_over[name] += 1
            elif entry.is_dir(follow_symlinks=False):
                pending.append(entry.path)
            elif capture := _read_entry(source, top, entry, names):
                captures.append(capture)
    return captures


def _capture(source: str, top: bytes, path: bytes, problem: Problem | None = None) -> Capture:
    return Capture(source, escape_path(os.fsdecode(path[len(top) + 1 :])), path, problem=problem)


def _read_entry(source: str, top: bytes, entry: os.DirEntry[bytes], names: set[bytes]) -> Capture | None:
    suffix = SIDECAR_SUFFIX.encode("ascii")
    if entry.name == SOURCE_FILE.encode("ascii") and entry.path == top + b"/" + entry.name:
        return None
    if entry.name.endswith(suffix):
        if entry.name.removesuffix(suffix) in names:
            return None
        return _capture(source, top, entry.path, Problem("orphan_sidecar", "the page it belongs to is not beside it"))
    if (problem := no_page(os.fsdecode(entry.name))) and entry.is_file(follow_symlinks=False):
        return _capture(source, top, entry.path, Problem("not_a_page", problem))
    golden = GOLDEN_SUFFIX.encode("ascii")
    if entry.name.endswith(golden) and {entry.name.removesuffix(golden), entry.name.partition(b"#")[0]} & names:
        return None
    if entry.is_symlink():
        return _capture(
            source, top, entry.path, Problem("symlink", "links are not followed; put the file itself there")
        )
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    except OSError as error:
        return _capture(source, top, entry.path, Problem("unreadable", f"{error.strerror}"))
    if not stat.S_ISREG(status.st_mode):
        return _capture(source, top, entry.path, Problem("not_a_file", "a device, a pipe or a socket"))
    capture = _capture(source, top, entry.path)
    sidecar = _sidecar_stamp(entry.path + suffix) if entry.name + suffix in names else ""
    return replace(capture, size=status.st_size, stamp=stamp(status), sidecar_stamp=sidecar)


def _sidecar_stamp(path: bytes) -> str:
    """The stamp of a sidecar, whatever it is; "" when it is gone."""
    try:
        return stamp(os.lstat(path))
    except OSError:
        return ""
