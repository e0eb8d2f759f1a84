"""The bytes of a file depend on its rows alone."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.dataset import parquet, schema


def make_rows(count: int) -> pa.Table:
    rows = [
        {
            "doc_id": f"{number * 7919 % 1000003:024x}",
            "source": "yunhe",
            "line_index": number % 5,
            "text": f"第{number}行" * (number % 7),
            "category": "nav",
            "rule": "r",
            "confidence": 0.5,
        }
        for number in range(count)
    ]
    return pa.Table.from_pylist(rows, schema=schema.arrow_schema("removed", with_partition=True))


def write(path: Path, parts: list[pa.Table]) -> bytes:
    parquet.write_table(path, "removed", parquet.sorted_groups("removed", parts))
    return path.read_bytes()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 300), st.randoms(use_true_random=False), st.integers(1, 5))
def test_parts_and_their_order_do_not_matter(
    tmp_path_factory: pytest.TempPathFactory, count: int, chance: random.Random, part_count: int
) -> None:
    directory = tmp_path_factory.mktemp("parquet")
    table = make_rows(count)
    order = list(range(count))
    chance.shuffle(order)
    parts = [table.take(pa.array(order[number::part_count], pa.int64())) for number in range(part_count)]
    assert write(directory / "a", [table]) == write(directory / "b", parts)


def test_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(parquet.ROWS_PER_GROUP, "removed", 100)
    table = make_rows(250)
    write(tmp_path / "a", [table.slice(0, 130), table.slice(130)])
    metadata = pq.ParquetFile(tmp_path / "a").metadata
    assert [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)] == [100, 100, 50]
    read = pq.read_table(tmp_path / "a", partitioning=None)
    names = read.column_names
    assert read.equals(table.select(names).sort_by([("doc_id", "ascending"), ("line_index", "ascending")]))


def test_row_groups_are_as_large_as_readers_like_them() -> None:
    """About 64 MB before compression, by what rows of news take; rows of 50 bytes are bounded by their number."""
    assert 32e6 < parquet.rows_per_group("documents") * 11_200 < 128e6
    assert 32e6 < parquet.rows_per_group("sections") * 1_200 < 128e6
    assert parquet.rows_per_group("removed") == 131_072


def test_what_is_written_beside_the_rows(tmp_path: Path) -> None:
    write(tmp_path / "a", [make_rows(10)])
    stored = pq.ParquetFile(tmp_path / "a")
    columns = {column.path_in_schema: column for column in map(stored.metadata.row_group(0).column, range(6))}
    assert all(column.compression == "ZSTD" and column.has_offset_index for column in columns.values())
    assert columns["doc_id"].statistics is not None
    assert columns["doc_id"].has_column_index and not columns["text"].has_column_index
    assert columns["text"].statistics is None
    assert [column.column_index for column in stored.metadata.row_group(0).sorting_columns] == [0, 1]
    assert b"pandas" not in (stored.schema_arrow.metadata or {})
    assert stored.schema_arrow.names == [name for name in schema.table("removed").column_names if name != "source"]
