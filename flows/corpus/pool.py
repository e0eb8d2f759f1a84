"""Batches in this process or in several, surviving the death of a worker."""

import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.corpus.batches import Batch
from flows.corpus.cleaning import BatchResult, clean_batch
from flows.page.options import Options

_IN_FLIGHT = 2
"""Batches handed out a worker: one it works on, one that waits."""


class WorkerError(Exception):
    """Worker processes cannot do their work at all."""


def clean_batches(
    batches: list[Batch], raw: Path, options: Options, directory: Path, workers: int
) -> Iterator[BatchResult]:
    """Clean all batches, in this process for one worker, and give their results as they come.

    A page whose worker dies is quarantined as worker_died, and the others of its batch are cleaned again. Raises
    WorkerError when workers die without a page being to blame, and what `clean_batch` raises.
    """
    if workers <= 1:
        for batch in batches:
            yield clean_batch(batch, raw, options, directory)
        return
    pending = list(reversed(batches))
    while pending:
        suspects: list[Batch] = []
        yield from _run_pool(pending, suspects, raw, options, directory, workers)
        for batch in suspects:
            yield _clean_alone(batch, raw, options, directory)


class _WorkerProcess(ForkServerProcess):
    """A worker that does not import the program's main module.

    It needs nothing of it; importing it again would run a script without a `__main__` guard anew, and load Prefect.
    """

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802 (the name multiprocessing calls)
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
    return ProcessPoolExecutor(workers, mp_context=context)


def _run_pool(
    pending: list[Batch], suspects: list[Batch], raw: Path, options: Options, directory: Path, workers: int
) -> Iterator[BatchResult]:
    """Clean `pending` (from its end) until it is empty or a worker dies; batches under way then become `suspects`."""
    running: dict[Future[BatchResult], Batch] = {}
    with _executor(workers) as executor:
        try:
            while pending or running:
                while pending and len(running) < workers * _IN_FLIGHT:
                    batch = pending.pop()
                    running[executor.submit(clean_batch, batch, raw, options, directory, is_worker=True)] = batch
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    result = future.result()
                    del running[future]
                    yield result
        except BrokenProcessPool:
            suspects += running.values()
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


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
