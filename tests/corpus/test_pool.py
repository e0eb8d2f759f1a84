"""Worker processes that die or hang, and what becomes of their pages."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import spoilt_cleaning
from sites import Site, notice, snapshot

from flows.dataset import load
from flows.page.limits import Limits
from flows.page.options import Options
from flows.pipeline import WorkerError, locked, plan

pytest_plugins = ["site_fixtures"]

BIG = "\n" + "。" * 100_000
QUICK = Options(limits=Limits(seconds=1.0))
"""Above what the first page of a new process takes, which makes the rules' automata: a third of a second and more."""


@pytest.fixture
def twelve(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Twelve good pages, and workers that obey the pages."""
    for number in range(12):
        site.write(f"a/{number}.txt", notice("春耕"))
    monkeypatch.setattr("flows.corpus.pool.clean_batch", spoilt_cleaning.clean_batch)
    return site


def test_a_page_that_kills_takes_no_other_with_it(twelve: Site) -> None:
    for number in (3, 5, 6):
        twelve.write(f"a/{number}.txt", "KILL")
    report = twelve.run(batch_size=4, workers=2)
    assert report.quarantine_codes == {"worker_died": 3}
    assert report.run["document_count"] == 9
    assert load("quarantine", out=twelve.out)["raw_path"].tolist() == ["3.txt", "5.txt", "6.txt"]


@pytest.mark.parametrize(("deaths", "code_count"), [(1, 0), (2, 0), (3, 1)])
def test_innocent_pages_are_not_blamed(twelve: Site, tmp_path: Path, deaths: int, code_count: int) -> None:
    """A process is killed over a page, for a reason that passes: at most the third time the page is to blame."""
    twelve.write("a/5.txt", f"KILL {tmp_path / 'calls'} {deaths}\n{notice('秋收')}")
    twelve.write("a/7.txt", f"KILL {tmp_path / 'others'} 1\n{notice('秋收')}")
    wanted = {"worker_died": code_count} if code_count else {}
    assert twelve.run(batch_size=6, workers=2).quarantine_codes == wanted
    assert twelve.run(workers=2).run["document_count"] == 12
    assert snapshot(twelve.out) == twelve.rebuilt()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("order", ["SPIN", "SLEEP"])
def test_a_page_that_hangs_in_a_library_ends_at_its_limit(twelve: Site, order: str, workers: int) -> None:
    twelve.write("a/5.txt", order + BIG)
    start = time.monotonic()
    report = twelve.run(workers=workers, options=QUICK)
    assert time.monotonic() - start < 40
    assert report.quarantine_codes == {"timeout": 1}
    assert report.run["document_count"] == 11
    assert load("quarantine", out=twelve.out)["message"].tolist() == ["over 1 seconds of CPU time"]


def test_a_page_that_failed_is_tried_alone_and_not_for_ever(twelve: Site) -> None:
    twelve.write("a/5.txt", "KILL")
    twelve.run(workers=2)
    before = snapshot(twelve.out)
    for number in range(2):
        twelve.write(f"a/new{number}.txt", notice("秋收"))
        with locked(twelve.out):
            assert [len(batch.captures) for batch in plan(twelve.settings()).batches] == [1, 1]
        report = twelve.run(workers=2)
        assert (report.run["new_count"], report.run["changed_count"]) == (1, 0)
        assert report.quarantine_codes == {"worker_died": 1}
        (twelve.raw / f"a/new{number}.txt").unlink()
    for _ in range(2):
        assert twelve.run(workers=2).quarantine_codes == {}
    assert snapshot(twelve.out) == before
    assert twelve.run(full=True, workers=2).quarantine_codes == {"worker_died": 1}
    twelve.write("a/5.txt", notice("冬储"))
    assert twelve.run(workers=2).run["document_count"] == 12


def test_workers_that_die_before_they_work(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("a/1.txt", notice("春耕"))
    monkeypatch.setattr("flows.corpus.pool.clean_batch", spoilt_cleaning.die)
    with pytest.raises(WorkerError, match="die before they clean a page"):
        site.run(workers=2)


def test_small_pages_need_no_process(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.corpus.pool.Worker", None)
    site.write("a/1.txt", notice("春耕"))
    assert site.run().run["document_count"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_that_is_stopped_for_a_while_blames_no_page(site: Site, workers: int) -> None:
    """Ctrl-Z, a sleeping laptop, a machine under load: a limit of 0.2 seconds, and a pause of five."""
    for number in range(300):
        site.write(f"a/{number}.txt", notice(f"春耕{number}", 9))
    code = f"""
from pathlib import Path
import flows.corpus.first_page
from flows.page.limits import Limits
from flows.page.options import Options
from flows.pipeline import Settings, run
options = Options(limits=Limits(seconds=0.2))
settings = Settings(Path({str(site.raw)!r}), Path({str(site.out)!r}), options=options, workers={workers})
print(run(settings).quarantine_codes)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, start_new_session=True) as process:
        while not list((site.out / "_state/staging").glob("*/*.progress")):
            assert process.poll() is None
            time.sleep(0.002)
        time.sleep(0.1)
        os.killpg(process.pid, signal.SIGSTOP)
        time.sleep(5)
        os.killpg(process.pid, signal.SIGCONT)
        assert process.stdout is not None
        assert process.stdout.read() == b"{}\n"
