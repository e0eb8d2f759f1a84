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
from typing import TYPE_CHECKING

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
    out: Path,
    source: list[str] | None,
    workers: int | None,
    batch_size: int,
    target_script: str,
    punctuation: str,
    full: bool,
    max_deleted: float,
    limit: list[str],
    max_quarantined: float,
    strict: bool,
    refuse_quarantined: bool,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Clean what is new or changed in raw/ and bring the dataset up to date."""
    limits = _read_limits(limit)
    if dry_run:
        _dry_run(raw, out, source, Options(TargetScript(target_script), Punctuation(punctuation)), workers, limits)
        return
    from flows.flow_client import check_home, run_flow
    from flows.report.console import print_run, run_json

    check_home()
    for number, untouched in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        if signal.getsignal(number) is untouched:  # not where it is ignored, as by nohup
            signal.signal(number, _interrupt)
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "ERROR")
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "CRITICAL")  # a failure's one line comes from here

    def show(report: "RunReport") -> int:
        if as_json:
            print(run_json(report))
        elif not quiet:
            print_run(report)
        if report.excess:
            print(f"zhpages: {report.excess}", file=sys.stderr)
            return 1
        return _KEPT if report.held_count else 0

    run_flow(
        INTERRUPTIONS,
        show,
        raw=raw,
        processed=out,
        sources=source,
        target_script=TargetScript(target_script),
        punctuation=Punctuation(punctuation),
        batch_size=batch_size,
        workers=workers,
        full=full,
        limits=limits,
        max_deleted=max_deleted,
        max_quarantined=max_quarantined,
        strict=strict,
        refuse_quarantined=refuse_quarantined,
    )


def _dry_run(
    raw: Path,
    out: Path,
    source: list[str] | None,
    options: Options,
    workers: int | None,
    limits: dict[str, float],
) -> None:
    from flows.commands import dry_run
    from flows.page.limits import choose_limits
    from flows.pipeline import DatasetError, InputError, Settings, WorkerError

    options = replace(options, limits=choose_limits(limits))
    settings = Settings(
        raw=raw, processed=out, sources=tuple(source) if source else None, options=options, workers=workers
    )
    try:
        print("\n".join(dry_run(settings).lines()))
    except (DatasetError, InputError, WorkerError) as error:
        fail(str(error))


def _read_limits(given: list[str]) -> dict[str, float]:
    from flows.page.limits import choose_limits

    limits = {}
    for each in given:
        name, _, value = each.partition("=")
        try:
            limits[name] = float(value)
        except ValueError:
            fail(f"--limit: {each!r} is not NAME=VALUE with a number, such as max_bytes=50000000")
    try:
        choose_limits(limits)
    except ValueError as error:
        fail(f"--limit: {error}")
    return limits
