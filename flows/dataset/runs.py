"""The record of runs."""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from flows.dataset import files, layout, parquet, schema
from flows.dataset.errors import DatasetError


def new_run_id(started_at: datetime) -> str:
    """An identifier that sorts by time."""
    return f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def stage_run(out: Path, target: Path, row: dict[str, Any]) -> list[tuple[Path, str]]:
    """Write the table of all runs with `row` added, and `row` as JSON; (staged file, place) of both, JSON first.

    Runs recorded before a column was added have null in it; those of another major version are left out, as their data
    are. Raises DatasetError when the present table cannot be read.
    """
    rows = [earlier for earlier in _read(out / layout.RUNS_PLACE) if _major(earlier) == _major(row)]
    parts = [pa.Table.from_pylist([*rows, row], schema=schema.arrow_schema("runs"))]
    table_path, json_path = target / layout.RUNS_PLACE, target / layout.run_place(row["run_id"])
    files.make_directory(table_path.parent)
    files.make_directory(json_path.parent)
    parquet.write_table(table_path, "runs", parquet.sorted_groups("runs", parts))
    files.write_bytes(json_path, json.dumps(row, ensure_ascii=False, indent=1, default=_in_json).encode("utf-8"))
    return [(json_path, layout.run_place(row["run_id"])), (table_path, layout.RUNS_PLACE)]


def _read(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    try:
        rows: list[dict[str, Any]] = pq.ParquetFile(path).read().to_pylist()
    except pa.ArrowException as error:
        raise DatasetError(f"{path} cannot be read; delete it, and the record of runs begins anew") from error
    return rows


def _major(row: dict[str, Any]) -> str:
    return str(row.get("schema_version")).partition(".")[0]


def _in_json(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{type(value).__name__} in a run")
