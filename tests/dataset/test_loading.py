"""`load`: what it gives, and how it refuses."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from flows.dataset import DatasetError, commit, layout, load

pytest_plugins = ["dataset_fixtures"]


def test_narrowed_by_source_and_column(dataset: Path) -> None:
    found = load("documents", sources="yunhe", columns=["title", "source"], out=dataset)
    assert list(found.columns) == ["title", "source"]
    assert set(found["source"]) == {"yunhe"}
    assert len(load("documents", sources=["yunhe", "51news"], out=str(dataset))) == 5
    assert len(load("documents", columns=["source"], out=dataset)) == 5


def test_sorted_by_source_and_key(dataset: Path) -> None:
    found = load("documents", out=dataset)[["source", "doc_id"]]
    pd.testing.assert_frame_equal(found, found.sort_values(["source", "doc_id"], ignore_index=True))


def test_empty_tables_keep_their_columns(dataset: Path) -> None:
    found = load("quarantine", sources="51news", out=dataset)
    assert found.empty
    assert "code" in found.columns


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"table": "pages"}, "no table 'pages'; there are documents"),
        ({"table": "documents", "columns": ["name"]}, "no column 'name' in documents; there are doc_id"),
        ({"table": "documents", "sources": "nowhere"}, "no source 'nowhere'; there are 51news, yunhe"),
    ],
)
def test_wrong_questions(arguments: dict[str, str], message: str, dataset: Path) -> None:
    with pytest.raises(DatasetError, match=message):
        load(out=dataset, **arguments)


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset there; make one with"):
        load("documents", out=tmp_path)


def test_begun_commit_is_read_through(dataset: Path, tmp_path: Path) -> None:
    out = tmp_path / "processed"
    shutil.copytree(dataset, out)
    wanted = load("documents", out=out)
    place = next(place for place in layout.placed_files(out) if place.startswith("documents/"))
    gone = next(place for place in layout.placed_files(out) if place.startswith("removed/source=yunhe"))
    staged = out / "_state/staging/x/part.parquet"
    staged.parent.mkdir(parents=True)
    (out / place).rename(staged)
    (out / place).write_bytes(b"the old one")
    journal = {"replace": [{"from": "_state/staging/x/part.parquet", "to": place}], "delete": [gone]}
    layout.journal_path(out).write_text(json.dumps(journal))
    pd.testing.assert_frame_equal(load("documents", out=out), wanted)
    before = len(load("removed", out=dataset))
    assert len(load("removed", out=out)) < before
    commit.recover(out)
    pd.testing.assert_frame_equal(load("documents", out=out), wanted)
    assert not (out / gone).exists()


def test_dates_and_times_are_those_of_pandas(dataset: Path) -> None:
    documents = load("documents", processed=dataset)
    assert documents["date_published"].dt.year.dropna().between(1990, 2099).all()
    assert str(load("runs", processed=dataset)["started_at"].dt.tz) == "UTC"
