"""The table `duplicates` brought up to date: of all signatures, whatever changed, so that every way ends in the same.

It takes time for documents that are alike and were not compared before, and otherwise a few seconds for a million
documents. Memory is 0.4 KB a document; texts are read from the disk. A run that changes no document does nothing here.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from flows.corpus.duplicates.candidates import find_candidates
from flows.corpus.duplicates.clusters import Clusters, build_clusters, first_of_same
from flows.corpus.duplicates.comparing import compare
from flows.corpus.duplicates.ranking import Positions, Ranked, rank
from flows.corpus.recipe import code_digest
from flows.dataset import files, layout, parquet, schema
from flows.dataset.assembly import OutputFile
from flows.dataset.signatures import Pairs, read_pairs, write_pairs
from flows.dataset.staging import Group
from flows.dataset.state import FileRecord

TABLE = "duplicates"


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the dataset holds after a run."""

    out: Path
    target: Path
    """Where this run stages its files."""
    bucket_counts: Mapping[str, int]
    """By source."""
    parts: Collection[Group]
    """Those of which there is a file of each table."""
    made: Mapping[str, Path]
    """Place → path of the files that this run made."""

    def find(self, place: str) -> Path:
        """The file that will lie at a place."""
        return self.made.get(place, self.out / place)


@dataclass(slots=True)
class Update:
    """What became of the table."""

    files: list[OutputFile] = field(default_factory=list)
    """Those of which the bytes are new, staged."""
    records: dict[str, FileRecord] = field(default_factory=dict)
    """All files of the sources that were looked at."""
    sources: list[str] = field(default_factory=list)
    """Those that were looked at."""
    pairs: Path | None = None
    """The pairs that were compared, staged."""
    problems: list[str] = field(default_factory=list)


def make_basis(digests: Mapping[str, str], bucket_counts: Mapping[str, int]) -> str:
    """Digest of all that decides the table. digests: of the signatures, by source."""
    parts = [_code(), *(f"{slug} {digest} {bucket_counts[slug]}" for slug, digest in sorted(digests.items()))]
    return files.digest_bytes("\n".join(parts).encode())


def update(
    tables: Mapping[str, pa.Table],
    basis: str,
    holdings: Holdings,
    pairs_sha256: str | None,
    recorded: Mapping[str, FileRecord],
) -> Update:
    """Make the table anew and stage what is new of it.

    tables: the signatures by source. recorded: the files of the dataset as they were written.
    """
    ranked = rank(tables)
    buckets = _find_buckets(ranked, holdings.bucket_counts)
    earlier = read_pairs(holdings.out, pairs_sha256)
    known = earlier.table if earlier.code == _code() else earlier.table.slice(0, 0)

    def find_file(position: int) -> Path:
        slug = ranked.sources[ranked.source[position]]
        return holdings.find(layout.part_place("documents", slug, int(buckets[position])))

    same = first_of_same(ranked.normal)
    candidates = find_candidates(ranked.sketch, np.flatnonzero(same == np.arange(len(same))))
    compared = compare(ranked, candidates, known, find_file, holdings.target / "texts")
    found = Update(sources=sorted({slug for slug, _ in holdings.parts}), problems=compared.problems)
    clusters = build_clusters(ranked, same, compared)
    for place, table in _tables(ranked, buckets, clusters, holdings.parts):
        _stage(found, place, table, holdings, recorded)
    found.pairs = layout.staged_path(holdings.target, layout.PAIRS_PLACE)
    write_pairs(found.pairs, Pairs(compared.to_table(ranked), "" if compared.problems else basis, _code()))
    return found


@cache
def _own_code() -> bytes:
    return b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))


def _code() -> str:
    """Digest of what finds duplicates."""
    return hashlib.sha256(_own_code() + code_digest().encode()).hexdigest()


def _find_buckets(ranked: Ranked, bucket_counts: Mapping[str, int]) -> Positions:
    """Of each position the bucket of its source; see flows.dataset.buckets."""
    counts = np.array([bucket_counts[slug] for slug in ranked.sources], np.uint64)
    return ((ranked.high >> np.uint64(32)) * counts[ranked.source] >> np.uint64(32)).astype(np.int64)


def _tables(
    ranked: Ranked, buckets: Positions, clusters: Clusters, parts: Collection[Group]
) -> Iterator[tuple[str, pa.Table]]:
    """Place and rows of each file; without rows where a part has no documents."""
    order = np.lexsort((ranked.low, ranked.high, buckets, ranked.source))
    groups = np.stack([ranked.source[order], buckets[order]])
    bounds = np.flatnonzero((groups[:, 1:] != groups[:, :-1]).any(axis=0)) + 1
    by_part = {
        (ranked.sources[ranked.source[positions[0]]], int(buckets[positions[0]])): positions.tolist()
        for positions in (np.split(order, bounds) if len(order) else ())
    }
    for source, bucket in sorted(parts):
        rows = _rows(ranked, by_part.get((source, bucket), []), clusters)
        yield layout.part_place(TABLE, source, bucket), rows


def _rows(ranked: Ranked, positions: list[int], clusters: Clusters) -> pa.Table:
    rows = []
    for position in positions:
        doc_id = ranked.doc_id(position)
        first = clusters.first.get(position, position)
        link = clusters.links.get(position)
        origin = clusters.reprint_of.get(position)
        rows.append(
            {
                "doc_id": doc_id,
                "cluster_id": doc_id if first == position else ranked.doc_id(first),
                "cluster_size": clusters.size.get(first, 1),
                "duplicate_of": None if first == position else ranked.doc_id(first),
                "kind": link.kind if link else None,
                "similarity": link.similarity if link else None,
                "similar_to": ranked.doc_id(link.similar_to) if link else None,
                "reprint_of": None if origin is None else ranked.doc_id(origin),
            }
        )
    return pa.Table.from_pylist(rows, schema=schema.arrow_schema(TABLE))


def _stage(found: Update, place: str, table: pa.Table, holdings: Holdings, recorded: Mapping[str, FileRecord]) -> None:
    """Note a file, and write it where it is not there already."""
    content = parquet.to_bytes(TABLE, parquet.sorted_groups(TABLE, [table]))
    sha256, count = files.digest_bytes(content), table.num_rows
    found.records[place] = {"row_count": count, "byte_count": len(content), "sha256": sha256}
    if place in recorded and recorded[place]["sha256"] == sha256 and files.is_file_of(holdings.out / place, sha256):
        return
    path = layout.staged_path(holdings.target, place)
    files.write_bytes(path, content)
    found.files.append(OutputFile(place, path, count, len(content), sha256))
