"""Fixtures of the corpus tests, a pytest plugin."""

from pathlib import Path

import pytest
from sites import Site, notice


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """An empty raw/."""
    site = Site(tmp_path)
    site.raw.mkdir()
    return site


@pytest.fixture
def small_site(site: Site) -> Site:
    """Two sources with a handful of pages."""
    for number in range(4):
        site.write(f"yunhe/2023/{number}.txt", notice(f"春耕备耕{number}"))
    site.write("linjiang/a.html", f"<html><body><p>{notice('防汛').replace(chr(10), '</p><p>')}</p></body></html>")
    site.write("linjiang/empty.html", "")
    return site
