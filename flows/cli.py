"""The command line: zhpages run | inspect | validate.

Imports stay inside the commands: `inspect` must answer in half a second, so it never loads Prefect, pandas or pyarrow.
"""

import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from flows.page.options import Options, Punctuation, TargetScript

app = typer.Typer(
    name="zhpages",
    help="Raw scraped Chinese web pages in, a clean, documented Parquet dataset out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

WRONG_USE = 2
"""Exit code for wrong use and for what the user has to put right; 1 says that the data is not as it should be."""
_INTERRUPTED = 130
_INTERRUPTION = threading.Event()
_INTERRUPTION_SECONDS = 3.0
"""Ctrl-C also ends Prefect's embedded server, and Prefect would try for a minute to reach it."""

ScriptOption = Annotated[TargetScript, typer.Option(help="Script of the text; keep: as each line has it.")]
PunctuationOption = Annotated[Punctuation, typer.Option(help="Restore full-width punctuation in Han text, or not.")]
OutOption = Annotated[Path, typer.Option("--out", help="Directory of the dataset.")]


def main() -> None:
    """Entry point of the console script. Every failure that a user can put right is one line on stderr."""
    try:
        app()
    except KeyboardInterrupt:
        _fail("interrupted", _INTERRUPTED)
    except Exception as error:
        if _INTERRUPTION.is_set():
            raise SystemExit(_INTERRUPTED) from None
        if os.environ.get("ZHPAGES_TRACEBACK"):
            raise
        _fail(f"a defect of zhpages: {type(error).__name__}: {error} (ZHPAGES_TRACEBACK=1 shows where)", 70)


def _fail(message: str, code: int = WRONG_USE) -> NoReturn:
    from flows.report.escaping import printable

    print("zhpages: " + printable(" ".join(message.split())), file=sys.stderr)
    raise SystemExit(code)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    """End the run, in good order where that is quick: the dataset survives any end."""
    if not _INTERRUPTION.is_set():
        _INTERRUPTION.set()
        giving_up = threading.Timer(_INTERRUPTION_SECONDS, os._exit, (_INTERRUPTED,))
        giving_up.daemon = True
        giving_up.start()
        _fail("interrupted; the dataset is in its last complete state", _INTERRUPTED)


@app.command()
def run(
    raw: Annotated[Path, typer.Option(help="Directory of the scraped pages, one directory a source.")] = Path("raw"),
    out: OutOption = Path("processed"),
    source: Annotated[list[str] | None, typer.Option(help="Only this source; may be given several times.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes. By default as the input asks.")
    ] = None,
    batch_size: Annotated[int, typer.Option(min=1, max=100_000, help="Pages a batch.")] = 200,
    target_script: ScriptOption = TargetScript.HANS,
    punctuation: PunctuationOption = Punctuation.RESTORE,
    full: Annotated[bool, typer.Option("--full", help="Clean every page again, changed or not.")] = False,
    limit: Annotated[list[str] | None, typer.Option(help="NAME=VALUE: a bound of a page, see README.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if a page went to the quarantine.")] = False,
) -> None:
    """Clean what is new or changed in raw/ and bring the dataset up to date."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")  # a failure's one line comes from here
    from flows.clean import PROGRESS, clean
    from flows.pipeline import DatasetError, InputError, WorkerError
    from flows.report.console import print_run, run_progress

    limits = _read_limits(limit or [])
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where Ctrl-C is ignored, as by nohup
        signal.signal(signal.SIGINT, _interrupt)
    with run_progress() as progress:
        PROGRESS.set(progress)
        try:
            report = clean(
                raw=raw,
                processed=out,
                sources=source,
                target_script=target_script,
                punctuation=punctuation,
                batch_size=batch_size,
                workers=workers,
                full=full,
                limits=limits,
            )
        except (DatasetError, InputError, WorkerError) as error:
            _fail(str(error))
        except RuntimeError as error:
            if "ephemeral" in str(error):
                _fail("Prefect's embedded server did not start; is PREFECT_HOME, by default ~/.prefect, writable?")
            if "reach API" not in str(error):
                raise
            _fail(f"{error}: no Prefect server answers there; start it, or correct PREFECT_API_URL")
    print_run(report)
    if strict and report.run["quarantine_count"]:
        raise SystemExit(1)


def _read_limits(given: list[str]) -> dict[str, float]:
    from flows.page.limits import choose_limits

    limits = {}
    for each in given:
        name, _, value = each.partition("=")
        try:
            limits[name] = float(value)
        except ValueError:
            _fail(f"--limit: {each!r} is not NAME=VALUE with a number, such as max_bytes=50000000")
    try:
        choose_limits(limits)
    except ValueError as error:
        _fail(f"--limit: {error}")
    return limits


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A page, in raw/<source>/ or anywhere.")],
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    target_script: ScriptOption = TargetScript.HANS,
    punctuation: PunctuationOption = Punctuation.RESTORE,
) -> None:
    """Show what becomes of one page: lines kept and removed, metadata with evidence, sections."""
    from rich.console import Console

    from flows.corpus.inspecting import clean_file
    from flows.corpus.sources import SourceError
    from flows.page import PageError
    from flows.report.inspection import inspection_json, print_inspection

    try:
        page = clean_file(file, Options(target_script=target_script, punctuation=punctuation))
    except PageError as error:
        _fail(f"{file}: quarantined at {error.stage} as {error.code}: {error.message}", 1)
    except (SourceError, OSError) as error:
        _fail(f"{file}: {error}")
    if as_json:
        print(inspection_json(page))
    else:
        print_inspection(page, Console())


@app.command()
def validate(out: OutOption = Path("processed")) -> None:
    """Check the dataset against its contract and its invariants; list what breaks them."""
    from flows.dataset import DatasetError
    from flows.dataset.checking import check_dataset
    from flows.report.escaping import printable

    is_sound = True
    try:
        for line in check_dataset(out):
            print(printable(line))
            is_sound = False
    except DatasetError as error:
        _fail(str(error))
    if not is_sound:
        raise SystemExit(1)
    print(f"{out}: sound")


if __name__ == "__main__":
    main()
