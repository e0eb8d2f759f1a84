"""The new state of the sources put in place: their files, their manifests, the whole, and the record of the run."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.corpus.duplicates.update import TABLE as DUPLICATES
from flows.corpus.duplicates.update import Update
from flows.corpus.duplicates.whole import Signed
from flows.corpus.lessons import Lesson
from flows.corpus.planning import Plan
from flows.corpus.profiles import count_filled
from flows.corpus.recipe import code_digest, versions
from flows.corpus.settings import Settings
from flows.dataset import card, commit, dictionary, files, layout, manifest, runs, schema
from flows.dataset.assembly import OutputFile
from flows.dataset.state import PROFILE_COUNTS, SOURCE_COUNTS, FileRecord, State
from flows.page.versions import PIPELINE_VERSION


@dataclass(slots=True)
class Outcome:
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
    held_count: int = 0
    """Documents that stay as they were because source.toml or their sidecar cannot be read."""
    quarantined: list[str] = field(default_factory=list)
    """Places under raw/ of the files that this run put into the quarantine."""
    signed: Signed | None = None
    """What duplicates among its documents are found by; None where it has none."""


def commit_outcomes(
    plan: Plan,
    outcomes: dict[str, Outcome],
    duplicates: Update | None,
    settings: Settings,
    seconds: dict[str, float],
) -> dict[str, Any]:
    """Put the new state of the sources in place, and give the row of the run. The moment of commitment is in here."""
    out, target = settings.processed, plan.built
    change = commit.Change(plan.run_id)
    state = _next_state(plan, outcomes, duplicates)
    changed_files = [
        file for outcome in outcomes.values() for file in outcome.files if not _is_in_place(out, file, plan.state)
    ]
    changed_files += duplicates.files if duplicates else []
    change.replace += [(file.path, file.place) for file in changed_files]
    change.delete += _stale_places(plan, outcomes, out, state)
    is_changed = bool(change.replace or change.delete)
    manifests = [*_stage_manifests(plan, outcomes, target), *_stage_lessons(plan, outcomes, target)]
    manifests += _staged_for_comparing(outcomes, duplicates)
    earlier, problems = runs.read_runs(out, plan.state["records"].get(layout.RUNS_PLACE))
    plan.problems.extend(problems)
    run = _run_row(plan, outcomes, settings, seconds, state, changed_files, is_changed)
    run_json, run_table = runs.stage_run(target, earlier, run)
    state["records"] |= {place: files.digest(path) for path, place in (*manifests, run_table)}
    change.replace += [*manifests, *_stage_descriptions(out, target, state), run_json, run_table]
    commit.commit(out, change)
    with suppress(OSError):  # the next run clears what is left
        files.delete_tree(plan.staging)
    return run


def _stage_descriptions(out: Path, target: Path, state: State) -> list[tuple[Path, str]]:
    """Write the files in JSON that change, the state last."""
    staged = []
    for place, content in _descriptions(state).items():
        if not (out / place).is_file() or files.read_bytes(out / place) != content:
            staged.append((layout.staged_path(target, place), place))
            files.write_bytes(staged[-1][0], content)
    return staged


def _is_in_place(out: Path, file: OutputFile, state: State) -> bool:
    """Whether the very same file is there already."""
    recorded = state["files"].get(file.place)
    return (
        recorded is not None
        and recorded["sha256"] == file.sha256
        and (out / file.place).is_file()
        and (out / file.place).stat().st_size == file.byte_count
        and files.digest(out / file.place) == file.sha256
    )


def _stale_places(plan: Plan, outcomes: dict[str, Outcome], out: Path, state: State) -> list[str]:
    """Files that are there and should not be."""
    sources = {*outcomes, *plan.gone_sources}
    stale = [
        place
        for place in layout.placed_files(out)
        if layout.source_of(place) in sources and place not in state["files"]
    ]
    kinds = (layout.manifest_place, layout.templates_place, layout.signatures_place)
    records = {place_of(slug) for slug in sources for place_of in kinds}
    stale += [place for place in records - _record_places(plan, state["sources"]) if (out / place).exists()]
    return sorted(stale)


def files_left(plan: Plan, outcomes: dict[str, Outcome]) -> dict[str, FileRecord]:
    """Place → record of the files of buckets that have been there before and are not made anew."""
    left = {}
    for place, record in plan.state["files"].items():
        slug = layout.source_of(place) or ""
        is_remade = slug in outcomes and (
            plan.works[slug].is_rebuilt or layout.bucket_of_place(place) in outcomes[slug].touched
        )
        if slug not in plan.gone_sources and not is_remade:
            left[place] = record
    return left


def _next_state(plan: Plan, outcomes: dict[str, Outcome], duplicates: Update | None) -> State:
    """The state after this run, but for the records of what is still to be written."""
    recorded = files_left(plan, outcomes)
    if duplicates:
        compared = set(duplicates.sources)
        for place in [place for place in recorded if layout.table_of(place) == DUPLICATES]:
            if layout.source_of(place) in compared:
                del recorded[place]
        recorded |= duplicates.records
    sources = {slug: counts for slug, counts in plan.state["sources"].items() if slug not in plan.gone_sources}
    for slug, outcome in outcomes.items():
        for file in outcome.files:
            recorded[file.place] = {"row_count": file.row_count, "byte_count": file.byte_count, "sha256": file.sha256}
        sources.pop(slug, None)
        if outcome.entries:
            sources[slug] = {
                "bucket_count": plan.works[slug].plan.bucket_count,
                **_source_counts(outcome, plan.works[slug].lesson),
            }
    places = _record_places(plan, sources)
    return {
        "schema_version": schema.load_contract().version,
        "run_id": plan.run_id,
        "sources": dict(sorted(sources.items())),
        "files": dict(sorted(recorded.items())),
        "records": {place: digest for place, digest in plan.state["records"].items() if place in places},
    }


def _record_places(plan: Plan, sources: Mapping[str, Mapping[str, int]]) -> set[str]:
    """Places of the files that the next run reads again of `sources`, given with their counts."""
    places = {layout.PAIRS_PLACE, *map(layout.manifest_place, sources)}
    places |= {layout.signatures_place(slug) for slug, counts in sources.items() if counts["document_count"]}
    for slug in sources:
        work = plan.works.get(slug)
        place = layout.templates_place(slug)
        if work.lesson.is_kept if work else place in plan.state["records"]:
            places.add(place)
    return places


def _source_counts(outcome: Outcome, lesson: Lesson) -> dict[str, int]:
    entries = outcome.entries.values()
    filled = count_filled(entries)
    return {
        "page_count": len(entries),
        "document_count": sum(entry.status == manifest.DOCUMENT for entry in entries),
        "section_count": sum(entry.section_count for entry in entries),
        "removed_line_count": sum(entry.removed_line_count for entry in entries),
        "quarantine_count": sum(entry.status == manifest.QUARANTINED for entry in entries),
        "title_count": filled["title"],
        "date_count": filled["date_published"],
        "content_source_count": filled["content_source"],
        "body_count": filled["text"],
        "template_line_count": len(lesson.templates),
    }


def _stage_manifests(plan: Plan, outcomes: dict[str, Outcome], target: Path) -> list[tuple[Path, str]]:
    staged = []
    for slug, outcome in outcomes.items():
        if outcome.entries and (outcome.entries != plan.works[slug].known or plan.works[slug].is_rebuilt):
            place = layout.manifest_place(slug)
            staged.append((layout.staged_path(target, place), place))
            manifest.write_manifest(staged[-1][0], outcome.entries.values())
    return staged


def _stage_lessons(plan: Plan, outcomes: dict[str, Outcome], target: Path) -> list[tuple[Path, str]]:
    """Write what the sources taught, where it is not there already."""
    staged = []
    for slug, outcome in outcomes.items():
        place, lesson = layout.templates_place(slug), plan.works[slug].lesson
        content = lesson.to_bytes()
        is_there = plan.state["records"].get(place) == files.digest_bytes(content) and not plan.works[slug].is_rebuilt
        if outcome.entries and lesson.is_kept and not is_there:
            staged.append((layout.staged_path(target, place), place))
            files.write_bytes(staged[-1][0], content)
    return staged


def _staged_for_comparing(outcomes: dict[str, Outcome], duplicates: Update | None) -> Iterator[tuple[Path, str]]:
    """The signatures and pairs that this run wrote."""
    for slug, outcome in outcomes.items():
        if outcome.signed and outcome.signed.is_new:
            yield outcome.signed.path, layout.signatures_place(slug)
    if duplicates and duplicates.pairs:
        yield duplicates.pairs, layout.PAIRS_PLACE


def _descriptions(state: State) -> dict[str, bytes]:
    """Place → content of the files that describe the dataset, the state last."""
    contract = schema.load_contract()
    package = dictionary.data_package(contract, state["files"])
    filled = [place for place, record in state["files"].items() if record["row_count"]]
    tables = {layout.table_of(place) for place in (*filled, layout.RUNS_PLACE)}
    return {
        layout.CARD_PLACE: card.write_card(contract, state["sources"], tables).encode("utf-8"),
        layout.DATAPACKAGE_PLACE: json.dumps(package, ensure_ascii=False, indent=1).encode("utf-8"),
        layout.STATE_PLACE: json.dumps(state).encode("ascii"),
    }


def _run_row(
    plan: Plan,
    outcomes: dict[str, Outcome],
    settings: Settings,
    seconds: dict[str, float],
    state: State,
    changed_files: list[OutputFile],
    is_changed: bool,
) -> dict[str, Any]:
    counts = [
        {"source": slug, **{name: counts[name] for name in SOURCE_COUNTS}} for slug, counts in state["sources"].items()
    ]
    seen = plan.seen_count - sum(outcome.vanished_count for outcome in outcomes.values())
    new = sum(outcome.new_count for outcome in outcomes.values())
    changed = sum(outcome.changed_count for outcome in outcomes.values())
    deleted = sum(outcome.deleted_count for outcome in outcomes.values())
    is_held = any(outcome.held_count for outcome in outcomes.values())
    gone_pages = sum(plan.state["sources"].get(slug, {}).get("page_count", 0) for slug in plan.gone_sources)
    return {
        "run_id": plan.run_id,
        "started_at": plan.started_at,
        "finished_at": datetime.now(UTC),
        "status": "kept" if is_held else "complete" if is_changed else "unchanged",
        "seen_count": seen,
        "new_count": new,
        "changed_count": changed,
        "unchanged_count": seen - new - changed,
        "deleted_count": deleted + gone_pages,
        **{total: sum(row[total] for row in counts) for total in list(SOURCE_COUNTS)[1:]},
        "sources": counts,
        "source_profiles": [
            {"source": slug, **{name: each[name] for name in PROFILE_COUNTS}} for slug, each in state["sources"].items()
        ],
        "pipeline_version": PIPELINE_VERSION,
        "schema_version": schema.load_contract().version,
        "code_digest": code_digest(),
        "versions": [{"name": name, "version": version} for name, version in versions().items()],
        "parameters": settings.to_json(),
        "stage_seconds": [{"stage": stage, "seconds": round(spent, 3)} for stage, spent in seconds.items()],
        "output_files": [
            {"path": file.place, "row_count": file.row_count, "byte_count": file.byte_count, "sha256": file.sha256}
            for file in changed_files
        ],
    }
