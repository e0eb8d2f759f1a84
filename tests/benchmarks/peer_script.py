"""The script that a user would write instead: charset-normalizer, trafilatura, OpenCC and pyarrow, a file a source.

python tests/benchmarks/peer_script.py RAW OUT
"""

import sys
from pathlib import Path

import charset_normalizer
import opencc
import pyarrow as pa
import pyarrow.parquet as pq
import trafilatura

SCHEMA = pa.schema([(name, pa.string()) for name in ("source", "raw_path", "title", "author", "date", "text")])


def main(raw: Path, out: Path) -> None:
    """Clean every page below `raw` and write `out`/SOURCE.parquet."""
    converter = opencc.OpenCC("t2s")
    out.mkdir(parents=True, exist_ok=True)
    for source in sorted(raw.iterdir()):
        rows = []
        for path in sorted(source.iterdir()):
            decoded = charset_normalizer.from_bytes(path.read_bytes()).best()
            page = trafilatura.bare_extraction(str(decoded), with_metadata=True) if decoded else None
            if page is not None:
                row = {name: getattr(page, name) for name in ("title", "author", "date", "text")}
                row["text"] = converter.convert(row["text"] or "")
                rows.append({"source": source.name, "raw_path": path.name, **row})
        pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), out / f"{source.name}.parquet", compression="zstd")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
