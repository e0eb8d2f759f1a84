"""A schedule on a real server fires, and its run is done by a worker that was started somewhere else."""

import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

DEPLOYMENTS = ROOT / "flows" / "prefect.yaml"
PREFECT = (sys.executable, "-m", "prefect")
FINISHED = r"Flow run '[\w-]+' - Finished in state (\w+)"
SECONDS = 150
"""Two ticks of the schedule, and the start of the run."""


def environment(server: str) -> dict[str, str]:
    return dict(os.environ, PREFECT_API_URL=server, PYTHONPATH=str(ROOT), PREFECT_LOGGING_LEVEL="INFO")


def shown_in_readme(command: str) -> list[str]:
    """The arguments of the README's one line that starts with `command`."""
    (line,) = re.findall(rf"^{command} .+$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    return shlex.split(line)[1:]


def prefect(server: str, *arguments: str) -> str:
    done = subprocess.run(
        [*PREFECT, *arguments], cwd=ROOT, env=environment(server), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def worker(server: str, directory: Path) -> Iterator[Path]:
    """A worker that is started in `directory`; its log."""
    command = [*PREFECT, *shown_in_readme("prefect worker")]
    log = directory / "worker.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, cwd=directory, env=environment(server), stdout=stream, stderr=stream, start_new_session=True
        )
    try:
        yield log
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


def test_a_scheduled_run_fires_and_writes_its_dataset(server: str, tmp_path: Path) -> None:
    out = tmp_path / "processed"
    every_minute = tmp_path / "prefect.yaml"
    nightly = DEPLOYMENTS.read_text("utf-8")
    every_minute.write_text(nightly.replace("0 3 * * *", "* * * * *"), "utf-8")
    prefect(server, *shown_in_readme("prefect work-pool"))
    deploy = [
        each.replace("flows/prefect.yaml", str(every_minute)) for each in shown_in_readme("prefect --no-prompt deploy")
    ]
    prefect(server, *deploy, "--param", f'processed="{out}"')
    shown = prefect(server, "deployment", "inspect", "zhpages-clean/nightly")
    assert re.search(r"'cron': '\* \* \* \* \*',\s+'timezone': 'Asia/Shanghai'", shown)
    assert re.search(r"'limit': 1,", shown) and "'collision_strategy': 'CANCEL_NEW'" in shown
    with worker(server, tmp_path) as log:
        deadline = time.monotonic() + SECONDS
        while not re.search(FINISHED, log.read_text("utf-8")) and time.monotonic() < deadline:
            time.sleep(0.5)
        told = log.read_text("utf-8")
    state = re.search(FINISHED, told)
    assert state and state[1] == "Completed", told
    assert len(list(out.glob("documents/*/*.parquet"))) > 10
