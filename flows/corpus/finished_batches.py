"""Batches that a run which ended badly had cleaned: the next run uses their rows instead of making the same again.

Beside the staged files of a finished batch stands a record: the key of each of its pages, and the digest of each file.
A batch is used where all its pages are to be cleaned now under the same keys, whatever else there is to clean; so the
dataset does not depend on whether it was.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from flows.corpus.batches import Batch, SourcePlan
from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.inputs import Capture
from flows.dataset import files

_RECORD = "finished.json"
_STEM = "earlier-"
"""Of the staged files of batches that are used again; those of the run's own begin with a number."""


def page_keys(captures: Sequence[Capture], plans: dict[str, SourcePlan]) -> list[str]:
    """One digest a page of everything that decides its rows: its files as they were seen, how its source is made."""
    made = {
        # the recipe stands for the source's settings
        slug: repr([(each.name, getattr(plan, each.name)) for each in fields(plan) if each.name != "source"])
        for slug, plan in plans.items()
    }
    digests = {slug: _digest(text) for slug, text in made.items()}
    return [_digest(digests[capture.source] + repr(capture)) for capture in captures]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def record_finished(directory: Path, batch: Batch, result: BatchResult) -> None:
    """Note that a batch is staged.

    Not noted are samples, and batches with a page set aside or with rows that break the contract.
    """
    if batch.is_sample or result.parts or result.violations or not result.is_proven:
        return
    with suppress(OSError):  # without it the batch is cleaned again
        staged = {path.name: files.digest(path) for path in sorted(directory.glob(f"{result.stem}.*.arrow"))}
        _write(directory, result, page_keys(batch.captures, batch.plans), staged)


def _write(directory: Path, result: BatchResult, keys: list[str], staged: dict[str, str]) -> None:
    """Write a record behind a digest of itself: the counts in it are told nowhere else."""
    body = json.dumps({"keys": keys, "result": asdict(result), "files": staged}).encode("ascii")
    content = files.digest_bytes(body).encode("ascii") + b"\n" + body
    files.write_scratch(directory / f"{result.stem}.{_RECORD}", content)


def move_finished(origin: Path, directory: Path, result: BatchResult) -> None:
    """Move the staged files of a batch to another directory of the same file system, the record last."""
    names = [path.name for stem in (result.stem, *result.parts) for path in sorted(origin.glob(f"{stem}.*.arrow"))]
    record = f"{result.stem}.{_RECORD}"
    for name in (*names, *((record,) if (origin / record).exists() else ())):
        files.move(origin / name, directory / name)


def take_up(
    left: Path, captures: list[Capture], plans: dict[str, SourcePlan], staging: Path
) -> tuple[list[Capture], list[BatchResult]]:
    """Move what dead runs left under `left` into `staging` as far as it is what `captures` would become.

    Gives the pages that are still to be cleaned and the results of the other ones' batches. What else lies under `left`
    stays there. Raises OSError as file operations do.
    """
    paths = sorted(left.glob(f"*/*.{_RECORD}"))
    if not paths:
        return captures, []
    wanted = dict(zip(page_keys(captures, plans), captures, strict=True))
    results: list[BatchResult] = []
    for path in paths:
        record = _read_record(path)
        if record and wanted.keys() >= set(record["keys"]) and _is_whole(path.parent, record):
            results.append(_move(path.parent, record, f"{_STEM}{len(results):06d}", staging))
            for key in record["keys"]:
                del wanted[key]
    return list(wanted.values()), results


def _read_record(path: Path) -> dict[str, Any] | None:
    """A record as it was written; None for what is none."""
    try:
        digest, _, body = files.read_bytes(path).partition(b"\n")
        if digest.decode("ascii") != files.digest_bytes(body):
            return None
        record = json.loads(body)
        keys, result, staged = record["keys"], record["result"], record["files"]
        stem = path.name.removesuffix(f".{_RECORD}")
        is_sound = (
            all(isinstance(key, str) for key in keys)
            and len(set(keys)) == len(keys) == result["page_count"]
            and result.keys() == {each.name for each in fields(BatchResult)}
            and result["stem"] == stem
            and all(name.startswith(f"{stem}.") and "/" not in name for name in staged)
            and all(isinstance(digest, str) for digest in staged.values())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return record if is_sound else None


def _is_whole(directory: Path, record: dict[str, Any]) -> bool:
    """Whether the staged files of a batch are as they were written: they were not waited for to be on the disk."""
    try:
        return bool(all(files.digest(directory / name) == digest for name, digest in record["files"].items()))
    except OSError:
        return False


def _move(directory: Path, record: dict[str, Any], stem: str, staging: Path) -> BatchResult:
    """Put the files of a batch under new names, and the record last: files without one are not used."""
    old, result = record["result"]["stem"], BatchResult(**{**record["result"], "stem": stem})
    moved = {}
    for name, digest in record["files"].items():
        new = stem + name.removeprefix(old)
        files.move(directory / name, staging / new)
        moved[new] = digest
    _write(staging, result, record["keys"], moved)
    return result
