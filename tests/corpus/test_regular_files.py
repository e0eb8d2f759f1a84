"""Opening what lies under raw/, and telling one state of a file from another."""

import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import LONG_AGO, Site, notice, snapshot

from flows.corpus.regular_files import UNPROVEN, LinkError, NotRegularError, is_unchanged, read_regular, renew, stamp
from flows.corpus.sources import SourceError, load_source
from flows.dataset import load
from flows.pipeline import clean_batch, locked, plan

pytest_plugins = ["site_fixtures"]


def make_link(path: Path) -> None:
    path.symlink_to(path.with_name("elsewhere"))


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        before = Path.cwd()
        os.chdir(path.parent)  # the path of a socket must be short
        try:
            listener.bind(path.name)
        finally:
            os.chdir(before)


IRREGULAR: list[Callable[[Path], None]] = [Path.mkdir, os.mkfifo, make_link, make_socket]


@pytest.mark.parametrize("make", IRREGULAR)
def test_only_regular_files_are_opened(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x")
    with pytest.raises(OSError) as caught:
        read_regular(bytes(tmp_path / "x"), 10)
    assert isinstance(caught.value, NotRegularError | LinkError) or make is make_socket


@pytest.mark.parametrize("make", IRREGULAR)
def test_a_source_file_that_is_none(site: Site, make: Callable[[Path], None]) -> None:
    site.write("a/1.txt", notice("春耕"))
    make(site.raw / "a/source.toml")
    with pytest.raises(SourceError, match=r"^a/source\.toml: "):
        load_source(site.raw, "a")
    assert site.run().quarantine_codes == {"bad_source": 1}


@pytest.mark.parametrize("make", IRREGULAR)
def test_a_sidecar_that_is_none(site: Site, make: Callable[[Path], None]) -> None:
    site.write("a/1.txt", notice("春耕"))
    make(site.raw / "a/1.txt.meta.json")
    assert site.run().quarantine_codes == {"bad_sidecar": 1}
    assert site.run().run["unchanged_count"] == 1
    path = site.raw / "a/1.txt.meta.json"
    path.rmdir() if path.is_dir() else path.unlink()
    assert site.run().run["document_count"] == 1


def test_a_file_read_just_after_its_change_is_proven_by_waiting(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for _ in range(3):
        path.write_bytes(b"1")
        assert read_regular(bytes(path), 10).stamp == stamp(path.stat())
    future = time.time() + 100_000
    os.utime(path, (future, future))
    assert read_regular(bytes(path), 10).stamp != UNPROVEN


def test_a_file_that_changes_while_it_is_read_is_not_proven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"1")
    monkeypatch.setattr(time, "sleep", lambda _: path.write_bytes(b"2"))
    assert read_regular(bytes(path), 10).stamp == UNPROVEN


stamps = st.tuples(*[st.integers(0, 3)] * 4).map(lambda numbers: ":".join(map(str, numbers)))


@given(stamps, stamps)
def test_stamps(known: str, seen: str) -> None:
    assert is_unchanged(known, seen) == (known == seen)
    assert not is_unchanged(UNPROVEN, seen)
    again = renew(known, seen)
    assert is_unchanged(again, seen)
    assert again.endswith("*") == (known != seen and known.rpartition(":")[0] == seen.rpartition(":")[0])
    assert renew(known, UNPROVEN) == UNPROVEN


def swap(site: Site) -> None:
    first, second, between = (site.raw / "yunhe" / name for name in ("1.txt", "2.txt", "between"))
    first.rename(between)
    second.rename(first)
    between.rename(second)


def swap_directories(site: Site) -> None:
    first, second, between = (site.raw / "yunhe" / name for name in ("a", "b", "between"))
    first.rename(between)
    second.rename(first)
    between.rename(second)


def copy_over(site: Site) -> None:
    shutil.copy2(site.raw / "yunhe/2.txt", site.raw / "yunhe/1.txt")


def replace_by_rename(site: Site) -> None:
    fresh = site.write("fresh", notice("冬储"))
    fresh.replace(site.raw / "yunhe/1.txt")


def rewrite_and_set_the_time_back(site: Site) -> None:
    site.write("yunhe/1.txt", notice("冬储"))


def swap_sidecars(site: Site) -> None:
    first, second, between = (site.raw / "yunhe" / name for name in ("1.txt.meta.json", "2.txt.meta.json", "between"))
    first.rename(between)
    second.rename(first)
    between.rename(second)


@pytest.mark.parametrize(
    "act",
    [swap, swap_directories, copy_over, replace_by_rename, rewrite_and_set_the_time_back, swap_sidecars],
)
def test_a_page_replaced_by_one_of_its_size_and_time_is_noticed(site: Site, act: Callable[[Site], None]) -> None:
    for number, topic in enumerate(("春耕", "秋收"), 1):
        site.write(f"yunhe/{number}.txt", notice(topic))
        site.write(f"yunhe/{'_ab'[number]}/page.txt", notice(topic))
        site.write(f"yunhe/{number}.txt.meta.json", f'{{"url": "https://a.example.cn/{number}"}}')
    site.run()
    act(site)
    assert site.run().run["changed_count"] >= 1
    assert snapshot(site.out) == site.rebuilt()


def pages_to_read(site: Site) -> int:
    with locked(site.out):
        work = plan(site.settings())
        for batch in work.batches:
            clean_batch(batch, site.settings(), work.staging)
    return work.page_count


def test_a_drive_that_numbers_its_files_anew_is_read_again_once(
    small_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    for mount, wanted in enumerate((6, 0, 0), 1):

        def numbered(status: os.stat_result, mount: int = mount) -> str:
            return stamp(status).rpartition(":")[0] + f":{mount}{status.st_ino}"

        monkeypatch.setattr("flows.corpus.regular_files.stamp", numbered)
        monkeypatch.setattr("flows.corpus.inputs.stamp", numbered)
        assert pages_to_read(small_site) == wanted
        small_site.run()
        assert snapshot(small_site.out) == before


def test_touched_sidecar_is_read_but_its_page_not_made_again(small_site: Site) -> None:
    small_site.write("linjiang/a.html.meta.json", "{}")
    small_site.run()
    os.utime(small_site.raw / "linjiang/a.html.meta.json", (LONG_AGO + 5, LONG_AGO + 5))
    assert small_site.run().run["changed_count"] == 0
    assert pages_to_read(small_site) == 0
    small_site.write("linjiang/a.html.meta.json", '{"url": "https://a.example.cn/1"}')
    assert small_site.run().run["changed_count"] == 1
    assert "https://a.example.cn/1" in load("documents", out=small_site.out)["url"].tolist()
