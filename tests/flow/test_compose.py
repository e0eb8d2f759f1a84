"""Dockerfile and compose.yaml against the files, commands, options and settings that they name; no container starts."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, free_port, wait_for

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = [line for line in (ROOT / "Dockerfile").read_text("utf-8").splitlines() if line and line[0] != "#"]
HOME = "/srv/zhpages"
POSTGRES = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"))), None)


def instructions(name: str) -> list[str]:
    return [line.partition(" ")[2] for line in DOCKERFILE if line.startswith(f"{name} ")]


def commands(service: str) -> list[list[str]]:
    """The commands of a service, of a shell's line each that `&&` joins."""
    command = SERVICES[service]["command"]
    lines = command[-1].split("&&") if isinstance(command, list) else [command]
    return [shlex.split(line) for line in lines]


def test_the_image_is_made_of_what_is_there() -> None:
    assert {line.partition(" ")[0] for line in DOCKERFILE} == {"FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "CMD"}
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    for copied in instructions("COPY"):
        for name in copied.split()[:-1]:
            assert (ROOT / name).exists() and f"!{name}" in ignored, name
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {project["readme"], *project["license-files"], "pyproject.toml", "constraints.txt", "flows", "schemas"}
    assert needed == {name for copied in instructions("COPY") for name in copied.split()[:-1]}
    (image,) = instructions("FROM")
    least = tuple(map(int, project["requires-python"].removeprefix(">=").split(".")))
    assert tuple(map(int, re.findall(r"^python:(\d+)\.(\d+)-slim$", image)[0])) >= least
    assert "-c constraints.txt -e ." in instructions("RUN")[0] and instructions("WORKDIR") == [HOME]
    assert instructions("USER") == ["1000:1000"]


def test_services_name_one_another_and_the_places_of_the_image() -> None:
    assert SERVICES.keys() == {"database", "server", "schedule", "worker"}
    for service in SERVICES.values():
        assert service.get("depends_on", {}).keys() <= SERVICES.keys()
        for volume in service.get("volumes", ()):
            origin, target = volume.split(":")[:2]
            assert origin in COMPOSE["volumes"] or target == f"{HOME}/{origin.removeprefix('./')}"
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:")
    assert ":ro" in SERVICES["worker"]["volumes"][0]
    assert {each["image"] for name, each in SERVICES.items() if name != "database"} == {"zhpages"}


def test_the_schedule_is_deployed_as_the_docs_say() -> None:
    docs = (ROOT / "docs" / "scheduling.md").read_text("utf-8")
    for command in (*commands("schedule"), *commands("worker")):
        assert shlex.join(command) in docs
    deployments = yaml.safe_load((ROOT / "flows" / "prefect.yaml").read_text("utf-8"))["deployments"]
    written = {each["parameters"].get(name) for each in deployments for name in ("raw", "processed", "to")} - {None}
    mounted = {volume.split(":")[1].removeprefix(f"{HOME}/") for volume in SERVICES["worker"]["volumes"]}
    assert written == mounted


def test_every_setting_is_one_of_prefect() -> None:
    from prefect.settings import Settings
    from prefect.settings.legacy import _get_settings_fields

    known = {setting.name for setting in _get_settings_fields(Settings).values()}
    set_here = {name for service in SERVICES.values() for name in service.get("environment", ())}
    set_here |= set(re.findall(r"\bPREFECT_\w+(?==)", instructions("ENV")[0]))
    assert {name for name in set_here if name.startswith("PREFECT_")} <= known


@pytest.mark.slow
@pytest.mark.parametrize("service", ["server", "schedule", "worker"])
def test_every_command_and_option_exists(service: str) -> None:
    for program, *arguments in commands(service):
        assert program == "prefect"
        words = [each for each in arguments if not each.startswith("--")]
        options = {each for each in arguments if each.startswith("--")} - {"--no-prompt"}
        path = words[: 1 if words[0] == "deploy" else 2]
        shown = subprocess.run(
            [sys.executable, "-m", "prefect", *path, "--help"], capture_output=True, text=True, timeout=120, check=True
        ).stdout
        assert all(option in shown for option in options), shown


@pytest.fixture
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of its own, which refuses to run as root."""
    if POSTGRES is None or shutil.which("setpriv") is None:
        pytest.skip("PostgreSQL is not installed")
    place = Path("/tmp") / f"zhpages-postgres-{os.getpid()}"
    place.mkdir()
    user: dict[str, Any] = {}
    if os.getuid() == 0:
        shutil.chown(place, "nobody", "nogroup")
        user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": place}
    subprocess.run([POSTGRES / "initdb", "-D", "data", "-U", "prefect", "-A", "trust"], check=True, **quiet, **user)
    port = free_port()
    arguments = ["-D", "data", "-p", str(port), "-h", "127.0.0.1", "-k", str(place)]
    process = subprocess.Popen([POSTGRES / "postgres", *arguments], **quiet, **user)
    try:
        yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        shutil.rmtree(place)


@pytest.mark.slow
def test_the_server_stands_on_postgresql_and_takes_the_schedule(database: str, tmp_path: Path) -> None:
    settings = {name: str(value) for name, value in SERVICES["server"]["environment"].items()}
    settings["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = database
    port = free_port()
    environment = {**os.environ, **settings, "PREFECT_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    environment.pop("PREFECT_API_URL", None)
    prefect = [sys.executable, "-m", "prefect"]
    (server,) = commands("server")
    start = [*prefect, *server[1:], "--port", str(port)]
    with (tmp_path / "server.log").open("wb") as log:
        process = subprocess.Popen(start, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health")
        environment["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
        for command in (*commands("schedule"), ["prefect", "deployment", "ls"]):
            done = subprocess.run(
                [*prefect, *command[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
            )
            assert done.returncode == 0, done.stdout + done.stderr
        assert "zhpages-clean/nightly" in done.stdout
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)
