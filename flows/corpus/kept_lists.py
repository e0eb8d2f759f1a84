"""Lists of containers, kept beside the dataset: a container is listed once, also where the run is killed behind that.

A list that is lost or damaged is made again; nothing else depends on it.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from pathlib import Path

from flows.corpus import containers
from flows.corpus.container_listing import Listing
from flows.corpus.containers.records import Record
from flows.corpus.inputs import Capture
from flows.corpus.paths import UNSORTED
from flows.corpus.problem import Problem
from flows.dataset import files


class KeptLists:
    """The lists in a directory, one file a container. is_trusted: those that are there are used."""

    def __init__(self, directory: Path, *, is_trusted: bool = True) -> None:
        self._directory = directory
        self._is_trusted = is_trusted
        self._used: set[Path] = set()

    def read(self, capture: Capture) -> Listing | None:
        """See `Lists`."""
        path = self._place(capture)
        self._used.add(path)
        if not self._is_trusted:
            return None
        try:
            return _parse(files.read_bytes(path))
        except (OSError, ValueError):
            return None

    def keep(self, capture: Capture, listing: Listing) -> None:
        """See `Lists`. Where it cannot be written, the container is listed again by the next run."""
        path = self._place(capture)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.{os.getpid()}.new")
            files.write_scratch(beside, _format(listing))
            files.move(beside, path)

    def forget_others(self, sources: list[str]) -> None:
        """See `Lists`."""
        with suppress(OSError):
            for directory in self._directory.iterdir() if self._directory.is_dir() else ():
                if directory.name not in sources and UNSORTED not in sources:
                    continue
                for path in directory.iterdir():
                    if path not in self._used:
                        files.delete(path)
                files.delete_empty_directory(directory)

    def _place(self, capture: Capture) -> Path:
        name = hashlib.sha256(capture.raw_path.encode("utf-8", "backslashreplace")).hexdigest()[:32]
        return self._directory / capture.source / f"{name}.json"


@cache
def code_digest() -> str:
    """SHA-256 over the code that lists containers."""
    digest = hashlib.sha256()
    for path in sorted(Path(containers.__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _format(listing: Listing) -> bytes:
    """A list as it is kept, behind a digest of itself."""
    body = json.dumps([code_digest(), *astuple(listing)]).encode("ascii")
    return hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body


def _parse(content: bytes) -> Listing | None:
    """The reverse of `_format`; None for what other code or a broken disk left. Raises ValueError."""
    digest, _, body = content.partition(b"\n")
    if digest.decode("ascii") != hashlib.sha256(body).hexdigest():
        return None
    code, state, rows, passed_over, wrong, size, content_digest = json.loads(body)
    if code != code_digest():
        return None
    records = [
        Record(key, offset, length, sha256, Problem(*problem) if problem else None, member, is_forward)
        for key, offset, length, sha256, problem, member, is_forward in rows
    ]
    return Listing(state, records, passed_over, Problem(*wrong) if wrong else None, size, content_digest)
