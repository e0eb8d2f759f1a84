"""Time and memory of the table of duplicates over many documents: python tests/benchmarks/bench_duplicates.py [COUNT]

The signatures are random; one document in ten is a copy of another one, by its digests. No text is compared.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from flows.corpus.duplicates.update import Holdings, update
from flows.dataset.buckets import bucket_count
from flows.dataset.signatures import SCHEMA
from flows.page.likeness.signature import SKETCH_BYTES

_SOURCES = 20


def make_signatures(chance: np.random.Generator, count: int) -> pa.Table:
    """Random signatures."""

    def binaries(width: int) -> pa.Array:
        content = pa.py_buffer(chance.bytes(count * width))
        return pa.Array.from_buffers(pa.binary(width), count, [None, content])

    columns = {name: chance.integers(1, 1 << 63, count, dtype=np.uint64) for name in ("exact", "normal", "mark")}
    copies = chance.random(count) < 0.1
    columns["normal"][copies] = columns["normal"][0]
    none = np.zeros(count, np.uint64)
    return pa.table(
        {
            "doc_id": binaries(12),
            **columns,
            "published": chance.integers(10_000, 20_000, count).astype(np.int32),
            "fetched": pa.nulls(count, pa.int64()),
            "publisher": none,
            "origin": none,
            "sketch": binaries(SKETCH_BYTES),
        }
    ).cast(SCHEMA)


def main(count: int) -> None:
    """Measure and print."""
    chance = np.random.default_rng(1)
    tables = {f"source-{number}": make_signatures(chance, count // _SOURCES) for number in range(_SOURCES)}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as directory:
        counts = dict.fromkeys(tables, bucket_count(count // _SOURCES))
        parts = [(slug, bucket) for slug in counts for bucket in range(counts[slug])]
        clock = time.perf_counter()
        found = update(tables, "", Holdings(Path(directory), Path(directory), counts, parts, {}), None, {})
        seconds = time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = sum(record["row_count"] for record in found.records.values())
    print(
        f"{rows:,} rows, {seconds:.1f} s, {(peak - before) / 1000:,.0f} MB more than the {before / 1000:,.0f} MB before"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
