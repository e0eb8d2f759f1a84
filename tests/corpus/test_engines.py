"""Which engine runs the batches, as far as that needs no cluster."""

from pathlib import Path

import pytest
from sites import Site

from flows.corpus import engines
from flows.corpus.batches import Batch
from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.engines import clean_batches
from flows.corpus.finished_batches import move_finished
from flows.pipeline import InputError, Settings, WorkerError, WorkerPool, locked, plan

pytest_plugins = ["site_fixtures"]


@pytest.mark.parametrize("name", ["ray", "dask:", "dask: here", "processes:2", ""])
def test_names_that_are_none(name: str) -> None:
    with pytest.raises(ValueError, match="is none of processes, dask and dask:ADDRESS"):
        Settings(Path("raw"), Path("processed"), engine=name)


def test_a_cluster_is_given_whole_paths() -> None:
    settings = Settings(Path("raw"), Path("processed"), engine="dask")
    assert settings.raw.is_absolute() and settings.processed.is_absolute()


def test_an_engine_that_is_not_installed_is_said_first(small_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"Dask is not installed; pip install 'zhpages\[dask\]'"):
        small_site.run(engine="dask:tcp://127.0.0.1:8786")
    assert not small_site.out.exists()


def test_a_run_with_nothing_to_clean_needs_no_cluster(small_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    small_site.run()
    monkeypatch.setattr(engines, "find_spec", lambda name: True)
    for name in ("raw", "processed"):
        assert small_site.settings(engine="dask:tcp://127.0.0.1:9").to_json().count(str(small_site.root / name)) == 1
    assert small_site.run(engine="dask:tcp://127.0.0.1:9").run["status"] == "unchanged"


class Counting:
    """An engine that does nothing, several batches at the same time, and fails over one."""

    width = 3

    def __init__(self) -> None:
        self.is_stopped = False

    def __enter__(self) -> "Counting":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def clean(self, batch: Batch) -> BatchResult:
        if batch.index == 7:
            raise WorkerError("no more")
        return BatchResult(batch.stem)

    def stop(self) -> None:
        self.is_stopped = True


def test_an_engine_that_fails_is_stopped() -> None:
    batches = [Batch(index, (), {}) for index in range(20)]
    engine = Counting()
    with pytest.raises(WorkerError, match="no more"):
        list(clean_batches(engine, batches))
    assert engine.is_stopped
    assert {result.stem for result in clean_batches(Counting(), batches[:7])} == {batch.stem for batch in batches[:7]}


def test_finished_batches_that_are_moved_are_used_by_the_next_run(small_site: Site) -> None:
    with locked(small_site.out):
        work = plan(small_site.settings(batch_size=2))
        own = work.staging / "worker-1"
        own.mkdir()
        with WorkerPool(small_site.raw, small_site.settings().options, own, 1) as pool:
            for batch in work.batches[:2]:
                move_finished(own, work.staging, pool.clean(batch))
        assert not list(own.glob("*.arrow")) and not list(own.glob("*.json"))
        again = plan(small_site.settings(batch_size=2))
        assert sum(result.page_count for result in again.reused) == 4
