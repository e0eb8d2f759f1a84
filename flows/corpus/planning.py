"""What a run has to do: the files under raw/ against what the dataset knows of them."""

import re
import time
from collections.abc import Container, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.corpus.batches import Batch, SourcePlan, split_batches
from flows.corpus.changes import Changes, compare
from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.container_listing import expand
from flows.corpus.deletions import Loss, check_losses, count_loss
from flows.corpus.duplicates.whole import are_known
from flows.corpus.engines import check_engine
from flows.corpus.finished_batches import take_up
from flows.corpus.inputs import Capture, InputError, Inputs, discover
from flows.corpus.kept_lists import KeptLists
from flows.corpus.lessons import Lesson, Site, changed_lines, learn, read_lesson, touch
from flows.corpus.parts import link_parts
from flows.corpus.paths import UNSORTED
from flows.corpus.recipe import recipe_digest
from flows.corpus.settings import Settings
from flows.corpus.sources import SourceError, load_source
from flows.dataset import commit, files, layout, schema
from flows.dataset.buckets import bucket_count, bucket_of
from flows.dataset.damage import find_altered, find_damage
from flows.dataset.errors import DatasetError, VersionError
from flows.dataset.manifest import DOCUMENT, Entry, read_manifest
from flows.dataset.mounts import find_mounts
from flows.dataset.obstacles import check_obstacles
from flows.dataset.runs import new_run_id
from flows.dataset.state import FileRecord, State, check_version, empty_state, read_state
from flows.page.labelling.line_rules import check_rules
from flows.page.labelling.templates import LineKey
from flows.page.rows import doc_id
from flows.page.source import Source

_ADDRESS = re.compile("[A-Za-z][A-Za-z0-9+.-]+:/")
"""How the address of a store begins; as a path it has lost one of its slashes."""


@dataclass(slots=True)
class SourceWork:
    """What is to be done for one source."""

    plan: SourcePlan
    known: dict[str, Entry]
    """By raw_path: what the dataset holds of it."""
    changes: Changes
    is_rebuilt: bool
    """Whatever files it has are replaced."""
    may_keep: bool
    """Its documents may stay as they are when its source.toml or their sidecars cannot be read."""
    damaged: set[int]
    """Buckets of which a file is not as the last run left it; all their pages are among the changes."""
    lesson: Lesson = field(default_factory=Lesson)
    """What its pages repeat."""
    touched: set[str] = field(default_factory=set)
    """raw_paths of unchanged pages that are made again for what the source repeats now, or repeats no more."""


@dataclass(slots=True)
class Plan:
    """What a run has to do."""

    run_id: str
    started_at: datetime
    state: State
    """Of the dataset, as it was found."""
    works: dict[str, SourceWork]
    gone_sources: list[str]
    """In the dataset, and not under raw/ any more."""
    batches: list[Batch]
    staging: Path
    """Directory for what this run builds."""
    problems: list[str]
    """What an operator should look at, in lines."""
    reused: list[BatchResult] = field(default_factory=list)
    """Of batches that an earlier run cleaned before it ended badly."""
    seconds: float = 0.0
    seen_count: int = 0
    finished_clock: float = field(default_factory=time.perf_counter)

    @property
    def built(self) -> Path:
        """Directory of the files that this run puts in place."""
        return self.staging / "built"

    @property
    def page_count(self) -> int:
        """Pages to be read."""
        return sum(len(batch.captures) for batch in self.batches)

    @property
    def new_count(self) -> int:
        """Pages that the dataset does not know."""
        return sum(
            capture.raw_path not in work.known for work in self.works.values() for capture in work.changes.candidates
        )


def check_places(settings: Settings) -> None:
    """Raise InputError when raw/, processed/ or the engine cannot be used as they are, DatasetError for what is in the
    way in processed/.

    Call it first: the lock makes processed/.
    """
    check_engine(settings)
    for place in (settings.raw, settings.processed):
        if _ADDRESS.match(str(place)):
            raise InputError(f"{place} is no path: files and directories of this machine only, no object store")
    if not settings.raw.is_dir():
        where = "" if settings.raw.is_absolute() else f", looked for in {Path.cwd()}"
        raise InputError(f"{settings.raw}: no such directory{where}")
    if settings.processed.resolve().is_relative_to(settings.raw.resolve()):
        raise InputError(f"{settings.processed} lies within {settings.raw}: its files would be taken for pages")
    if mounted := find_mounts(settings.processed):
        raise InputError(
            f"{mounted[0]} is a file system of its own: files are put in place by renaming, which needs all of"
            f" {settings.processed} on one; mount that there instead"
        )
    check_obstacles(settings.processed)


