"""How well reprints are found among texts that are alike: floors, on a set made up for it (tests/reprints.py)."""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pytest
from reprints import Text, make_alike, make_reprints

from flows.corpus.duplicates.candidates import find_candidates
from flows.corpus.duplicates.clusters import build_clusters, first_of_same
from flows.corpus.duplicates.comparing import compare
from flows.corpus.duplicates.ranking import rank
from flows.dataset import schema, signatures
from flows.page.likeness.signature import sign
from flows.page.rows import doc_id

FLOOR = 0.98


def _find(texts: list[Text], directory: Path) -> set[frozenset[int]]:
    """Pairs of numbers of texts that stand in one cluster."""
    rows = []
    for number, text in enumerate(texts):
        row = dict.fromkeys(("title", "date_published", "fetched_at", "publisher", "content_source"))
        rows.append(row | {"doc_id": doc_id("s", str(number)), "text": text.text})
    numbers = {row["doc_id"]: number for number, row in enumerate(rows)}
    ranked = rank({"s": pa.Table.from_pylist([sign(row) for row in rows], schema=signatures.SCHEMA)})
    path = directory / "documents.parquet"
    columns = ["doc_id", "title", "text"]
    stored = pa.schema([schema.arrow_schema("documents").field(name) for name in columns])
    pa.parquet.write_table(pa.Table.from_pylist([{name: row[name] for name in columns} for row in rows], stored), path)
    same = first_of_same(ranked.normal)
    pairs = find_candidates(ranked.sketch, (same == range(len(same))).nonzero()[0])
    compared = compare(ranked, pairs, signatures.PAIRS.empty_table(), lambda _: path, directory / "texts")
    assert not compared.problems
    clusters: dict[int, list[int]] = {}
    for position, first in build_clusters(ranked, same, compared).first.items():
        clusters.setdefault(first, []).append(numbers[ranked.doc_id(position)])
    return {frozenset(pair) for cluster in clusters.values() for pair in combinations(cluster, 2)}


def _describe(pairs: Iterable[frozenset[int]], texts: list[Text]) -> list[str]:
    return sorted(
        " | ".join(f"{texts[number].family}, {texts[number].made}" for number in sorted(pair)) for pair in pairs
    )


@pytest.mark.parametrize("seed", ["tuned on", "kept back"])
def test_reprints_are_found_and_what_is_only_alike_is_not(seed: str, tmp_path: Path) -> None:
    offset = 0 if seed == "tuned on" else 100_000
    texts = [*make_reprints(200, offset), *make_alike(200, offset)]
    families: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        families.setdefault(text.family, []).append(number)
    true = {frozenset(pair) for family in families.values() for pair in combinations(family, 2)}
    found = _find(texts, tmp_path)
    precision, recall = len(found & true) / len(found), len(found & true) / len(true)
    wrong, missed = _describe(found - true, texts), _describe(true - found, texts)
    print(f"{seed}: precision {precision:.4f}, recall {recall:.4f}, wrong {wrong}, missed {missed}")
    assert precision >= FLOOR, wrong
    assert recall >= FLOOR, missed
