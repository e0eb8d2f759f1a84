"""What a commit waits for, and in which order."""

import os
from collections.abc import Collection
from pathlib import Path

import pytest

from flows.dataset import files, layout
from flows.dataset.commit import Change, commit

PLACES = [layout.part_place(table, source, 0) for table in ("documents", "sections") for source in ("a", "b")]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    built = tmp_path / "_state/staging/run/built"
    files.make_directory(built)
    change = Change("run")
    for place in PLACES:
        files.write_bytes(layout.staged_path(built, place), place.encode())
        change.replace.append((layout.staged_path(built, place), place))
    return change


def test_what_is_on_the_disk_when(tmp_path: Path, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    """Contents and their names before the journal; places before it goes. Each directory is waited for once."""
    synced: list[Path] = []
    at_journal: set[Path] = set()
    at_end: set[Path] = set()
    sync, move, delete = files.sync, files.move, files.delete

    def note_sync(paths: Collection[Path]) -> None:
        sync(paths)
        synced.extend(paths)

    def note_move(origin: Path, target: Path) -> None:
        if target == layout.journal_path(tmp_path):
            at_journal.update(synced)
            synced.clear()
        elif not {target.parent.parent, target.parent.parent.parent} <= set(synced):
            pytest.fail(f"{target} is moved into a directory whose name is not on the disk")
        move(origin, target)

    def note_delete(path: Path) -> None:
        at_end.update(synced)
        delete(path)

    for name, function in (("sync", note_sync), ("move", note_move), ("delete", note_delete)):
        monkeypatch.setattr(files, name, function)
    commit(tmp_path, change)
    built = change.replace[0][0].parent
    assert {path for path, _ in change.replace} | {built} <= at_journal
    assert {(tmp_path / place).parent for place in PLACES} <= at_end
    assert all((tmp_path / place).read_text() == place for place in PLACES)


def test_waits_are_few(tmp_path: Path, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    count = 0

    def note(_: int) -> None:
        nonlocal count
        count += 1

    monkeypatch.setattr(os, "fsync", note)
    commit(tmp_path, change)
    contents, directories, journal, parents = len(PLACES), 1 + len(PLACES), 3, 3
    assert count == contents + directories + journal + parents


def test_a_name_of_any_length_can_be_staged(tmp_path: Path) -> None:
    place = layout.manifest_place("s" * 240)
    files.write_bytes(layout.staged_path(tmp_path, place), b"")
    assert layout.staged_path(tmp_path, place) != layout.staged_path(tmp_path, place.replace("manifest", "templates"))
