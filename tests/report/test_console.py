"""A run on the terminal."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from flows.pipeline import RunReport, Settings, run
from flows.report.console import print_run, run_json

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> RunReport:
    out = tmp_path_factory.mktemp("console") / "processed"
    return run(Settings(raw=ROOT / "raw", processed=out, sources=("leftovers", "haowen-wenku"), workers=1))


def test_the_table_fits_eighty_columns_and_has_no_boxes(report: RunReport) -> None:
    out = io.StringIO()
    print_run(report, Console(file=out, width=80))
    lines = out.getvalue().splitlines()
    assert all(len(line) <= 80 and line.isascii() for line in lines[1:]), lines
    assert "leftovers" in out.getvalue() and "1 not_text" in out.getvalue()


def test_json_is_json(report: RunReport) -> None:
    assert json.loads(run_json(report))["run"]["run_id"] == report.run["run_id"]
