"""Batches in this process or in several, surviving the death of a worker."""

import threading
from pathlib import Path

from flows.corpus.batches import Batch
from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.cleaning import clean_batch
from flows.corpus.finished_batches import record_finished
from flows.corpus.problem import Problem
from flows.corpus.worker import Death, Worker
from flows.page.options import Options

_INTERRUPTIBLE_BYTES = 200_000
"""Only Python code can be interrupted. What libraries take within one call grows with the square of the page at worst,
and is within the limit for a page of this size; a batch with a greater one needs a process that can be killed."""
_TRIES = 2
"""Processes that may die over a page alone, before the page is to blame: the machine may be short of memory."""
_STILLBORN = 3
"""Processes that may die before they clean a page."""

_CRASH = Problem("worker_died", "the process that cleaned it ended; too much memory, or a crash")


class WorkerError(Exception):
    """Worker processes cannot do their work at all."""


class WorkerPool:
    """Cleans batches in `workers` processes, or in this one for a single worker. Its callers may be on several threads.

    Only a main thread can be interrupted over a page that hangs, and only while it runs Python: called on another, or
    for a batch that may hang in a library, it uses a process for a single worker, too. The page over which a worker
    dies is set aside and cleaned alone when the others of its batch are done; it is quarantined as worker_died where
    that fails as well, and as timeout where it hangs.
    """

    def __init__(self, raw: Path, options: Options, directory: Path, workers: int) -> None:
        self._arguments = (raw, options, directory)
        self._workers = workers
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._lock = threading.Lock()
        self._is_stopped = False

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def width(self) -> int:
        """Batches that it takes at the same time."""
        return self._workers

    def stop(self) -> None:
        """End all workers, whatever they are at; callers that wait for one get a WorkerError."""
        with self._lock:
            self._is_stopped = True
            for worker in (*self._idle, *self._busy):
                worker.kill()

    def clean(self, batch: Batch) -> BatchResult:
        """Clean a batch and wait for it.

        Raises WorkerError when workers die without a page being to blame, and what `clean_batch` raises.
        """
        outcome = self._clean(batch)
        record_finished(self._arguments[2], batch, outcome)
        return outcome

    def _clean(self, batch: Batch) -> BatchResult:
        if self._workers <= 1 and threading.current_thread() is threading.main_thread() and not _may_hang(batch):
            return clean_batch(batch, *self._arguments)
        rest, aside, stillborn = batch, list[Batch](), 0
        while isinstance(outcome := self._try(rest), Death):
            if outcome.position is None:
                stillborn += 1
                if stillborn == _STILLBORN:
                    raise WorkerError("worker processes die before they clean a page")
            elif outcome.is_hang:
                rest = rest.refusing(outcome.position, _hang(rest, outcome.position, self._arguments[1]))
            else:
                rest, suspect = rest.setting_aside(outcome.position, len(aside))
                aside.append(suspect)
        for suspect in aside:
            outcome.add(self._clean_suspect(suspect))
        return outcome

    def _clean_suspect(self, suspect: Batch) -> BatchResult:
        """Clean the page over which a worker died, alone."""
        for _ in range(_TRIES):
            outcome = self._try(suspect)
            if isinstance(outcome, BatchResult):
                return outcome
            if outcome.is_hang:
                return self._refuse(suspect, _hang(suspect, 0, self._arguments[1]))
        return self._refuse(suspect, _CRASH)

    def _refuse(self, suspect: Batch, problem: Problem) -> BatchResult:
        return clean_batch(suspect.refusing(0, problem), *self._arguments)

    def _try(self, batch: Batch) -> BatchResult | Death:
        with self._lock:
            if self._is_stopped:
                raise WorkerError("the run is being ended")
            worker = self._idle.pop() if self._idle else Worker(clean_batch, *self._arguments)
            self._busy.add(worker)
        try:
            return worker.clean(batch)
        finally:
            with self._lock:
                self._busy.discard(worker)
                if worker.is_alive and not self._is_stopped:
                    self._idle.append(worker)


def _may_hang(batch: Batch) -> bool:
    return any(capture.is_suspect or capture.size > _INTERRUPTIBLE_BYTES for capture in batch.captures)


def _hang(batch: Batch, position: int, options: Options) -> Problem:
    if batch.captures[position].problem:
        raise WorkerError("worker processes hang without cleaning a page")
    return Problem("timeout", f"over {options.limits.seconds:g} seconds of CPU time")
