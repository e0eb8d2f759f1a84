"""Which files are new, changed, unchanged or gone since the last run."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from flows.corpus.inputs import Capture
from flows.dataset.manifest import Entry


@dataclass(slots=True)
class Changes:
    """The files of one source against what the last run knew of it."""

    candidates: list[Capture] = field(default_factory=list)
    """New ones, and those that may have changed."""
    unchanged: list[Entry] = field(default_factory=list)
    gone: list[Entry] = field(default_factory=list)


def compare(captures: Iterable[Capture], known: dict[str, Entry], recipe: str) -> Changes:
    """Compare the captures of one source with its manifest.

    Equal size and time count as unchanged without reading. Where only the time differs, and all else that decides the
    rows is as it was, the capture carries the digest with which it still counts as unchanged.
    """
    changes = Changes()
    seen: set[str] = set()
    for capture in captures:
        seen.add(capture.raw_path)
        entry = known.get(capture.raw_path)
        if entry is None or not _is_made_alike(capture, entry, recipe):
            changes.candidates.append(capture)
        elif capture.problem or (capture.size, capture.mtime_ns) == (entry.size, entry.mtime_ns) != (entry.size, -1):
            changes.unchanged.append(entry)
        else:
            changes.candidates.append(replace(capture, expected_digest=entry.content_digest))
    changes.gone = [entry for raw_path, entry in known.items() if raw_path not in seen]
    return changes


def _is_made_alike(capture: Capture, entry: Entry, recipe: str) -> bool:
    is_sidecar_proven = not capture.sidecar.endswith(":-1")
    return (entry.recipe, entry.problem, entry.sidecar) == (
        recipe,
        capture.problem,
        capture.sidecar,
    ) and is_sidecar_proven