def plan(settings: Settings) -> Plan:
    """Finish what a dead run began, look at raw/ and decide what to do. Call it with the dataset locked.

    Raises InputError when raw/ cannot be used, RuleError when flows/rules cannot, VersionError for a dataset of another
    major version, DatasetError when processed/ cannot be written.
    """
    clock = time.perf_counter()
    check_rules()
    out = settings.processed
    try:
        state = _recover(settings)
        found = discover(settings.raw, settings.sources)
        inputs = expand(found, KeptLists(layout.containers_directory(out), is_trusted=not settings.full))
        known_sources = {*state["sources"], *filter(None, map(layout.source_of, layout.placed_files(out)))}
        _check_inputs(settings, inputs, known_sources)
        problems = inputs.describe_passed_over()
        works = dict(_works(settings, inputs, state, problems))
        gone_sources = _gone_sources(settings, known_sources, works)
        check_losses(_losses(works, gone_sources, inputs, state), settings)
        run_id = new_run_id(started := datetime.now(UTC))
        batches, reused, staging = _stage(settings, works, run_id)
    except OSError as error:
        raise DatasetError(f"{error.filename or out}: {error.strerror or error}; nothing was changed") from error
    made = Plan(
        run_id=run_id,
        started_at=started,
        state=state,
        works=works,
        gone_sources=gone_sources,
        batches=batches,
        reused=reused,
        staging=staging,
        problems=problems,
        seen_count=len(inputs.captures),
    )
    made.finished_clock = time.perf_counter()
    made.seconds = made.finished_clock - clock
    return made


def discard_staged(work: Plan) -> None:
    """Delete what a run staged, unless its commit has begun: then it is part of the dataset."""
    if layout.journal_path(work.staging.parents[2]).exists():
        return
    with suppress(OSError):
        files.delete_tree(work.staging)


def _stage(
    settings: Settings, works: dict[str, SourceWork], run_id: str
) -> tuple[list[Batch], list[BatchResult], Path]:
    """The batches to clean, those that a dead run has cleaned, and the directory that holds what they became."""
    candidates = [capture for slug in sorted(works) for capture in works[slug].changes.candidates]
    plans = {slug: work.plan for slug, work in works.items()}
    left = layout.staging_directory(settings.processed)
    dead = sorted(left.iterdir()) if left.is_dir() else []
    staging = left / run_id
    files.make_directory(staging)
    candidates, reused = take_up(left, candidates, plans, staging)
    for directory in dead:
        files.delete_tree(directory)
    batches = list(split_batches(candidates, plans, settings.batch_size, settings.max_batch_bytes))
    return batches, reused, staging


def _recover(settings: Settings) -> State:
    """The state of the dataset, after the commit that a dead run began.

    What is damaged there stops the run with a DatasetError, unless it builds everything anew anyway.
    """
    out, ours = settings.processed, schema.load_contract().version
    try:
        commit.recover(out)
        state = read_state(out)
    except DatasetError:
        if not settings.full or settings.sources is not None:
            raise
        commit.discard(out)
        return empty_state()
    if not settings.full:
        check_version(out)
    if settings.sources is not None and state["schema_version"] != ours:
        raise VersionError(
            f"{out} was written with schema version {state['schema_version']}, this is {ours}:"
            " run once over all sources"
        )
    return state


def _check_inputs(settings: Settings, inputs: Inputs, known_sources: set[str]) -> None:
    for name in settings.sources or ():
        if name == UNSORTED or (name not in inputs.sources and name not in known_sources):
            raise InputError(f"{settings.raw}: no source {name!r}")
    is_emptied = inputs.sources == [UNSORTED] and known_sources - {UNSORTED}
    if is_emptied and not (settings.full and settings.max_deleted == 1):
        raise InputError(
            f"{settings.raw} holds no source, but the dataset does: is it mounted? To empty the dataset run with --full"
            " --max-deleted 1"
        )


def _losses(works: dict[str, SourceWork], gone_sources: list[str], inputs: Inputs, state: State) -> Iterator[Loss]:
    """What each source is about to lose, as far as it can be seen before pages are read."""
    present: dict[str, list[str]] = {slug: [] for slug in works}
    for capture in inputs.captures:
        present[capture.source].append(capture.raw_path)
    for slug, work in works.items():
        counted = state["sources"].get(slug, {}).get("document_count", 0)
        if work.known or not counted:
            yield count_loss(slug, work.known.values(), present[slug])
        else:  # its manifest is lost: it is not known which
            yield Loss(slug, counted, max(0, counted - len(present[slug])))
    for slug in gone_sources:
        count = state["sources"].get(slug, {}).get("document_count", 1)
        yield Loss(slug, count, count)


def _works(settings: Settings, inputs: Inputs, state: State, problems: list[str]) -> Iterator[tuple[str, SourceWork]]:
    ours = schema.load_contract().version
    placed: dict[str | None, dict[str, Path]] = {}
    for place, path in layout.placed_files(settings.processed).items():
        placed.setdefault(layout.source_of(place), {})[place] = path
    recorded: dict[str | None, dict[str, FileRecord]] = {}
    for place, record in state["files"].items():
        recorded.setdefault(layout.source_of(place), {})[place] = record
    captures: dict[str, list[Capture]] = {slug: [] for slug in inputs.sources}
    for capture in inputs.captures:
        captures[capture.source].append(capture)
    sites = {slug: _site(settings, slug, _link(slug, found), state, problems) for slug, found in captures.items()}
    lessons = learn(sites, settings)
    for slug, site in sites.items():
        plan = replace(site.plan, templates=lessons[slug].templates)
        layout_known = (state["schema_version"], state["sources"].get(slug, {}).get("bucket_count"))
        may_keep = not site.is_rebuilt and layout_known == (ours, plan.bucket_count)
        work = SourceWork(plan, site.known, Changes(), site.is_rebuilt, may_keep, set(), lessons[slug])
        changed = changed_lines(site.lesson, lessons[slug])
        problems += _compare(work, site.captures, placed.get(slug, {}), recorded.get(slug, {}), changed)
        if work.changes.held_count:
            problems.append(f"{slug}: {work.changes.held_count:,} documents stay as they were until that is put right")
        if site.captures or work.known or work.is_rebuilt:
            yield slug, work


