"""A run that quarantines too much fails, after its commit or instead of it."""

import pytest
from sites import Site, notice, snapshot

from flows.pipeline import InputError

pytest_plugins = ["site_fixtures"]


def test_strict_speaks_of_this_run(small_site: Site) -> None:
    assert "strict allows none; the dataset is written" in small_site.run(strict=True).excess
    assert small_site.run(strict=True).excess == ""


def test_a_run_over_the_share_changes_nothing_where_asked(small_site: Site) -> None:
    small_site.run()
    before = snapshot(small_site.out)
    small_site.write("yunhe/new.txt", notice("秋收"))
    small_site.write("yunhe/empty.txt", "")
    with pytest.raises(InputError, match=r"1 of 2 pages .*max_quarantined=0\.4; nothing was changed"):
        small_site.run(max_quarantined=0.4, refuse_quarantined=True)
    assert snapshot(small_site.out) == before
    assert small_site.run(max_quarantined=0.5, refuse_quarantined=True).excess == ""
