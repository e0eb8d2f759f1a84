"""What a run cleaned and did not commit is used by the next one, where it is what that would make."""

import json
from pathlib import Path

import pytest
from sites import LONG_AGO, Site, notice, snapshot

from flows.dataset.errors import DatasetError, DiskFullError
from flows.pipeline import check_places, clean_batch, locked, plan

pytest_plugins = ["site_fixtures"]


@pytest.fixture
def cut_short(site: Site) -> Site:
    """Nine pages in three batches, of which a run cleaned two before it ended."""
    for number in range(9):
        site.write(f"yunhe/{number}.txt", notice(f"春耕{number}"))
    settings = site.settings(batch_size=3)
    check_places(settings)
    with locked(site.out):
        work = plan(settings)
        for batch in work.batches[:2]:
            clean_batch(batch, settings, work.staging)
    return site


def cleaned_again(site: Site, **changes: object) -> int:
    """Run to the end, and compare with a run from scratch; the number of pages that were cleaned."""
    settings = site.settings(**changes)
    with locked(site.out):
        work = plan(settings)
        count = work.page_count
    site.run(**changes)
    assert snapshot(site.out) == site.rebuilt()
    assert not list((site.out / "_state/staging").glob("*"))
    return count


def staged(site: Site, pattern: str) -> list[Path]:
    return sorted((site.out / "_state/staging").glob(f"*/{pattern}"))


def test_only_what_is_left_is_cleaned(cut_short: Site) -> None:
    assert cleaned_again(cut_short, batch_size=3) == 3


def test_whatever_the_batches_are_now(cut_short: Site) -> None:
    cut_short.write("yunhe/00.txt", notice("秋收"))
    assert cleaned_again(cut_short, batch_size=2) == 4


def test_a_page_that_changed_takes_its_batch_along(cut_short: Site) -> None:
    cut_short.write("yunhe/1.txt", notice("冬储"), LONG_AGO + 5)
    assert cleaned_again(cut_short) == 6


def test_a_page_that_is_gone_takes_its_batch_along(cut_short: Site) -> None:
    (cut_short.raw / "yunhe/1.txt").unlink()
    assert cleaned_again(cut_short) == 5


def test_a_new_sidecar_takes_the_batch_along(cut_short: Site) -> None:
    cut_short.write("yunhe/1.txt.meta.json", json.dumps({"url": "https://yunhe.example/1"}))
    assert cleaned_again(cut_short) == 6


def test_other_rules_of_the_source_leave_nothing_to_use(cut_short: Site) -> None:
    cut_short.write("yunhe/source.toml", 'publisher = "云河县"')
    assert cleaned_again(cut_short) == 9


def test_a_full_run_uses_nothing(cut_short: Site) -> None:
    with locked(cut_short.out):
        assert plan(cut_short.settings(full=True)).page_count == 9
    assert cleaned_again(cut_short) == 9


@pytest.mark.parametrize("pattern", ["000000.documents.arrow", "000000.manifest.arrow", "000000.record.json"])
@pytest.mark.parametrize("damage", ["flipped", "cut", "gone", "empty"])
def test_what_was_damaged_is_cleaned_again(cut_short: Site, pattern: str, damage: str) -> None:
    (path,) = staged(cut_short, pattern)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes({"flipped": bytes(content), "cut": bytes(content[:-40]), "empty": b""}[damage])
    assert cleaned_again(cut_short) in (3, 6)  # a bit of the record may tell nothing


@pytest.mark.parametrize("record", ["[]", "null", "{}", '{"keys": [], "files": {}, "result": {}}', "[" * 100_000])
def test_a_record_of_another_shape_is_none(cut_short: Site, record: str) -> None:
    for path in staged(cut_short, "*.record.json"):
        path.write_text(record)
    assert cleaned_again(cut_short) == 9


def test_a_batch_cleaned_twice_is_used_once(cut_short: Site) -> None:
    for path in staged(cut_short, "000000.*"):
        beside = path.parent.with_name("another")
        beside.mkdir(exist_ok=True)
        (beside / path.name).write_bytes(path.read_bytes())
    assert cleaned_again(cut_short) == 3


def test_a_run_that_is_cut_short_again_hands_on_what_it_found(cut_short: Site) -> None:
    settings = cut_short.settings(batch_size=3)
    with locked(cut_short.out):
        work = plan(settings)
        assert work.page_count == 3
        clean_batch(work.batches[0], settings, work.staging)
    assert cleaned_again(cut_short) == 0


def test_transient_failures_are_tried_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("yunhe/1.txt", notice("春耕"))
    settings = site.settings()
    with monkeypatch.context() as spoilt, locked(site.out):
        spoilt.setattr("flows.corpus.cleaning.clean_page", lambda *_, **__: 1 / 0)
        work = plan(settings)
        assert clean_batch(work.batches[0], settings, work.staging).quarantine_codes == {"internal": 1}
    assert cleaned_again(site) == 1


def test_a_full_disk_clears_what_was_staged(cut_short: Site) -> None:
    with pytest.raises(DiskFullError), locked(cut_short.out):
        raise DiskFullError("no room")
    assert not (cut_short.out / "_state/staging").exists()


def test_other_ends_leave_what_was_staged(cut_short: Site) -> None:
    for error in (DatasetError("unreadable"), KeyboardInterrupt()):
        with pytest.raises(type(error)), locked(cut_short.out):
            raise error
    assert len(staged(cut_short, "*.record.json")) == 2
