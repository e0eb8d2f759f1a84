"""The command line: zhpages run | inspect | review | validate, and those of flows.commands and flows.completion.

Imports stay inside the commands: `inspect` is to answer at once, so it never loads Prefect, pandas or pyarrow. For the
same reason argparse reads the arguments: what reads them from type hints takes a fifth of a second to load.
"""

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

from flows.commands import CommandError, register
from flows.corpus.settings import DEFAULT_MAX_DELETED, MAX_BATCH_SIZE, MAX_WORKERS
from flows.page.options import Options, Punctuation, TargetScript
from flows.page.text.rule_files import RuleError
from flows.page.versions import PIPELINE_VERSION

if TYPE_CHECKING:
    from flows.pipeline import RunReport

WRONG_USE = 2
"""Exit code for wrong use and for what the user has to put right; 1 says that the data is not as it should be."""
_KEPT = 3
"""Documents stay as they were because their source.toml or sidecar cannot be read."""
_SIGNALLED = 128
"""Added to the number of the signal that ended the command."""
_INTERRUPTIONS: list[int] = []
"""Exit codes that signals asked for, the first of which is given."""
_INTERRUPTION_SECONDS = 3.0
"""The end of Prefect's embedded server is part of an interruption, and Prefect would try for a minute to reach it."""


