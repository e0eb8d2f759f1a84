"""The tables read with one line each in the readers that analysts use."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.dataset as ds
import pytest

from flows.dataset import load
from flows.pipeline import Settings, run

pytest_plugins = ["dataset_fixtures"]


@pytest.mark.parametrize("table", ["documents", "sections", "removed", "quarantine"])
def test_four_readers_see_the_same(table: str, dataset: Path) -> None:
    key = ["source", "raw_path" if table == "quarantine" else "doc_id"]
    loaded = load(table, out=dataset)
    wanted = sorted(loaded[key].itertuples(index=False, name=None))
    assert wanted

    by_pandas = pd.read_parquet(dataset / table)
    assert sorted(by_pandas[key].itertuples(index=False, name=None)) == wanted
    by_polars = pl.read_parquet(dataset / table)
    assert sorted(by_polars[key].rows()) == wanted
    by_duckdb = duckdb.sql(f"SELECT {', '.join(key)} FROM '{dataset}/{table}/**/*.parquet'")
    assert by_duckdb is not None
    assert sorted(by_duckdb.fetchall()) == wanted
    by_pyarrow = ds.dataset(dataset / table, partitioning="hive").to_table()
    assert sorted(zip(*(by_pyarrow[name].to_pylist() for name in key), strict=True)) == wanted

    assert loaded["source"].dtype == "str"
    assert by_polars.schema["source"] == pl.String
    assert by_duckdb.types[0] == "VARCHAR"
    assert str(by_pyarrow.schema.field("source").type) == "string"
    assert by_pandas["source"].cat.categories.dtype == "str"


def test_nested_columns_come_through(dataset: Path) -> None:
    wanted = load("documents", out=dataset)["metadata_evidence"].map(len).sum()
    assert pl.read_parquet(dataset / "documents")["metadata_evidence"].list.len().sum() == wanted
    found = duckdb.sql(f"SELECT sum(len(metadata_evidence)) FROM '{dataset}/documents/**/*.parquet'")
    assert found is not None
    assert found.fetchall() == [(wanted,)]


def test_documents_join_their_sections(dataset: Path) -> None:
    documents, sections = load("documents", out=dataset), load("sections", out=dataset)
    joined = sections.groupby("doc_id")["text"].sum()
    assert documents.set_index("doc_id")["text"].to_dict() == joined.to_dict()


def test_tables_without_a_row_are_there(tmp_path: Path) -> None:
    page = tmp_path / "raw" / "yunhe" / "1.txt"
    page.parent.mkdir(parents=True)
    page.write_text("云河县今年计划改造老旧小区五十六个，惠及居民一万二千户。\n", "utf-8")
    out = tmp_path / "processed"
    run(Settings(tmp_path / "raw", out, workers=1))
    assert pd.read_parquet(out / "quarantine").empty
    assert pl.read_parquet(out / "quarantine").is_empty()
    assert ds.dataset(out / "quarantine", partitioning="hive").to_table().num_rows == 0
    found = duckdb.sql(f"SELECT source, code FROM '{out}/quarantine/**/*.parquet'")
    assert found is not None
    assert found.fetchall() == []
    page.unlink()
    run(Settings(tmp_path / "raw", out, workers=1, max_deleted=1))
    assert not list(out.glob("*/source=*"))
