"""Runs whose Prefect server is killed at random moments. `python tests/flow/server_kills.py 20` kills 20."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from conftest import ROOT, prefect_server
from test_clean_flow import digests

COPIES = 40
"""Of each sample page: enough work that a kill strikes in the middle."""
MAX_SECONDS = 20.0
"""From the death of the server to the end of a run, where the run does not complete its work first."""


def copy_often(samples: Path, raw: Path) -> Path:
    """A raw/ of the samples, each page many times."""
    for path in (path for path in samples.rglob("*") if path.is_file()):
        target = raw / path.relative_to(samples)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.name == "source.toml" or path.name.endswith(".meta.json"):
            shutil.copyfile(path, target)
            continue
        for copy in range(COPIES):
            shutil.copyfile(path, target.with_name(f"{copy:03d}-{path.name}"))
    return raw


def start(raw: Path, out: Path, server: str) -> subprocess.Popen[bytes]:
    """A run of the command line with two workers."""
    command = [sys.executable, "-m", "flows.cli", "run", "--raw", str(raw), "--out", str(out)]
    return subprocess.Popen(
        [*command, "--workers", "2", "--batch-size", "20"],
        env=dict(os.environ, PREFECT_API_URL=server),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # in the background it is ignored
    )


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Its exit code and what it said."""
    out, err = process.communicate(timeout=240)
    return process.returncode, (out + err).decode()


def kill_servers(root: Path, kills: int, seed: int) -> Counter[str]:
    """Kill the servers of `kills` runs and check the data after each; how many completed, and how many ended."""
    chance = random.Random(seed)
    raw = copy_often(ROOT / "raw", root / "raw")
    home = root / "prefect"
    tally: Counter[str] = Counter()
    with ExitStack() as servers:
        address, group = servers.enter_context(prefect_server(home))
        begin = time.monotonic()
        code, shown = finish(start(raw, root / "whole", address))
        span = time.monotonic() - begin
        assert code == 0, shown
        wanted = digests(root / "whole")
        for number in range(kills):
            out = root / f"killed-{number}"
            process = start(raw, out, address)
            time.sleep(chance.uniform(0, span))
            os.killpg(group, signal.SIGKILL)
            killed = time.monotonic()
            code, shown = finish(process)
            seconds = time.monotonic() - killed
            print(f"kill {number}: exit {code} after {seconds:.1f} s: {shown.strip()[-300:]!r}", flush=True)
            assert not re.search(r"Traceback|defect|Error logging|Worker", shown), shown
            address, group = servers.enter_context(prefect_server(home))
            tally["completed" if code == 0 else "ended"] += 1
            if code == 0:
                assert seconds < span + MAX_SECONDS, shown
            else:
                assert seconds < MAX_SECONDS and not digests(out), shown
                code, shown = finish(start(raw, out, address))
                assert code == 0, shown
            assert digests(out) == wanted
            shutil.rmtree(out)
    return tally


if __name__ == "__main__":
    os.environ.update(PREFECT_SERVER_ANALYTICS_ENABLED="false", DO_NOT_TRACK="1", PREFECT_LOGGING_LEVEL="ERROR")
    with tempfile.TemporaryDirectory() as directory:
        print(dict(kill_servers(Path(directory), int(sys.argv[1]), seed=7)))
