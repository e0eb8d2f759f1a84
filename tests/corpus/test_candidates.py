"""Pairs that are worth comparing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from flows.corpus.duplicates.candidates import MOST_PARTNERS, find_candidates
from flows.page.likeness.signature import SKETCH_BYTES


def sketches(count: int, alike: float, seed: int = 1) -> "np.typing.NDArray[np.uint8]":
    """Of documents that share the share `alike` of the bytes of one."""
    chance = np.random.default_rng(seed)
    model = chance.integers(0, 256, SKETCH_BYTES, dtype=np.uint8)
    rest = chance.integers(0, 256, (count, SKETCH_BYTES), dtype=np.uint8)
    return np.where(chance.random((count, SKETCH_BYTES)) < alike, model, rest)


def test_none() -> None:
    assert len(find_candidates(sketches(0, 0.9), np.arange(0))) == 0
    assert len(find_candidates(np.zeros((3, SKETCH_BYTES), np.uint8), np.arange(3))) == 0


def test_strangers_are_not_compared() -> None:
    assert len(find_candidates(sketches(2000, 0.0), np.arange(2000))) == 0


@given(st.integers(2, 60), st.floats(0.0, 1.0), st.integers(0, 5))
def test_pairs_are_ordered_known_and_few(count: int, alike: float, seed: int) -> None:
    positions = np.arange(0, count, 2)
    pairs = find_candidates(sketches(count, alike, seed), positions).tolist()
    assert pairs == sorted(pairs) and len({tuple(pair) for pair in pairs}) == len(pairs)
    assert all(earlier < later and {earlier, later} <= set(positions.tolist()) for earlier, later in pairs)
    partners = [later for _, later in pairs]
    assert all(partners.count(later) <= MOST_PARTNERS for later in partners)


def test_what_is_much_alike_is_linked() -> None:
    pairs = find_candidates(sketches(500, 0.95), np.arange(500))
    assert {later for _, later in pairs.tolist()} == set(range(1, 500))