def _link(slug: str, captures: list[Capture]) -> list[Capture]:
    """The captures of a source, with the places of those that may be pages of one article."""
    parts = link_parts(slug, (capture.raw_path for capture in captures if capture.problem is None))
    return [
        replace(capture, part=parts[capture.raw_path]) if capture.raw_path in parts else capture for capture in captures
    ]


def _site(settings: Settings, slug: str, captures: list[Capture], state: State, problems: list[str]) -> Site:
    """What is there of a source, in raw/ and in the dataset. What cannot be read there is told, and made anew."""
    out, records = settings.processed, state["records"]
    manifest = read_manifest(out, slug, records.get(layout.manifest_place(slug)))
    held_count = state["sources"].get(slug, {}).get("bucket_count") if _may_hold(captures, manifest or {}) else None
    plan = _plan_source(settings, slug, len(captures), held_count)
    if plan.problem:
        problems.append(plan.problem)
    lesson = read_lesson(out, slug, records.get(layout.templates_place(slug)))
    is_rebuilt = settings.full
    is_signed = (
        state["schema_version"] != schema.load_contract().version
        or not any(entry.status == DOCUMENT for entry in (manifest or {}).values())
        or are_known(out, slug, state)
    )
    for place, is_read in (
        (layout.manifest_place(slug), manifest is not None),
        (layout.templates_place(slug), lesson is not None),
        (layout.signatures_place(slug), is_signed),
    ):
        if not is_read and slug in state["sources"] and not is_rebuilt:
            problems.append(f"{place} cannot be read; {slug} is made anew")
            is_rebuilt = True
    return Site(plan, captures, manifest or {}, lesson or Lesson(), is_rebuilt)


def _may_hold(captures: list[Capture], manifest: dict[str, Entry]) -> bool:
    """Whether there are documents that stay as they are, in the files they are in, while source.toml cannot be read."""
    known = (manifest.get(capture.raw_path) for capture in captures if not capture.problem)
    return any(entry is not None and entry.status == DOCUMENT for entry in known)


def _compare(
    work: SourceWork,
    captures: list[Capture],
    placed: dict[str, Path],
    recorded: dict[str, FileRecord],
    changed: frozenset[LineKey],
) -> list[str]:
    """Decide what is to be done for a source; the damage that was found, in lines. changed: lines that are templates
    now and were none, or the reverse."""
    slug, known = work.plan.source.slug, work.known

    def look(distrusted: Container[int]) -> None:
        work.changes = compare(
            captures, known, work.plan.recipe, distrusted, may_keep=work.may_keep, is_held=bool(work.plan.problem)
        )
        work.touched = touch(work.changes, captures, known, changed)

    if work.is_rebuilt:
        look({entry.bucket for entry in known.values()})
        return []
    damage = find_damage(slug, placed, recorded, known.values())
    look(set(map(layout.bucket_of_place, damage)))
    damage |= find_altered(placed, recorded, _carried_over(work))
    work.damaged = set(map(layout.bucket_of_place, damage))
    look(work.damaged)
    return [f"{place} {what}; that part of {slug} is made anew" for place, what in damage.items()]


def _carried_over(work: SourceWork) -> set[int]:
    """Buckets that are written anew with rows that they hold already."""
    slug, changes, known = work.plan.source.slug, work.changes, work.known
    touched = {entry.bucket for entry in changes.gone}
    kept = {entry.bucket for entry in changes.unchanged}
    for capture in changes.candidates:
        entry = known.get(capture.raw_path)
        touched.add(bucket_of(doc_id(slug, capture.raw_path), work.plan.bucket_count))
        touched |= {entry.bucket} if entry else set()
        kept |= {entry.bucket} if entry and (capture.expected or capture.is_good) else set()
    return touched & kept


def _plan_source(settings: Settings, slug: str, page_count: int, held_count: int | None) -> SourcePlan:
    try:
        source, digest = (Source(slug), "") if slug == UNSORTED else load_source(settings.raw, slug)
        problem = ""
    except SourceError as error:
        source, digest, problem = Source(slug, buckets=held_count), str(error), str(error)
    count = source.buckets or bucket_count(page_count)
    return SourcePlan(source, recipe_digest(settings.options, digest, count), count, problem)


def _gone_sources(settings: Settings, known_sources: set[str], works: dict[str, SourceWork]) -> list[str]:
    wanted = known_sources if settings.sources is None else known_sources & set(settings.sources)
    return sorted(wanted - works.keys())
