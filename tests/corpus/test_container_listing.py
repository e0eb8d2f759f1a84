"""Containers in a run: their records as pages, known again, and made again only where they changed."""

import gzip
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import sample_containers as made
from sites import LONG_AGO, Site, notice, snapshot

from flows.corpus import container_listing
from flows.corpus.container_listing import expand
from flows.corpus.containers import opening
from flows.corpus.inputs import discover
from flows.corpus.inspecting import clean_file, read_again
from flows.corpus.kept_lists import KeptLists
from flows.dataset import check_dataset, load
from flows.page import Options

pytest_plugins = ["site_fixtures"]


def add_all(site: Site) -> None:
    for name, content in made.samples().items():
        site.write(f"xinghai/{name}", content)


def documents(site: Site) -> dict[str, str]:
    frame = load("documents", out=site.out, columns=["raw_path", "text"])
    return dict(zip(frame["raw_path"], frame["text"], strict=True))


def quarantine(site: Site) -> dict[str, str]:
    frame = load("quarantine", out=site.out, columns=["raw_path", "code"])
    return dict(zip(frame["raw_path"], frame["code"], strict=True))


def lines(*topics: str) -> str:
    return "".join(json.dumps({"text": notice(topic)}, ensure_ascii=False) + "\n" for topic in topics)


def counts(site: Site, **changes: object) -> tuple[int, int, int]:
    run = site.run(**changes).run
    return run["new_count"], run["changed_count"], run["deleted_count"]


def test_all_kinds_in_one_source(site: Site) -> None:
    add_all(site)
    report = site.run(batch_size=7)
    found, refused = documents(site), quarantine(site)
    assert {"crawl.warc.gz#000003", "site.wacz#data.warc.gz#000003", "lines.jsonl.zst#000001"} <= found.keys()
    assert {"pages.zip#2024/灯塔.html", "pages.tar.gz#2024/灯塔.html", "tide.mhtml", "packed.html.br"} <= found.keys()
    assert found["crawl.warc.gz#000003"] == found["pages.tar#2024/灯塔.html"] == found["packed.html.gz"]
    assert refused["broken.warc.gz#000010"] == "damaged" and refused["crawl.warc#000007"] == "not_a_page"
    assert refused["pages.zip#inner.zip"] == "not_a_page" and refused["pages.zip#logo.png"] == "not_text"
    messages = load("quarantine", out=site.out, columns=["raw_path", "message"]).set_index("raw_path")["message"]
    assert messages["lines.jsonl#000006"].startswith("at byte 2,683: not JSON: ")
    assert report.problems == ["passed over, as records that are no pages: WARC request (4), WARC warcinfo (4)"]
    assert list(check_dataset(site.out)) == []
    assert snapshot(site.out) == site.rebuilt(workers=2, batch_size=3)


