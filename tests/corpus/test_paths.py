"""Names of files and of sources."""

import os
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.corpus.paths import escape_path, is_source_name, unescape_path

NAMES = st.lists(st.binary(min_size=1, max_size=8) | st.sampled_from([b"\\xff", b"\\", b"\xff", b"\\x5c", b"%41"])).map(
    b"".join
)


@given(NAMES, NAMES)
def test_escaping_keeps_names_apart(one: bytes, other: bytes) -> None:
    escaped = [escape_path(os.fsdecode(name)) for name in (one, other)]
    assert (escaped[0] == escaped[1]) == (one == other)
    assert all(name.encode("utf-8").decode().isprintable() or "\n" not in name for name in escaped)


@given(st.text(st.characters(categories=["L", "N", "P"], exclude_characters="\\")))
def test_ordinary_names_stay(name: str) -> None:
    assert escape_path(name) == name


GOOD = ["a", "yunhe-news", "www.example.cn", "51job", "360doc", "2023y", "news_2023", "a" * 64, "x1", "0x10g"]
BAD = [
    *("", "A", "-a", ".a", "_a", "a/b", "a b", "新闻", "a" * 65, "..", "a\n", "unsorted"),
    *(
        "163",
        "1.5",
        "1e5",
        "2023-01-01",
        "0x10",
        "1f",
        "inf",
        "infinity",
        "nan",
        "true",
        "false",
        "null",
        "none",
        "epoch",
    ),
]


@pytest.mark.parametrize(("name", "is_good"), [*((name, True) for name in GOOD), *((name, False) for name in BAD)])
def test_source_names(name: str, is_good: bool) -> None:
    assert is_source_name(name) == is_good


@pytest.mark.parametrize("name", GOOD)
def test_readers_take_source_names_for_text(name: str, tmp_path: Path) -> None:
    directory = tmp_path / f"source={name}"
    directory.mkdir()
    pq.write_table(pa.table({"n": [1]}), directory / "part-00000.parquet")
    assert pl.read_parquet(tmp_path)["source"].to_list() == [name]
    found = duckdb.sql(f"select source from '{tmp_path}/**/*.parquet'")
    assert found is not None
    assert found.fetchall() == [(name,)]
    assert ds.dataset(tmp_path, partitioning="hive").to_table()["source"].to_pylist() == [name]


@given(NAMES.map(os.fsdecode) | st.text(st.characters(exclude_categories=["Cs"])))
def test_an_escaped_path_can_be_read_back(path: str) -> None:
    assert unescape_path(escape_path(path)) == path
