"""The command line against a real Prefect server process: killed at work, and run again."""

import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from conftest import free_port
from server_kills import copy_often, finish, kill_servers, start
from test_clean_flow import digests

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def many(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_often(samples, tmp_path_factory.mktemp("many") / "raw")


def test_servers_that_die_in_a_run(tmp_path: Path, prefect_home: Path) -> None:
    assert kill_servers(tmp_path, 2, seed=1).total() == 2


def test_a_killed_run_is_finished_by_the_next(many: Path, server: str, tmp_path: Path) -> None:
    code, shown = finish(start(many, tmp_path / "whole", server))
    assert code == 0, shown
    process = start(many, tmp_path / "killed", server)
    staging = tmp_path / "killed" / "_state" / "staging"
    while not list(staging.glob("*/*.arrow*")) and process.poll() is None:
        time.sleep(0.01)
    assert process.poll() is None, "the run was over before it could be killed"
    os.killpg(process.pid, signal.SIGKILL)
    finish(process)
    assert not digests(tmp_path / "killed")
    code, shown = finish(start(many, tmp_path / "killed", server))
    assert code == 0, shown
    assert digests(tmp_path / "killed") == digests(tmp_path / "whole")
    assert not list(staging.glob("*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_soon_in_one_line(
    number: signal.Signals, many: Path, server: str, tmp_path: Path
) -> None:
    process = start(many, tmp_path / "out", server)
    staging = tmp_path / "out" / "_state" / "staging"
    while not list(staging.glob("*/*.arrow*")) and process.poll() is None:
        time.sleep(0.01)
    begin = time.monotonic()
    os.killpg(process.pid, number)
    code, shown = finish(process)
    assert (code, shown) == (128 + number, "zhpages: interrupted; the dataset is in its last complete state\n")
    assert time.monotonic() - begin < 30
    assert not digests(tmp_path / "out")


def test_what_the_user_has_to_put_right_is_one_line(samples: Path, server: str, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "raw")
    for raw, out, says in (
        (tmp_path / "nowhere", tmp_path / "out", "nowhere: no such directory"),
        (tmp_path / "raw", tmp_path / "raw" / "out", "lies within"),
    ):
        process = start(raw, out, server)
        shown, told = (part.decode() for part in process.communicate(timeout=240))
        assert (process.returncode, shown) == (2, "")
        assert told.count("\n") == 1 and says in told
        assert not out.exists()


def test_without_its_server_a_run_says_so_in_one_line(samples: Path, tmp_path: Path, prefect_home: Path) -> None:
    code, shown = finish(start(samples, tmp_path / "out", f"http://127.0.0.1:{free_port()}/api"))
    assert code == 2
    assert "Traceback" not in shown and "PREFECT_API_URL" in shown
