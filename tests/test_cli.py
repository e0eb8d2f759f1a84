"""The command line, but for a whole run (tests/flow)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows import cli
from flows.page.text.rule_files import RuleError
from flows.page.versions import PIPELINE_VERSION

ROOT = Path(__file__).parents[1]
PAGE = next(path for path in sorted((ROOT / "raw").rglob("*.html")) if path.stat().st_size > 2_000)


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["zhpages", *arguments])
    try:
        cli.main()
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 0
    return 0


def test_inspect_shows_a_page(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "inspect", str(PAGE)) == 0
    shown = capsys.readouterr().out
    assert "lines" in shown and "doc_id" in shown and "sections" in shown


def test_the_version_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "--version") == 0
    assert capsys.readouterr().out == f"zhpages {PIPELINE_VERSION}\n"


def test_inspect_json_is_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(monkeypatch, "inspect", str(PAGE), "--json") == 0
    assert json.loads(capsys.readouterr().out)["document"]["source"] == PAGE.relative_to(ROOT / "raw").parts[0]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["inspect", "nowhere.html"], 2, "no such file"),
        (["inspect", "{tmp}"], 2, "a directory"),
        (["inspect", "{empty}"], 1, "empty_file"),
        (["inspect", "{bad}"], 2, "source.toml"),
        (["validate", "--out", "{tmp}/nowhere"], 2, "no dataset"),
        (["run", "--workers", "0"], 2, "--workers: '0' is not a whole number from 1 to 256"),
        (["run", "--batch-size", "many"], 2, "--batch-size: 'many'"),
        (["run", "--max-deleted", "all"], 2, "--max-deleted: 'all' is not a share from 0 to 1"),
        (["run", "--max-deleted", "nan"], 2, "--max-deleted: 'nan' is not a share from 0 to 1"),
        (["run", "--limit", "max_pages=3"], 2, "no limit 'max_pages'"),
        (["run", "--limit", "seconds=soon"], 2, "--limits: 'seconds=soon'"),
        (["run", "--limit", "seconds"], 2, "--limits: 'seconds'"),
        (["run", "--target-script", "latin"], 2, "'Hans', 'Hant', 'keep'"),
        (["run", "--engine", "ray"], 2, "'ray' is none of processes, dask and dask:ADDRESS"),
        (["run", "--ful"], 2, "--ful"),
        (["run", "--out", "s3://bucket/out"], 2, "'s3://bucket/out' is no path"),
        (["run", "--raw", "s3://bucket/raw"], 2, "is no path"),
        (["export", "jsonl", "gs://bucket/x"], 2, "is no path"),
        (["inspect", "s3://bucket/x.html"], 2, "'s3://bucket/x.html' is no path"),
        (["diff", "s3://a", "s3://b"], 2, "'s3://a' is no path"),
        (["nonsense"], 2, "'nonsense'"),
        ([], 2, "COMMAND"),
    ],
)
def test_errors_are_one_line(
    arguments: list[str],
    code: int,
    says: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    (tmp_path / "empty.html").touch()
    bad = tmp_path / "raw" / "bad" / "x.html"
    bad.parent.mkdir(parents=True)
    bad.write_text("<p>临江市</p>", "utf-8")
    (bad.parent / "source.toml").write_text("publisher = 3\n", "utf-8")
    places = {"tmp": tmp_path, "empty": tmp_path / "empty.html", "bad": bad}
    assert call(monkeypatch, *(argument.format(**places) for argument in arguments)) == code
    shown = capsys.readouterr().err
    assert says in shown and "Traceback" not in shown
    assert shown.count("\n") == 1


def test_a_home_that_prefect_cannot_write_is_said_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "file" / "home"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert call(monkeypatch, "run", "--out", str(tmp_path / "out")) == 2
    shown = capsys.readouterr().err
    assert "PREFECT_HOME" in shown and shown.count("\n") == 1


def test_inspect_loads_neither_prefect_nor_pandas_nor_pyarrow() -> None:
    check = (
        "import sys; from pathlib import Path; sys.argv = ['zhpages', 'inspect', sys.argv[1]]\n"
        "from flows.cli import main\n"
        "main()\n"
        "assert not {'prefect', 'pandas', 'pyarrow'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", check, str(PAGE)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["inspect", "run"])
def test_a_rule_that_cannot_be_used_is_one_line_and_no_page_pays_for_it(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def complain() -> None:
        raise RuleError("lines/x.toml: rule nav.x: category: 'navi' is none of nav")

    monkeypatch.setattr("flows.corpus.planning.check_rules", complain)
    monkeypatch.setattr("flows.page.clean.read_html", lambda *_, **__: complain())
    arguments = [str(PAGE)] if command == "inspect" else ["--out", str(tmp_path / "out")]
    assert call(monkeypatch, command, *arguments) == 2
    shown = capsys.readouterr().err
    assert shown == "zhpages: flows/rules: lines/x.toml: rule nav.x: category: 'navi' is none of nav\n"
    assert not (tmp_path / "out" / "documents").exists()
