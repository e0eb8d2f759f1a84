"""Which files are new, changed, unchanged or gone since the last run."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field, replace

from flows.corpus.inputs import Capture
from flows.corpus.regular_files import is_unchanged
from flows.dataset.manifest import DOCUMENT, Entry
from flows.page.errors import TRANSIENT

MAX_ATTEMPTS = 3
"""Runs that try a page over which each failed, one after the other; a run with `full` tries it in any case."""
_SUSPICIOUS = {"timeout", "worker_died"}
"""Codes of pages over which a process may hang or die."""


@dataclass(slots=True)
class Changes:
    """The files of one source against what the last run knew of it."""

    candidates: list[Capture] = field(default_factory=list)
    """New ones, and those that may have changed."""
    unchanged: list[Entry] = field(default_factory=list)
    held_count: int = 0
    """Those of `unchanged` that may have changed, and cannot be made while source.toml cannot be read."""
    gone: list[Entry] = field(default_factory=list)


def compare(
    captures: Iterable[Capture],
    known: dict[str, Entry],
    recipe: str,
    distrusted: Container[int] = (),
    *,
    may_keep: bool = False,
    is_held: bool = False,
) -> Changes:
    """Compare the captures of one source with its manifest.

    distrusted: buckets whose files are damaged; all their pages are made again. Pages that failed for a reason that may
    have passed are tried again, by as many runs as MAX_ATTEMPTS allows.

    may_keep: documents of the dataset may stay as they are when what belongs to them cannot be read. is_held:
    source.toml cannot be read, so all documents whose files are there stay.

    A file of the same stamp counts as unchanged without reading. Where only the stamp differs, and all else that makes
    rows is as it was, the capture carries the digests with which it still counts as unchanged.
    """
    changes = Changes()
    seen: set[str] = set()
    for capture in captures:
        seen.add(capture.raw_path)
        entry = known.get(capture.raw_path)
        if entry is not None and entry.code in _SUSPICIOUS:
            capture = replace(capture, is_suspect=True)
        is_good = entry is not None and entry.status == DOCUMENT and entry.bucket not in distrusted and may_keep
        if entry is not None and is_good and is_held and not capture.problem:
            changes.unchanged.append(entry)
            changes.held_count += 1
            continue
        if is_good and capture.sidecar_stamp:
            capture = replace(capture, is_good=True)
        if entry is None or entry.bucket in distrusted or not _is_made_alike(capture, entry, recipe):
            changes.candidates.append(capture)
        elif entry.code in TRANSIENT and entry.attempts < MAX_ATTEMPTS:
            changes.candidates.append(replace(capture, attempts=entry.attempts))
        elif capture.problem or _is_unchanged(capture, entry):
            changes.unchanged.append(entry)
        else:
            changes.candidates.append(replace(capture, expected=(entry.content_digest, entry.sidecar_digest)))
    changes.gone = [entry for raw_path, entry in known.items() if raw_path not in seen]
    return changes


def _is_made_alike(capture: Capture, entry: Entry, recipe: str) -> bool:
    part = capture.part.key if capture.part else ""
    return (entry.recipe, entry.problem, entry.part) == (recipe, capture.known_problem, part)


def _is_unchanged(capture: Capture, entry: Entry) -> bool:
    has_none = not capture.sidecar_stamp and entry.sidecar_digest is None
    is_sidecar_unchanged = has_none or is_unchanged(entry.sidecar_stamp, capture.sidecar_stamp)
    return is_sidecar_unchanged and is_unchanged(entry.stamp, capture.stamp)
