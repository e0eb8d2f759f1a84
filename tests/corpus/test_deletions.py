"""What a run may delete."""

import shutil
from collections.abc import Callable

import pytest
from sites import Site, notice, snapshot

from flows.dataset import load
from flows.pipeline import InputError, assemble_and_commit, clean_batch, locked, plan

pytest_plugins = ["site_fixtures"]


@pytest.fixture
def settled(site: Site) -> Site:
    """A source of three pages and one of six, in the dataset."""
    for number in range(6):
        site.write(f"linjiang/{number}.txt", notice(f"春耕{number}"))
        if number < 3:
            site.write(f"yunhe/{number}.txt", notice(f"秋收{number}"))
    site.write("yunhe/empty.txt", "")
    site.run()
    return site


def empty_raw(site: Site) -> None:
    shutil.rmtree(site.raw)
    site.raw.mkdir()


def leave_what_a_volume_holds(site: Site) -> None:
    empty_raw(site)
    (site.raw / "lost+found").mkdir()


def leave_a_stray_file(site: Site) -> None:
    empty_raw(site)
    site.write("stray.html", "x")


def leave_a_readme(site: Site) -> None:
    empty_raw(site)
    site.write("README.md", "x")


def leave_a_directory_that_is_no_source(site: Site) -> None:
    empty_raw(site)
    site.write("新闻/1.html", "x")


def leave_empty_directories(site: Site) -> None:
    for name in ("yunhe", "linjiang"):
        shutil.rmtree(site.raw / name)
        (site.raw / name).mkdir()


def leave_one_source(site: Site) -> None:
    shutil.rmtree(site.raw / "yunhe")


def leave_a_source_without_its_pages(site: Site) -> None:
    shutil.rmtree(site.raw / "yunhe")
    site.write("yunhe/source.toml", "")
    (site.raw / "yunhe/lost+found").mkdir()


def leave_another_source(site: Site) -> None:
    empty_raw(site)
    site.write("nanyu/1.txt", notice("冬储"))


def leave_a_few_pages(site: Site) -> None:
    for number in range(4):
        (site.raw / f"linjiang/{number}.txt").unlink()


@pytest.mark.parametrize(
    "act",
    [
        empty_raw,
        leave_what_a_volume_holds,
        leave_a_stray_file,
        leave_a_readme,
        leave_a_directory_that_is_no_source,
        leave_empty_directories,
        leave_one_source,
        leave_a_source_without_its_pages,
        leave_another_source,
        leave_a_few_pages,
    ],
)
def test_what_looks_unmounted_is_not_taken_for_deleted(settled: Site, act: Callable[[Site], None]) -> None:
    before = snapshot(settled.out)
    act(settled)
    for full in (False, True):
        with pytest.raises(InputError, match=r"[Ii]s it mounted\? To .*--max-deleted 1") as caught:
            settled.run(full=full)
        assert "\n" not in str(caught.value)
    assert snapshot(settled.out) == before
    assert len(load("runs", out=settled.out)) == 1
    settled.run(full=True, max_deleted=1)
    assert snapshot(settled.out) == settled.rebuilt()


def test_some_pages_may_go(settled: Site) -> None:
    (settled.raw / "yunhe/0.txt").unlink()
    (settled.raw / "yunhe/empty.txt").unlink()
    for number in range(3):
        (settled.raw / f"linjiang/{number}.txt").unlink()
    assert settled.run().run["deleted_count"] == 5
    assert snapshot(settled.out) == settled.rebuilt()
    (settled.raw / "yunhe/1.txt").unlink()
    with pytest.raises(InputError, match=r"yunhe: 1 of its 2 documents .* max_deleted=0\.2;"):
        settled.run(max_deleted=0.2)
    settled.run(max_deleted=0.5)


def test_what_is_no_document_may_go(site: Site) -> None:
    site.write("yunhe/1.txt", "")
    site.write("stray.html", "x")
    site.write("linjiang/1.txt", notice("春耕"))
    site.run()
    (site.raw / "yunhe/1.txt").unlink()
    (site.raw / "stray.html").unlink()
    assert site.run().run["deleted_count"] == 2


def test_one_source_alone(settled: Site) -> None:
    shutil.rmtree(settled.raw / "yunhe")
    with pytest.raises(InputError, match="yunhe: 3 of its 3"):
        settled.run(sources=("yunhe",))
    assert settled.run(sources=("linjiang",)).run["deleted_count"] == 0
    settled.run(sources=("yunhe",), max_deleted=1)
    assert snapshot(settled.out) == settled.rebuilt()


@pytest.mark.parametrize("place", ["_state/manifest/yunhe.parquet", "_state/dataset.json"])
def test_a_lost_record_does_not_hide_the_loss(settled: Site, place: str) -> None:
    (settled.out / place).unlink()
    before = snapshot(settled.out)
    shutil.rmtree(settled.raw / "yunhe")
    for full in (False, True):
        with pytest.raises(InputError, match="yunhe"):
            settled.run(full=full)
    assert snapshot(settled.out) == before


def test_pages_that_vanish_while_the_run_is_at_work(settled: Site) -> None:
    before = snapshot(settled.out)
    settings = settled.settings(full=True)
    with locked(settled.out):
        work = plan(settings)
        for path in (settled.raw / "yunhe").iterdir():
            path.unlink()
        results = [clean_batch(batch, settings, work.staging) for batch in work.batches]
        with pytest.raises(InputError, match="yunhe: 3 of its 3"):
            assemble_and_commit(work, results, settings)
    assert snapshot(settled.out) == before
