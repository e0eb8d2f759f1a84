"""What counts as changed."""

from dataclasses import replace

import pytest

from flows.corpus.changes import compare
from flows.corpus.inputs import Capture
from flows.corpus.problem import Problem
from flows.dataset.manifest import DOCUMENT, Entry

CAPTURE = Capture("a", "1.txt", b"/raw/a/1.txt", size=10, stamp="10:5:6:7", sidecar_stamp="3:4:5:8")
ENTRY = Entry(
    raw_path="1.txt",
    stamp="10:5:6:7",
    sidecar_stamp="3:4:5:8",
    problem="",
    content_digest="digest",
    sidecar_digest="sidecar digest",
    recipe="recipe",
    doc_id="0" * 24,
    bucket=0,
    status=DOCUMENT,
    code=None,
    attempts=0,
    section_count=1,
    removed_line_count=0,
)


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
    return "read" if candidate.expected == ("digest", "sidecar digest") else "made again"


@pytest.mark.parametrize(
    ("capture", "entry", "recipe", "wanted"),
    [
        (CAPTURE, ENTRY, "recipe", "unchanged"),
        (CAPTURE, None, "recipe", "new"),
        (None, ENTRY, "recipe", "gone"),
        (replace(CAPTURE, stamp="11:5:6:7"), ENTRY, "recipe", "read"),
        (replace(CAPTURE, stamp="10:5:7:7"), ENTRY, "recipe", "read"),
        (replace(CAPTURE, stamp="10:5:6:9"), ENTRY, "recipe", "read"),
        (replace(CAPTURE, stamp="10:5:6:9"), replace(ENTRY, stamp="10:5:6:*"), "recipe", "unchanged"),
        (CAPTURE, replace(ENTRY, stamp=""), "recipe", "read"),
        (CAPTURE, ENTRY, "another recipe", "made again"),
        (replace(CAPTURE, sidecar_stamp=""), ENTRY, "recipe", "read"),
        (replace(CAPTURE, sidecar_stamp="3:4:6:8"), ENTRY, "recipe", "read"),
        (CAPTURE, replace(ENTRY, sidecar_stamp=""), "recipe", "read"),
        (replace(CAPTURE, sidecar_stamp=""), replace(ENTRY, sidecar_stamp=""), "recipe", "read"),
        (
            replace(CAPTURE, sidecar_stamp=""),
            replace(ENTRY, sidecar_stamp="", sidecar_digest=None),
            "recipe",
            "unchanged",
        ),
        (replace(CAPTURE, problem=Problem("symlink", "x")), ENTRY, "recipe", "made again"),
        (
            replace(CAPTURE, problem=Problem("symlink", "x")),
            replace(ENTRY, problem="symlink: x"),
            "recipe",
            "unchanged",
        ),
    ],
)
def test_compare(capture: Capture | None, entry: Entry | None, recipe: str, wanted: str) -> None:
    assert outcome(capture, entry, recipe) == wanted
