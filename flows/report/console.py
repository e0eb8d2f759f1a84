"""A run on the terminal: a bar while it works, a table at its end."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from flows.pipeline import RunReport
from flows.report.escaping import printable, printable_json
from flows.report.run_report import SOURCE_HEADINGS, changes_line, source_rows

_MAX_NAMES = 10
"""Files of the quarantine that the end of a run names."""


@contextmanager
def run_progress(doing: str = "cleaning") -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr if that is a terminal; what it gives is told of (pages done, pages in all)."""
    columns = (
        TextColumn(doing),
        BarColumn(20),
        MofNCompleteColumn(),
        TextColumn("pages, {task.fields[rate]} a second,"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    console = Console(stderr=True)
    begin = time.monotonic()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(doing, total=None, visible=False, rate="")

        def tell(done: int, total: int) -> None:
            rate = f"{done / max(time.monotonic() - begin, 0.001):,.0f}"
            progress.update(task, completed=done, total=total, visible=True, rate=rate)

        yield tell


def print_run(report: RunReport, console: Console | None = None) -> None:
    """The closing table by source, without lines around it so that it reads in logs, and what to look at."""
    console = console or Console()
    table = Table(title=changes_line(report), title_justify="left", box=None, header_style="bold", pad_edge=False)
    table.add_column("source", overflow="fold")
    for heading in SOURCE_HEADINGS:
        table.add_column(heading, justify="right")
    for row in source_rows(report):
        table.add_row(*row)
    console.print(table)
    if report.quarantine_codes:
        codes = ", ".join(f"{count} {code}" for code, count in report.quarantine_codes.items())
        console.print(Text(f"quarantined by this run: {codes}; `zhpages status` says what to do"))
    for place in report.quarantined[:_MAX_NAMES]:
        console.print(Text(f"  {printable(place)}"))
    if len(report.quarantined) > _MAX_NAMES:
        console.print(Text(f"  and {len(report.quarantined) - _MAX_NAMES:,} more"))
    for problem in report.problems:
        console.print(Text(printable(problem), style="yellow"))


def run_json(report: RunReport) -> str:
    """The run's row, what to look at, and what went to the quarantine, as one JSON object."""
    told = {
        "run": report.run,
        "problems": report.problems,
        "quarantine_codes": report.quarantine_codes,
        "quarantined": report.quarantined,
    }
    return printable_json(told)
