"""The arguments of the command line that several commands share, and how their values are read."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from flows.corpus.settings import check_engine_name
from flows.failing import fail
from flows.page.options import Punctuation, TargetScript


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        fail(f"{message} ({self.prog} --help lists what there is)")


def add_raw(option: Callable[..., argparse.Action]) -> None:
    """--raw."""
    option(
        "--raw",
        type=place,
        default=Path("raw"),
        metavar="DIR",
        help="directory of the scraped pages, one directory a source [raw]",
    )


def add_sources(option: Callable[..., argparse.Action]) -> None:
    """--sources, as often as wanted."""
    option(
        "--sources",
        action="extend",
        type=_names,
        metavar="S[,S]",
        help="only these sources; may be given several times",
    )
    option("--source", action="extend", type=_names, dest="sources", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def add_processed(option: Callable[..., argparse.Action]) -> None:
    """--processed."""
    default = Path("processed")
    option("--processed", type=place, default=default, metavar="DIR", help="directory of the dataset [processed]")
    option("--out", type=place, dest="processed", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def add_text_options(option: Callable[..., argparse.Action]) -> None:
    """--target-script and --punctuation."""
    scripts, marks = [each.value for each in TargetScript], [each.value for each in Punctuation]
    option(
        "--target-script",
        choices=scripts,
        default=TargetScript.HANS.value,
        help="script of the text; keep: as each line has it [Hans]",
    )
    option(
        "--punctuation",
        choices=marks,
        default=Punctuation.RESTORE.value,
        help="restore full-width punctuation in Han text, or keep it as it is [restore]",
    )


def _names(text: str) -> list[str]:
    """Reads an argument that lists names with commas between them."""
    return [name for name in text.split(",") if name]


def place(text: str) -> Path:
    """Reads an argument that names a file or directory of this machine."""
    if "://" in text:
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is no path: files and directories of this machine only")
    return Path(text)


def page(text: str) -> str:
    """Reads an argument that names a page, or - for standard input."""
    return text if text == "-" else str(place(text))


def whole_number(most: int) -> Callable[[str], int]:
    """Reads an argument from 1 to `most`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from 1 to {most}")
        return int(text)

    return read


def share(text: str) -> float:
    """Reads an argument from 0 to 1."""
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a share from 0 to 1")
    return share


def engine(text: str) -> str:
    """Reads an argument that names what cleans the batches."""
    try:
        return check_engine_name(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error).removeprefix("engine: ")) from error
