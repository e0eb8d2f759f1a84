"""The Prefect flow `zhpages-clean`: thin tasks over flows.pipeline.

A task run stands for a batch of pages, never for a page (a task run costs about 10 ms). Tasks are handed paths, names
and counts; texts stay in the processes that clean them and in staged files. Prefect keeps no result and no cache:
what need not be done again is flows.corpus.planning's business.
"""

import errno
import os

os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")
os.environ.setdefault("DO_NOT_TRACK", "1")
# The first start of the embedded server takes 17 s on a fair machine, over 30 s on a busy one; Prefect waits 20 s.
os.environ.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120")
# A server that does not answer costs what it is asked 2 + 4 s instead of 62: the data does not wait for its record.
os.environ.setdefault("PREFECT_CLIENT_MAX_RETRIES", "2")
os.environ.setdefault("PREFECT_API_REQUEST_TIMEOUT", "10")

from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from prefect import State, Task, flow, get_run_logger, task
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import TaskRun
from prefect.events import emit_event
from prefect.futures import PrefectFuture, as_completed
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.utilities.annotations import quote

from flows import pipeline
from flows.corpus.settings import DEFAULT_MAX_DELETED, PROCESSES
from flows.page.limits import choose_limits
from flows.page.options import Options, Punctuation, TargetScript
from flows.pipeline import Batch, BatchResult, Engine, Plan, RunReport, Settings
from flows.report.run_report import changes_line, quarantine_rows, run_markdown

T = TypeVar("T")
ProgressListener = Callable[[int, int], None]
PROGRESS: ContextVar[ProgressListener | None] = ContextVar("PROGRESS", default=None)
"""Told of (pages done, pages in all) as batches finish; the command line draws its bar with it."""

FINISHED: ContextVar[Callable[[RunReport], None] | None] = ContextVar("FINISHED", default=None)
"""Told of the report as soon as the dataset is complete, whatever becomes of Prefect's record of the run."""

_PASSING = frozenset(
    (errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EAGAIN)
)
"""What the system says of network drives and tired disks."""
_MAX_ARTIFACT_ROWS = 1_000
_PROGRESS_STEPS = 20
"""Updates of the progress artifact at most; each is a call to the server."""


def _record(tell: Callable[[], T]) -> T | None:
    """Tell the server something that the data does not depend on; None, and a warning, where it cannot be told."""
    try:
        return tell()
    except Exception as error:
        get_run_logger().warning("Prefect was not told: %s: %s", type(error).__name__, error)
        return None


class QuarantineError(Exception):
    """The run is committed, and more of its pages are in the quarantine than may be."""

    def __init__(self, message: str, report: RunReport) -> None:
        super().__init__(message)
        self.report = report


def _opaque(value: T) -> T:
    """`value` as a parameter that Prefect hands over without looking into it; the task is given the value itself."""
    return cast(T, quote(value))


def _is_passing(_task: Task[..., Any], _run: TaskRun, state: State) -> bool:
    """Whether a task failed for what comes and goes by itself: a network drive that does not answer for a while."""
    error: BaseException | None = state.result(raise_on_failure=False)
    while isinstance(error, BaseException):
        if isinstance(error, OSError) and error.errno in _PASSING:
            return True
        error = error.__cause__
    return False


_AGAIN: dict[str, Any] = {"retries": 2, "retry_delay_seconds": [5, 30], "retry_condition_fn": _is_passing}
"""For tasks that can be done again from their beginning. A commit cannot: the next run finishes what it began."""


@task(name="plan", cache_policy=NO_CACHE, persist_result=False, **_AGAIN)
def plan_run(settings: Settings) -> Plan:
    """Look at raw/ and decide what is new, changed, unchanged and gone."""
    work = pipeline.plan(settings)
    get_run_logger().info("%d files, %d to clean in %d batches", work.seen_count, work.page_count, len(work.batches))
    return work


@task(name="clean", task_run_name="clean-{stem}", cache_policy=NO_CACHE, persist_result=False, **_AGAIN)
def clean_batch(stem: str, batch: Batch, engine: Engine) -> BatchResult:
    """Clean one batch; its rows go to staged files."""
    result = engine.clean(batch)
    get_run_logger().info("%s: %d pages, %d documents", stem, result.page_count, result.document_count)
    return result


@task(name="commit", cache_policy=NO_CACHE, persist_result=False)
def commit_run(work: Plan, results: list[BatchResult], settings: Settings) -> RunReport:
    """Validate what was staged, build the files that change, put them in place and record the run."""
    return pipeline.assemble_and_commit(work, results, settings)


