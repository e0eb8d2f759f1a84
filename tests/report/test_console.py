"""A run on the terminal."""

import io
import json
import re
from pathlib import Path

import pytest
from rich.console import Console

from flows.pipeline import RunReport, Settings, run
from flows.report.console import print_run, run_json
from flows.report.run_report import run_markdown

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("console") / "processed"


@pytest.fixture(scope="module")
def report(out: Path) -> RunReport:
    return run(Settings(raw=ROOT / "raw", processed=out, sources=("leftovers", "haowen-wenku"), workers=1))


def test_the_report_names_each_file_of_the_quarantine_and_what_to_do(report: RunReport, out: Path) -> None:
    shown = run_markdown(report, out)
    assert re.search(r"\| leftovers/empty\S+html \| empty\S*file: .+ \| The file has no bytes, .+ \|", shown), shown


def test_the_table_fits_eighty_columns_and_has_no_boxes(report: RunReport) -> None:
    shown = io.StringIO()
    print_run(report, Console(file=shown, width=80))
    lines = shown.getvalue().splitlines()
    assert all(len(line) <= 80 and line.isascii() for line in lines[1:]), lines
    assert "leftovers" in shown.getvalue() and "1 not_text" in shown.getvalue()
    assert "  leftovers/picture.html" in lines


def test_json_is_json(report: RunReport) -> None:
    told = json.loads(run_json(report))
    assert told["run"]["run_id"] == report.run["run_id"]
    assert told["quarantined"] == ["leftovers/empty.html", "leftovers/picture.html"]
