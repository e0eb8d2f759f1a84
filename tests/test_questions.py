"""The answers of docs/questions.md run over the sample dataset, and answer."""

import json
import re
from pathlib import Path

import duckdb
import pytest

from flows.pipeline import Settings, run

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "questions.md").read_text("utf-8")
QUESTIONS = re.findall(r"^## (\d+)\. .*?```(\w+)\n(.*?)```", DOCS, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("questions")
    run(Settings(raw=ROOT / "raw", processed=here / "processed", workers=1))
    return here


def test_there_are_ten() -> None:
    assert [number for number, _, _ in QUESTIONS] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(("number", "language", "code"), QUESTIONS)
def test_it_answers(number: str, language: str, code: str, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    if language == "sql":
        answer = duckdb.sql(code)
        assert answer is not None and answer.fetchall()
        return
    names: dict[str, object] = {}
    exec(code, names)
    assert len(names["answer"])  # type: ignore[arg-type]


def test_the_notebook_runs_from_its_first_cell_to_its_last(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    cells = json.loads((ROOT / "docs" / "dataset.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert names["documents"] is not None
