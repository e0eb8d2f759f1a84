"""The answers of docs/questions.md run over the sample dataset, and answer."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.pipeline import Settings, run

ROOT = Path(__file__).parents[1]
_SNIPPET = re.compile(r"^## (\d+)\. .*?```(\w+)\n(.*?)```", re.MULTILINE | re.DOTALL)
QUESTIONS = _SNIPPET.findall((ROOT / "docs" / "questions.md").read_text("utf-8"))
DUPLICATES = _SNIPPET.findall((ROOT / "docs" / "duplicates.md").read_text("utf-8"))
REPRINT = """修桥记

2023年5月6日 来源：临江日报

石桥街道的老桥修了三个月，{0}。工人们先把桥面的石板编上号，再一块一块地取下来，洗净以后仍旧放回原处。
附近的住户起初嫌吵，后来每天傍晚都来看进度，有人还翻出祖父拍的照片，说栏杆上的荷叶应当朝着上游。
"""
PART = """修桥记

共2页 第{0}页

石桥街道的老桥修了三个月，这是第{0}部分，讲的是石板怎样编号，又怎样一块一块地放回原处。
"""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("questions")
    shutil.copytree(ROOT / "raw", here / "raw")
    first, copy = here / "raw/linjiang-daily/bridge.txt", here / "raw/nanyu-times/bridge.txt"
    first.write_text(REPRINT.format("终于通了车"), "utf-8")
    copy.write_text(REPRINT.format("上周终于通了车"), "utf-8")
    for number, name in enumerate(("parts.txt", "parts_2.txt"), 1):
        (here / "raw/nanyu-times" / name).write_text(PART.format(number), "utf-8")
    run(Settings(raw=here / "raw", processed=here / "processed", workers=1))
    return here


def test_there_are_ten() -> None:
    assert [number for number, _, _ in QUESTIONS] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(("number", "language", "code"), [*QUESTIONS, *DUPLICATES])
def test_it_answers(number: str, language: str, code: str, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    if language == "sql":
        answer = duckdb.sql(code)
        assert answer is not None and answer.fetchall()
        return
    names: dict[str, object] = {}
    exec(code, names)
    assert len(names["answer"])  # type: ignore[arg-type]


def _ask(code: str) -> list[Any]:
    answer = duckdb.sql(code)
    assert answer is not None
    return answer.fetchall()


def test_duplicates_are_left_out_alike(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    answers = []
    for _, language, code in DUPLICATES[:3]:
        names: dict[str, Any] = {}
        if language == "python":
            exec(code, names)
            answers.append(set(names["answer"]["doc_id"]))
        else:
            answers.append({row[1] for row in _ask(code)})
    everything = {row[0] for row in _ask("SELECT doc_id FROM 'processed/documents/**/*.parquet'")}
    assert answers[0] == answers[1] == answers[2] < everything


def test_the_pages_of_an_article_are_joined_in_order(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    _, _, text, pages = _ask(DUPLICATES[5][2])[0]
    assert pages == 2
    assert text.index("第1部分") < text.index("第2部分")


def test_the_notebook_runs_from_its_first_cell_to_its_last(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    cells = json.loads((ROOT / "docs" / "dataset.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert names["documents"] is not None
