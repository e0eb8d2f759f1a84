"""Completion of the command line: a script that a shell reads once, so that completing costs no start of Python."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import shtab

_FILE_ARGUMENTS = ("file", "what", "datasets")
"""Arguments that are files or directories and may be something else too (-)."""


def completion_script(parser: argparse.ArgumentParser, shell: str, place: Callable[[str], Path]) -> str:
    """The script for `shell` (bash or zsh). place: the type of the arguments that are files or directories."""
    for action in _actions(parser):
        if action.type is place or action.dest in _FILE_ARGUMENTS:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    script: str = shtab.complete(parser, shell)
    return script


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
        else:
            yield action
