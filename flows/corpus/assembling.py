"""From staged batches to a committed dataset."""

import json
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.corpus.cleaning import BatchResult
from flows.corpus.planning import Plan, SourceWork
from flows.corpus.recipe import code_digest, versions
from flows.corpus.regular_files import renew
from flows.corpus.settings import Settings
from flows.dataset import commit, dictionary, files, layout, manifest, runs, schema
from flows.dataset.assembly import Kept, OutputFile, assemble_bucket
from flows.dataset.errors import ContractError, DatasetError
from flows.dataset.staging import StagedBatches
from flows.page.versions import PIPELINE_VERSION

_SOURCE_COUNTS = ("page_count", "document_count", "section_count", "removed_line_count", "quarantine_count")


@dataclass(slots=True)
class RunReport:
    """What a run did."""

    run: dict[str, Any]
    """The row of `runs`."""
    problems: list[str]
    """What an operator should look at, in lines."""
    quarantine_codes: dict[str, int]
    """Pages that this run put into the quarantine, by code."""


@dataclass(slots=True)
class _Outcome:
    """The new state of one source."""

    entries: dict[str, manifest.Entry]
    files: list[OutputFile]
    touched: set[int]
    """Buckets that were made anew."""
    new_count: int = 0
    changed_count: int = 0
    deleted_count: int = 0
    vanished_count: int = 0
    """Gone after they were planned."""


def assemble_and_commit(plan: Plan, results: Iterable[BatchResult], settings: Settings) -> RunReport:
    """Check the staged rows, build the files that change and put them in place. Call it with the dataset locked.

    Raises ContractError naming the rows that break the contract, and DatasetError when a file cannot be written or
    another run changed the dataset since it was planned. Until the files are complete the dataset stays as it was.
    """
    clean_seconds = time.perf_counter() - plan.finished_clock
    clock = time.perf_counter()
    results = sorted(results, key=lambda result: result.stem)
    _check_results(plan, results, settings)
    try:
        staged = StagedBatches(plan.staging, [result.stem for result in results])
        outcomes = {slug: _assemble(work, staged, plan, settings.processed) for slug, work in plan.works.items()}
        seconds = {"plan": plan.seconds, "clean": clean_seconds, "assemble": time.perf_counter() - clock}
        run = _commit(plan, outcomes, settings, seconds)
    except OSError as error:
        raise DatasetError(_explain(settings.processed, error)) from error
    except pa.ArrowException as error:
        message = " ".join(str(error).split())
        raise DatasetError(f"{settings.processed} cannot be read: {message}; run with --full") from error
    codes: dict[str, int] = {}
    for result in results:
        for code, count in result.quarantine_codes.items():
            codes[code] = codes.get(code, 0) + count
    return RunReport(run, plan.problems, dict(sorted(codes.items())))