def test_a_run_that_finds_containers_as_they_were_does_not_open_them(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_all(site)
    site.run()
    monkeypatch.setattr(container_listing, "open_regular", _refuse)
    monkeypatch.setattr(opening, "open_regular", _refuse)
    assert counts(site) == (0, 0, 0)


def _refuse(path: bytes) -> None:
    raise AssertionError(path)


def test_a_container_that_grows_costs_its_new_records(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("yunhe/a.jsonl", lines("春耕", "防汛"))
    site.run()
    site.write("yunhe/a.jsonl", lines("春耕", "防汛", "秋收"), LONG_AGO + 1)
    report = site.run()
    assert (report.run["new_count"], report.run["changed_count"]) == (1, 0)
    assert sorted(documents(site)) == ["a.jsonl#000001", "a.jsonl#000002", "a.jsonl#000003"]
    site.write("yunhe/a.jsonl", lines("春耕", "冬储", "秋收"), LONG_AGO + 2)
    assert counts(site) == (0, 1, 0)
    site.write("yunhe/a.jsonl", lines("春耕"), LONG_AGO + 3)
    assert counts(site, max_deleted=1) == (0, 0, 2)
    assert snapshot(site.out) == site.rebuilt()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.jsonl"])
def test_a_list_that_is_continued_is_what_a_new_one_is(site: Site, tmp_path: Path, name: str) -> None:
    """Whatever two states of a growing container are, and wherever they were cut off."""
    parts = made.warc_records() if "warc" in name else made.json_lines().splitlines(keepends=True)
    whole = b"".join(gzip.compress(part, mtime=0) if name.endswith(".gz") else part for part in parts)
    chance = random.Random(1)
    for number in range(60):
        ends = sorted(chance.randrange(1, len(whole) + 1) for _ in range(2))
        junk = b"?" * 70 * (number % 5 == 0)
        for clock, end in enumerate(ends):
            site.write(f"yunhe/{name}", whole[:end] + junk + whole[end:] * (clock and number % 2), LONG_AGO + clock)
            found = discover(site.raw)
            assert expand(found, KeptLists(tmp_path / "lists")) == expand(found)


def test_a_container_that_grew_is_not_listed_from_its_beginning(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.corpus.containers.warc import WarcReader

    records = [gzip.compress(record, mtime=0) for record in made.warc_records()]
    site.write("yunhe/a.warc.gz", b"".join(records[:4]))
    site.run()
    site.write("yunhe/a.warc.gz", b"".join(records), LONG_AGO + 1)
    monkeypatch.setattr(WarcReader, "list_records", _refuse)
    assert counts(site) == (6, 0, 0)


def test_a_container_that_is_touched_makes_nothing_again(site: Site) -> None:
    for number in range(2):
        site.write("yunhe/a.warc.gz", made.warc_gz(), LONG_AGO + number)
        site.run()
    assert counts(site) == (0, 0, 0)


def test_what_a_record_says_enters_its_rows_and_their_age(site: Site) -> None:
    record = made.warc_records()[2]
    site.write("yunhe/a.warc", record)
    site.run()
    site.write("yunhe/a.warc", record.replace(b"2024-03-12T", b"2025-03-12T"), LONG_AGO + 1)
    assert counts(site) == (0, 1, 0)
    fetched = load("documents", out=site.out, columns=["fetched_at"])["fetched_at"]
    assert [moment.year for moment in fetched] == [2025]


def test_a_sidecar_of_a_container_is_for_what_its_records_do_not_say(site: Site) -> None:
    site.write("yunhe/a.zip", made.zip_archive({"灯塔.html": made.page("灯塔")}))
    site.write("yunhe/a.warc", made.warc())
    for name in ("a.zip", "a.warc"):
        site.write(f"yunhe/{name}.meta.json", '{"url": "https://a.example/", "charset": "utf-8"}')
    site.run()
    urls = load("documents", out=site.out, columns=["raw_path", "url"]).set_index("raw_path")["url"]
    assert urls["a.zip#灯塔.html"] == "https://a.example/"
    assert urls["a.warc#000003"] == f"{made.SITE}/2.html"


def test_fields_by_source_toml(site: Site) -> None:
    site.write("yunhe/a.jsonl", '{"doc": {"html": "' + notice("春耕").replace("\n", "\\n") + '"}}\n')
    site.run()
    assert quarantine(site) == {"a.jsonl#000001": "not_a_page"}
    site.write("yunhe/source.toml", '[jsonl]\nhtml = "doc.html"\n')
    site.run()
    assert list(documents(site)) == ["a.jsonl#000001"]
    assert snapshot(site.out) == site.rebuilt()


def test_what_is_no_container_and_what_holds_nothing(site: Site) -> None:
    site.write("yunhe/a.warc", "no warc")
    site.write("yunhe/b.zip", b"")
    site.write("yunhe/c.jsonl", b"\n")
    site.write("yunhe/d.tar.gz", gzip.compress(b""))
    site.write("yunhe/e.zip", made.zip_archive({"a/": b""}))
    site.run()
    assert quarantine(site) == {
        "a.warc": "damaged",
        "b.zip": "damaged",
        "c.jsonl": "empty_file",
        "d.tar.gz": "damaged",
        "e.zip": "empty_file",
    }
    assert counts(site) == (0, 0, 0)


def test_a_file_that_is_called_like_a_record_keeps_its_own_row(site: Site) -> None:
    site.write("yunhe/a.jsonl", lines("春耕"))
    site.write("yunhe/a.jsonl#000001", notice("防汛"))
    site.run()
    assert sorted(documents(site)) == ["a.jsonl#000001", "a.jsonl#000001#"]
    assert snapshot(site.out) == site.rebuilt()


def test_a_list_that_is_damaged_is_made_again(site: Site) -> None:
    site.write("yunhe/a.jsonl", lines("春耕"))
    site.run()
    (kept,) = (site.out / "_state/containers/yunhe").iterdir()
    content = kept.read_bytes()
    kept.write_bytes(content.replace(b"000001", b"000002"))
    assert counts(site) == (0, 0, 0)
    assert kept.read_bytes() == content
    (site.raw / "yunhe/a.jsonl").rename(site.raw / "yunhe/b.jsonl")
    site.run(max_deleted=1)
    assert len(list((site.out / "_state/containers/yunhe").iterdir())) == 1
    assert not kept.exists()


def test_a_container_that_changes_between_plan_and_reading(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    path = site.write("yunhe/a.warc", made.warc())
    genuine = container_listing.list_container

    def list_and_spoil(*arguments: object) -> object:
        listing = genuine(*arguments)  # type: ignore[arg-type]
        path.write_bytes(b"x" * 9_000)
        return listing

    monkeypatch.setattr(container_listing, "list_container", list_and_spoil)
    site.run()
    assert set(quarantine(site).values()) == {"unreadable"}
    monkeypatch.undo()
    path.write_bytes(made.warc())
    site.run()
    assert "a.warc#000003" in documents(site)
    assert snapshot(site.out) == site.rebuilt()


def test_records_can_be_looked_at_singly(site: Site) -> None:
    add_all(site)
    site.write("xinghai/source.toml", "")
    top = site.raw / "xinghai"
    for name in ("crawl.warc.gz#000003", "pages.zip#2024/灯塔.html", "site.wacz#data.warc.gz#000003"):
        text = clean_file(top / name, Options()).document["text"]
        again = read_again(site.raw, "xinghai")(name)[0]
        assert again and again.document["text"] == text and text
    with pytest.raises(FileNotFoundError, match=r"a container of 8 pages; give one of them: crawl\.warc\.gz#000003"):
        clean_file(top / "crawl.warc.gz", Options())
    with pytest.raises(FileNotFoundError, match="no such file"):
        clean_file(top / "crawl.html#000003", Options())


def test_a_packed_container_is_read_once_however_many_batches(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("yunhe/a.jsonl.gz", gzip.compress(lines(*["春耕", "防汛", "秋收"] * 9).encode()))
    opened = _count_opens(monkeypatch)
    site.run(batch_size=2)
    assert len(documents(site)) == 27
    assert len(opened) <= 3  # for the list, for the sample, for all batches


def _count_opens(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    from flows.corpus.containers.jsonl import JsonLinesReader

    opened: list[int] = []
    genuine: Callable[[JsonLinesReader], object] = JsonLinesReader._open_forward

    def count(reader: JsonLinesReader) -> object:
        opened.append(1)
        return genuine(reader)

    monkeypatch.setattr(JsonLinesReader, "_open_forward", count)
    return opened


def test_expanding_keeps_what_is_no_container(site: Site) -> None:
    site.write("yunhe/a.txt", notice("春耕"))
    found = discover(site.raw)
    assert expand(found) == found


def test_memory_does_not_follow_the_container(tmp_path: Path) -> None:
    import tracemalloc

    out = io.BytesIO()
    record = made.warc_records()[2]
    for _ in range(300):
        out.write(record + made.warc_record(1, b"x" * 200_000, "metadata"))
    site = Site(tmp_path)
    site.write("yunhe/a.warc", out.getvalue())
    del out
    captures = discover(site.raw)
    tracemalloc.start()
    assert len(expand(captures).captures) == 300
    assert tracemalloc.get_traced_memory()[1] < 8_000_000
    tracemalloc.stop()


def test_a_run_after_one_that_ended_badly_does_not_list_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("yunhe/a.warc.gz", made.warc_gz())
    with monkeypatch.context() as patched:
        patched.setattr("flows.pipeline.assemble_and_commit", _refuse)
        with pytest.raises((AssertionError, TypeError)):
            site.run()
    monkeypatch.setattr(container_listing, "list_container", _refuse)
    assert counts(site) == (8, 0, 0)
