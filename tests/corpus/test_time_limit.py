"""The bound on the time of a page."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from flows.corpus.time_limit import TimeUpError, time_limit


def test_interrupts_a_loop() -> None:
    start = time.perf_counter()
    with pytest.raises(TimeUpError), time_limit(0.1):
        while True:
            try:
                time.sleep(0.01)
            except Exception:
                continue
    assert time.perf_counter() - start < 2


def test_interrupts_a_regular_expression() -> None:
    import re

    with pytest.raises(TimeUpError), time_limit(0.1):
        re.match("(a+)+$", "a" * 60 + "b")


def test_leaves_nothing_behind() -> None:
    before = signal.getsignal(signal.SIGALRM), signal.getitimer(signal.ITIMER_REAL)[0] > 0
    with time_limit(0.05):
        pass
    time.sleep(0.1)
    assert signal.getsignal(signal.SIGALRM) == before[0]
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_another_thread_has_no_limit() -> None:
    seen: list[bool] = []

    def work() -> None:
        with time_limit(0.01):
            time.sleep(0.05)
        seen.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [True]


def test_hard_limit_kills_what_cannot_be_interrupted() -> None:
    code = """
from flows.corpus.time_limit import time_limit
with time_limit(0.1, hard=True):
    sum(range(10**11))
"""
    done = subprocess.run([sys.executable, "-c", code], env=dict(os.environ), timeout=60, check=False)
    assert done.returncode == -signal.SIGVTALRM
