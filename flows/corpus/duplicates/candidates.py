"""Pairs of documents that may be nearly the same, by their sketches.

Three bytes of the sketch are a band; documents that agree in a band are neighbours. Two texts that share half of their
shingles agree in one of the 32 bands at least in 98.6 of 100 cases, in 99.96 where they share 60 %. One band is looked
at at a time. In a band each document is compared with the first and the last few before it that agree in it, however
many do, so that the work grows as the dataset does and not as its square.
"""

import numpy as np
import numpy.typing as npt

from flows.corpus.duplicates.ranking import Numbers, Positions
from flows.page.likeness.signature import SKETCH_BYTES

BAND_BYTES = 3
NEIGHBOURS = 3
"""Documents before it, of those that agree in a band, that a document is compared with besides the first."""
MOST_PARTNERS = 8
"""Earlier documents that a document is compared with in all: those most like it by their sketches."""
MIN_AGREEING = 34
"""Bytes of the sketch that two documents must agree in: three standard errors (5 each) below half of them."""
_CHUNK = 1 << 20
"""Pairs whose sketches are compared at once: 200 MB."""


def find_candidates(sketch: npt.NDArray[np.uint8], positions: Positions) -> Positions:
    """Pairs (earlier, later) among `positions` as an array of two columns, sorted.

    sketch: of all documents. positions: those to look at, ascending.
    """
    positions = positions[sketch[positions].any(axis=1)]
    pairs = np.empty(0, np.uint64)
    agreeing = np.empty(0, np.uint8)
    for begin in range(0, SKETCH_BYTES, BAND_BYTES):
        found = np.unique(_neighbours(sketch, positions, begin))
        found = found[~np.isin(found, pairs, assume_unique=True)]
        counts = _count_agreeing(sketch, found)
        near = counts >= MIN_AGREEING
        pairs, agreeing = np.concatenate([pairs, found[near]]), np.concatenate([agreeing, counts[near]])
        pairs, agreeing = _best(pairs, agreeing)
    pairs = np.sort(_swap(pairs))
    return np.stack([(pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)], 1)


def _neighbours(sketch: npt.NDArray[np.uint8], positions: Positions, begin: int) -> Numbers:
    """Pairs, as later << 32 | earlier, that agree in the band at `begin`."""
    values = np.zeros(len(positions), np.uint32)
    for place in range(begin, begin + BAND_BYTES):
        values = (values << np.uint32(8)) | sketch[positions, place]
    order = np.argsort(values, kind="stable")
    values, ordered = values[order], positions[order].astype(np.uint64)
    count = len(values)
    starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])) if count else np.empty(0, np.int64)
    first = np.repeat(starts, np.diff(np.append(starts, count)))
    places = np.arange(count)
    found = [np.stack([ordered[first], ordered])[:, places - first > NEIGHBOURS]]
    for lag in range(1, NEIGHBOURS + 1):
        later = places[lag:][places[lag:] - lag >= first[lag:]]
        found.append(np.stack([ordered[later - lag], ordered[later]]))
    earlier, late = np.concatenate(found, axis=1)
    pairs: Numbers = (late << np.uint64(32)) | earlier
    return pairs


def _count_agreeing(sketch: npt.NDArray[np.uint8], pairs: Numbers) -> npt.NDArray[np.uint8]:
    """Bytes in which the sketches of each pair agree."""
    counts = np.empty(len(pairs), np.uint8)
    for begin in range(0, len(pairs), _CHUNK):
        chunk = pairs[begin : begin + _CHUNK]
        a, b = (
            sketch[(chunk >> np.uint64(32)).astype(np.int64)],
            sketch[(chunk & np.uint64(0xFFFFFFFF)).astype(np.int64)],
        )
        counts[begin : begin + _CHUNK] = (a == b).sum(axis=1)
    return counts


def _best(pairs: Numbers, agreeing: npt.NDArray[np.uint8]) -> tuple[Numbers, npt.NDArray[np.uint8]]:
    """Of each later document the pairs that agree most, the earlier first where they agree alike."""
    order = np.lexsort((pairs, -agreeing.astype(np.int16), pairs >> np.uint64(32)))
    pairs, agreeing = pairs[order], agreeing[order]
    later = pairs >> np.uint64(32)
    starts = np.flatnonzero(np.concatenate([[True], later[1:] != later[:-1]])) if len(later) else np.empty(0, np.int64)
    place = np.arange(len(later)) - np.repeat(starts, np.diff(np.append(starts, len(later))))
    return pairs[place < MOST_PARTNERS], agreeing[place < MOST_PARTNERS]


def _swap(pairs: Numbers) -> Numbers:
    return (pairs << np.uint64(32)) | (pairs >> np.uint64(32))
