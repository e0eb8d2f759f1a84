"""The table of duplicates of whole runs."""

import random
from typing import Any

import opencc
import pytest
from reprints import make_article
from sites import Site, snapshot

from flows.corpus.duplicates import update
from flows.dataset import check_dataset, load, read_arrow

pytest_plugins = ["site_fixtures"]

ARTICLE = make_article(random.Random(7))
PARAGRAPHS = ARTICLE.split("\n")


def page(text: str, head: str = "云河见闻") -> str:
    return f"{head}\n\n{text}\n"


def dated(day: int) -> str:
    return f'{{"fetched_at": "2024-01-{day:02d}T00:00:00Z"}}'


@pytest.fixture
def reprinted(site: Site) -> Site:
    """An article and its reprints in three sources, and two others."""
    pages = {
        "yunhe/first.txt": page(ARTICLE),
        "yunhe/other.txt": page(make_article(random.Random(8)), "另一篇"),
        "linjiang/copy.txt": page(ARTICLE),
        "linjiang/hant.txt": page(str(opencc.OpenCC("s2t").convert(ARTICLE)).replace("，", ", ")),
        "nanyu/cut.txt": page("\n".join(PARAGRAPHS[:-2])),
        "nanyu/short.txt": "页面已删除。",
    }
    for day, (name, content) in enumerate(pages.items(), 1):
        site.write(name, content)
        site.write(f"{name}.meta.json", dated(day))
    return site


def rows(site: Site) -> dict[str, dict[str, Any]]:
    """Row by raw_path, with raw_paths in place of doc_ids."""
    documents = read_arrow("documents", columns=["doc_id", "raw_path"], out=site.out).to_pylist()
    names = {row["doc_id"]: row["raw_path"] for row in documents}
    told = ("doc_id", "cluster_id", "duplicate_of", "similar_to", "reprint_of")
    found = read_arrow("duplicates", out=site.out).to_pylist()
    return {names[row["doc_id"]]: {**row, **{key: names.get(row[key]) for key in told}} for row in found}


def test_kinds_and_what_to_keep(reprinted: Site) -> None:
    reprinted.run()
    found = rows(reprinted)
    assert {name: row["kind"] for name, row in found.items()} == {
        "first.txt": None,
        "other.txt": None,
        "copy.txt": "exact",
        "hant.txt": found["hant.txt"]["kind"],
        "cut.txt": "near",
        "short.txt": None,
    }
    assert found["hant.txt"]["kind"] in ("exact", "normalised")  # as far as the cleaning brings punctuation back
    assert {row["duplicate_of"] for row in found.values()} == {None, "first.txt"}
    assert {
        name: row["cluster_size"] for name, row in found.items() if row["cluster_id"] == "first.txt"
    } == dict.fromkeys(("first.txt", "copy.txt", "hant.txt", "cut.txt"), 4)
    assert found["other.txt"]["cluster_id"] == "other.txt" and found["other.txt"]["cluster_size"] == 1
    assert 0.5 <= found["cut.txt"]["similarity"] < 1 == found["copy.txt"]["similarity"]
    assert list(check_dataset(reprinted.out)) == []


def test_it_is_the_same_whatever_came_first(reprinted: Site) -> None:
    kept = {path: path.read_bytes() for path in reprinted.raw.rglob("*") if path.is_file()}
    for path in kept:
        path.unlink()
    for path, content in reversed(kept.items()):
        reprinted.write(path.relative_to(reprinted.raw).as_posix(), content)
        reprinted.run(max_deleted=1)
    assert snapshot(reprinted.out) == reprinted.rebuilt()


def test_what_to_keep_changes_with_the_documents(reprinted: Site) -> None:
    reprinted.run()
    (reprinted.raw / "yunhe/first.txt").unlink()
    (reprinted.raw / "yunhe/first.txt.meta.json").unlink()
    reprinted.run()
    assert rows(reprinted)["cut.txt"]["duplicate_of"] == "copy.txt"
    assert snapshot(reprinted.out) == reprinted.rebuilt()


def test_a_run_over_one_source_brings_the_others_up_to_date(reprinted: Site) -> None:
    reprinted.run()
    reprinted.write("yunhe/earliest.txt", page(ARTICLE))
    reprinted.write("yunhe/earliest.txt.meta.json", '{"fetched_at": "2023-01-01T00:00:00Z"}')
    reprinted.run(sources=("yunhe",))
    assert rows(reprinted)["cut.txt"]["duplicate_of"] == "earliest.txt"
    assert snapshot(reprinted.out) == reprinted.rebuilt()


def test_reprints_lead_to_the_source_that_they_name(reprinted: Site) -> None:
    reprinted.write("yunhe/source.toml", 'publisher = "云河日报"')
    reprinted.write("linjiang/source.toml", 'publisher = "临江网"')
    reprinted.write("linjiang/copy.txt", f"云河见闻\n2023年5月6日 来源：云河日报\n\n{ARTICLE}\n")
    reprinted.write("nanyu/cut.txt", f"云河见闻\n2023年5月7日 来源：临江网\n\n{ARTICLE}\n")
    reprinted.run()
    found = rows(reprinted)
    assert found["copy.txt"]["reprint_of"] == "first.txt"
    assert found["cut.txt"]["reprint_of"] in ("copy.txt", "hant.txt")
    assert found["first.txt"]["reprint_of"] is None


