"""The review of the sample dataset."""

import json
import re
import shutil
from pathlib import Path

import pytest

from flows.dataset.errors import DatasetError
from flows.page.lines import CATEGORIES
from flows.pipeline import Settings, run
from flows.report.review.listing import ROWS_A_FILE, Item, data_files
from flows.report.review.overview import FILL_COLUMNS
from flows.report.review.words import CATEGORIES as NAMED
from flows.report.review.words import FIELDS, GROUPS
from flows.report.review.write import write_review

ROOT = Path(__file__).parents[3]
MAX_BYTES = 300_000


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("review") / "processed"
    run(Settings(raw=ROOT / "raw", processed=out, workers=1))
    return out


@pytest.fixture(scope="module")
def review(processed: Path) -> Path:
    write_review(ROOT / "raw", processed, processed.parent / "review")
    return processed.parent / "review"


def test_every_document_has_a_page_below_the_limit(review: Path) -> None:
    pages = list(review.glob("pages/*/*.html"))
    rows = json.loads(re.sub(r"^zhpages\(|\);$", "", (review / "data/list-0000.js").read_text("utf-8").strip()))
    assert len(pages) == len(rows) > 25
    assert all(path.stat().st_size < MAX_BYTES for path in review.rglob("*.*"))
    assert [row[5] for row in rows] == sorted(row[5] for row in rows)


def test_the_pages_lead_from_the_least_sure_to_the_surest(review: Path) -> None:
    rows = json.loads(re.sub(r"^zhpages\(|\);$", "", (review / "data/list-0000.js").read_text("utf-8").strip()))
    place = review / "pages" / rows[0][0][:2] / f"{rows[0][0]}.html"
    for row in rows:
        assert place.stem == row[0]
        following = re.search(r'href="([^"]+)" rel="next"', place.read_text("utf-8"))
        if following:
            place = (place.parent / following[1]).resolve()


def test_every_link_within_the_review_leads_somewhere(review: Path) -> None:
    for page in review.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="([^"#]+)"', page.read_text("utf-8")):
            assert "//" not in link and (page.parent / link).is_file(), (page, link)


def test_the_quarantine_names_file_reason_and_remedy(review: Path) -> None:
    shown = (review / "quarantine.html").read_text("utf-8")
    assert "leftovers/picture.html" in shown and "not_text" in shown and "Move it out of raw/" in shown


def test_a_page_that_is_gone_shows_its_ledger(processed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "raw" / "leftovers", tmp_path / "raw" / "leftovers")
    (tmp_path / "raw/leftovers/english.html").unlink()
    written = write_review(tmp_path / "raw", processed, tmp_path / "to", sources=["leftovers"], max_pages=2)
    assert (written.page_count, written.document_count) == (2, 3)
    shown = "".join(path.read_text("utf-8") for path in tmp_path.glob("to/pages/*/*.html"))
    assert ("is gone" in shown) == ("english.html" in shown)


def test_a_folder_that_is_no_review_is_left_alone(processed: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(DatasetError, match="not a review"):
        write_review(ROOT / "raw", processed, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_list_is_split_over_files() -> None:
    item = Item("0" * 24, "a" * 64, "路" * 500, "题" * 500, "2023-05-06", 0.5, 1, 0.5, ("bad_bytes",) * 5)
    files = list(data_files([item] * (ROWS_A_FILE + 1)))
    assert [name for name, _ in files] == ["data/list-0000.js", "data/list-0001.js"]
    assert all(len(content.encode()) < MAX_BYTES * 3 for _, content in files)


def test_every_category_and_field_has_its_words() -> None:
    assert set(NAMED) == set(CATEGORIES)
    assert sorted(each for _, members in GROUPS.values() for each in members) == sorted(CATEGORIES)
    assert set(FILL_COLUMNS) <= set(FIELDS)
