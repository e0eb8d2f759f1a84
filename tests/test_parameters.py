"""A parameter has one name: in the flow, on the command line, in Settings and in `load`."""

import argparse
import dataclasses
import inspect
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from flows.cli import build_parser
from flows.dataset import load
from flows.page.options import Options
from flows.pipeline import Settings

ROOT = Path(__file__).parents[1]
OF_THE_TERMINAL = {"help", "quiet", "verbose", "as_json", "dry_run"}
"""What is shown, and whether anything is done at all: no parameters of a run."""
FLOWS = {"run": "flow:clean", "review": "flow_review:review", "validate": "flow_validate:validate"}


def flow_parameters(name: str) -> set[str]:
    module, _, function = FLOWS[name].partition(":")
    return set(inspect.signature(getattr(import_module(f"flows.{module}"), function).fn).parameters)


def options(command: str) -> dict[str, list[str]]:
    """Parameter → its spellings on the command line, but for those that are kept for old scripts."""
    (commands,) = (each for each in build_parser()._actions if isinstance(each, argparse._SubParsersAction))
    actions = commands.choices[command]._actions
    shown = [each for each in actions if each.help != argparse.SUPPRESS and each.dest not in OF_THE_TERMINAL]
    return {each.dest: each.option_strings for each in shown}


@pytest.mark.parametrize("command", FLOWS)
def test_options_are_called_as_the_parameters_of_the_flow(command: str) -> None:
    found = options(command)
    assert found.keys() == flow_parameters(command)
    assert all("--" + name.replace("_", "-") in spellings for name, spellings in found.items())


def test_settings_are_called_so_too() -> None:
    fields = {each.name for each in dataclasses.fields(Settings)} | {each.name for each in dataclasses.fields(Options)}
    assert fields - {"options", "max_batch_bytes"} == flow_parameters("run")


def test_load_calls_them_so_too() -> None:
    assert {"sources", "processed"} == set(inspect.signature(load).parameters) & (flow_parameters("run") | {"source"})


def test_all_commands_call_them_so() -> None:
    known = flow_parameters("run") | flow_parameters("review")
    for command in ("diff", "test", "status", "export"):
        assert set(options(command)) & known >= {"sources"}, command
    assert not {"out", "limit"} & {name for command in ("diff", "add", "status", "export") for name in options(command)}


def test_deployments_call_them_so() -> None:
    for each in yaml.safe_load((ROOT / "flows" / "prefect.yaml").read_text("utf-8"))["deployments"]:
        place = each["entrypoint"].removeprefix("flows/").replace(".py:", ":")
        (command,) = (command for command, flow in FLOWS.items() if flow == place)
        assert set(each["parameters"]) <= flow_parameters(command)


def test_older_spellings_are_understood() -> None:
    given = ["run", "--out", "x", "--source", "a", "--source", "b,c", "--limit", "seconds=5"]
    old = vars(build_parser().parse_args(given))
    new = vars(build_parser().parse_args(["run", "--processed", "x", "--sources", "a,b,c", "--limits", "seconds=5"]))
    assert old == new and old["sources"] == ["a", "b", "c"] and old["processed"] == Path("x")
