"""Batches on a Dask cluster, whose workers see the same raw/ and processed/. Imported only where it is asked for.

A Dask worker cleans as a run on its machine does: in processes of its own, so that a page over which one dies is found
and quarantined, and the Dask worker lives. It stages in a directory of its own and moves finished files to those of the
run: a batch that Dask gave to a second worker, because it took the first for lost, is never half of one and half of the
other. Prefect is not needed on the workers, and they need not reach its server.
"""

import logging
import multiprocessing
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import dask
from distributed import Client, Future, LocalCluster, Worker, WorkerPlugin, get_worker
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from flows.corpus.batches import Batch
from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.finished_batches import move_finished
from flows.corpus.pool import WorkerError, WorkerPool
from flows.corpus.recipe import code_digest
from flows.corpus.settings import MAX_WORKERS
from flows.dataset import files
from flows.page.options import Options

_Client: Any = Client
_LocalCluster: Any = LocalCluster
"""Their methods have no types."""
_BATCHES_A_THREAD = 2
"""Batches in flight for each thread of a worker: one at work, one that waits for it."""
_PATIENCE_SECONDS = 30
"""For a scheduler to answer, and for a first worker to be there."""


class DaskEngine:
    """A cluster: the one at `address`, else the one that Dask's configuration names, else one made here of `workers`.

    Raises WorkerError when it cannot be reached, has no worker, or a worker does not see the files or is of another
    version. A worker that is lost costs what it was at: Dask gives that to another one.
    """

    def __init__(self, address: str, raw: Path, options: Options, directory: Path, workers: int) -> None:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is one line, and comes from here
        self._is_stopped = False
        self._cluster: Any = None
        self._name = f"zhpages:{directory.parent}"
        address = address or dask.config.get("scheduler-address", None)
        try:
            if not address:
                self._cluster = _LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
                address = self._cluster.scheduler_address
            self._client = _Client(address, timeout=_PATIENCE_SECONDS, set_as_default=False)
        except (OSError, ValueError, RuntimeError) as error:
            self._close_cluster()
            where = address or "this machine"
            raise WorkerError(f"no Dask scheduler answers at {where}: {_first_line(error)}") from error
        self._address = address
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE_SECONDS)
            self._client.register_plugin(_Cleaning(self._name, raw, options, directory, code_digest()))
            self._width: int = min(MAX_WORKERS, _BATCHES_A_THREAD * max(1, sum(self._client.nthreads().values())))
        except BaseException as error:
            self.stop()
            if isinstance(error, TimeoutError):
                raise WorkerError(f"the Dask scheduler at {self._address} has no workers") from error
            if isinstance(error, (OSError, CancelledError, ImportError)):
                raise WorkerError(f"Dask at {self._address}: {_first_line(error)}") from error
            raise

    def __enter__(self) -> "DaskEngine":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def width(self) -> int:
        """Batches that it takes at the same time, as many as its workers of now can be kept busy with."""
        return self._width

    def clean(self, batch: Batch) -> BatchResult:
        """Clean a batch and wait for it. Raises WorkerError when no worker can, and what `clean_batch` raises."""
        try:
            future: Future[BatchResult] = self._client.submit(
                _clean_there, self._name, batch, key=f"{self._name}:{batch.stem}:{uuid4().hex}", pure=False
            )
            return future.result()
        except KilledWorker as error:
            raise WorkerError(
                f"batch {batch.stem}: {error.allowed_failures + 1} Dask workers died over it; is their memory enough?"
            ) from error
        except (CancelledError, CommClosedError, OSError, RuntimeError) as error:
            if self._is_stopped:
                raise WorkerError("the run is being ended") from error
            raise WorkerError(
                f"the Dask scheduler at {self._address} is gone; the next run uses what was cleaned"
            ) from error

    def stop(self) -> None:
        """End what the workers are at for this run; callers that wait for a batch get a WorkerError."""
        if self._is_stopped:
            return
        self._is_stopped = True
        with suppress(Exception):  # of a scheduler that is gone nothing is left to be ended
            if self._client.status == "running":
                self._client.unregister_worker_plugin(self._name)
        with suppress(Exception):
            self._client.close(timeout=2)
        self._close_cluster()

    def _close_cluster(self) -> None:
        if self._cluster is not None:
            with suppress(Exception):
                self._cluster.close(timeout=10)


def _first_line(error: BaseException) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


class _Cleaning(WorkerPlugin):
    """On a worker: what cleans the batches of a run."""

    def __init__(self, name: str, raw: Path, options: Options, directory: Path, code: str) -> None:
        self.name = name
        self._raw = raw
        self._options = options
        self._directory = directory
        self._code = code
        self._own = directory
        self._pool: WorkerPool | None = None

    def setup(self, worker: Worker) -> None:
        """Make a directory for this worker. Raises WorkerError where it cannot work for the run."""
        if code_digest() != self._code:
            raise WorkerError(f"Dask worker {worker.address} has another version of zhpages than the run")
        self._own = self._directory / f"worker-{uuid4().hex}"
        try:
            files.make_directory(self._own)
            is_there = self._raw.is_dir() and self._directory.is_dir()
        except OSError:
            is_there = False
        if not is_there:
            raise WorkerError(
                f"Dask worker {worker.address} does not see {self._raw} or cannot write {self._directory}"
            )
        multiprocessing.current_process().daemon = False  # those that Dask starts may start none else
        self._pool = WorkerPool(self._raw, self._options, self._own, 1)

    def teardown(self, worker: Worker) -> None:
        """End the processes at work for the run."""
        if self._pool is not None:
            self._pool.stop()

    def clean(self, batch: Batch) -> BatchResult:
        """Clean a batch; its staged files are the run's when this returns."""
        if self._pool is None:
            raise WorkerError("a Dask worker was not made ready")
        result = self._pool.clean(batch)
        move_finished(self._own, self._directory, result)
        return result


def _clean_there(name: str, batch: Batch) -> BatchResult:
    """On a worker: clean a batch of the run called `name`."""
    worker = get_worker()
    cleaning = worker.plugins.get(name)
    if not isinstance(cleaning, _Cleaning):
        raise WorkerError(f"Dask worker {worker.address} was not made ready for the run; its log says why")
    return cleaning.clean(batch)
