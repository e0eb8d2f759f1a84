"""A batch of pages, each ending as a document or in the quarantine."""

import time
from pathlib import Path
from typing import Any

import pytest
from sites import Site, notice

from flows.dataset import DatasetError, load
from flows.page import PageError, clean_page
from flows.page.limits import Limits
from flows.page.options import Options
from flows.page.source import Source
from flows.pipeline import clean_batch, locked, plan

pytest_plugins = ["site_fixtures"]


def spoil(monkeypatch: pytest.MonkeyPatch, name: str, act: Any) -> None:
    """Let `act` happen instead of cleaning the page called `name`."""

    def clean(raw: bytes, **arguments: Any) -> Any:
        return act() if arguments["name"] == name else clean_page(raw, **arguments)

    monkeypatch.setattr("flows.corpus.cleaning.clean_page", clean)


def raise_page_error() -> None:
    raise PageError("too_deep", "elements\nnested 9999 deep \udcff")


def raise_defect() -> None:
    raise KeyError(f"no such\nthing {object()}")


def recurse() -> None:
    recurse()


def spin() -> None:
    while True:
        pass


def wait_for_ever() -> None:
    while True:
        time.sleep(0.01)


@pytest.mark.parametrize(
    ("act", "code", "message"),
    [
        (raise_page_error, "too_deep", r"elements nested 9999 deep \udcff"),
        (raise_defect, "internal", "KeyError: 'no such\\nthing <object object at 0x…>' at test_cleaning.py:"),
        (recurse, "internal", "RecursionError: the page is nested too deep"),
        (spin, "timeout", "over 1 seconds of CPU time"),
        (wait_for_ever, "timeout", "over 12 seconds, most of them waiting"),
    ],
)
def test_a_page_that_fails(site: Site, monkeypatch: pytest.MonkeyPatch, act: Any, code: str, message: str) -> None:
    for name in ("1.txt", "2.txt", "3.txt"):
        site.write(f"a/{name}", notice("春耕"))
    spoil(monkeypatch, "2.txt", act)
    report = site.run(options=Options(limits=Limits(seconds=1.0)))
    assert report.quarantine_codes == {code: 1}
    row = load("quarantine", out=site.out).iloc[0]
    assert (row["raw_path"], row["code"]) == ("2.txt", code)
    assert row["message"].startswith(message)
    assert len(row["content_digest"]) == 64
    assert load("documents", out=site.out)["raw_path"].tolist() != []
    assert report.run["document_count"] == 2


def test_rows_that_cannot_be_stored(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1.txt", "2.txt"):
        site.write(f"a/{name}", notice("春耕"))

    def no_title() -> Any:
        page = clean_page(notice("春耕").encode(), name="2.txt")
        page.document["title"] = 2.5
        return page

    spoil(monkeypatch, "2.txt", no_title)
    report = site.run()
    assert report.quarantine_codes == {"internal": 1}
    assert load("quarantine", out=site.out)["message"].tolist() == ["rows cannot be stored: ArrowTypeError"]
    assert load("documents", out=site.out)["raw_path"].tolist() == ["1.txt"]


def test_a_half_character_costs_no_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("1.txt", "2.txt"):
        site.write(f"a/{name}", notice("春耕"))

    def surrogate() -> Any:
        page = clean_page(notice("春耕").encode(), name="2.txt", source=Source("a"))
        page.document["breadcrumb"] = ["首页", "云河\ud83d"]
        return page

    spoil(monkeypatch, "2.txt", surrogate)
    assert site.run().quarantine_codes == {}
    assert [list(names) for names in load("documents", out=site.out)["breadcrumb"]] == [[], ["首页", "云河\ufffd"]]


def test_strange_text_is_stored_as_it_is(site: Site) -> None:
    """Control characters, formulas and markup are data: nothing acts on them, nothing alters them."""
    strange = "=cmd|' /C calc'!A0 \x1b[31m <script>alert(1)</script> \u202e ${x} `rm`"
    site.write("a/1.txt", f"{notice('春耕')}\n{strange}")
    site.run()
    kept = load("documents", out=site.out)["text_original"].str.split("\n").explode()
    removed = load("removed", out=site.out)["text"]
    assert [*kept, *removed].count(strange) == 1


def test_staging_that_cannot_be_written(site: Site, tmp_path: Path) -> None:
    site.write("a/1.txt", notice("春耕"))
    with locked(site.out):
        work = plan(site.settings())
        with pytest.raises(DatasetError, match="cannot be written: No such file"):
            clean_batch(work.batches[0], site.settings(), tmp_path / "nowhere")
