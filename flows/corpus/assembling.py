"""From staged batches to a committed dataset."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.committing import Outcome, commit_outcomes, files_left
from flows.corpus.deletions import check_losses, count_loss
from flows.corpus.duplicates.update import Update
from flows.corpus.duplicates.whole import Signed, find_duplicates, sign_source, signed_before
from flows.corpus.excess import find_excess
from flows.corpus.inputs import SIDECAR_SUFFIX
from flows.corpus.planning import Plan, SourceWork
from flows.corpus.profiles import find_changes
from flows.corpus.regular_files import renew
from flows.corpus.settings import Settings
from flows.dataset import files, layout, manifest
from flows.dataset.assembly import Kept, assemble_bucket
from flows.dataset.errors import ContractError, DatasetError
from flows.dataset.manifest import Entry
from flows.dataset.staging import StagedBatches
from flows.dataset.state import read_state


@dataclass(slots=True)
class RunReport:
    """What a run did."""

    run: dict[str, Any]
    """The row of `runs`."""
    problems: list[str]
    """What an operator should look at, in lines."""
    quarantine_codes: dict[str, int]
    """Pages that this run put into the quarantine, by code."""
    held_count: int = 0
    """Documents that stay as they were because their source.toml or sidecar cannot be read."""
    quarantined: list[str] = field(default_factory=list)
    """Their places under raw/."""
    excess: str = ""
    """Why the run fails although it is committed: more pages went to the quarantine than is asked for."""


def assemble_and_commit(plan: Plan, results: Iterable[BatchResult], settings: Settings) -> RunReport:
    """Check the staged rows, build the files that change and put them in place. Call it with the dataset locked.

    Raises ContractError naming the rows that break the contract, InputError when too many pages vanished since the run
    was planned, and DatasetError when a file cannot be written or another run changed the dataset. Until the files are
    complete the dataset stays as it was.
    """
    clean_seconds = time.perf_counter() - plan.finished_clock
    clock = time.perf_counter()
    results = sorted(results, key=lambda result: result.stem)
    _check_results(plan, results, settings)
    results = sorted([*plan.reused, *results], key=lambda result: result.stem)
    codes = sum((Counter(result.quarantine_codes) for result in results), Counter[str]())
    excess = find_excess(codes.total(), sum(result.page_count for result in results), settings)
    try:
        staged = StagedBatches(plan.staging, [stem for result in results for stem in (result.stem, *result.parts)])
        files.make_directory(plan.built)
        outcomes = {slug: _assemble(work, staged, plan, settings.processed) for slug, work in plan.works.items()}
        known = {slug: plan.works[slug].known.values() for slug in outcomes}
        check_losses((count_loss(slug, known[slug], outcome.entries) for slug, outcome in outcomes.items()), settings)
        assemble_seconds = time.perf_counter() - clock
        duplicates = _find_duplicates(plan, outcomes, settings.processed)
        compare_seconds = time.perf_counter() - clock - assemble_seconds
        seconds = {
            "plan": plan.seconds,
            "clean": clean_seconds,
            "assemble": assemble_seconds,
            "compare": compare_seconds,
        }
        for slug, outcome in outcomes.items():
            plan.problems += _describe_changes(plan.works[slug], outcome)
        run = commit_outcomes(plan, outcomes, duplicates, settings, seconds)
    except OSError as error:
        raise DatasetError(_explain(settings.processed, error)) from error
    except pa.ArrowException as error:
        message = " ".join(str(error).split())
        raise DatasetError(f"{settings.processed} cannot be read: {message}; run with --full") from error
    held_count = sum(outcome.held_count for outcome in outcomes.values())
    quarantined = [place for outcome in outcomes.values() for place in outcome.quarantined]
    return RunReport(run, plan.problems, dict(sorted(codes.items())), held_count, quarantined, excess)


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
    if read_state(settings.processed)["run_id"] != plan.state["run_id"]:
        raise DatasetError(f"{settings.processed}: another run changed it meanwhile; run again")


def _assemble(work: SourceWork, staged: StagedBatches, plan: Plan, out: Path) -> Outcome:
    slug = work.plan.source.slug
    entries = {entry.raw_path: entry for entry in work.changes.unchanged}
    touched = {entry.bucket for entry in work.changes.gone} | work.damaged
    outcome = Outcome(entries, [], touched, deleted_count=len(work.changes.gone), held_count=work.changes.held_count)
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
        if entry.status == manifest.HELD and known is not None:
            entries[entry.raw_path] = known
            kept.setdefault(known.bucket, Kept()).add(known)
            outcome.held_count += 1
            sidecar = f"{slug}/{entry.raw_path}{SIDECAR_SUFFIX}"
            plan.problems.append(f"{sidecar}: {entry.problem}; the document stays as it was until that is put right")
            continue
        if known is not None:
            touched.add(known.bucket)
        if entry.status == manifest.VANISHED:
            outcome.vanished_count += 1
            outcome.deleted_count += known is not None
            continue
        outcome.new_count += known is None
        if known is not None and entry.raw_path not in work.touched:
            outcome.changed_count += not _has_failed_again(known, entry, work)
        touched.add(entry.bucket)
        entries[entry.raw_path] = entry
        if entry.status == manifest.QUARANTINED:
            outcome.quarantined.append(f"{slug}/{entry.raw_path}")
    for bucket in sorted(touched & {entry.bucket for entry in entries.values()}):
        group = (slug, bucket)
        recorded = plan.state["files"]
        outcome.files += assemble_bucket(out, recorded, plan.built, group, kept.get(bucket, Kept()), staged)
    if touched or work.is_rebuilt:
        kept_ids = (doc_id for rows in kept.values() for doc_id in rows.doc_ids)
        outcome.signed = sign_source(slug, work.plan.bucket_count, kept_ids, staged, out, plan.built, plan.state)
    else:
        outcome.signed = signed_before(out, slug, plan.state)
    return outcome


def _describe_changes(work: SourceWork, outcome: Outcome) -> Iterator[str]:
    """What looks otherwise than before in a source that this run made anew in part, in lines."""
    if not outcome.touched:
        return
    fresh = [
        entry
        for path, entry in outcome.entries.items()
        if path not in work.known or work.known[path].content_digest != entry.content_digest
    ]
    known, present = work.known.values(), outcome.entries.values()
    yield from find_changes(work.plan.source, work.plan.recipe, known, fresh, present)


def _find_duplicates(plan: Plan, outcomes: dict[str, Outcome], out: Path) -> Update | None:
    """Look for duplicates over all sources, also those that this run does not look at."""
    signed: dict[str, Signed] = {}
    for slug in sorted({*plan.state["sources"], *outcomes} - set(plan.gone_sources)):
        each = outcomes[slug].signed if slug in outcomes else signed_before(out, slug, plan.state)
        if each is not None:
            signed[slug] = each
    made = {file.place: file.path for outcome in outcomes.values() for file in outcome.files}
    is_changed = any(outcome.touched or plan.works[slug].is_rebuilt for slug, outcome in outcomes.items())
    places = {place for place in (*files_left(plan, outcomes), *made) if layout.table_of(place) == "documents"}
    parts = {(layout.source_of(place) or "", layout.bucket_of_place(place)) for place in places}
    found = find_duplicates(signed, parts, made, out, plan.built, plan.state, is_changed=is_changed)
    if found is not None:
        plan.problems += found.problems
    return found


def _has_failed_again(known: Entry, entry: Entry, work: SourceWork) -> bool:
    """Whether a page was only tried again, and is in the quarantine for what it was there."""
    return entry.attempts > 1 and known.code == entry.code and not work.is_rebuilt