def main() -> None:
    """Entry point of the console script. Every failure that a user can put right is one line on stderr."""
    try:
        given = vars(build_parser().parse_args())
        given.pop("command")(**given)
    except CommandError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("interrupted", _SIGNALLED + signal.SIGINT)
    except RuleError as error:
        _fail(f"flows/rules: {error}")
    except Exception as error:
        if _INTERRUPTIONS:
            raise SystemExit(_INTERRUPTIONS[0]) from None
        if os.environ.get("ZHPAGES_TRACEBACK"):
            raise
        _fail(f"a defect of zhpages: {type(error).__name__}: {error} (ZHPAGES_TRACEBACK=1 shows where)", 70)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        _fail(f"{message} ({self.prog} --help lists what there is)")


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options; a command's `command` is the function that takes them."""
    parser = _Parser(
        prog="zhpages", description="Raw scraped Chinese web pages in, a clean, documented Parquet dataset out."
    )
    parser.add_argument("--version", action="version", version=f"zhpages {PIPELINE_VERSION}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, function: Callable[..., None]) -> Callable[..., argparse.Action]:
        summary = (function.__doc__ or "").strip()
        command = commands.add_parser(name, help=summary, description=summary)
        command.set_defaults(command=function)
        return command.add_argument

    option = add("run", run)
    _add_raw(option)
    _add_processed(option)
    _add_sources(option)
    option("--workers", type=_whole_number(MAX_WORKERS), metavar="N", help="processes; by default as the input asks")
    option("--batch-size", type=_whole_number(MAX_BATCH_SIZE), default=200, metavar="N", help="pages a batch [200]")
    _add_text_options(option)
    option("--full", action="store_true", help="clean every page again, changed or not")
    option(
        "--max-deleted",
        type=_share,
        default=DEFAULT_MAX_DELETED,
        metavar="SHARE",
        help=f"change nothing when a source would lose more of its documents than this [{DEFAULT_MAX_DELETED}]",
    )
    limits_help = "bounds of a page, see README; may be given several times"
    option("--limits", action="append", default=[], metavar="NAME=VALUE[,…]", help=limits_help)
    option("--limit", action="append", dest="limits", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    option(
        "--max-quarantined",
        type=_share,
        default=1.0,
        metavar="SHARE",
        help="exit with 1 when more of the pages of this run go to the quarantine [1]",
    )
    option("--strict", action="store_true", help="exit with 1 when a page of this run goes to the quarantine")
    option("--refuse-quarantined", action="store_true", help="change nothing then; else the rest is written")
    option("--dry-run", action="store_true", help="show what a run would change, and write nothing")
    option("-q", "--quiet", action="store_true", help="no table at the end; what fails is still said")
    option("-v", "--verbose", action="store_true", help="what Prefect logs of the run, on standard error")
    option("--json", action="store_true", dest="as_json", help="for machines")

    option = add("inspect", inspect)
    option("file", nargs="+", type=_page, metavar="FILE", help="pages, wherever they lie; - is standard input")
    option("--only", choices=["removed", "kept"], help="only lines that were removed, or kept, and nothing else")
    option("--source-dir", action="store_true", help="with what the pages of its directory repeat, as a run has it")
    option("--json", action="store_true", dest="as_json", help="for machines")
    _add_text_options(option)

    option = add("review", review)
    _add_raw(option)
    _add_processed(option)
    option("--to", type=_place, default=Path("review"), metavar="DIR", help="folder of the review [review]")
    _add_sources(option)
    option("--pages", type=_whole_number(1_000_000), default=10_000, metavar="N", help="pages shown, least sure first")

    option = add("validate", validate)
    _add_processed(option)
    option = add("completion", completion)
    option("shell", choices=["bash", "zsh"], help="the shell that the script is for")
    register(add, _place, {"raw": _add_raw, "processed": _add_processed, "sources": _add_sources})
    return parser


def _add_raw(option: Callable[..., argparse.Action]) -> None:
    option(
        "--raw",
        type=_place,
        default=Path("raw"),
        metavar="DIR",
        help="directory of the scraped pages, one directory a source [raw]",
    )


def _add_sources(option: Callable[..., argparse.Action]) -> None:
    option(
        "--sources",
        action="extend",
        type=_names,
        metavar="S[,S]",
        help="only these sources; may be given several times",
    )
    option("--source", action="extend", type=_names, dest="sources", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _add_processed(option: Callable[..., argparse.Action]) -> None:
    place = Path("processed")
    option("--processed", type=_place, default=place, metavar="DIR", help="directory of the dataset [processed]")
    option("--out", type=_place, dest="processed", default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _add_text_options(option: Callable[..., argparse.Action]) -> None:
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


def _place(text: str) -> Path:
    """Reads an argument that names a file or directory of this machine."""
    if "://" in text:
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is no path: files and directories of this machine only")
    return Path(text)


def _page(text: str) -> str:
    """Reads an argument that names a page, or - for standard input."""
    return text if text == "-" else str(_place(text))


def _whole_number(most: int) -> Callable[[str], int]:
    """Reads an argument from 1 to `most`."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
            raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a whole number from 1 to {most}")
        return int(text)

    return read


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text[:40]!r} is not a share from 0 to 1")
    return share


def _fail(message: str, code: int = WRONG_USE) -> NoReturn:
    from flows.report.escaping import printable

    print("zhpages: " + printable(" ".join(message.split())), file=sys.stderr)
    raise SystemExit(code)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    """End the run, in good order where that is quick: the dataset survives any end."""
    if not _INTERRUPTIONS:
        code = _SIGNALLED + number
        _INTERRUPTIONS.append(code)
        giving_up = threading.Timer(_INTERRUPTION_SECONDS, os._exit, (code,))
        giving_up.daemon = True
        giving_up.start()
        _fail("interrupted; the dataset is in its last complete state", code)


def run(
    *,
    raw: Path,
    processed: Path,
    sources: list[str] | None,
    workers: int | None,
    batch_size: int,
    target_script: str,
    punctuation: str,
    full: bool,
    max_deleted: float,
    limits: list[str],
    max_quarantined: float,
    strict: bool,
    refuse_quarantined: bool,
    dry_run: bool,
    quiet: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Clean what is new or changed in raw/ and bring the dataset up to date."""
    options = Options(TargetScript(target_script), Punctuation(punctuation))
    chosen = _read_limits(limits)
    parameters: dict[str, Any] = {
        "raw": raw,
        "processed": processed,
        "batch_size": batch_size,
        "workers": workers,
        "full": full,
        "max_deleted": max_deleted,
        "max_quarantined": max_quarantined,
        "strict": strict,
        "refuse_quarantined": refuse_quarantined,
    }
    if dry_run:
        raise SystemExit(_rehearse(options, sources, chosen, parameters, as_json))
    from flows.flow_client import check_home, run_flow
    from flows.report.console import print_run, run_json

    check_home()
    for number, untouched in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        if signal.getsignal(number) is untouched:  # not where it is ignored, as by nohup
            signal.signal(number, _interrupt)
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "INFO" if verbose else "ERROR")
    # A failure's one line comes from here.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "INFO" if verbose else "CRITICAL")

    def show(report: "RunReport") -> int:
        if as_json:
            print(run_json(report))
        elif not quiet:
            print_run(report)
        if report.excess:
            print(f"zhpages: {report.excess}", file=sys.stderr)
        return _ending(report)

    texts = {"target_script": options.target_script, "punctuation": options.punctuation}
    run_flow(_INTERRUPTIONS, show, **parameters, **texts, sources=sources, limits=chosen)


def _ending(report: "RunReport") -> int:
    """The exit code of a run that came to its end."""
    return 1 if report.excess else _KEPT if report.held_count else 0


def _rehearse(
    options: Options,
    sources: list[str] | None,
    limits: dict[str, float],
    parameters: dict[str, Any],
    as_json: bool,
) -> int:
    """Show what a run would change, and end as it would; its exit code."""
    from flows.page.limits import choose_limits
    from flows.pipeline import DatasetError, InputError, Settings, WorkerError
    from flows.rehearsal import rehearse
    from flows.report.escaping import printable

    options = replace(options, limits=choose_limits(limits))
    settings = Settings(**parameters, sources=tuple(sources) if sources else None, options=options)
    try:
        found, report = rehearse(settings)
    except (DatasetError, InputError, WorkerError) as error:
        _fail(str(error))
    print(found.to_json() if as_json else "\n".join(found.lines()))
    for problem in report.problems:
        print(printable(problem), file=sys.stderr)
    if report.excess:
        print(f"zhpages: a run would say: {report.excess}", file=sys.stderr)
    return _ending(report)


def _read_limits(given: list[str]) -> dict[str, float]:
    from flows.page.limits import choose_limits

    limits = {}
    for each in [part for argument in given for part in argument.split(",")]:
        name, _, value = each.partition("=")
        try:
            limits[name] = float(value)
        except ValueError:
            _fail(f"--limits: {each!r} is not NAME=VALUE with a number, such as max_bytes=50000000")
    try:
        choose_limits(limits)
    except ValueError as error:
        _fail(f"--limits: {error}")
    return limits


def inspect(
    *, file: list[str], source_dir: bool, as_json: bool, only: str | None, target_script: str, punctuation: str
) -> None:
    """Show what becomes of pages: lines kept and removed, metadata with evidence, sections."""
    from contextlib import nullcontext

    from rich.console import Console

    from flows.corpus.inspecting import clean_file, clean_stream
    from flows.corpus.sources import SourceError
    from flows.page import PageError
    from flows.report.inspection import inspection_json, print_inspection

    options = Options(target_script=target_script, punctuation=punctuation)
    pages = []
    for name in file:
        try:
            pages.append(
                clean_stream(sys.stdin.buffer, options)
                if name == "-"
                else clean_file(Path(name), options, with_templates=source_dir)
            )
        except PageError as error:
            _fail(f"{name}: quarantined at {error.stage} as {error.code}: {error.message}", 1)
        except (SourceError, OSError) as error:
            _fail(f"{name}: {error}")
    if as_json:
        for page in pages:
            print(inspection_json(page))
        return
    console = Console()
    is_long = console.is_terminal and sum(len(page.lines) for page in pages) > console.height
    with console.pager(styles=True) if is_long else nullcontext():
        for name, page in zip(file, pages, strict=True):
            if len(pages) > 1:
                console.print(f"== {name}", markup=False, highlight=False)
            print_inspection(page, console, only)


def review(*, raw: Path, processed: Path, to: Path, sources: list[str] | None, pages: int) -> None:
    """Write static pages that show the dataset, and for each page what was kept and what was cut."""
    from flows.dataset import DatasetError
    from flows.report.console import run_progress
    from flows.report.review.write import write_review

    try:
        with run_progress("writing") as progress:
            written = write_review(raw, processed, to, sources=sources, max_pages=pages, on_page=progress)
    except DatasetError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}")
    print(f"{written.index}: {written.page_count:,} of {written.document_count:,} documents")


def validate(*, processed: Path) -> None:
    """Check the dataset against its contract and its invariants; list what breaks them."""
    from flows.dataset import DatasetError
    from flows.dataset.checking import check_dataset
    from flows.report.escaping import printable

    is_sound = True
    try:
        for line in check_dataset(processed):
            print(printable(line))
            is_sound = False
    except DatasetError as error:
        _fail(str(error))
    if not is_sound:
        raise SystemExit(1)
    print(f"{processed}: sound")


def completion(*, shell: str) -> None:
    """Print a script that completes commands, options and names of files in a shell."""
    from flows.completion import completion_script

    print(completion_script(build_parser(), shell, _place))


if __name__ == "__main__":
    main()
