"""The command line: zhpages inspect | review | validate | completion, and those of run_command and commands.

Imports stay inside the commands: `inspect` is to answer at once, so it never loads Prefect, pandas or pyarrow. For the
same reason argparse reads the arguments: what reads them from type hints takes a fifth of a second to load.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from flows.arguments import (
    Parser,
    add_processed,
    add_raw,
    add_sources,
    add_text_options,
    engine,
    page,
    place,
    share,
    whole_number,
)
from flows.commands import CommandError, register
from flows.corpus.settings import DEFAULT_MAX_DELETED, MAX_BATCH_SIZE, MAX_WORKERS, PROCESSES
from flows.failing import fail
from flows.page.options import Options
from flows.page.text.rule_files import RuleError
from flows.page.versions import PIPELINE_VERSION
from flows.run_command import INTERRUPTIONS, SIGNALLED, run


def main() -> None:
    """Entry point of the console script. Every failure that a user can put right is one line on stderr."""
    try:
        given = vars(build_parser().parse_args())
        given.pop("command")(**given)
    except CommandError as error:
        fail(str(error))
    except KeyboardInterrupt:
        fail("interrupted", SIGNALLED + signal.SIGINT)
    except RuleError as error:
        fail(f"flows/rules: {error}")
    except Exception as error:
        if INTERRUPTIONS:
            raise SystemExit(INTERRUPTIONS[0]) from None
        if os.environ.get("ZHPAGES_TRACEBACK"):
            raise
        fail(f"a defect of zhpages: {type(error).__name__}: {error} (ZHPAGES_TRACEBACK=1 shows where)", 70)


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options; a command's `command` is the function that takes them."""
    parser = Parser(
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
    add_raw(option)
    add_processed(option)
    add_sources(option)
    option("--workers", type=whole_number(MAX_WORKERS), metavar="N", help="processes; by default as the input asks")
    option("--engine", type=engine, default=PROCESSES, metavar="E", help="processes, dask or dask:ADDRESS [processes]")
    option("--batch-size", type=whole_number(MAX_BATCH_SIZE), default=200, metavar="N", help="pages a batch [200]")
    add_text_options(option)
    option("--full", action="store_true", help="clean every page again, changed or not")
    option(
        "--max-deleted",
        type=share,
        default=DEFAULT_MAX_DELETED,
        metavar="SHARE",
        help=f"change nothing when a source would lose more of its documents than this [{DEFAULT_MAX_DELETED}]",
    )
    limits_help = "bounds of a page, see README; may be given several times"
    option("--limits", action="append", default=[], metavar="NAME=VALUE[,…]", help=limits_help)
    option("--limit", action="append", dest="limits", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    option(
        "--max-quarantined",
        type=share,
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
    option("file", nargs="+", type=page, metavar="FILE", help="pages, wherever they lie; - is standard input")
    option("--only", choices=["removed", "kept"], help="only lines that were removed, or kept, and nothing else")
    option("--source-dir", action="store_true", help="with what the pages of its directory repeat, as a run has it")
    option("--json", action="store_true", dest="as_json", help="for machines")
    add_text_options(option)

    option = add("review", review)
    add_raw(option)
    add_processed(option)
    option("--to", type=place, default=Path("review"), metavar="DIR", help="folder of the review [review]")
    add_sources(option)
    option("--pages", type=whole_number(1_000_000), default=10_000, metavar="N", help="pages shown, least sure first")

    option = add("validate", validate)
    add_processed(option)
    option = add("completion", completion)
    option("shell", choices=["bash", "zsh"], help="the shell that the script is for")
    register(add, place, {"raw": add_raw, "processed": add_processed, "sources": add_sources})
    return parser


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
            fail(f"{name}: quarantined at {error.stage} as {error.code}: {error.message}", 1)
        except (SourceError, OSError) as error:
            fail(f"{name}: {error}")
    if as_json:
        for cleaned in pages:
            print(inspection_json(cleaned))
        return
    console = Console()
    is_long = console.is_terminal and sum(len(cleaned.lines) for cleaned in pages) > console.height
    with console.pager(styles=True) if is_long else nullcontext():
        for name, cleaned in zip(file, pages, strict=True):
            if len(pages) > 1:
                console.print(f"== {name}", markup=False, highlight=False)
            print_inspection(cleaned, console, only)


def review(*, raw: Path, processed: Path, to: Path, sources: list[str] | None, pages: int) -> None:
    """Write static pages that show the dataset, and for each page what was kept and what was cut."""
    from flows.dataset import DatasetError
    from flows.report.console import run_progress
    from flows.report.review.write import write_review

    try:
        with run_progress("writing") as progress:
            written = write_review(raw, processed, to, sources=sources, max_pages=pages, on_page=progress)
    except DatasetError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}")
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
        fail(str(error))
    if not is_sound:
        raise SystemExit(1)
    print(f"{processed}: sound")


def completion(*, shell: str) -> None:
    """Print a script that completes commands, options and names of files in a shell."""
    from flows.completion import completion_script

    print(completion_script(build_parser(), shell, place))


if __name__ == "__main__":
    main()
