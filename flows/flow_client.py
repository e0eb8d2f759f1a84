"""The flow as the command line runs it: what goes wrong between it and Prefect's server is one line.

The data is complete as soon as the flow's report is there, whether Prefect could be told of it or not.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NoReturn

from flows.commands import CommandError
from flows.pipeline import DatasetError, InputError, RunReport, WorkerError

_SILENT = "its server does not answer any more"
_PATIENCE_SECONDS = 10.0
"""Within which Prefect is told of a run that is done; its client would try for minutes where the server died."""


def run_flow(interruptions: Sequence[int], show: Callable[[RunReport], int], **parameters: Any) -> NoReturn:
    """Run the flow with its parameters, show its report and exit with what `show` answers.

    interruptions: holds something as soon as the run is being ended by a signal. Raises CommandError with what the user
    has to put right.
    """
    done: list[RunReport] = []
    codes: list[int] = []

    def give_up() -> None:
        if not codes:
            print(f"zhpages: the dataset is complete, but Prefect was not told: {_SILENT}", file=sys.stderr)
            codes.append(show(done[0]))
        sys.stdout.flush()
        os._exit(codes[0])

    watch = threading.Timer(_PATIENCE_SECONDS, give_up)
    watch.daemon = True

    def finished(report: RunReport) -> None:
        done.append(report)
        if os.environ.get("PREFECT_API_URL"):
            watch.start()

    report = _run(interruptions, finished, done, parameters)
    codes.append(show(report))
    raise SystemExit(codes[0])


def _run(
    interruptions: Sequence[int],
    finished: Callable[[RunReport], None],
    done: Sequence[RunReport],
    parameters: dict[str, Any],
) -> RunReport:
    # What Prefect's own queues of logs and events could not send is told in one line of ours.
    logging.raiseExceptions = False
    os.environ.setdefault("PREFECT_LOGGING_INTERNAL_LEVEL", "CRITICAL")
    from flows.flow import FINISHED, PROGRESS, QuarantineError, clean
    from flows.flow_server import ServerError, check_server, explain, is_of_server
    from flows.report.console import run_progress

    with run_progress() as progress:
        PROGRESS.set(progress)
        FINISHED.set(finished)
        try:
            check_server()
            report: RunReport = clean(**parameters)
            return report
        except QuarantineError as error:
            return error.report
        except (DatasetError, InputError, WorkerError) as error:
            raise CommandError(str(error)) from error
        except ServerError as error:
            raise CommandError(_advice(str(error))) from error
        except Exception as error:
            if interruptions or not (done or is_of_server(error)):
                raise
            reason = "ephemeral" if "ephemeral" in str(error) else explain(error)
    if not done:
        raise CommandError(_advice(reason))
    print(f"zhpages: the dataset is complete, but Prefect was not told: {reason}", file=sys.stderr)
    return done[0]


def check_home() -> None:
    """Say at once what Prefect's embedded server, which cannot write there, would be waited for in vain."""
    if os.environ.get("PREFECT_API_URL"):
        return
    home = Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=home):
            pass
    except OSError as error:
        reason = f"{home}: {error.strerror}; Prefect keeps its database there, PREFECT_HOME chooses another place"
        raise CommandError(reason) from error


def _advice(reason: str) -> str:
    if "ephemeral" in reason:
        return "Prefect's embedded server did not start in time; try again, or name a server in PREFECT_API_URL"
    return (
        f"Prefect's server cannot be used: {reason}; start it, or correct PREFECT_API_URL (and PREFECT_API_KEY). The"
        " next run goes on where this one ended"
    )
