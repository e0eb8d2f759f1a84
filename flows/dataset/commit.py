"""Replacing files of the dataset so that a crash at any instant loses nothing.

A run builds every file it will change under _state/staging. Writing the journal is the moment of commitment: before it
the old state holds, after it the new one, and whoever comes next finishes the renames. Each rename replaces one whole
file, so a plain glob sees every page once: a page's bucket, and with it its file, stays the same. (The one exception is
a changed number of buckets, which a source comes to as it doubles, and which deals its pages anew: in the instant
between its renames a plain glob can see a page in two files. `flows.dataset.load` reads through the journal and is not
affected.)
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from flows.dataset import files, layout
from flows.dataset.state import read_journal

_JOURNAL_VERSION = 1


@dataclass(slots=True)
class Change:
    """What a run will change: staged files, in the order of their renames, and places that go."""

    run_id: str
    replace: list[tuple[Path, str]] = field(default_factory=list)
    """(staged file, place)."""
    delete: list[str] = field(default_factory=list)


def commit(out: Path, change: Change) -> None:
    """Put a change in place. The staged files are written; that they are on the disk is waited for here, at once."""
    files.sync([staged for staged, _ in change.replace])
    files.sync(sorted({staged.parent for staged, _ in change.replace}))
    journal = {
        "version": _JOURNAL_VERSION,
        "run_id": change.run_id,
        "replace": [{"from": staged.relative_to(out).as_posix(), "to": place} for staged, place in change.replace],
        "delete": sorted(change.delete),
    }
    files.replace_bytes(layout.journal_path(out), json.dumps(journal).encode("ascii"))
    roll_forward(out)


def roll_forward(out: Path) -> bool:
    """Finish the commit that was begun, if any. Can be cut short and called again at any point."""
    journal = read_journal(out)
    if journal is None:
        return False
    touched = {(out / renaming["place"]).parent for renaming in journal["replace"]}
    files.make_directories(sorted(touched))
    for renaming in journal["replace"]:
        staged = out / renaming["origin"]
        if staged.exists():
            files.move(staged, out / renaming["place"])
    for place in journal["delete"]:
        files.delete(out / place)
        touched.add((out / place).parent)
    files.sync([directory for directory in sorted(touched) if directory.is_dir()])
    files.delete(layout.journal_path(out))
    files.sync([layout.state_directory(out)])
    for directory in sorted({(out / place).parent for place in journal["delete"]}):
        files.delete_empty_directory(directory)
    return True


def recover(out: Path) -> bool:
    """Bring the dataset to its last complete state; True when a commit was finished. What dead runs staged is left."""
    finished = roll_forward(out)
    files.delete(layout.journal_path(out).with_name("journal.json.new"))
    return finished


def discard(out: Path) -> None:
    """Forget state and journal, where one is damaged: a run that builds everything anew follows."""
    files.delete(layout.state_path(out))
    files.delete(layout.journal_path(out))
    recover(out)
    files.delete_tree(layout.staging_directory(out))
