"""What a source teaches: kept with the dataset, and of the pages of now alone, whatever way the run came there."""

import random
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sites import LONG_AGO, Site, snapshot
from templated_site import HEADINGS, NEW_MENU, SIDEBAR, glued_menu, glued_page, html_page

from flows.corpus import lessons
from flows.corpus.inputs import discover
from flows.corpus.inspecting import clean_file, read_again
from flows.corpus.lessons import kept_templates
from flows.corpus.sampling import SAMPLE_SIZE, choose_sample
from flows.dataset import check_dataset
from flows.page.options import Options

COUNT = 30


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path)
    for number in range(COUNT):
        site.write(f"xuetang/{number}.html", html_page(number, COUNT))
    site.run()
    return site


def _texts(site: Site) -> list[str]:
    parts = sorted((site.out / "documents").rglob("*.parquet"))
    return [text for part in parts for text in pq.read_table(part)["text"].to_pylist()]


def _read_count(site: Site, monkeypatch: pytest.MonkeyPatch) -> int:
    """Pages that a run reads to learn templates."""
    sizes: list[int] = []
    genuine = lessons._read_samples

    def count(samples, *arguments):  # type: ignore[no-untyped-def]
        sizes.extend(map(len, samples.values()))
        return genuine(samples, *arguments)

    monkeypatch.setattr(lessons, "_read_samples", count)
    site.run()
    return sum(sizes)


def test_what_a_source_repeats_is_taken_out_and_headings_stay(site: Site) -> None:
    for text in _texts(site):
        assert [heading for heading in HEADINGS if heading in text.split("\n")] == list(HEADINGS)
        assert not {*SIDEBAR, *NEW_MENU} & set(text.split("\n"))


def test_an_unchanged_run_reads_no_sample(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _read_count(site, monkeypatch) == 0


def test_a_touched_page_changes_nothing(site: Site) -> None:
    before = snapshot(site.out)
    site.write("xuetang/3.html", html_page(3, COUNT), LONG_AGO + 5)
    assert site.run().run["status"] == "unchanged"
    assert snapshot(site.out) == before


def test_pages_that_hold_a_changed_template_are_made_again_and_no_others(site: Site) -> None:
    site.write("lone/1.txt", "渡口\n船工每天清晨把第一班渡船撑到对岸，风雨无阻已有四十年。")
    for number in range(COUNT, COUNT + 12):
        site.write(f"xuetang/{number}.html", html_page(number, COUNT).replace(SIDEBAR[1].encode(), b""))
    report = site.run()
    assert (report.run["new_count"], report.run["changed_count"]) == (13, 0)
    assert snapshot(site.out) == site.rebuilt()


def test_a_source_that_grows_is_as_if_made_at_once(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for number in range(8):
        site.write(f"xuetang/{number}.html", html_page(number, 8))
        site.run(max_deleted=1)
        assert snapshot(site.out) == site.rebuilt()
    for number in (1, 6, 2, 5, 3, 0):
        (site.raw / f"xuetang/{number}.html").unlink()
        site.run(max_deleted=1)
        assert snapshot(site.out) == site.rebuilt()
    assert list(check_dataset(site.out)) == []
    assert not list((site.out / "_state/templates").glob("*"))


def test_a_source_of_glued_menus_that_grows_is_as_if_made_at_once(tmp_path: Path) -> None:
    site = Site(tmp_path)
    for number in range(8):
        site.write(f"ribao/{number}.txt", glued_page(number))
        site.run(max_deleted=1)
        assert snapshot(site.out) == site.rebuilt()
    assert not any(glued_menu(number) in text.split("\n") for number in range(9) for text in _texts(site))
    for number in (1, 6, 2, 5, 3, 0):
        (site.raw / f"ribao/{number}.txt").unlink()
        site.run(max_deleted=1)
        assert snapshot(site.out) == site.rebuilt()
    assert list(check_dataset(site.out)) == []


@pytest.mark.parametrize("content", [b"", b"{}", None])
def test_damaged_templates_are_learnt_anew(site: Site, content: bytes | None) -> None:
    before = snapshot(site.out)
    path = site.out / "_state/templates/xuetang.json"
    path.write_bytes(content) if content is not None else path.unlink()
    report = site.run()
    assert any("_state/templates/xuetang.json cannot be read" in problem for problem in report.problems)
    assert snapshot(site.out) == before
    assert site.run().problems == []


def test_a_sample_is_of_the_pages_not_of_their_order(site: Site) -> None:
    for number in range(COUNT, SAMPLE_SIZE + 20):
        site.write(f"xuetang/{number}.html", b"<p>x</p>")
    captures = discover(site.raw, None).captures
    sample = choose_sample(captures)
    assert len(sample) == SAMPLE_SIZE
    assert choose_sample(random.Random(3).sample(captures, len(captures))) == sample
    stays = choose_sample([capture for capture in captures if capture != sample[0]])
    assert stays[: SAMPLE_SIZE - 1] == sample[1:]


def test_a_page_can_be_looked_at_as_a_run_has_it(site: Site) -> None:
    file = site.raw / "xuetang/7.html"
    alone = clean_file(file, Options()).document["text"].split("\n")
    taught = clean_file(file, Options(), with_templates=True)
    assert set(SIDEBAR) <= set(alone)
    assert taught.document["text"] in _texts(site)
    again = read_again(site.raw, "xuetang", kept_templates(site.out, "xuetang"))("7.html")[0]
    assert again is not None
    assert again.document == taught.document
