"""Whole runs: what is new, changed, unchanged and gone, and what stands in the dataset afterwards."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from sites import LONG_AGO, Site, notice, snapshot

from flows.corpus import regular_files
from flows.dataset import buckets, check_dataset, load
from flows.dataset.errors import ContractError, DatasetError, LockedError, VersionError
from flows.page import clean_page
from flows.page.options import Options
from flows.pipeline import InputError, assemble_and_commit, clean_batch, locked, plan, run

pytest_plugins = ["site_fixtures"]

COUNTS = ("new_count", "changed_count", "unchanged_count", "deleted_count")


def counts(row: dict[str, Any]) -> tuple[int, ...]:
    return tuple(row[name] for name in COUNTS)


def test_first_run_makes_every_table(small_site: Site) -> None:
    report = small_site.run()
    assert counts(report.run) == (6, 0, 0, 0)
    assert report.run["document_count"] == 5
    assert report.quarantine_codes == {"empty_file": 1}
    documents = load("documents", out=small_site.out)
    assert sorted(documents["raw_path"]) == ["2023/0.txt", "2023/1.txt", "2023/2.txt", "2023/3.txt", "a.html"]
    assert set(documents["source"]) == {"yunhe", "linjiang"}
    assert len(load("sections", out=small_site.out)) == report.run["section_count"] == documents["section_count"].sum()
    assert len(load("removed", out=small_site.out)) == report.run["removed_line_count"]
    assert load("quarantine", out=small_site.out)["code"].tolist() == ["empty_file"]
    assert load("runs", out=small_site.out)["status"].tolist() == ["complete"]
    assert list(check_dataset(small_site.out)) == []


def test_unchanged_pages_are_not_opened(small_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    small_site.run()
    before = snapshot(small_site.out)

    def refuse(*_: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr("flows.corpus.cleaning.read_page", refuse)
    report = small_site.run()
    assert counts(report.run) == (0, 0, 6, 0)
    assert report.run["status"] == "unchanged"
    assert snapshot(small_site.out) == before
    assert len(load("runs", out=small_site.out)) == 2


def test_touched_page_is_read_but_not_made_again(small_site: Site) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    os.utime(small_site.raw / "yunhe/2023/0.txt", (LONG_AGO + 5, LONG_AGO + 5))
    work_counts = counts(small_site.run().run)
    assert work_counts == (0, 0, 6, 0)
    assert snapshot(small_site.out) == before
    with locked(small_site.out):
        assert plan(small_site.settings()).page_count == 0


@pytest.mark.parametrize("name", ["yunhe/2023/1.txt", "linjiang/empty.html"])
def test_changed_page(small_site: Site, name: str) -> None:
    small_site.run()
    small_site.write(name, notice("秋收"), LONG_AGO + 9)
    assert counts(small_site.run().run) == (0, 1, 5, 0)
    assert snapshot(small_site.out) == small_site.rebuilt()


def test_page_that_is_put_right_leaves_the_quarantine(small_site: Site) -> None:
    small_site.run()
    small_site.write("linjiang/empty.html", notice("秋收"), LONG_AGO + 9)
    report = small_site.run()
    assert report.run["quarantine_count"] == 0
    assert load("quarantine", out=small_site.out).empty
    assert len(load("documents", out=small_site.out)) == 6


def test_deleted_pages_and_sources_disappear(small_site: Site) -> None:
    small_site.run()
    (small_site.raw / "yunhe/2023/2.txt").unlink()
    (small_site.raw / "linjiang/a.html").unlink()
    (small_site.raw / "linjiang/empty.html").unlink()
    (small_site.raw / "linjiang").rmdir()
    report = small_site.run(max_deleted=1)
    assert counts(report.run) == (0, 0, 3, 3)
    assert set(load("documents", out=small_site.out)["source"]) == {"yunhe"}
    assert snapshot(small_site.out) == small_site.rebuilt()
    assert not (small_site.out / "documents/source=linjiang").exists()


def test_sidecar_and_source_file_make_pages_again(small_site: Site) -> None:
    small_site.run()
    url = "https://yunhe.example.cn/0"
    small_site.write("yunhe/2023/0.txt.meta.json", json.dumps({"url": url, "fetched_at": "2023-05-06T08:00:00+08:00"}))
    assert counts(small_site.run().run) == (0, 1, 5, 0)
    row = load("documents", out=small_site.out).set_index("raw_path").loc["2023/0.txt"]
    assert row["url"] == url
    assert row["fetched_at"].isoformat() == "2023-05-06T00:00:00+00:00"
    small_site.write("linjiang/source.toml", 'publisher = "临江日报"\n')
    assert counts(small_site.run().run) == (0, 2, 4, 0)
    small_site.write("linjiang/source.toml", '# a comment\npublisher = "临江日报"\n', LONG_AGO + 9)
    assert counts(small_site.run().run) == (0, 0, 6, 0)
    assert snapshot(small_site.out) == small_site.rebuilt()


def test_options_and_rules_make_all_pages_again(small_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    small_site.run()
    options = Options(target_script="Hant")
    assert counts(small_site.run(options=options).run) == (0, 6, 0, 0)
    assert snapshot(small_site.out) == small_site.rebuilt(options=options)
    monkeypatch.setattr("flows.corpus.recipe.code_digest", lambda: "other")
    assert counts(small_site.run(options=options).run) == (0, 6, 0, 0)


def test_full_ignores_the_manifest(small_site: Site) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    report = small_site.run(full=True)
    assert counts(report.run) == (0, 6, 0, 0)
    assert snapshot(small_site.out) == before
    assert report.run["output_files"] == []


def test_only_the_sources_asked_for(small_site: Site) -> None:
    small_site.run()
    small_site.write("yunhe/2023/1.txt", notice("秋收"), LONG_AGO + 9)
    small_site.write("linjiang/a.html", notice("秋收"), LONG_AGO + 9)
    report = small_site.run(sources=("linjiang",))
    assert counts(report.run) == (0, 1, 1, 0)
    assert report.run["document_count"] == 5
    assert counts(small_site.run().run) == (0, 1, 5, 0)
    with pytest.raises(InputError, match="no source 'nowhere'"):
        small_site.run(sources=("nowhere",))


def test_number_of_buckets_changes(small_site: Site) -> None:
    small_site.run()
    small_site.write("yunhe/source.toml", "buckets = 2\n")
    small_site.run()
    assert snapshot(small_site.out) == small_site.rebuilt()
    assert len(list((small_site.out / "documents/source=yunhe").iterdir())) <= 2
    assert list(check_dataset(small_site.out)) == []


def test_a_source_that_grows_is_split_and_joined_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(buckets, "PAGES_PER_BUCKET", 2)

    def parts() -> list[str]:
        return sorted(path.name for path in (site.out / "documents/source=yunhe").iterdir())

    for number in range(9):
        site.write(f"yunhe/{number}.txt", notice(f"春耕{number}"))
        site.run()
        assert snapshot(site.out) == site.rebuilt()
        assert parts()[-1] <= f"part-{buckets.bucket_count(number + 1) - 1:05d}.parquet"
    assert len(parts()) > 2
    for number in range(2, 9):
        (site.raw / f"yunhe/{number}.txt").unlink()
    site.run(max_deleted=1)
    assert parts() == ["part-00000.parquet"]
    assert snapshot(site.out) == site.rebuilt()
    assert list(check_dataset(site.out)) == []


def test_a_dataset_of_eight_files_is_joined(site: Site) -> None:
    for number in range(12):
        site.write(f"yunhe/{number}.txt", notice(f"春耕{number}"))
    source_file = site.write("yunhe/source.toml", "buckets = 8\n")
    site.run()
    assert len(list((site.out / "documents/source=yunhe").iterdir())) > 1
    source_file.unlink()
    site.run()
    assert [path.name for path in (site.out / "documents/source=yunhe").iterdir()] == ["part-00000.parquet"]
    assert snapshot(site.out) == site.rebuilt()
    assert list(check_dataset(site.out)) == []


def test_batch_size_workers_and_order_do_not_matter(small_site: Site) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    for changes in ({"batch_size": 1}, {"batch_size": 2, "workers": 2}, {"max_batch_bytes": 1}):
        assert small_site.rebuilt(**changes) == before
    with locked(small_site.out):
        work = plan(small_site.settings(full=True, batch_size=1))
        results = [clean_batch(batch, small_site.settings(), work.staging) for batch in reversed(work.batches)]
        assemble_and_commit(work, results, small_site.settings(full=True))
    assert snapshot(small_site.out) == before


def test_missing_and_altered_files_are_made_again(small_site: Site) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    for harm in (Path.unlink, lambda path: path.write_bytes(b"PAR1")):
        harm(next(iter(sorted((small_site.out / "documents/source=yunhe").iterdir()))))
        assert list(check_dataset(small_site.out))
        report = small_site.run()
        assert "yunhe is made anew" in report.problems[0]
        assert snapshot(small_site.out) == before
    (small_site.out / "documents/source=yunhe/part-00099.parquet").write_bytes(b"")
    small_site.run()
    assert snapshot(small_site.out) == before
    for harm in (Path.unlink, lambda path: path.write_bytes(b"PAR1"), lambda path: path.write_bytes(b"")):
        for path in (small_site.out / "_state/manifest").iterdir():
            harm(path)
        assert len(small_site.run().problems) == 2
        assert snapshot(small_site.out) == before


def test_lost_state_is_made_again(small_site: Site) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    (small_site.out / "_state/dataset.json").unlink()
    small_site.run()
    assert snapshot(small_site.out) == before
    assert list(check_dataset(small_site.out)) == []


@pytest.mark.parametrize("place", ["_state/dataset.json", "_state/journal.json"])
def test_files_of_ours_that_cannot_be_read(small_site: Site, place: str) -> None:
    small_site.run()
    (small_site.out / place).write_bytes(b"\0\0")
    with pytest.raises(DatasetError, match=rf"{Path(place).name}.*not JSON"):
        small_site.run()
    (small_site.out / place).unlink()
    small_site.run()
    assert snapshot(small_site.out) == small_site.rebuilt()


def test_dataset_within_raw(small_site: Site) -> None:
    with pytest.raises(InputError, match="lies within"):
        small_site.run(processed=small_site.raw / "yunhe/processed")


def test_unsorted_is_not_a_source_to_ask_for(small_site: Site) -> None:
    small_site.write("stray.html", "x")
    small_site.run()
    with pytest.raises(InputError, match="no source 'unsorted'"):
        small_site.run(sources=("unsorted",))
    assert "stray.html" in load("quarantine", out=small_site.out)["raw_path"].tolist()


def test_empty_raw_is_not_taken_for_a_deletion(small_site: Site) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    small_site.raw.rename(small_site.root / "away")
    with pytest.raises(InputError, match="no such directory"):
        small_site.run()
    small_site.raw.mkdir()
    with pytest.raises(InputError, match="is it mounted"):
        small_site.run()
    assert snapshot(small_site.out) == before
    report = small_site.run(full=True, max_deleted=1)
    assert report.run["deleted_count"] == 6
    assert load("documents", out=small_site.out).empty


def test_source_that_vanishes_during_the_run(small_site: Site) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    small_site.write("yunhe/2023/9.txt", notice("秋收"))
    settings = small_site.settings()
    with locked(small_site.out):
        work = plan(settings)
        (small_site.raw / "yunhe").rename(small_site.root / "away")
        with pytest.raises(InputError, match="yunhe vanished during the run"):
            clean_batch(work.batches[0], settings, work.staging)
    assert snapshot(small_site.out) == before


def test_page_that_vanishes_during_the_run(small_site: Site) -> None:
    small_site.run()
    small_site.write("yunhe/2023/9.txt", notice("秋收"))
    small_site.write("yunhe/2023/1.txt", notice("冬储"), LONG_AGO + 9)
    settings = small_site.settings()
    with locked(small_site.out):
        work = plan(settings)
        (small_site.raw / "yunhe/2023/9.txt").unlink()
        (small_site.raw / "yunhe/2023/1.txt").unlink()
        results = [clean_batch(batch, settings, work.staging) for batch in work.batches]
        report = assemble_and_commit(work, results, settings)
    assert counts(report.run) == (0, 0, 5, 1)
    assert report.run["seen_count"] == 5
    assert snapshot(small_site.out) == small_site.rebuilt()


def test_broken_contract_stops_the_commit(small_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    small_site.run()
    before = snapshot(small_site.out)

    def spoil(*args: Any, **kwargs: Any) -> Any:
        page = clean_page(*args, **kwargs)
        page.document["char_count"] = -1
        return page

    monkeypatch.setattr("flows.corpus.cleaning.clean_page", spoil)
    small_site.write("yunhe/2023/9.txt", notice("秋收"))
    with pytest.raises(ContractError, match=r"documents\.char_count breaks minimum in doc_id='[0-9a-f]{24}'"):
        small_site.run()
    monkeypatch.undo()
    assert snapshot(small_site.out) == before
    small_site.run()
    assert snapshot(small_site.out) == small_site.rebuilt()


def test_dataset_of_another_version(small_site: Site) -> None:
    small_site.run()
    path = small_site.out / "_state/dataset.json"
    state = json.loads(path.read_text())
    path.write_text(json.dumps(state | {"schema_version": "0.9"}))
    for call in (
        small_site.run,
        lambda: load("documents", out=small_site.out),
        lambda: list(check_dataset(small_site.out)),
    ):
        with pytest.raises(VersionError, match=r"schema version 0\.9, this is .*--full"):
            call()
    small_site.run(full=True)
    assert snapshot(small_site.out) == small_site.rebuilt()


def test_one_run_at_a_time(small_site: Site) -> None:
    with locked(small_site.out), pytest.raises(LockedError, match=f"process {os.getpid()}"):
        small_site.run()
    small_site.run()


def test_another_run_between_plan_and_commit(small_site: Site) -> None:
    settings = small_site.settings()
    with locked(small_site.out):
        work = plan(settings)
        results = [clean_batch(batch, settings, work.staging) for batch in work.batches]
    run(settings)
    with locked(small_site.out), pytest.raises(DatasetError, match="another run changed it"):
        assemble_and_commit(work, results, settings)


def test_results_of_every_batch_are_needed(small_site: Site) -> None:
    with locked(small_site.out):
        work = plan(small_site.settings())
        with pytest.raises(DatasetError, match="not every batch"):
            assemble_and_commit(work, [], small_site.settings())


def test_page_rewritten_while_it_is_read_is_looked_at_again(small_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regular_files, "_prove", lambda *_: regular_files.UNPROVEN)
    small_site.run()
    monkeypatch.undo()
    with locked(small_site.out):
        work = plan(small_site.settings())
    assert work.page_count == 6
    assert counts(small_site.run().run) == (0, 0, 6, 0)


@pytest.mark.parametrize("address", ["s3://bucket/pages", "gs:/bucket", "abfs://container@account/x"])
@pytest.mark.parametrize("name", ["raw", "processed"])
def test_object_stores_are_refused_before_anything_is_written(
    small_site: Site, monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    monkeypatch.chdir(small_site.root)
    with pytest.raises(InputError, match="is no path: files and directories of this machine only"):
        small_site.run(**{name: Path(address)})
    assert [path.name for path in small_site.root.iterdir()] == ["raw"]
