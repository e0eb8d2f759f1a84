"""Where batches are cleaned: in processes of this machine, or on a cluster. All that a run asks of either is here.

Paths, names and counts go to an engine and come back; those who clean read raw/ and stage rows by themselves.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from flows.corpus.batches import Batch
from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.inputs import InputError
from flows.corpus.pool import WorkerPool
from flows.corpus.settings import DASK, PROCESSES, Settings


class Engine(AbstractContextManager["Engine"], Protocol):
    """Cleans batches. On leaving its context all that it started ends."""

    @property
    def width(self) -> int:
        """Batches that it takes at the same time, each from a thread of its own; at 1 from the caller's thread."""

    def clean(self, batch: Batch) -> BatchResult:
        """Clean a batch and wait for it. Raises WorkerError when none can, and what `clean_batch` raises."""

    def stop(self) -> None:
        """End at once; callers that wait for a batch get a WorkerError."""


def check_engine(settings: Settings) -> None:
    """Raise InputError where the engine that is asked for is not installed."""
    if settings.engine != PROCESSES and find_spec("distributed") is None:
        raise InputError(f"engine {settings.engine}: Dask is not installed; pip install 'zhpages[dask]'")


def open_engine(settings: Settings, directory: Path, page_count: int) -> Engine:
    """The engine that is asked for; it stages under `directory`. For few pages no cluster is bothered.

    Raises WorkerError when a cluster cannot be reached or does not see the files.
    """
    workers = settings.worker_count(page_count)
    if settings.engine == PROCESSES or not page_count:
        return WorkerPool(settings.raw, settings.options, directory, workers)
    from flows.corpus.dask_engine import DaskEngine  # half a second, and an extra, that other runs can do without

    address = settings.engine.removeprefix(DASK).removeprefix(":")
    return DaskEngine(address, settings.raw, settings.options, directory, workers)


def clean_batches(engine: Engine, batches: Sequence[Batch]) -> Iterator[BatchResult]:
    """Clean all batches and give their results as they come. Call it within the engine's context."""
    if engine.width <= 1:
        yield from map(engine.clean, batches)
        return
    with ThreadPoolExecutor(engine.width) as threads:
        futures = [threads.submit(engine.clean, batch) for batch in batches]
        try:
            yield from (future.result() for future in as_completed(futures))
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            engine.stop()
