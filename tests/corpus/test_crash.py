"""SIGKILL at random moments loses nothing; see crashes.py, which kills more."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crashes import kill_runs
from sites import Site

from flows.dataset.errors import LockedError
from flows.pipeline import locked

pytest_plugins = ["site_fixtures"]


def test_killed_runs(tmp_path: Path) -> None:
    assert kill_runs(tmp_path, 20, seed=1).total() == 20


def test_lock_of_a_dead_process_is_taken_over(small_site: Site) -> None:
    code = f"""
import time, pathlib, flows.dataset.lock
with flows.dataset.lock.locked(pathlib.Path({str(small_site.out)!r})):
    print(flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(LockedError, match=f"process {process.pid}"), locked(small_site.out):
            time.sleep(0)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        small_site.run()


def test_workers_end_with_a_killed_run(small_site: Site) -> None:
    code = """
import time, pathlib
from flows.corpus.cleaning import clean_batch
from flows.corpus.worker import Worker
from flows.page.options import Options
place = pathlib.Path()
workers = [Worker(clean_batch, place, Options(), place) for _ in range(2)]
print(*(worker.process_id for worker in workers), flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, cwd=small_site.root) as process:
        assert process.stdout is not None
        workers = {int(number) for number in process.stdout.readline().split()}
        assert workers
        process.kill()
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
