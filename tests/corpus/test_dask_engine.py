"""Runs on a real Dask cluster of two workers: some lost, a page that kills, and a scheduler that dies."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sites import Site, notice, snapshot

from flows.dataset import load
from flows.pipeline import RunReport, WorkerError, locked, plan

pytest.importorskip("distributed")
pytest_plugins = ["site_fixtures"]
pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
ENVIRONMENT = dict(os.environ, PYTHONPATH=os.pathsep.join([str(HERE.parents[1]), str(HERE)]))


class Cluster:
    """A scheduler and workers, each a process."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.processes: list[subprocess.Popen[bytes]] = []
        self.scheduler = self.start("scheduler", "--port", "0", "--host", "127.0.0.1", "--no-dashboard")
        wait_until(lambda: (place / "scheduler.json").exists())
        self.workers = [self.add_worker() for _ in range(2)]

    def start(self, kind: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            "dask",
            kind,
            "--scheduler-file",
            str(self.place / "scheduler.json"),
            *arguments,
        ]
        with (self.place / f"{kind}.log").open("ab") as log:
            process = subprocess.Popen(command, env=ENVIRONMENT, stdout=log, stderr=log, cwd=self.place)
        self.processes.append(process)
        return process

    def add_worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A worker that nobody watches: killed, it is gone."""
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--preload", "spoilt_preload"]
        return self.start("worker", *options, *arguments)

    @property
    def engine(self) -> str:
        return "dask:" + str(json.loads((self.place / "scheduler.json").read_text())["address"])

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    yield cluster
    cluster.stop()


@pytest.fixture
def filled(site: Site) -> Site:
    for number in range(120):
        site.write(f"{('yunhe', 'linjiang')[number % 2]}/{number}.txt", notice(f"春耕{number}", 9))
    return site


def wait_until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def finished_count(site: Site) -> int:
    return len(list((site.out / "_state/staging").glob("*/*.finished.json")))


class Running(threading.Thread):
    """A run on a thread of its own."""

    def __init__(self, site: Site, engine: str) -> None:
        super().__init__()
        self.site, self.engine = site, engine
        self.report: RunReport | None = None
        self.error: Exception | None = None
        self.start()

    def run(self) -> None:
        try:
            self.report = self.site.run(engine=self.engine, batch_size=5)
        except Exception as error:
            self.error = error


def test_two_workers_of_which_one_is_killed(filled: Site, cluster: Cluster) -> None:
    running = Running(filled, cluster.engine)
    wait_until(lambda: finished_count(filled) > 0)
    cluster.workers[0].kill()
    assert running.is_alive() and finished_count(filled) < 24
    running.join(120)
    assert running.error is None and running.report is not None
    assert running.report.run["document_count"] == 120 and running.report.quarantine_codes == {}
    assert snapshot(filled.out) == filled.rebuilt()
    assert cluster.workers[1].poll() is None
    assert not list((filled.out / "_state/staging").glob("*"))


def test_a_page_that_kills_is_found_and_costs_no_worker(filled: Site, cluster: Cluster) -> None:
    filled.write("yunhe/bad.txt", "KILL")
    report = filled.run(engine=cluster.engine, batch_size=20)
    assert report.quarantine_codes == {"worker_died": 1}
    assert report.run["document_count"] == 120
    assert load("quarantine", out=filled.out)["raw_path"].tolist() == ["bad.txt"]
    assert all(worker.poll() is None for worker in cluster.workers)


def test_the_death_of_the_scheduler_fails_the_run_and_the_next_finishes(filled: Site, cluster: Cluster) -> None:
    running = Running(filled, cluster.engine)
    wait_until(lambda: finished_count(filled) > 1)
    cluster.scheduler.kill()
    running.join(120)
    assert isinstance(running.error, WorkerError) and "is gone; the next run" in str(running.error)
    with locked(filled.out):
        work = plan(filled.settings())
        assert work.reused
    assert filled.run().run["document_count"] == 120
    assert snapshot(filled.out) == filled.rebuilt()


def test_a_cluster_that_cannot_be_used_is_said_in_one_line(small_site: Site, cluster: Cluster) -> None:
    with pytest.raises(WorkerError, match="no Dask scheduler answers at tcp://127") as refused:
        small_site.run(engine="dask:tcp://127.0.0.1:9")
    assert "\n" not in str(refused.value)
    for worker in cluster.workers:
        worker.kill()
        worker.wait()
    mine = cluster.place / "elsewhere"
    shutil.copytree(HERE.parents[1] / "flows", mine / "flows")
    shutil.copytree(HERE.parents[1] / "schemas", mine / "schemas")
    (mine / "flows/page/versions.py").write_text((mine / "flows/page/versions.py").read_text() + "\n# another\n")
    environment = dict(ENVIRONMENT, PYTHONPATH=os.pathsep.join([str(mine), str(HERE)]))
    command = [sys.executable, "-m", "dask", "worker", "--scheduler-file", str(cluster.place / "scheduler.json")]
    with (cluster.place / "worker.log").open("ab") as log:
        cluster.processes.append(
            subprocess.Popen(
                [*command, "--no-nanny", "--no-dashboard"], env=environment, stdout=log, stderr=log, cwd=mine
            )
        )
    with pytest.raises(WorkerError, match="another version of zhpages"):
        small_site.run(engine=cluster.engine)
    assert small_site.run().run["document_count"] == 5


def test_a_cluster_of_its_own(small_site: Site) -> None:
    report = small_site.run(engine="dask", workers=2)
    assert report.run["document_count"] == 5
    assert snapshot(small_site.out) == small_site.rebuilt()
