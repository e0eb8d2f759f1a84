"""Parts of a dataset on file systems of their own are named before a run writes anything."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.dataset import mounts
from flows.dataset.mounts import find_mounts
from flows.pipeline import InputError, Settings, check_places


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for name in ("documents/source=yunhe", "sections", "_state/staging", "../raw"):
        (tmp_path / "out" / name).mkdir(parents=True)
    return tmp_path / "out"


def test_a_dataset_on_one_file_system_has_none(out: Path) -> None:
    assert find_mounts(out) == find_mounts(out / "nowhere") == []


def test_a_mounted_place_is_named(out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    place = str(out.resolve() / "documents").replace("/out", "/\\157ut")  # as the kernel writes what is no plain letter
    table.write_text(f"\n36 35 98:0 / {place} rw,noatime - ext4 /dev/root rw\n")
    monkeypatch.setattr(mounts, "_MOUNTS", table)
    assert find_mounts(out) == [out.resolve() / "documents"]
    with pytest.raises(InputError, match="documents is a file system of its own"):
        check_places(Settings(raw=out.parent / "raw", processed=out))


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="no second file system")
def test_a_link_to_another_file_system_is_named(out: Path) -> None:
    (out / "removed").symlink_to("/dev/shm")
    assert find_mounts(out) == [out.resolve() / "removed"]


@pytest.fixture
def bound(out: Path, tmp_path: Path) -> Iterator[Path]:
    elsewhere, place = tmp_path / "elsewhere", out / "documents/source=yunhe"
    elsewhere.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "--bind", elsewhere, place], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", place], check=True)


@pytest.mark.slow
def test_a_directory_bound_to_another_of_the_same_device_is_named(out: Path, bound: Path) -> None:
    assert find_mounts(out) == [bound.resolve()]
