"""What the README says is true."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.page.errors import CODES
from flows.pipeline import Settings, run

_COMMANDS = ("run", "inspect", "add", "diff", "test", "rules", "status", "validate", "review", "export", "completion")
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("readme")
    run(Settings(raw=ROOT / "raw", processed=here / "processed", workers=1))
    return here


def test_the_two_commands_are_one_line_each() -> None:
    lines = [
        line for block in blocks("sh") for line in block.splitlines() if line.startswith("python3 -m venv .venv && ")
    ]
    assert len(lines) == 2 and "zhpages run" in lines[0] and "pytest" in lines[1]


def test_every_quarantine_code_is_listed_with_what_to_do() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", README, re.MULTILINE)
    assert {code: (stage, advice) for code, stage, advice in rows} == CODES


def test_the_python_examples_run(workplace: Path) -> None:
    (example,) = blocks("python")
    assertion = "assert len(documents) and 'source' in (getattr(documents, 'column_names', None) or documents.columns)"
    check = re.sub(r"^(documents = .+)$", rf"\1\n{assertion}", example, flags=re.MULTILINE)
    assert check.count(assertion) == 5
    done = subprocess.run([sys.executable, "-c", check], cwd=workplace, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_sql_example_runs(workplace: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    (example,) = blocks("sql")
    assert duckdb.sql(example.replace("'processed/", f"'{workplace}/processed/")).fetchall()


def test_the_source_example_is_valid() -> None:
    import tomllib

    from flows.corpus.sources import parse_source

    example, fields, _ = blocks("toml")
    assert parse_source("example", tomllib.loads(fields)).jsonl["html"] == "response.body"
    assert parse_source("example", tomllib.loads(example)).selectors


def test_the_rule_example_is_a_rule_as_packaged() -> None:
    import tomllib

    from flows.page.labelling.line_rules import load_rules, parse_rules, rule_problems
    from flows.page.text.fragments import expand

    *_, example = blocks("toml")
    (shown,) = parse_rules({"lines/example.toml": tomllib.loads(example)}, expand)
    (packaged,) = (rule for rule in load_rules() if rule.id == shown.id)
    assert shown.patterns[0].find in [each.find for each in packaged.patterns]
    assert list(rule_problems(shown)) == []


def test_a_new_network_is_one_word() -> None:
    assert "`[networks]` of `words/networks.toml`" in README


def test_every_option_shown_exists(capsys: pytest.CaptureFixture[str]) -> None:
    from flows.cli import build_parser

    for command in _COMMANDS:
        with pytest.raises(SystemExit):
            build_parser().parse_args([command, "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    ours = [line for line in "\n".join(blocks("sh")[2:]).splitlines() if not line.startswith("prefect ")]
    shown = set(re.findall(r"(?<=[\[ ])--[a-z-]+", "\n".join(ours)))
    assert shown and shown <= options


def test_the_chinese_readme_has_the_same_headings_commands_and_codes() -> None:
    chinese = (ROOT / "README.zh-CN.md").read_text("utf-8")

    def shape(text: str) -> tuple[list[str], list[str], list[str]]:
        code = r"```\w*\n.*?```"
        headings = re.findall(r"^#+(?= )", re.sub(code, "", text, flags=re.DOTALL), re.MULTILINE)
        codes = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
        return headings, re.findall(code, text, re.DOTALL), codes

    assert shape(chinese) == shape(README)


def test_every_file_that_the_pages_of_docs_name_is_there() -> None:
    for page in (ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/*.md")):
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
            assert link.startswith("https://") or (page.parent / link).exists(), (page.name, link)
