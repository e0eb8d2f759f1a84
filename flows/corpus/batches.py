"""Pages in portions that are worth a task."""

import itertools
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from flows.corpus.inputs import Capture
from flows.corpus.problem import Problem
from flows.page.labelling.templates import Templates
from flows.page.source import Source


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """How the pages of one source are made in this run."""

    source: Source
    recipe: str
    """Digest of all that decides their rows but the pages themselves."""
    bucket_count: int
    """Files that each of its tables is split into."""
    problem: str = ""
    """What is wrong with its source.toml: all its pages go to the quarantine."""
    templates: Templates = field(default_factory=dict)
    """What its pages repeat."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A portion of pages, with what is needed to clean them."""

    index: int
    captures: tuple[Capture, ...]
    plans: dict[str, SourcePlan]
    """By source; those of the captures."""
    part: int | None = None
    """Number of this page that was set aside of a batch; None for a batch as it was planned."""
    is_sample: bool = False
    """The pages are not cleaned; their lines are read, to learn templates from."""

    @property
    def stem(self) -> str:
        """First part of the names of its staged files."""
        stem = f"{'sample-' * self.is_sample}{self.index:06d}"
        return stem if self.part is None else f"{stem}-{self.part:06d}"

    def refusing(self, position: int, problem: Problem) -> "Batch":
        """The same pages, of which one is not cleaned, but goes to the quarantine with `problem`."""
        captures = list(self.captures)
        captures[position] = replace(captures[position], problem=problem)
        return replace(self, captures=tuple(captures))

    def setting_aside(self, position: int, part: int) -> tuple["Batch", "Batch"]:
        """All pages but one, and that one alone."""
        rest = self.captures[:position] + self.captures[position + 1 :]
        return replace(self, captures=rest), replace(self, captures=(self.captures[position],), part=part)


def split_batches(
    captures: Collection[Capture],
    plans: dict[str, SourcePlan],
    size: int,
    max_bytes: int,
    *,
    is_sample: bool = False,
) -> Iterator[Batch]:
    """Batches of at most `size` pages and `max_bytes` bytes (but at least a page), in the order of `captures`.

    Pages over which a run has failed come last, each in a batch of its own.
    """
    portions = itertools.chain(
        _portions([capture for capture in captures if not capture.is_suspect], size, max_bytes),
        ([capture] for capture in captures if capture.is_suspect),
    )
    for index, portion in enumerate(portions):
        slugs = dict.fromkeys(capture.source for capture in portion)
        yield Batch(index, tuple(portion), {slug: plans[slug] for slug in slugs}, is_sample=is_sample)


def _portions(captures: Iterable[Capture], size: int, max_bytes: int) -> Iterator[list[Capture]]:
    current: list[Capture] = []
    weight = 0
    for capture in captures:
        byte_count = max(0, capture.size)
        if current and (len(current) >= size or weight + byte_count > max_bytes):
            yield current
            current, weight = [], 0
        current.append(capture)
        weight += byte_count
    if current:
        yield current
