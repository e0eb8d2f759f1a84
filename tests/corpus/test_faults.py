"""A fault at every operation on files in turn: the last state stays readable, and the next run finishes the work."""

import errno
import os
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pytest
from sites import LONG_AGO, Site, notice, snapshot

from flows.dataset import check_dataset, files, layout, load
from flows.dataset.errors import DatasetError

pytest_plugins = ["site_fixtures"]

OPERATIONS = [
    "make_directory",
    "make_directories",
    "create",
    "sync",
    "write_bytes",
    "write_scratch",
    "read_bytes",
    "move",
    "delete",
    "delete_tree",
    "delete_empty_directory",
    "digest",
]


class Faults:
    """Lets the operations through until the one whose turn it is."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int) -> None:
        self.count = 0
        self.fail_at = fail_at
        for name in OPERATIONS:
            monkeypatch.setattr(files, name, self.wrap(name, getattr(files, name)))

    def wrap(self, name: str, genuine: Callable[..., Any]) -> Callable[..., Any]:
        def operate(*args: Any, **kwargs: Any) -> Any:
            self.count += 1
            if self.count == self.fail_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)
            return genuine(*args, **kwargs)

        return operate


def documents(site: Site) -> list[tuple[str, str]]:
    frame = load("documents", out=site.out)
    return list(zip(frame["raw_path"], frame["content_digest"], strict=True))


def plain_glob(site: Site, table: str) -> pd.DataFrame:
    return pd.concat([pd.read_parquet(path, partitioning=None) for path in site.out.glob(f"{table}/**/*.parquet")])


@pytest.fixture
def tiny_site(site: Site) -> Site:
    """One source in two buckets: few operations a run."""
    site.write("yunhe/source.toml", "buckets = 2")
    for number in range(3):
        site.write(f"yunhe/{number}.txt", notice(f"春耕备耕{number}"))
    site.write("yunhe/empty.html", "")
    return site


def change(site: Site) -> None:
    site.write("yunhe/1.txt", notice("秋收"), LONG_AGO + 9)
    site.write("yunhe/new.txt", notice("冬储"))
    (site.raw / "yunhe/2.txt").unlink()
    (site.raw / "yunhe/empty.html").unlink()


def check_intact(site: Site, old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    assert documents(site) in (old, new)
    seen = plain_glob(site, "documents")
    assert seen["doc_id"].is_unique
    assert set(zip(seen["raw_path"], seen["content_digest"], strict=True)) <= {*old, *new}
    assert {path for path, _ in old} & {path for path, _ in new} <= set(seen["raw_path"])


def test_fault_at_every_operation(tiny_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    tiny_site.run()
    old = documents(tiny_site)
    kept = tiny_site.root / "kept"
    tiny_site.out.rename(kept)
    change(tiny_site)
    wanted = tiny_site.rebuilt()
    fresh = Site(tiny_site.root)
    new_frame = load("documents", out=tiny_site.root / "fresh")
    new = list(zip(new_frame["raw_path"], new_frame["content_digest"], strict=True))
    failures = 0
    for fail_at in range(1, 500):
        restore(kept, fresh.out)
        with monkeypatch.context() as patches:
            faults = Faults(patches, fail_at)
            try:
                fresh.run()
            except DatasetError as error:
                failures += 1
                assert "\n" not in str(error)
        check_intact(fresh, old, new)
        fresh.run()
        assert snapshot(fresh.out) == wanted, fail_at
        if faults.count < fail_at:
            break
    assert failures > 40
    assert list(check_dataset(fresh.out)) == []


def test_faults_in_the_first_run(tiny_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    wanted = tiny_site.rebuilt()
    for fail_at in range(1, 500, 5):
        shutil.rmtree(tiny_site.out, ignore_errors=True)
        with monkeypatch.context() as patches:
            faults = Faults(patches, fail_at)
            with suppress(DatasetError):
                tiny_site.run()
        if layout.has_dataset(tiny_site.out):
            assert len(documents(tiny_site)) == 3
        tiny_site.run()
        assert snapshot(tiny_site.out) == wanted, fail_at
        if faults.count < fail_at:
            break


def restore(kept: Path, out: Path) -> None:
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(kept, out)


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """The kernel refuses to let a file grow over `size`, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize("size", [0, 100, 4000, 20_000])
def test_disk_full(tiny_site: Site, size: int) -> None:
    tiny_site.run()
    before = snapshot(tiny_site.out)
    change(tiny_site)
    message = r"cannot be written: .*last complete state is intact"
    with file_size_limit(size), pytest.raises(DatasetError, match=message):
        tiny_site.run()
    assert snapshot(tiny_site.out) == before
    tiny_site.run()
    assert snapshot(tiny_site.out) == tiny_site.rebuilt()


def test_faults_while_writing_a_stream(tiny_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = files.create

    @contextmanager
    def create(path: Path) -> Iterator[BinaryIO]:
        with genuine(path) as stream:
            yield stream
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))

    tiny_site.run()
    before = snapshot(tiny_site.out)
    change(tiny_site)
    monkeypatch.setattr(files, "create", create)
    with pytest.raises(DatasetError, match="Input/output error"):
        tiny_site.run()
    assert snapshot(tiny_site.out) == before


def test_directory_that_cannot_be_written(tiny_site: Site) -> None:
    tiny_site.out.write_text("a file where the directory should be")
    with pytest.raises(DatasetError, match="processed cannot be written"):
        tiny_site.run()


def test_directory_without_permission(tiny_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    tiny_site.run()
    before = snapshot(tiny_site.out)
    change(tiny_site)
    with monkeypatch.context() as patches:
        patches.setattr(files, "make_directory", refuse)
        with pytest.raises(DatasetError, match=r"processed cannot be written: Permission denied"):
            tiny_site.run()
    assert snapshot(tiny_site.out) == before
