"""Portions of pages."""

from hypothesis import given
from hypothesis import strategies as st

from flows.corpus.batches import SourcePlan, split_batches
from flows.corpus.inputs import Capture
from flows.page.source import Source

PLANS = {slug: SourcePlan(Source(slug), "", 1) for slug in ("a", "b")}


def captures(sizes: list[int]) -> list[Capture]:
    return [Capture("ab"[number % 2], f"{number}", b"", size=size) for number, size in enumerate(sizes)]


@given(st.lists(st.integers(-1, 50), max_size=60), st.integers(1, 9), st.integers(1, 100))
def test_every_page_once_and_within_bounds(sizes: list[int], count: int, max_bytes: int) -> None:
    pages = captures(sizes)
    batches = list(split_batches(pages, PLANS, count, max_bytes))
    assert [capture for batch in batches for capture in batch.captures] == pages
    assert [batch.index for batch in batches] == list(range(len(batches)))
    for batch in batches:
        assert 1 <= len(batch.captures) <= count
        assert len(batch.captures) == 1 or sum(max(0, capture.size) for capture in batch.captures) <= max_bytes
        assert batch.plans.keys() == {capture.source for capture in batch.captures}
