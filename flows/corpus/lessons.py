"""The templates of each source: learnt from its sample, kept with the dataset, learnt anew where the sample changed.

A page's rows depend on those templates alone whose lines it holds. So a change of templates makes the pages that hold
a changed line again, which the line filters of the manifest find, and no others.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from flows.corpus.batches import SourcePlan, split_batches
from flows.corpus.changes import Changes, compare
from flows.corpus.engines import clean_batches
from flows.corpus.inputs import Capture
from flows.corpus.pool import WorkerPool
from flows.corpus.sampling import SamplePage, choose_sample, content_mark, load_sample
from flows.corpus.settings import Settings
from flows.dataset import files, layout
from flows.dataset.manifest import Entry
from flows.dataset.state import read_state
from flows.page.labelling.line_filter import may_hold
from flows.page.labelling.templates import MIN_PAGES, LineKey, Templates, learn_templates
from flows.page.rows import doc_id


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a source taught."""

    templates: Templates = field(default_factory=dict)
    basis: str = ""
    """Digest of the sample and of what reads it; "" where another try may teach something else."""
    is_kept: bool = False
    """False of a source of so few pages that it teaches nothing."""

    def to_bytes(self) -> bytes:
        """As it is kept with the dataset."""
        templates = {f"{key:016x}": level for key, level in sorted(self.templates.items())}
        return json.dumps({"basis": self.basis, "templates": templates}, indent=0).encode("ascii")


@dataclass(frozen=True, slots=True)
class Site:
    """A source before it is decided what is to be done for it."""

    plan: SourcePlan
    captures: list[Capture]
    known: dict[str, Entry]
    """By raw_path: what the dataset holds of it."""
    lesson: Lesson
    """What the last run learnt."""
    is_rebuilt: bool
    """Whatever files it has are replaced."""


def read_lesson(out: Path, slug: str, sha256: str | None) -> Lesson | None:
    """What the last run learnt of a source; the empty lesson where it kept none, None where it cannot be trusted."""
    if sha256 is None:
        return Lesson()
    try:
        content = files.read_bytes(out / layout.templates_place(slug))
    except OSError:
        return None
    if files.digest_bytes(content) != sha256:
        return None
    kept = json.loads(content)
    return Lesson({int(key, 16): level for key, level in kept["templates"].items()}, kept["basis"], is_kept=True)


def kept_templates(out: Path, slug: str) -> Templates:
    """What the last run learnt of a source, for those who look at the dataset."""
    lesson = read_lesson(out, slug, read_state(out)["records"].get(layout.templates_place(slug)))
    return lesson.templates if lesson else {}


def learn(sites: Mapping[str, Site], settings: Settings) -> dict[str, Lesson]:
    """The lessons of all sources. Reads the samples that changed since the last run, and no other page."""
    lessons: dict[str, Lesson] = {}
    samples: dict[str, list[Capture]] = {}
    for slug, site in sites.items():
        sample = [] if site.plan.problem else choose_sample(site.captures)
        if len(sample) < MIN_PAGES:
            lessons[slug] = site.lesson if site.plan.problem else Lesson()
        elif not site.is_rebuilt and site.lesson.basis and site.lesson.basis == _known_basis(site, sample):
            lessons[slug] = site.lesson
        else:
            samples[slug] = sample
    if samples:
        pages = _read_samples(samples, {slug: sites[slug].plan for slug in samples}, settings)
        for slug, sample in samples.items():
            read = {key: pages[key] for capture in sample if (key := doc_id(slug, capture.raw_path)) in pages}
            lessons[slug] = _teach(sites[slug].plan.recipe, read, len(sample))
    return lessons


def changed_lines(before: Lesson, after: Lesson) -> frozenset[LineKey]:
    """Lines that are templates in one of the two alone, or of another level."""
    return frozenset(key for key, _ in before.templates.items() ^ after.templates.items())


def touch(
    changes: Changes, captures: Iterable[Capture], known: Mapping[str, Entry], lines: frozenset[LineKey]
) -> set[str]:
    """Move the unchanged pages that may hold one of `lines` to the candidates of `changes`; their raw_paths."""
    if not lines:
        return set()
    touched = {path for path, entry in known.items() if may_hold(entry.line_filter, lines)}
    changes.candidates = [
        replace(capture, expected=None) if capture.raw_path in touched else capture for capture in changes.candidates
    ]
    moved = {entry.raw_path for entry in changes.unchanged if entry.raw_path in touched}
    changes.unchanged = [entry for entry in changes.unchanged if entry.raw_path not in moved]
    changes.candidates += [capture for capture in captures if capture.raw_path in moved]
    return moved


def _known_basis(site: Site, sample: list[Capture]) -> str | None:
    """The basis of a sample of which no page changed; None where one may have."""
    unchanged = compare(sample, site.known, site.plan.recipe).unchanged
    if len(unchanged) != len(sample):
        return None
    marks = {entry.doc_id: content_mark(entry.content_digest, entry.sidecar_digest) for entry in unchanged}
    return _basis(site.plan.recipe, marks)


def _basis(recipe: str, marks: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps([recipe, sorted(marks.items())]).encode()).hexdigest()


def _read_samples(
    samples: Mapping[str, list[Capture]], plans: dict[str, SourcePlan], settings: Settings
) -> dict[str, SamplePage]:
    captures = [capture for sample in samples.values() for capture in sorted(sample, key=attrgetter("raw_path"))]
    directory = layout.staging_directory(settings.processed) / "samples"
    files.make_directory(directory)
    batches = list(split_batches(captures, plans, settings.batch_size, settings.max_batch_bytes, is_sample=True))
    workers = settings.worker_count(len(captures))
    pages: dict[str, SamplePage] = {}
    with WorkerPool(settings.raw, settings.options, directory, workers) as pool:
        for result in clean_batches(pool, batches):
            for stem in (result.stem, *result.parts):
                pages |= load_sample(directory / f"{stem}.json")
    files.delete_tree(directory)
    files.delete_empty_directory(directory.parent)
    return pages


def _teach(recipe: str, pages: Mapping[str, SamplePage], count: int) -> Lesson:
    is_final = len(pages) == count and all(page.is_final for page in pages.values())
    basis = _basis(recipe, {key: page.content for key, page in pages.items()}) if is_final else ""
    return Lesson(learn_templates([page.lines for page in pages.values() if page.lines]), basis, is_kept=True)
