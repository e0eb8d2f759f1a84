"""Every command and example of docs/scheduling.md, against a real server."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.slow

DOCS = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
STAYS = ("prefect server start", "prefect worker start")
"""These go on until they are stopped; test_schedule.py and the fixtures start them."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)


def call(command: list[str], server: str, home: Path, input_: str | None = None, code: int = 0) -> None:
    environment = dict(os.environ, PREFECT_API_URL=server, PREFECT_HOME=str(home), PYTHONPATH=str(ROOT))
    done = subprocess.run(
        command, input=input_, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == code, (command, done.stdout + done.stderr)


def test_the_commands_work_in_their_order(server: str, tmp_path: Path) -> None:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    commands = [line for line in lines if line.startswith("prefect ") and not line.startswith(STAYS)]
    assert len(commands) >= 5
    for line in commands:
        call([sys.executable, "-m", *shlex.split(line)], server, tmp_path)
    tidy = [sys.executable, "-m", "prefect", "--no-prompt", "deployment", "delete", "--all"]
    call(tidy, server, tmp_path)  # with the run that is due, which a worker of another test would do


def test_the_deployments_are_those_of_the_table() -> None:
    import yaml

    deployments = yaml.safe_load((ROOT / "flows" / "prefect.yaml").read_text("utf-8"))["deployments"]
    listed = dict(re.findall(r"^\| `[\w-]+/([\w-]+)` \| (\d\d:\d\d) \|", DOCS, re.MULTILINE))
    crons = {each["name"]: each["schedules"][0]["cron"].split() for each in deployments}
    assert listed == {name: f"{int(hour):02}:{int(minute):02}" for name, (minute, hour, *_) in crons.items()}
    assert {each["schedules"][0]["timezone"] for each in deployments} == {"Asia/Shanghai"}


def test_runs_that_quarantine_pages_or_keep_documents_call_the_webhook(
    server: str, samples: Path, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    for source in ("leftovers", "linjiang-daily"):
        shutil.copytree(samples / source, raw / source)
    called = threading.Event()
    told: list[str] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(200)
            self.end_headers()
            called.set()

    with HTTPServer(("127.0.0.1", 0), Hook) as hook:
        threading.Thread(target=hook.serve_forever, daemon=True).start()
        (example,) = blocks("python")
        here = example.replace("http://127.0.0.1:9000/alert", f"http://127.0.0.1:{hook.server_port}/alert")
        assert here != example
        call([sys.executable, "-"], server, tmp_path, here)
        run = [sys.executable, "-m", "flows.cli", "run", "--raw", str(raw), "--processed", str(tmp_path / "out")]
        call(run, server, tmp_path)
        assert called.wait(60), "the webhook was not called"
        assert "zhpages.quarantine" in told[0] and "not_text" in told[0]
        called.clear()
        (raw / "linjiang-daily" / "source.toml").write_text("[", "utf-8")
        call(run, server, tmp_path, code=3)
        assert called.wait(60), "the webhook was not called"
        hook.shutdown()
    assert "prefect.flow-run.Kept" in told[1]
