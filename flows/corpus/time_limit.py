"""A bound on the time of a page."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 0.5
"""Seconds until the alarm goes off again, should the first have been lost within a finaliser."""


class TimeUpError(BaseException):
    """The page took too long. Not an Exception, so that no handler within the page's code takes it for its own."""


def _ring(_signal: int, _frame: FrameType | None) -> None:
    raise TimeUpError


@contextmanager
def time_limit(seconds: float, *, hard: bool = False) -> Iterator[None]:
    """Raise TimeUpError in the block after `seconds`.

    hard: a process that burns twice the time within one call of a library, where no exception can be raised, is killed
    by the kernel. For worker processes. Only the main thread of a process can be interrupted; in another there is no
    limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        try:
            if hard:
                signal.setitimer(signal.ITIMER_PROF, 2 * seconds)
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # once more, for an alarm that went off on the way out
        signal.setitimer(signal.ITIMER_REAL, 0)
        if hard:
            signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGALRM, before)
