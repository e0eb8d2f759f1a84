"""A whole run as plain functions: plan, clean batch by batch, assemble and commit. `run` composes them.

Whoever composes them otherwise (the Prefect flow does) holds the lock from the plan to the commit:

    check_places(settings)
    with locked(settings.processed):
        work = plan(settings)
        with leaving_room(work):
            results = [clean_batch(batch, settings, work.staging) for batch in work.batches]
            report = assemble_and_commit(work, results, settings)
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.corpus.assembling import RunReport, assemble_and_commit
from flows.corpus.batches import Batch
from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.cleaning import clean_batch as _clean_batch
from flows.corpus.engines import Engine, clean_batches, open_engine
from flows.corpus.inputs import InputError
from flows.corpus.planning import Plan, check_places, discard_staged, plan
from flows.corpus.pool import WorkerError, WorkerPool
from flows.corpus.settings import Settings
from flows.dataset.errors import DatasetError
from flows.dataset.lock import locked

__all__ = [
    "Batch",
    "BatchResult",
    "DatasetError",
    "Engine",
    "InputError",
    "Plan",
    "RunReport",
    "Settings",
    "WorkerError",
    "WorkerPool",
    "assemble_and_commit",
    "check_places",
    "clean_batch",
    "clean_batches",
    "leaving_room",
    "locked",
    "open_engine",
    "plan",
    "run",
]


def clean_batch(batch: Batch, settings: Settings, staging: Path) -> BatchResult:
    """Clean one batch in this process and stage its rows under `staging`; see flows.corpus.cleaning."""
    return _clean_batch(batch, settings.raw, settings.options, staging)


def run(settings: Settings, on_batch: Callable[[BatchResult], None] | None = None) -> RunReport:
    """Bring the dataset up to date with raw/. `on_batch` is told of each batch that is done.

    Raises InputError when raw/ cannot be used, WorkerError when worker processes cannot work, and DatasetError (of it
    LockedError, VersionError and ContractError) when the dataset cannot be written; the last complete state is intact
    then.
    """
    check_places(settings)
    with locked(settings.processed):
        work = plan(settings)
        with leaving_room(work):
            results = []
            with open_engine(settings, work.staging, work.page_count) as engine:
                for result in clean_batches(engine, work.batches):
                    results.append(result)
                    if on_batch is not None:
                        on_batch(result)
            return assemble_and_commit(work, results, settings)


@contextmanager
def leaving_room(work: Plan) -> Iterator[None]:
    """Clear what the run staged when it ends on a full disk; what ends it otherwise leaves that to the next run."""
    try:
        yield
    except DatasetError as error:
        if any(os.strerror(code) in str(error) for code in (errno.ENOSPC, errno.EDQUOT)):
            discard_staged(work)
        raise