def test_the_date_of_publication_comes_before_that_of_fetching(site: Site) -> None:
    for name, day, fetched in (
        ("late.txt", 9, "2023-06-01"),
        ("early.txt", 6, "2023-07-01"),
        ("undated.txt", 0, "2023-01-01"),
    ):
        date = f"2023年5月{day}日 来源：云河日报\n" if day else ""
        site.write(f"yunhe/{name}", f"云河见闻\n{date}\n{ARTICLE}\n")
        site.write(f"yunhe/{name}.meta.json", f'{{"fetched_at": "{fetched}T00:00:00Z"}}')
    site.run()
    assert {name: row["duplicate_of"] for name, row in rows(site).items()} == {
        "early.txt": None,
        "late.txt": "early.txt",
        "undated.txt": "early.txt",
    }


def test_a_run_that_changes_nothing_compares_nothing(reprinted: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    reprinted.run()
    monkeypatch.setattr(update, "rank", None)
    assert reprinted.run().run["status"] == "unchanged"


def test_only_pairs_that_are_new_are_read(reprinted: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    reprinted.run()
    monkeypatch.setattr("flows.corpus.duplicates.comparing.compare_texts", None)
    reprinted.write("yunhe/another.txt", page(make_article(random.Random(9)), "又一篇"))
    reprinted.run()
    assert len(rows(reprinted)) == 7


@pytest.mark.parametrize("place", ["_state/signatures/nanyu.parquet", "_state/pairs.parquet"])
@pytest.mark.parametrize("content", [None, b"PAR1"])
def test_damaged_records_are_made_anew(reprinted: Site, place: str, content: bytes | None) -> None:
    reprinted.run()
    wanted = snapshot(reprinted.out)
    path = reprinted.out / place
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert any(place in line for line in check_dataset(reprinted.out))
    reprinted.run()
    assert list(check_dataset(reprinted.out)) == []
    assert snapshot(reprinted.out) == wanted


def test_a_source_that_cannot_be_compared_is_named_and_made_good_later(reprinted: Site) -> None:
    reprinted.run()
    wanted = reprinted.rebuilt()
    (reprinted.out / "_state/signatures/nanyu.parquet").unlink()
    reprinted.write("yunhe/new.txt", page(make_article(random.Random(9)), "又一篇"))
    report = reprinted.run(sources=("yunhe",))
    assert any("nanyu is not compared" in line for line in report.problems)
    reprinted.run()
    (reprinted.raw / "yunhe/new.txt").unlink()
    reprinted.run()
    assert snapshot(reprinted.out) == wanted


def test_texts_that_cannot_be_read_are_named_and_compared_later(reprinted: Site) -> None:
    reprinted.run()
    path = reprinted.out / "documents/source=yunhe/part-00000.parquet"
    good = path.read_bytes()
    path.write_bytes(bytes(len(good)))
    reprinted.write("nanyu/new.txt", page("\n".join(PARAGRAPHS[1:])))
    report = reprinted.run(sources=("nanyu",))
    assert any("not compared" in line for line in report.problems)
    path.write_bytes(good)
    reprinted.run()
    assert snapshot(reprinted.out) == reprinted.rebuilt()


def test_an_emptied_source_leaves_nothing(reprinted: Site) -> None:
    reprinted.run()
    for path in (reprinted.raw / "nanyu").iterdir():
        path.unlink()
    reprinted.run(max_deleted=1)
    assert not list(reprinted.out.glob("duplicates/source=nanyu/*"))
    assert not (reprinted.out / "_state/signatures/nanyu.parquet").exists()
    assert snapshot(reprinted.out) == reprinted.rebuilt()


def test_documents_without_text_are_no_duplicates(site: Site) -> None:
    for name in "ab":
        site.write(
            f"yunhe/{name}.html", f"<html><title>无文 {name}</title><body><nav><a href=/>首页</a></nav></body></html>"
        )
    site.run()
    assert set(load("duplicates", out=site.out)["cluster_size"]) <= {1}


def test_a_source_without_documents_has_files_without_rows(site: Site) -> None:
    site.write("nanyu/empty.txt", "")
    site.run()
    assert read_arrow("duplicates", out=site.out).num_rows == 0
    site.write("yunhe/first.txt", page(ARTICLE))
    site.run(sources=("yunhe",))
    assert {path.parent.name for path in site.out.glob("duplicates/*/*.parquet")} == {"source=nanyu", "source=yunhe"}
    site.write("nanyu/empty.txt", page(ARTICLE))
    (site.raw / "yunhe/first.txt").write_text("")
    site.run()
    assert list(rows(site)) == ["empty.txt"]
    assert snapshot(site.out) == site.rebuilt()
    assert list(check_dataset(site.out)) == []
