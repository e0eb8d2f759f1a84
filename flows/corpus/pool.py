"""Batches in this process or in several, surviving the death of a worker."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.corpus.batches import Batch
from flows.corpus.cleaning import BatchResult, clean_batch
from flows.page.options import Options

_STARTING = threading.Lock()


class WorkerError(Exception):
    """Worker processes cannot do their work at all."""


class WorkerPool:
    """Cleans batches in `workers` processes, or in this one for a single worker. Its callers may be on several threads.

    Only a main thread can be interrupted over a page that hangs: called on another, it always uses a process. A page
    whose worker dies is quarantined as worker_died, and the others of its batch are cleaned again.
    """

    def __init__(self, raw: Path, options: Options, directory: Path, workers: int) -> None:
        self._arguments = (raw, options, directory)
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, *_: object) -> None:
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def clean(self, batch: Batch) -> BatchResult:
        """Clean a batch and wait for it.

        Raises WorkerError when workers die without a page being to blame, and what `clean_batch` raises.
        """
        if self._workers <= 1 and threading.current_thread() is threading.main_thread():
            return clean_batch(batch, *self._arguments)
        executor = None
        try:
            with self._lock:
                executor = self._executor = self._executor or _executor(self._workers)
                future = executor.submit(clean_batch, batch, *self._arguments, is_worker=True)
            return future.result()
        except BrokenProcessPool:
            with self._lock:
                if self._executor is executor:
                    self._executor = None
            return _clean_alone(batch, *self._arguments)


def clean_batches(
    batches: list[Batch], raw: Path, options: Options, directory: Path, workers: int
) -> Iterator[BatchResult]:
    """Clean all batches and give their results as they come; see WorkerPool."""
    with WorkerPool(raw, options, directory, workers) as pool:
        if workers <= 1:
            yield from map(pool.clean, batches)
            return
        with ThreadPoolExecutor(workers) as threads:
            futures = [threads.submit(pool.clean, batch) for batch in batches]
            try:
                yield from (future.result() for future in as_completed(futures))
            finally:
                threads.shutdown(wait=True, cancel_futures=True)


class _WorkerProcess(ForkServerProcess):
    """A worker that does not import the program's main module.

    It needs nothing of it; importing it again would run a script without a `__main__` guard anew, and load Prefect.
    """

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 (the name multiprocessing calls)
        with _STARTING:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                return ForkServerProcess._Popen(process_obj)
            finally:
                sys.modules["__main__"] = main


class _WorkerContext(ForkServerContext):
    Process = _WorkerProcess


def _executor(workers: int) -> ProcessPoolExecutor:
    context = _WorkerContext()
    context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """In a worker: end when the run does, however that ends; Ctrl-C is the run's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


def _clean_alone(batch: Batch, raw: Path, options: Options, directory: Path) -> BatchResult:
    """Clean a batch in a process of its own, again and again without the page that killed it."""
    for _ in range(len(batch.captures) + 1):
        progress = directory / f"{batch.stem}.progress"
        progress.unlink(missing_ok=True)
        with _executor(1) as executor:
            try:
                return executor.submit(clean_batch, batch, raw, options, directory, is_worker=True).result()
            except BrokenProcessPool:
                batch = _without_culprit(batch, progress)
    raise WorkerError("worker processes die without cleaning a page")


def _without_culprit(batch: Batch, progress: Path) -> Batch:
    if not progress.exists() or progress.stat().st_size != 8:
        raise WorkerError("worker processes die before they clean a page")
    culprit = int.from_bytes(progress.read_bytes(), "little")
    if batch.captures[culprit].problem:
        raise WorkerError("worker processes die without cleaning a page")
    captures = list(batch.captures)
    captures[culprit] = replace(
        captures[culprit], problem="worker_died: the process that cleaned it ended; too much memory, or a hang"
    )
    return replace(batch, captures=tuple(captures))
