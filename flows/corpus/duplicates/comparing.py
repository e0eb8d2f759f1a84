"""Candidates compared by their texts. What the last run compared is not read again."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from flows.corpus.duplicates.ranking import Positions, Ranked
from flows.corpus.duplicates.texts import Texts, open_texts
from flows.dataset.errors import DatasetError
from flows.dataset.signatures import PAIRS
from flows.page.likeness.figures import contradict
from flows.page.likeness.shingles import measure_similarity

NEAR = 0.5
"""Share of their shingles that two documents have in common to be nearly the same. Reprints that lost a third of the
text and gained a head and a tail have that much, different articles on one subject have below .1."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The candidates and what became of them."""

    pairs: Positions
    """Of candidates that were compared, two columns."""
    similarity: npt.NDArray[np.float64]
    """Of each; 0 where they are not nearly the same."""
    problems: list[str]
    """What kept some from being compared, in lines."""

    def to_table(self, ranked: Ranked) -> pa.Table:
        """For the next run."""
        marks = np.sort(ranked.mark[self.pairs], axis=1)
        table = pa.table([marks[:, 0], marks[:, 1], self.similarity], schema=PAIRS)
        return (
            table.group_by(["a", "b"])
            .aggregate([("similarity", "max")])
            .rename_columns(PAIRS.names)
            .sort_by([("a", "ascending"), ("b", "ascending")])
            .cast(PAIRS)
        )


def compare(
    ranked: Ranked,
    pairs: Positions,
    known: pa.Table,
    find_file: Callable[[int], Path],
    scratch: Path,
) -> Compared:
    """Compare pairs of documents.

    known: pairs that were compared before. find_file: the file of `documents` that holds a position. scratch: a file to
    be made for a while. Pairs of a file that cannot be read are left out.
    """
    similarity = _recall(ranked, pairs, known)
    open_pairs = np.flatnonzero(np.isnan(similarity))
    problems: list[str] = []
    if len(open_pairs):
        with open_texts(scratch) as texts:
            wanted = np.unique(pairs[open_pairs])
            problems = _copy_texts(ranked, wanted, texts, find_file)
            for index in open_pairs:
                a, b = (ranked.doc_id(position) for position in pairs[index])
                if a in texts and b in texts:
                    similarity[index] = compare_texts(texts, a, b)
    is_done = ~np.isnan(similarity)
    return Compared(pairs[is_done], similarity[is_done], problems)


def compare_texts(texts: Texts, a: str, b: str) -> float:
    """How like two documents are, in thousandths; 0 where they are not nearly the same."""
    one, other = texts.read(a), texts.read(b)
    similarity = measure_similarity(one.shingles, other.shingles)
    if similarity < NEAR or contradict(one.figures, other.figures):
        return 0.0
    return round(similarity, 3)


def _recall(ranked: Ranked, pairs: Positions, known: pa.Table) -> npt.NDArray[np.float64]:
    """The similarity of pairs that are known, NaN for the others. `known` is sorted."""
    similarity = np.full(len(pairs), np.nan)
    if not len(pairs) or not known.num_rows:
        return similarity
    kind = np.dtype([("a", np.uint64), ("b", np.uint64)])
    marks = np.sort(ranked.mark[pairs], axis=1)
    keys = np.empty(len(pairs), kind)
    keys["a"], keys["b"] = marks[:, 0], marks[:, 1]
    table = np.empty(known.num_rows, kind)
    table["a"], table["b"] = known["a"].to_numpy(), known["b"].to_numpy()
    order = np.lexsort((keys["b"], keys["a"]))
    _, first, second = np.intersect1d(keys[order], table, return_indices=True)
    values = known["similarity"].to_numpy()
    # a pair of marks may stand for several pairs of documents
    unique, inverse = np.unique(keys, return_inverse=True)
    found = np.full(len(unique), np.nan)
    found[np.searchsorted(unique, keys[order][first])] = values[second]
    return found[inverse]


def _copy_texts(ranked: Ranked, wanted: Positions, texts: Texts, find_file: Callable[[int], Path]) -> list[str]:
    """Bring the texts of `wanted` to the scratch file; what cannot be read, in lines."""
    by_file: dict[Path, set[str]] = {}
    for position in wanted:
        by_file.setdefault(find_file(position), set()).add(ranked.doc_id(position))
    problems = []
    for path, doc_ids in sorted(by_file.items()):
        problems += _copy_file(path, doc_ids, texts)
    return problems


def _copy_file(path: Path, doc_ids: Collection[str], texts: Texts) -> list[str]:
    try:
        texts.copy(path, doc_ids)
    except DatasetError as error:
        return [f"{path}: {error}; its documents are not compared until its source is made anew"]
    return []
