"""A process that cleans batches for another, and is expected to die over some of them."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.corpus.batches import Batch
from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.progress import forget_progress, read_progress
from flows.corpus.time_limit import WALL_ROUNDS
from flows.page.options import Options

Clean = Callable[..., BatchResult]
"""flows.corpus.cleaning.clean_batch, or what takes its place in a test."""
_STARTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Death:
    """The end of a worker over a batch."""

    position: int | None
    """Of the page at hand, if it came so far."""
    is_hang: bool
    """It was killed because that page took too long."""


class Worker:
    """A process that cleans one batch after the other, started at once."""

    def __init__(self, clean: Clean, raw: Path, options: Options, directory: Path) -> None:
        context = _WorkerContext()
        context.set_forkserver_preload([__name__, "flows.corpus.first_page"])
        self._connection, theirs = context.Pipe()
        self._directory = directory
        self._seconds = options.limits.seconds
        self._process = context.Process(target=_serve, args=(theirs, clean, raw, options, directory), daemon=True)
        self._process.start()
        theirs.close()
        self.is_alive = True

    @property
    def process_id(self) -> int | None:
        """As the system numbers it."""
        return self._process.pid

    def clean(self, batch: Batch) -> BatchResult | Death:
        """Clean a batch and wait for it. Raises what `clean_batch` raises."""
        forget_progress(self._directory, batch)
        is_hang = False
        try:
            self._connection.send(batch)
            is_hang = self._wait(batch)
            outcome: BatchResult | Exception = self._connection.recv()
        except (EOFError, OSError):
            self.is_alive = False
            self._process.join()
            is_hang = is_hang or self._process.exitcode == -signal.SIGVTALRM
            return Death(read_progress(self._directory, batch), is_hang)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def _wait(self, batch: Batch) -> bool:
        """Wait for an answer or the end; True when the process was killed because it is at one page for too long.

        The kernel ends one that uses up its time, see `time_limit`; this is for one that waits for something.
        """
        rounds, position = 0, read_progress(self._directory, batch)
        while not wait([self._connection, self._process.sentinel], timeout=self._seconds):
            before, position = position, read_progress(self._directory, batch)
            rounds = rounds + 1 if position == before else 0
            if rounds > WALL_ROUNDS:
                self._process.kill()
                return True
        return False

    def kill(self) -> None:
        """End it, whatever it is at."""
        self._process.kill()
        self._process.join()


def _serve(connection: Connection, clean: Clean, raw: Path, options: Options, directory: Path) -> None:
    """In the worker: clean the batches that come, until no more can come."""
    _end_with_parent()
    while True:
        try:
            batch: Batch = connection.recv()
        except EOFError:
            return
        outcome: BatchResult | Exception
        try:
            outcome = clean(batch, raw, options, directory, is_worker=True)
        except Exception as error:
            outcome = error
        connection.send(outcome)


class _WorkerProcess(ForkServerProcess):
    """A process that does not import the program's main module.

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


def _end_with_parent() -> None:
    """In a worker: end when the run does, however that ends; Ctrl-C is the run's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