@task(name="report", cache_policy=NO_CACHE, persist_result=False)
def report_run(report: RunReport, processed: Path) -> None:
    """Leave the run's report and the quarantine as artifacts."""
    create_markdown_artifact(run_markdown(report, processed), key="zhpages-run", description="What the run did.")
    rows = quarantine_rows(processed, _MAX_ARTIFACT_ROWS)
    create_table_artifact(rows, key="zhpages-quarantine", description="Files that could not become documents.")


@flow(name="zhpages-clean")
def clean(
    raw: Path = Path("raw"),
    processed: Path = Path("processed"),
    sources: list[str] | None = None,
    target_script: TargetScript = TargetScript.HANS,
    punctuation: Punctuation = Punctuation.RESTORE,
    batch_size: int = 200,
    workers: int | None = None,
    engine: str = PROCESSES,
    full: bool = False,
    limits: dict[str, float] | None = None,
    max_deleted: float = DEFAULT_MAX_DELETED,
    max_quarantined: float = 1.0,
    strict: bool = False,
    refuse_quarantined: bool = False,
) -> RunReport:
    """Clean what is new or changed in `raw` and bring the dataset in `processed` up to date.

    sources: only these; None is all. batch_size: pages a task. workers: processes; None is as many as pay. engine:
    processes or dask[:ADDRESS]. full: clean every page again. limits: bounds of a page to change, by their names in
    flows.page.limits. max_deleted: the share of a source's documents that may be deleted. max_quarantined: the share of
    this run's pages that may go to the quarantine; strict: none may; refuse_quarantined: over that nothing is changed,
    else the run fails after its commit.
    A run that kept documents because a source.toml or sidecar cannot be read ends in the state `Kept`.

    Raises QuarantineError, with the report, over that bound. Raises InputError, WorkerError, DatasetError and, for a
    parameter out of bounds, ValueError; the last complete state is intact then.
    """
    settings = Settings(
        raw=raw,
        processed=processed,
        sources=tuple(sources) if sources else None,
        options=Options(target_script, punctuation, choose_limits(limits or {})),
        batch_size=batch_size,
        workers=workers,
        engine=engine,
        full=full,
        max_deleted=max_deleted,
        max_quarantined=max_quarantined,
        strict=strict,
        refuse_quarantined=refuse_quarantined,
    )
    pipeline.check_places(settings)
    with pipeline.locked(settings.processed):
        work = plan_run(_opaque(settings))
        with pipeline.leaving_room(work):
            results = _clean_batches(work, settings)
            report = commit_run(_opaque(work), _opaque(results), _opaque(settings))
    if finished := FINISHED.get():
        finished(report)
    _record(partial(report_run, _opaque(report), processed))
    if report.quarantine_codes:
        resource = {"prefect.resource.id": f"zhpages.dataset.{report.run['run_id']}"}
        _record(partial(emit_event, "zhpages.quarantine", resource, payload=dict(report.quarantine_codes)))
    if report.excess:
        raise QuarantineError(report.excess, report)
    name = "Kept" if report.held_count else "Completed"
    return cast(RunReport, Completed(name=name, data=report, message=changes_line(report)))


def _clean_batches(work: Plan, settings: Settings) -> list[BatchResult]:
    """Clean all batches: on this thread, or on as many as the engine takes batches at the same time."""
    meter = _Meter(work.page_count)
    results = []
    with pipeline.open_engine(settings, work.staging, work.page_count) as engine:
        if engine.width <= 1:
            for batch in work.batches:
                results.append(meter.count(clean_batch(batch.stem, _opaque(batch), _opaque(engine))))
            return results
        runner: ThreadPoolTaskRunner[BatchResult] = ThreadPoolTaskRunner(max_workers=engine.width)
        with runner:
            arguments = [
                {"stem": batch.stem, "batch": _opaque(batch), "engine": _opaque(engine)} for batch in work.batches
            ]
            futures: list[PrefectFuture[BatchResult]] = [
                runner.submit(clean_batch, parameters=each) for each in arguments
            ]
            for future in as_completed(futures):
                results.append(meter.count(future.result()))
    return results


class _Meter:
    """Shows how far the run is: to the listener at every batch, to Prefect in a few steps, as long as it answers."""

    def __init__(self, page_count: int) -> None:
        self._all = page_count
        self._done = self._shown = 0
        start = partial(create_progress_artifact, 0.0 if page_count else 100.0, "zhpages-progress", "Pages cleaned.")
        self._artifact = cast("UUID | None", _record(start))

    def count(self, result: BatchResult) -> BatchResult:
        """Count the pages of a batch that is done."""
        self._done += result.page_count
        if listener := PROGRESS.get():
            listener(self._done, self._all)
        step = self._done * _PROGRESS_STEPS // self._all
        if step > self._shown and self._artifact is not None:
            self._shown = step
            if _record(partial(update_progress_artifact, self._artifact, 100 * self._done / self._all)) is None:
                self._artifact = None
        return result
