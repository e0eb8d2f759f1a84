"""The command `zhpages run`: a run by Prefect, or what it would change.

As in flows.cli, imports stay inside the functions.
"""

import os
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from flows.failing import fail
from flows.page.options import Options, Punctuation, TargetScript

if TYPE_CHECKING:
    from flows.pipeline import RunReport

_KEPT = 3
"""Documents stay as they were because their source.toml or sidecar cannot be read."""
SIGNALLED = 128
"""Added to the number of the signal that ended the command."""
INTERRUPTIONS: list[int] = []
"""Exit codes that signals asked for, the first of which is given."""
_INTERRUPTION_SECONDS = 3.0
"""The end of Prefect's embedded server is part of an interruption, and Prefect would try for a minute to reach it."""


def _interrupt(number: int, _frame: FrameType | None) -> None:
    """End the run, in good order where that is quick: the dataset survives any end."""
    if not INTERRUPTIONS:
        code = SIGNALLED + number
        INTERRUPTIONS.append(code)
        giving_up = threading.Timer(_INTERRUPTION_SECONDS, os._exit, (code,))
        giving_up.daemon = True
        giving_up.start()
        fail("interrupted; the dataset is in its last complete state", code)


def run(
    *,
    raw: Path,
    processed: Path,
    sources: list[str] | None,
    workers: int | None,
    engine: str,
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
        "engine": engine,
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
    run_flow(INTERRUPTIONS, show, **parameters, **texts, sources=sources, limits=chosen)


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
        fail(str(error))
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
            fail(f"--limits: {each!r} is not NAME=VALUE with a number, such as max_bytes=50000000")
    try:
        choose_limits(limits)
    except ValueError as error:
        fail(f"--limits: {error}")
    return limits
