"""A bound on the time of a page: CPU time, so that neither a busy machine nor a sleeping one is a page's fault."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

WALL_ROUNDS = 12
"""So many times the limit may pass on the wall clock. Counted in alarms, of which a process that is stopped, or one on
a machine that sleeps, gets one only, however long."""
_AGAIN = 0.5
"""CPU seconds until the next look: other threads use the time of the process too, and an alarm within a finaliser is
lost."""
_HARD_SLACK = 0.2
"""Share of the limit that may pass over it before a process is killed in which no exception can be raised."""


class TimeUpError(BaseException):
    """The page took too long. Not an Exception, so that no handler within the page's code takes it for its own."""


@contextmanager
def time_limit(seconds: float, *, hard: bool = False) -> Iterator[None]:
    """Raise TimeUpError in the block after `seconds` of its thread's CPU time, or WALL_ROUNDS times that on the wall.

    hard: a process that goes on within one call of a library, where no exception can be raised, is killed by the kernel
    with SIGVTALRM. For worker processes. Only the main thread of a process can be interrupted; in another there is no
    limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    watch = _Watch(seconds)
    before = (signal.signal(signal.SIGPROF, watch.look), signal.signal(signal.SIGALRM, watch.count))
    try:
        try:
            if hard:
                signal.setitimer(signal.ITIMER_VIRTUAL, seconds * (1 + _HARD_SLACK))
            signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
            signal.setitimer(signal.ITIMER_REAL, seconds, seconds)
            yield
        finally:
            _stop()
    finally:  # once more, for an alarm that went off on the way out
        _stop()
        signal.signal(signal.SIGPROF, before[0])
        signal.signal(signal.SIGALRM, before[1])


def _stop() -> None:
    for timer in (signal.ITIMER_REAL, signal.ITIMER_PROF, signal.ITIMER_VIRTUAL):
        signal.setitimer(timer, 0)


class _Watch:
    """What the alarms of one page do."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._start = time.thread_time()
        self._rounds = 0

    def look(self, _signal: int, _frame: FrameType | None) -> None:
        """Raise when the thread has used its time."""
        if time.thread_time() - self._start >= self._seconds:
            raise TimeUpError(f"over {self._seconds:g} seconds of CPU time")

    def count(self, _signal: int, _frame: FrameType | None) -> None:
        """Raise after enough rounds on the wall."""
        self._rounds += 1
        if self._rounds >= WALL_ROUNDS:
            raise TimeUpError(f"over {self._seconds * WALL_ROUNDS:g} seconds, most of them waiting")
