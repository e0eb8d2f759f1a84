"""Documents of which source.toml or sidecar cannot be read any more stay as they were until it can."""

import json

import pytest
from sites import Site, notice, snapshot

from flows.dataset import check_dataset, load

pytest_plugins = ["site_fixtures"]


@pytest.mark.parametrize(
    ("name", "good", "count"),
    [("yunhe/source.toml", "buckets = 3", 4), ("yunhe/2023/0.txt.meta.json", json.dumps({"charset": "utf-8"}), 1)],
)
def test_rows_are_kept_while_it_is_broken(small_site: Site, name: str, good: str, count: int) -> None:
    small_site.write(name, good)
    small_site.run()
    before = snapshot(small_site.out)
    small_site.write(name, "{", 1_600_000_001)
    for _ in range(2):
        report = small_site.run()
        assert report.held_count == count and not report.quarantine_codes
        assert report.run["status"] == "kept"
        assert any(name in problem for problem in report.problems)
        assert snapshot(small_site.out) == before and not list(check_dataset(small_site.out))
    small_site.write("yunhe/2023/0.txt", notice("防火"), 1_600_000_002)
    assert small_site.run().held_count == count
    small_site.write(name, good, 1_600_000_003)
    mended = small_site.run()
    assert (mended.held_count, mended.run["status"]) == (0, "complete")
    assert snapshot(small_site.out) == small_site.rebuilt()
    assert load("documents", out=small_site.out)["text"].str.contains("防火").any()


def test_new_pages_of_a_broken_source_are_quarantined(small_site: Site) -> None:
    small_site.run()
    small_site.write("yunhe/source.toml", "{")
    small_site.write("yunhe/new.txt", notice("防火"))
    report = small_site.run()
    assert (report.held_count, report.quarantine_codes) == (4, {"bad_source": 1})
    assert not list(check_dataset(small_site.out))


def test_a_full_run_keeps_nothing(small_site: Site) -> None:
    small_site.run()
    small_site.write("yunhe/source.toml", "{")
    report = small_site.run(full=True)
    assert (report.held_count, report.quarantine_codes["bad_source"]) == (0, 4)