def _explain(out: Path, error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    begun = layout.journal_path(out).exists()
    state = "the next run finishes the commit" if begun else "the last complete state is intact"
    return f"{out} cannot be written: {where}{error.strerror or error}; {state}"


def _check_results(plan: Plan, results: list[BatchResult], settings: Settings) -> None:
    if [result.stem for result in results] != [batch.stem for batch in plan.batches]:
        raise DatasetError("not every batch was cleaned; nothing was changed")
    violations = [violation for result in results for violation in result.violations]
    if violations:
        more = f" (and {len(violations) - 1} more)" if len(violations) > 1 else ""
        raise ContractError(f"rows break the contract: {violations[0]}{more}; nothing was changed")
    if layout.read_state(settings.processed)["run_id"] != plan.state["run_id"]:
        raise DatasetError(f"{settings.processed}: another run changed it meanwhile; run again")


def _assemble(work: SourceWork, staged: StagedBatches, plan: Plan, out: Path) -> _Outcome:
    slug = work.plan.source.slug
    entries = {entry.raw_path: entry for entry in work.changes.unchanged}
    outcome = _Outcome(entries, [], {entry.bucket for entry in work.changes.gone}, deleted_count=len(work.changes.gone))
    touched = outcome.touched
    kept: dict[int, Kept] = {}
    for entry in work.changes.unchanged:
        kept.setdefault(entry.bucket, Kept()).add(entry)
    for entry in staged.entries(slug):
        known = work.known.get(entry.raw_path)
        if entry.is_same and known is not None:
            same = replace(
                known,
                stamp=renew(known.stamp, entry.stamp),
                sidecar_stamp=renew(known.sidecar_stamp, entry.sidecar_stamp),
            )
            entries[entry.raw_path] = same
            kept.setdefault(same.bucket, Kept()).add(same)
            continue
        if known is not None:
            touched.add(known.bucket)
        if entry.status == manifest.VANISHED:
            outcome.vanished_count += 1
            outcome.deleted_count += known is not None
            continue
        outcome.new_count += known is None
        outcome.changed_count += known is not None
        touched.add(entry.bucket)
        entries[entry.raw_path] = entry
    for bucket in sorted(touched):
        group = (slug, bucket)
        outcome.files += assemble_bucket(out, plan.staging / "out", group, kept.get(bucket, Kept()), staged)
    return outcome


def _commit(plan: Plan, outcomes: dict[str, _Outcome], settings: Settings, seconds: dict[str, float]) -> dict[str, Any]:
    out, target = settings.processed, plan.staging / "out"
    change = commit.Change(plan.run_id)
    state = _next_state(plan, outcomes)
    changed_files = [
        file for outcome in outcomes.values() for file in outcome.files if not _is_in_place(out, file, plan.state)
    ]
    change.replace += [(file.path, file.place) for file in changed_files]
    change.delete += _stale_places(plan, outcomes, out, state)
    is_changed = bool(change.replace or change.delete)
    change.replace += _stage_manifests(plan, outcomes, target)
    for place, content in _descriptions(state).items():
        if not (out / place).is_file() or files.read_bytes(out / place) != content:
            files.make_directory((target / place).parent)
            files.write_bytes(target / place, content)
            change.replace.append((target / place, place))
    run = _run_row(plan, outcomes, settings, seconds, state, changed_files, is_changed)
    change.replace += runs.stage_run(out, target, run)
    commit.commit(out, change)
    with suppress(OSError):  # the next run clears what is left
        files.delete_tree(plan.staging)
    return run


def _is_in_place(out: Path, file: OutputFile, state: dict[str, Any]) -> bool:
    """Whether the very same file is there already."""
    recorded = state["files"].get(file.place)
    return (
        recorded is not None
        and recorded["sha256"] == file.sha256
        and (out / file.place).is_file()
        and (out / file.place).stat().st_size == file.byte_count
        and files.digest(out / file.place) == file.sha256
    )


def _stale_places(plan: Plan, outcomes: dict[str, _Outcome], out: Path, state: dict[str, Any]) -> list[str]:
    """Files that are there and should not be."""
    sources = {*outcomes, *plan.gone_sources}
    stale = [
        place
        for place in layout.placed_files(out)
        if layout.source_of(place) in sources and place not in state["files"]
    ]
    stale += [
        layout.manifest_place(slug)
        for slug in sources
        if slug not in state["sources"] and (out / layout.manifest_place(slug)).exists()
    ]
    return sorted(stale)


def _next_state(plan: Plan, outcomes: dict[str, _Outcome]) -> dict[str, Any]:
    recorded: dict[str, Any] = {}
    for place, entry in plan.state["files"].items():
        slug = layout.source_of(place) or ""
        if slug in plan.gone_sources:
            continue
        if slug in outcomes and (
            plan.works[slug].is_rebuilt or layout.bucket_of_place(place) in outcomes[slug].touched
        ):
            continue
        recorded[place] = entry
    sources = {slug: counts for slug, counts in plan.state["sources"].items() if slug not in plan.gone_sources}
    for slug, outcome in outcomes.items():
        for file in outcome.files:
            recorded[file.place] = {"row_count": file.row_count, "byte_count": file.byte_count, "sha256": file.sha256}
        sources.pop(slug, None)
        if outcome.entries:
            sources[slug] = {"bucket_count": plan.works[slug].plan.source.buckets, **_source_counts(outcome)}
    return {
        "schema_version": schema.load_contract().version,
        "run_id": plan.run_id,
        "sources": dict(sorted(sources.items())),
        "files": dict(sorted(recorded.items())),
    }


def _source_counts(outcome: _Outcome) -> dict[str, int]:
    entries = outcome.entries.values()
    return {
        "page_count": len(entries),
        "document_count": sum(entry.status == manifest.DOCUMENT for entry in entries),
        "section_count": sum(entry.section_count for entry in entries),
        "removed_line_count": sum(entry.removed_line_count for entry in entries),
        "quarantine_count": sum(entry.status == manifest.QUARANTINED for entry in entries),
    }


def _stage_manifests(plan: Plan, outcomes: dict[str, _Outcome], target: Path) -> list[tuple[Path, str]]:
    staged = []
    for slug, outcome in outcomes.items():
        if outcome.entries and (outcome.entries != plan.works[slug].known or plan.works[slug].is_rebuilt):
            place = layout.manifest_place(slug)
            files.make_directory((target / place).parent)
            manifest.write_manifest(target / place, outcome.entries.values())
            staged.append((target / place, place))
    return staged


def _descriptions(state: dict[str, Any]) -> dict[str, bytes]:
    """Place → content of the files in JSON, the state last."""
    contract = schema.load_contract()
    package = dictionary.data_package(contract, [*state["files"], layout.RUNS_PLACE])
    return {
        layout.DATAPACKAGE_PLACE: json.dumps(package, ensure_ascii=False, indent=1).encode("utf-8"),
        layout.STATE_PLACE: json.dumps(state).encode("ascii"),
    }


def _run_row(
    plan: Plan,
    outcomes: dict[str, _Outcome],
    settings: Settings,
    seconds: dict[str, float],
    state: dict[str, Any],
    changed_files: list[OutputFile],
    is_changed: bool,
) -> dict[str, Any]:
    counts = [
        {"source": slug, **{name: counts[name] for name in _SOURCE_COUNTS}} for slug, counts in state["sources"].items()
    ]
    seen = plan.seen_count - sum(outcome.vanished_count for outcome in outcomes.values())
    new = sum(outcome.new_count for outcome in outcomes.values())
    changed = sum(outcome.changed_count for outcome in outcomes.values())
    deleted = sum(outcome.deleted_count for outcome in outcomes.values())
    gone_pages = sum(plan.state["sources"].get(slug, {}).get("page_count", 0) for slug in plan.gone_sources)
    return {
        "run_id": plan.run_id,
        "started_at": plan.started_at,
        "finished_at": datetime.now(UTC),
        "status": "complete" if is_changed else "unchanged",
        "seen_count": seen,
        "new_count": new,
        "changed_count": changed,
        "unchanged_count": seen - new - changed,
        "deleted_count": deleted + gone_pages,
        **{total: sum(row[total] for row in counts) for total in _SOURCE_COUNTS[1:]},
        "sources": counts,
        "pipeline_version": PIPELINE_VERSION,
        "schema_version": schema.load_contract().version,
        "rules_digest": code_digest(),
        "versions": [{"name": name, "version": version} for name, version in versions().items()],
        "parameters": settings.to_json(),
        "stage_seconds": [{"stage": stage, "seconds": round(spent, 3)} for stage, spent in seconds.items()],
        "output_files": [
            {"path": file.place, "row_count": file.row_count, "byte_count": file.byte_count, "sha256": file.sha256}
            for file in changed_files
        ],
    }
