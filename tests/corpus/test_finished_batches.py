"""What a dead run had cleaned is used by the next, and only where nothing about it has changed."""

from dataclasses import replace
from pathlib import Path

import pytest
from sites import LONG_AGO, Site, notice, snapshot

from flows.corpus.cleaned_pages import BatchResult
from flows.corpus.finished_batches import page_keys, record_finished, take_up
from flows.dataset import files, layout
from flows.dataset.errors import DatasetError
from flows.pipeline import WorkerPool, assemble_and_commit, locked, plan, run

pytest_plugins = ["site_fixtures"]


@pytest.fixture
def filled(site: Site) -> Site:
    for number in range(12):
        site.write(f"yunhe/{number:02}.txt", notice(f"春耕{number}"), LONG_AGO)
    return site


def rewrite(path: Path, record: str) -> None:
    """Put another record there, with the digest that belongs to it."""
    path.write_text(f"{files.digest_bytes(record.encode())}\n{record}")


def die(site: Site, after: int) -> None:
    """A run that ends after some batches, as one does that is killed."""
    settings = site.settings(batch_size=3)
    with locked(site.out):
        work = plan(settings)
        with WorkerPool(site.raw, settings.options, work.staging, 1) as pool:
            for batch in work.batches[:after]:
                pool.clean(batch)


def finish(site: Site) -> tuple[int, int]:
    """Complete it; batches that were used again, and cleaned."""
    settings = site.settings(batch_size=3)
    with locked(site.out):
        work = plan(settings)
        with WorkerPool(site.raw, settings.options, work.staging, 1) as pool:
            results = [pool.clean(batch) for batch in work.batches]
        assemble_and_commit(work, results, settings)
    return len(work.reused), len(results)


def test_the_next_run_cleans_what_is_left(filled: Site, tmp_path: Path) -> None:
    run(filled.settings(processed=tmp_path / "whole"))
    die(filled, 3)
    assert finish(filled) == (3, 1)
    assert snapshot(filled.out) == snapshot(tmp_path / "whole")
    assert not list(layout.staging_directory(filled.out).glob("*"))


def test_a_run_that_dies_again_hands_on_what_it_was_given(filled: Site) -> None:
    die(filled, 2)
    die(filled, 1)
    assert finish(filled) == (3, 1)


def test_a_page_that_changed_is_cleaned_with_its_batch(filled: Site) -> None:
    die(filled, 4)
    filled.write("yunhe/04.txt", notice("秋收"), LONG_AGO + 5)
    assert finish(filled) == (3, 1)


def test_another_recipe_uses_nothing(filled: Site) -> None:
    die(filled, 4)
    filled.write("yunhe/source.toml", 'publisher = "云河县政府"')
    assert finish(filled) == (0, 4)


@pytest.mark.parametrize("what", ["flipped", "cut", "gone", "record"])
def test_what_is_damaged_is_made_again(filled: Site, what: str, tmp_path: Path) -> None:
    run(filled.settings(processed=tmp_path / "whole"))
    die(filled, 4)
    staging = layout.staging_directory(filled.out)
    staged = next(staging.glob("*/000001.documents.arrow"))
    if what == "flipped":
        content = bytearray(staged.read_bytes())
        content[len(content) // 2] ^= 1
        staged.write_bytes(content)
    elif what == "cut":
        staged.write_bytes(staged.read_bytes()[:-9])
    elif what == "gone":
        staged.unlink()
    else:
        record = next(staging.glob("*/000001.finished.json"))
        record.write_text(record.read_text().replace('"document_count": 3', '"document_count": 1'))
    assert finish(filled) == (3, 1)
    assert snapshot(filled.out) == snapshot(tmp_path / "whole")


def test_a_record_names_no_file_elsewhere(filled: Site, tmp_path: Path) -> None:
    die(filled, 4)
    settings = filled.settings(batch_size=3)
    victim = tmp_path / "victim"
    victim.write_text("kept")
    for path in layout.staging_directory(filled.out).glob("*/*.finished.json"):
        record = path.read_text().partition("\n")[2]
        rewrite(path, record.replace("000000.documents.arrow", "000000./../../victim"))
    with locked(filled.out):
        plan(settings)
    assert victim.read_text() == "kept"
    assert take_up(tmp_path / "nowhere", [], {}, tmp_path) == ([], [])


def test_a_full_disk_leaves_nothing_behind(filled: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("flows.dataset.files.write_bytes", full)
    with pytest.raises(DatasetError):
        run(filled.settings())
    assert not list(layout.staging_directory(filled.out).glob("*"))


def test_new_pages_among_the_old_ones_leave_the_other_batches_as_they_are(filled: Site, tmp_path: Path) -> None:
    die(filled, 3)
    filled.write("yunhe/000.txt", notice("秋收"))
    with locked(filled.out):
        work = plan(filled.settings(batch_size=5))
    assert (work.page_count, len(work.reused)) == (4, 3)
    run(filled.settings())
    run(filled.settings(processed=tmp_path / "whole"))
    assert snapshot(filled.out) == snapshot(tmp_path / "whole")


def test_a_page_that_is_gone_takes_its_batch_along(filled: Site) -> None:
    die(filled, 4)
    (filled.raw / "yunhe/04.txt").unlink()
    assert finish(filled) == (3, 1)


def test_a_new_sidecar_takes_the_batch_along(filled: Site) -> None:
    die(filled, 4)
    filled.write("yunhe/04.txt.meta.json", '{"url": "https://yunhe.example/4"}')
    assert finish(filled) == (3, 1)


def test_a_full_run_with_nothing_changed_uses_the_same_rows(filled: Site) -> None:
    die(filled, 2)
    with locked(filled.out):
        assert len(plan(filled.settings(full=True)).reused) == 2


@pytest.mark.parametrize("record", ["[]", "null", "{}", '{"keys": [], "files": {}, "result": {}}', "[" * 100_000])
def test_a_record_of_another_shape_is_none(filled: Site, record: str) -> None:
    die(filled, 4)
    for path in layout.staging_directory(filled.out).glob("*/*.finished.json"):
        rewrite(path, record)
    assert finish(filled) == (0, 4)


def test_what_was_cleaned_twice_is_used_once(filled: Site) -> None:
    die(filled, 4)
    for path in list(layout.staging_directory(filled.out).glob("*/000001.*")):
        beside = path.parent.with_name("another")
        beside.mkdir(exist_ok=True)
        (beside / path.name).write_bytes(path.read_bytes())
    assert finish(filled) == (4, 0)


def test_a_page_that_failed_for_a_passing_reason_is_tried_again(filled: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as spoilt:
        spoilt.setattr("flows.corpus.cleaning.clean_page", lambda *_, **__: 1 / 0)
        die(filled, 4)
    assert finish(filled) == (0, 4)


def test_other_templates_make_other_pages_and_a_sample_is_none(filled: Site, tmp_path: Path) -> None:
    with locked(filled.out):
        batch = plan(filled.settings(batch_size=3)).batches[0]
    source_plan = batch.plans["yunhe"]
    other = {"yunhe": replace(source_plan, templates={**source_plan.templates, 7: "half"})}
    assert page_keys(batch.captures, other) != page_keys(batch.captures, batch.plans)
    sample = replace(batch, is_sample=True)
    record_finished(tmp_path, sample, BatchResult(sample.stem))
    assert not list(tmp_path.glob("*.finished.json"))
