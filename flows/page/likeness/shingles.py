"""Shingles of a text: all its runs of some characters, each as 64 bits."""

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
SHINGLE_CHARS = 12
"""A word that is replaced costs a text this many shingles and more; one that is added at its end costs none. So the
longer they are, the further apart are a filled-in form and a reprint with another head. By the set of
tests/quality/test_reprints.py 8 and more do; at 12 texts of the same few phrases hardly share any (.19 of them, at 8
.43), which spares comparisons."""
_BASE = 0x9E3779B97F4A7C15
_WORD = 1 << 64
_MIXERS = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))


def read_shingles(normal: str) -> Hashes:
    """The hashes of the shingles of a text in its normal form, each once, in ascending order."""
    return np.unique(hash_runs(normal))


def hash_runs(normal: str) -> Hashes:
    """The hashes of all runs of SHINGLE_CHARS characters of a text, in order."""
    codes = np.frombuffer(normal.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    if len(codes) < SHINGLE_CHARS:
        return np.empty(0, np.uint64)
    four = _join(_join(codes, codes, 1), _join(codes, codes, 1), 2)
    hashes = _join(_join(four, four, 4), four, 8)
    for shift, factor in _MIXERS:
        hashes ^= hashes >> shift
        hashes *= factor
    return hashes


def _join(heads: Hashes, tails: Hashes, size: int) -> Hashes:
    """Hashes of longer runs, out of those of runs of `size` and of what follows them."""
    joined: Hashes = heads[: len(tails) - size] * np.uint64(pow(_BASE, size, _WORD)) + tails[size:]
    return joined


def measure_similarity(a: Hashes, b: Hashes) -> float:
    """Jaccard's measure of two sets of shingles: the shared ones as a share of all."""
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / max(1, len(a) + len(b) - shared)
