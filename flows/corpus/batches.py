"""Pages in portions that are worth a task."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.corpus.inputs import Capture
from flows.page.source import Source


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """How the pages of one source are made in this run."""

    source: Source
    recipe: str
    """Digest of all that decides their rows but the pages themselves."""
    problem: str = ""
    """What is wrong with its source.toml: all its pages go to the quarantine."""


@dataclass(frozen=True, slots=True)
class Batch:
    """A portion of pages, with what is needed to clean them."""

    index: int
    captures: tuple[Capture, ...]
    plans: dict[str, SourcePlan]
    """By source; those of the captures."""

    @property
    def stem(self) -> str:
        """First part of the names of its staged files."""
        return f"{self.index:06d}"


def split_batches(
    captures: Iterable[Capture], plans: dict[str, SourcePlan], size: int, max_bytes: int
) -> Iterator[Batch]:
    """Batches of at most `size` pages and `max_bytes` bytes (but at least a page), in the order of `captures`."""
    current: list[Capture] = []
    weight = index = 0
    for capture in captures:
        byte_count = max(0, capture.size)
        if current and (len(current) >= size or weight + byte_count > max_bytes):
            yield _batch(index, current, plans)
            current, weight, index = [], 0, index + 1
        current.append(capture)
        weight += byte_count
    if current:
        yield _batch(index, current, plans)


def _batch(index: int, captures: list[Capture], plans: dict[str, SourcePlan]) -> Batch:
    slugs = dict.fromkeys(capture.source for capture in captures)
    return Batch(index, tuple(captures), {slug: plans[slug] for slug in slugs})
