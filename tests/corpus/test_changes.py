"""What counts as changed."""

from dataclasses import replace

import pytest

from flows.corpus.changes import compare
from flows.corpus.inputs import Capture
from flows.dataset.manifest import DOCUMENT, Entry

CAPTURE = Capture("a", "1.txt", b"/raw/a/1.txt", size=10, mtime_ns=5, sidecar="3:4")
ENTRY = Entry("1.txt", 10, 5, "3:4", "", "digest", "recipe", "0" * 24, 0, DOCUMENT, None, 1, 0)


def outcome(capture: Capture | None, entry: Entry | None, recipe: str = "recipe") -> str:
    known = {entry.raw_path: entry} if entry else {}
    changes = compare([capture] if capture else [], known, recipe)
    if changes.gone:
        return "gone"
    if changes.unchanged:
        return "unchanged"
    (candidate,) = changes.candidates
    if entry is None:
        return "new"
    return "read" if candidate.expected_digest == "digest" else "made again"


@pytest.mark.parametrize(
    ("capture", "entry", "recipe", "wanted"),
    [
        (CAPTURE, ENTRY, "recipe", "unchanged"),
        (CAPTURE, None, "recipe", "new"),
        (None, ENTRY, "recipe", "gone"),
        (replace(CAPTURE, mtime_ns=6), ENTRY, "recipe", "read"),
        (replace(CAPTURE, size=11), ENTRY, "recipe", "read"),
        (replace(CAPTURE, mtime_ns=-1), replace(ENTRY, mtime_ns=-1), "recipe", "read"),
        (CAPTURE, ENTRY, "another recipe", "made again"),
        (replace(CAPTURE, sidecar=""), ENTRY, "recipe", "made again"),
        (replace(CAPTURE, sidecar="3:-1"), replace(ENTRY, sidecar="3:-1"), "recipe", "made again"),
        (replace(CAPTURE, problem="symlink: x"), ENTRY, "recipe", "made again"),
        (replace(CAPTURE, problem="symlink: x"), replace(ENTRY, problem="symlink: x"), "recipe", "unchanged"),
    ],
)
def test_compare(capture: Capture | None, entry: Entry | None, recipe: str, wanted: str) -> None:
    assert outcome(capture, entry, recipe) == wanted
