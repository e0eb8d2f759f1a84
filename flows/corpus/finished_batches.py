"""Batches that a run which ended badly had cleaned: the next run uses their rows instead of making the same again.

Beside the staged files of a finished batch stands a record with what it was made of and the digests of the files. It is
used only for a batch of the very same pages in the same state, made by the same recipe; so the dataset does not depend
on whether it was.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flows.corpus.batches import Batch
from flows.corpus.cleaning import BatchResult
from flows.dataset import files

_RECORD = "finished.json"


def batch_key(batch: Batch) -> str:
    """Digest of everything that decides what a batch becomes."""
    recipes = sorted((slug, plan.recipe, plan.problem) for slug, plan in batch.plans.items())
    return hashlib.sha256(repr((batch.captures, recipes)).encode()).hexdigest()


def record_finished(directory: Path, batch: Batch, result: BatchResult) -> None:
    """Note that a batch is staged. Batches with a page set aside, or rows that break the contract, are not noted."""
    if result.parts or result.violations or not result.is_proven:
        return
    with suppress(OSError):  # without it the batch is cleaned again
        staged = {path.name: files.digest(path) for path in sorted(directory.glob(f"{result.stem}.*.arrow"))}
        record = {"key": batch_key(batch), "result": asdict(result), "files": staged}
        files.write_scratch(directory / f"{result.stem}.{_RECORD}", json.dumps(record).encode("ascii"))


def take_up(left: Path, batches: list[Batch], staging: Path) -> tuple[list[Batch], list[BatchResult]]:
    """Move what dead runs left under `left` into `staging` as far as it is what `batches` would become.

    Gives the batches that are still to be cleaned and the results of the others. What else lies under `left` stays
    there. Raises OSError as file operations do.
    """
    records = _read_records(left)
    remaining, results = [], []
    for batch in batches:
        found = records.get(batch_key(batch)) if records else None
        result = _move(found, batch, staging) if found else None
        if result is None:
            remaining.append(batch)
        else:
            record_finished(staging, batch, result)
            results.append(result)
    return remaining, results


def _read_records(left: Path) -> dict[str, tuple[Path, dict[str, Any]]]:
    """By key: the directory and the record of each finished batch that can be read."""
    records = {}
    for path in sorted(left.glob(f"*/*.{_RECORD}")):
        try:
            record = json.loads(files.read_bytes(path))
            records[str(record["key"])] = (path.parent, record)
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
    return records


def _move(found: tuple[Path, dict[str, Any]], batch: Batch, staging: Path) -> BatchResult | None:
    """The result of a batch whose staged files are as they were written, moved to its place; None if they are not."""
    directory, record = found
    try:
        old = str(record["result"]["stem"])
        result = BatchResult(**{**record["result"], "stem": batch.stem})
        staged = {str(name): str(digest) for name, digest in record["files"].items()}
        if not all(name.startswith(f"{old}.") and "/" not in name for name in staged):
            return None
        if any(files.digest(directory / name) != digest for name, digest in staged.items()):
            return None
    except (ValueError, KeyError, TypeError, AttributeError, FileNotFoundError):
        return None
    for name in staged:
        files.move(directory / name, staging / f"{batch.stem}{name.removeprefix(old)}")
    return result
