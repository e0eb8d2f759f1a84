"""Rows that break the contract are found and named."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from flows.dataset import read_arrow, schema
from flows.dataset.validation import check_documents, check_table

pytest_plugins = ["dataset_fixtures"]


@pytest.fixture
def tables(dataset: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of a good dataset, to be spoilt."""
    return {name: read_arrow(name, out=dataset).to_pylist() for name in ("documents", "sections", "removed", "runs")}


def check(tables: dict[str, list[dict[str, Any]]], name: str) -> list[tuple[str, str]]:
    made = pa.Table.from_pylist(tables[name], schema=schema.arrow_schema(name, with_partition=True))
    return [(violation.rule, violation.column) for violation in check_table(name, made)]


def check_all(tables: dict[str, list[dict[str, Any]]]) -> list[tuple[str, str, str]]:
    made = [
        pa.Table.from_pylist(tables[name], schema=schema.arrow_schema(name, with_partition=True))
        for name in ("documents", "sections", "removed")
    ]
    return [(found.table, found.rule, found.column) for found in check_documents(*made)]


def test_good_rows_break_nothing(tables: dict[str, list[dict[str, Any]]]) -> None:
    assert [check(tables, name) for name in tables] == [[], [], [], []]
    assert check_all(tables) == []


@pytest.mark.parametrize(
    ("name", "column", "value", "rule"),
    [
        ("documents", "charset", None, "required"),
        ("documents", "keywords", None, "required"),
        ("documents", "keywords", ["a", None], "required"),
        ("documents", "authors", [{"name": None, "post": "x", "affiliation": None}], "required"),
        ("documents", "doc_id", "XYZ", "pattern"),
        ("documents", "charset_confidence", 1.5, "maximum"),
        ("documents", "char_count", -1, "minimum"),
        ("documents", "date_precision", "week", "enum"),
        ("removed", "category", "boredom", "enum"),
        ("runs", "status", "failed", "enum"),
    ],
)
def test_single_rows(name: str, column: str, value: Any, rule: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    tables[name][0][column] = value
    assert check(tables, name) == [(rule, column)]


def test_nulls_where_they_may_be(tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["documents"][0] |= {"title": None, "date_precision": None, "fetched_at": None}
    tables["documents"][1]["authors"] = [{"name": "林知远", "post": None, "affiliation": None}]
    assert check(tables, "documents") == []


def test_keys_that_stand_twice(tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["sections"].append(tables["sections"][0])
    assert check(tables, "sections") == [("unique", "doc_id, section_index")]


def test_rows_are_named(tables: dict[str, list[dict[str, Any]]]) -> None:
    for row in tables["documents"]:
        row["char_count"] = -1
    made = pa.Table.from_pylist(tables["documents"], schema=schema.arrow_schema("documents", with_partition=True))
    (found,) = check_table("documents", made)
    assert str(found).startswith(
        f"documents.char_count breaks minimum in doc_id='{tables['documents'][0]['doc_id']}'; "
    )
    assert str(found).endswith(" and 2 more")


def spoil_text(tables: dict[str, list[dict[str, Any]]]) -> None:
    row = tables["sections"][0]
    row["text"] = "另" + row["text"][1:]


def spoil_start(tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["sections"][1]["char_start"] += 1


def spoil_index(tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["sections"][0]["section_index"] = 99


def spoil_parent(tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["sections"][1]["parent_index"] = 1


def drop_sections(tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["sections"] = [row for row in tables["sections"] if row["doc_id"] != tables["documents"][0]["doc_id"]]


def drop_document(tables: dict[str, list[dict[str, Any]]]) -> None:
    del tables["documents"][0]


def spoil_count(tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["documents"][0]["removed_line_count"] += 1


@pytest.mark.parametrize(
    ("spoil", "wanted"),
    [
        (spoil_text, [("sections", "conservation", "text")]),
        (spoil_start, [("sections", "conservation", "char_start")]),
        (spoil_index, [("sections", "conservation", "section_index")]),
        (spoil_parent, [("sections", "conservation", "parent_index")]),
        (drop_sections, [("sections", "conservation", "text"), ("documents", "conservation", "section_count")]),
        (drop_document, [("sections", "foreign_key", "doc_id"), ("removed", "foreign_key", "doc_id")]),
        (spoil_count, [("documents", "conservation", "removed_line_count")]),
    ],
)
def test_tables_together(spoil: Any, wanted: list[tuple[str, ...]], tables: dict[str, list[dict[str, Any]]]) -> None:
    spoil(tables)
    assert check_all(tables) == wanted
