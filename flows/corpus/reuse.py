"""Batches that a run cleaned and did not live to commit, used again by the next one.

Beside the staged files of a batch stands a record: the key of each of its pages, and the digest of each file. A key is
a digest of all that decides the rows of a page: the state in which its files were seen, and how its source is made.
A batch is used again when every page of it is to be cleaned now under the same key, was read in the state that was
seen, and its files have their digests; its rows are those that cleaning would make.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.corpus.batches import Batch, SourcePlan
from flows.corpus.inputs import Capture
from flows.corpus.results import BatchResult
from flows.dataset import files, layout, manifest, staging
from flows.page.errors import TRANSIENT

_RECORD = ".record.json"
_PREFIX = "earlier-"
"""Of the stems of batches that are used again; the run's own are numbers."""


@dataclass(slots=True)
class Reused:
    """What a run need not clean."""

    results: list[BatchResult]
    captures: set[tuple[str, str]]
    """(source, raw_path) of the pages."""


def write_record(batch: Batch, result: BatchResult, directory: Path) -> None:
    """Leave word of a batch whose rows are staged in `directory`, if another run may use them."""
    if result.violations or result.vanished_count or TRANSIENT & result.quarantine_codes.keys():
        return
    record = {
        "keys": _keys(batch.captures, batch.plans),
        "files": {path.name: files.digest(path) for path in _staged_paths(directory, batch.stem)},
        "result": asdict(result),
    }
    files.write_scratch(directory / f"{batch.stem}{_RECORD}", json.dumps(record).encode("ascii"))


def take_over(captures: list[Capture], plans: dict[str, SourcePlan], out: Path, staging_of_run: Path) -> Reused:
    """Move what can be used again of earlier runs to `staging_of_run`, and delete the rest of what they staged."""
    wanted = dict(zip(_keys(captures, plans), captures, strict=True))
    reused = Reused([], set())
    for directory in _earlier(out, staging_of_run):
        for path in sorted(directory.glob(f"*{_RECORD}")):
            record = _read_record(path)
            if record is None or not wanted.keys() >= set(record["keys"]):
                continue
            found = [wanted[key] for key in record["keys"]]
            stem = path.name.removesuffix(_RECORD)
            if not _is_proven(directory, stem, record["files"], found):
                continue
            result = BatchResult(**record["result"])
            result.stem = f"{_PREFIX}{len(reused.results):06d}"
            _move(directory, stem, record, result, staging_of_run)
            reused.results.append(result)
            reused.captures |= {(capture.source, capture.raw_path) for capture in found}
            for key in record["keys"]:
                del wanted[key]
        files.delete_tree(directory)
    return reused


def _keys(captures: list[Capture] | tuple[Capture, ...], plans: dict[str, SourcePlan]) -> list[str]:
    """One key a page. `recipe` stands for the source's settings."""
    made = {
        slug: repr([(each.name, getattr(plan, each.name)) for each in fields(plan) if each.name != "source"])
        for slug, plan in plans.items()
    }
    digests = {slug: hashlib.sha256(text.encode("utf-8", "backslashreplace")).digest() for slug, text in made.items()}
    return [
        hashlib.sha256(digests[capture.source] + repr(capture).encode("utf-8", "backslashreplace")).hexdigest()
        for capture in captures
    ]


def _staged_paths(directory: Path, stem: str) -> list[Path]:
    paths = (directory / f"{stem}.{table}.arrow" for table in staging.STAGED_TABLES)
    return [path for path in paths if path.exists()]


def _earlier(out: Path, staging_of_run: Path) -> Iterator[Path]:
    if not layout.staging_directory(out).is_dir():
        return
    for path in sorted(layout.staging_directory(out).iterdir()):
        if path == staging_of_run:
            continue
        if path.is_dir() and not path.is_symlink():
            yield path
        else:
            files.delete(path)


def _read_record(path: Path) -> dict[str, Any] | None:
    """A record as it was written; None for one that is not."""
    try:
        record = json.loads(files.read_bytes(path))
        keys, digests, result = record["keys"], record["files"], record["result"]
        is_sound = (
            all(isinstance(key, str) for key in keys)
            and len(set(keys)) == len(keys) > 0
            and all(isinstance(value, str) for pair in digests.items() for value in pair)
            and result.keys() == {each.name for each in fields(BatchResult)}
            and result["page_count"] == len(keys)
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return record if is_sound else None


def _is_proven(directory: Path, stem: str, digests: dict[str, str], captures: list[Capture]) -> bool:
    """Whether the staged files are whole, and of the very files that are under raw/ now."""
    names = {path.name for path in _staged_paths(directory, stem)}
    try:
        if names != digests.keys() or any(files.digest(directory / name) != digests[name] for name in names):
            return False
        path = directory / f"{stem}.{staging.MANIFEST}.arrow"
        read = {
            (group[0], entry.raw_path): (entry.stamp, entry.sidecar_stamp)
            for position, group in enumerate(staging.read_groups(path))
            for entry in manifest.from_table(staging.read_group(path, position))
        }
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return False
    return all(
        read.get((capture.source, capture.raw_path)) == (capture.stamp, capture.sidecar_stamp) for capture in captures
    )


def _move(directory: Path, stem: str, record: dict[str, Any], result: BatchResult, target: Path) -> None:
    """Put the files of a batch under their new names; the record last, since files without one are not used."""
    renamed = {}
    for name, digest in record["files"].items():
        new = result.stem + name.removeprefix(stem)
        files.move(directory / name, target / new)
        renamed[new] = digest
    content = {**record, "files": renamed, "result": asdict(result)}
    files.write_scratch(target / f"{result.stem}{_RECORD}", json.dumps(content).encode("ascii"))
