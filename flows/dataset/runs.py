"""The record of runs: a table for readers, and each run as JSON, out of which the table can be made anew."""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.dataset import files, layout, parquet, schema
from flows.dataset.errors import DatasetError
from flows.dataset.validation import check_table

Row = dict[str, Any]


def new_run_id(started_at: datetime) -> str:
    """An identifier that sorts by time."""
    return f"{started_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def read_runs(out: Path, sha256: str | None) -> tuple[list[Row], list[str]]:
    """The rows of all earlier runs, and what is wrong with their table, in lines.

    sha256: the digest that the table was written with, where that is known. A table that is damaged or missing is made
    of what each run left as JSON.
    """
    try:
        content = files.read_bytes(out / layout.RUNS_PLACE)
        if sha256 not in (None, files.digest_bytes(content)):
            raise DatasetError("not as it was written")
        rows: list[Row] = parquet.read_table(content).to_pylist()
        pa.Table.from_pylist(rows, schema=schema.arrow_schema("runs"))
    except (DatasetError, FileNotFoundError, pa.ArrowException) as error:
        reason = "missing" if isinstance(error, FileNotFoundError) else " ".join(str(error).split())
        rows = [row for path in sorted(out.glob(layout.run_place("*"))) if (row := _read_json(path)) is not None]
        is_new = sha256 is None and isinstance(error, FileNotFoundError)
        return rows, [] if is_new else [f"{layout.RUNS_PLACE}: {reason}; it is made anew"]
    return rows, []


def _read_json(path: Path) -> Row | None:
    """A run's row out of its JSON; None where that is none."""
    try:
        raw = json.loads(files.read_bytes(path))
        for field in schema.table("runs").fields:
            if field.type == "datetime":
                raw[field.name] = datetime.fromisoformat(raw[field.name])
        raw = _complete(raw)
        table = pa.Table.from_pylist([raw], schema=schema.arrow_schema("runs"))
        rows: list[Row] = [] if any(check_table("runs", table)) else table.to_pylist()
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, pa.ArrowException):
        return None
    return rows[0] if rows else None


def stage_run(target: Path, earlier: list[Row], row: Row) -> list[tuple[Path, str]]:
    """Write the table of all runs with `row` added, and `row` as JSON; (staged file, place) of both, JSON first.

    Runs recorded before a column was added have null in it, or an empty list; those of another major version are left
    out, as their data are.
    """
    rows = [*(_complete(each) for each in earlier if _major(each) == _major(row)), row]
    parts = [pa.Table.from_pylist(rows, schema=schema.arrow_schema("runs"))]
    json_place = layout.run_place(row["run_id"])
    table_path, json_path = (layout.staged_path(target, place) for place in (layout.RUNS_PLACE, json_place))
    parquet.write_table(table_path, "runs", parquet.sorted_groups("runs", parts))
    files.write_bytes(json_path, json.dumps(row, ensure_ascii=False, indent=1, default=_in_json).encode("utf-8"))
    return [(json_path, json_place), (table_path, layout.RUNS_PLACE)]


def _complete(row: Row) -> Row:
    """A row with an empty list for each that was not recorded yet."""
    lists = [field.name for field in schema.table("runs").fields if field.type == "array"]
    return row | {name: [] for name in lists if row.get(name) is None}


def _major(row: Row) -> str:
    return str(row.get("schema_version")).partition(".")[0]


def _in_json(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(f"{type(value).__name__} in a run")
