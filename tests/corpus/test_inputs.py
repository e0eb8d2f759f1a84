"""Discovery of the files under raw/, ordinary and hostile."""

import os
from pathlib import Path

import pandas as pd
import pytest
from sites import Site, notice

from flows.corpus.inputs import Capture, InputError, discover
from flows.dataset import load

pytest_plugins = ["site_fixtures"]


def problems(raw: Path) -> dict[tuple[str, str], str]:
    return {(c.source, c.raw_path): c.problem.code if c.problem else "" for c in discover(raw).captures}


def test_ordinary_files(site: Site) -> None:
    site.write("a/2.txt", "二")
    site.write("a/sub/dir/1.html", "一")
    site.write("a/1.html", "一")
    site.write("a/1.html.meta.json", "{}")
    site.write("a/source.toml", "")
    site.write("README.md", "x")
    inputs = discover(site.raw)
    assert [(c.source, c.raw_path, c.size) for c in inputs.captures] == [
        ("a", "1.html", 3),
        ("a", "2.txt", 3),
        ("a", "sub/dir/1.html", 3),
    ]
    assert [bool(c.sidecar_stamp) for c in inputs.captures] == [True, False, False]
    assert not any(c.problem for c in inputs.captures)


def test_names_that_begin_with_a_dot_are_names_like_others(site: Site) -> None:
    for name in (".html", "...更多.html", ".2023/a.html", ".meta.json"):
        site.write(f"a/{name}", notice("春耕"))
    site.write(".b/a.html", notice("春耕"))
    site.write(".a.html", notice("春耕"))
    assert problems(site.raw) == {
        ("a", ".html"): "",
        ("a", "...更多.html"): "",
        ("a", ".2023/a.html"): "",
        ("a", ".meta.json"): "orphan_sidecar",
        ("unsorted", ".b/"): "bad_name",
        ("unsorted", ".a.html"): "bad_name",
    }
    assert site.run().run["document_count"] == 3


def test_what_systems_leave_is_passed_over_and_said(site: Site) -> None:
    site.write("a/1.txt", notice("春耕"))
    for name in (".git/config", "Thumbs.db", "a/.DS_Store", "a/sub/.DS_Store", "a/lost+found/x", "a/._1.txt"):
        site.write(name, "x")
    report = site.run()
    assert report.run["seen_count"] == 1
    names = ".DS_Store (2), ._1.txt (1), .git (1), Thumbs.db (1), lost+found (1)"
    assert report.problems == [f"passed over, as what systems and tools leave: {names}"]


def test_source_toml_is_only_special_at_the_top(site: Site) -> None:
    site.write("a/sub/source.toml", "x")
    assert problems(site.raw) == {("a", "sub/source.toml"): "not_a_page"}


def test_what_is_no_page_is_named_rather_than_cleaned(site: Site) -> None:
    site.write("a/1.html", notice("春耕"))
    names = ("Source.toml", "sources.toml", "README.md", "js/jquery.min.js", "main.CSS", "feed.rss")
    for name in names:
        site.write(f"a/{name}", "正文")
    site.write("a/readme.html", notice("说明"))
    assert problems(site.raw) == {
        ("a", "1.html"): "",
        ("a", "readme.html"): "",
        **{("a", name): "not_a_page" for name in names},
    }
    assert site.run().quarantine_codes == {"not_a_page": len(names)}


def test_what_lies_in_no_source(site: Site) -> None:
    site.write("page.html", "x")
    site.write("Wrong Name/page.html", "x")
    site.write("163/page.html", "x")
    site.write("unsorted/page.html", "x")
    site.write("新闻/page.html", "x")
    (site.raw / "linked").symlink_to(site.raw / "163")
    assert problems(site.raw) == {
        ("unsorted", "page.html"): "bad_name",
        ("unsorted", "Wrong Name/"): "bad_name",
        ("unsorted", "163/"): "bad_name",
        ("unsorted", "unsorted/"): "bad_name",
        ("unsorted", "新闻/"): "bad_name",
        ("unsorted", "linked"): "symlink",
    }


def test_links_pipes_and_orphans(site: Site, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "folder").mkdir()
    site.write("a/1.html", "x")
    (site.raw / "a/out.html").symlink_to(tmp_path / "secret")
    (site.raw / "a/dangling.html").symlink_to(tmp_path / "nothing")
    (site.raw / "a/loop").symlink_to(site.raw / "a")
    (site.raw / "a/folder").symlink_to(tmp_path / "folder")
    os.mkfifo(site.raw / "a/pipe.html")
    site.write("a/2.html.meta.json", "{}")
    assert problems(site.raw) == {
        ("a", "1.html"): "",
        ("a", "out.html"): "symlink",
        ("a", "dangling.html"): "symlink",
        ("a", "loop"): "symlink",
        ("a", "folder"): "symlink",
        ("a", "pipe.html"): "not_a_file",
        ("a", "2.html.meta.json"): "orphan_sidecar",
    }


def test_a_file_swapped_for_a_link_or_a_pipe_is_not_followed(site: Site, tmp_path: Path) -> None:
    from flows.pipeline import assemble_and_commit, clean_batch, locked, plan

    (tmp_path / "secret").write_text(notice("秘密"))
    for name in ("link", "pipe"):
        site.write(f"a/{name}.txt", notice("春耕"))
    settings = site.settings()
    with locked(site.out):
        work = plan(settings)
        for name in ("link", "pipe"):
            (site.raw / f"a/{name}.txt").unlink()
        (site.raw / "a/link.txt").symlink_to(tmp_path / "secret")
        os.mkfifo(site.raw / "a/pipe.txt")
        assemble_and_commit(work, [clean_batch(work.batches[0], settings, work.staging)], settings)
    assert load("quarantine", out=site.out)["code"].tolist() == ["symlink", "not_a_file"]
    assert load("documents", out=site.out).empty


def test_odd_names_are_stored_escaped_and_unique(site: Site) -> None:
    for name in (
        b"bad\xff.txt",
        b"bad\\xff.txt",
        b"new\nline.txt",
        "\u202eexe.txt".encode(),
        "好.txt".encode(),
        b"100%25.txt",
    ):
        path = os.path.join(os.fsencode(site.raw / "a"), name)  # noqa: PTH118 (bytes)
        (site.raw / "a").mkdir(exist_ok=True)
        with open(path, "wb") as stream:  # noqa: PTH123 (bytes)
            stream.write(notice("春耕").encode())
    site.run()
    documents = load("documents", out=site.out)
    assert sorted(documents["raw_path"]) == [
        "100%25.txt",
        "\\xe2\\x80\\xaeexe.txt",
        "bad\\\\xff.txt",
        "bad\\xff.txt",
        "new\\x0aline.txt",
        "好.txt",
    ]
    flagged = {
        path
        for path, flags in zip(documents["raw_path"], documents["quality_flags"], strict=True)
        if "escaped_path" in flags
    }
    assert flagged == {path for path in documents["raw_path"] if "\\" in path}


def test_the_order_of_the_directory_does_not_matter(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b", "a", "c"):
        site.write(f"s/{name}.txt", name)
    forward = discover(site.raw)
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: sorted(scan(path), key=lambda entry: entry.name, reverse=True))
    assert discover(site.raw) == forward


def test_only_the_sources_asked_for(site: Site) -> None:
    site.write("a/1.txt", "x")
    site.write("b/1.txt", "x")
    site.write("page.html", "x")
    inputs = discover(site.raw, ("b",))
    assert [(c.source, c.raw_path) for c in inputs.captures] == [("b", "1.txt")]
    assert inputs.sources == ["b"]


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_text("x")])
def test_raw_that_cannot_be_listed(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "raw")
    with pytest.raises(InputError, match="raw: "):
        discover(tmp_path / "raw")


@pytest.mark.parametrize("name", ["a", "a/sub"])
def test_directory_that_cannot_be_listed_is_not_taken_for_empty(
    site: Site, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    site.write("a/sub/1.txt", "x")
    scan = os.scandir

    def refuse(path: bytes) -> object:
        if os.fsdecode(path).endswith(name):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match=f"{name} cannot be listed: Permission denied; nothing was changed"):
        discover(site.raw)


def test_thousands_of_empty_files(site: Site) -> None:
    (site.raw / "a").mkdir()
    for number in range(2000):
        (site.raw / f"a/{number}.html").touch()
    report = site.run()
    assert report.quarantine_codes == {"empty_file": 2000}
    assert len(load("quarantine", out=site.out)) == 2000


def test_huge_file_is_not_read(site: Site) -> None:
    path = site.write("a/huge.html", "x")
    with path.open("r+b") as stream:
        stream.truncate(1_000_000_000)
    report = site.run()
    assert report.quarantine_codes == {"too_large": 1}
    row = load("quarantine", out=site.out).iloc[0]
    assert row["content_length"] == 1_000_000_000
    assert pd.isna(row["content_digest"])


def test_unreadable_file_is_tried_every_run(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("a/1.txt", notice("春耕"))
    opened = os.open

    def refuse(path: str | bytes, *args: int, **kwargs: int) -> int:
        if os.fsencode(path).endswith(b"1.txt"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refuse)
    assert site.run().quarantine_codes == {"unreadable": 1}
    second = site.run()
    assert second.run["status"] == "unchanged"
    monkeypatch.undo()
    assert site.run().run["document_count"] == 1


def test_a_deep_tree_of_directories(site: Site) -> None:
    directory = site.raw / "a"
    for _ in range(300):
        directory = directory / "d"
    directory.mkdir(parents=True)
    (directory / "1.txt").write_text(notice("春耕"))
    assert isinstance(discover(site.raw).captures[0], Capture)
    assert site.run().run["document_count"] == 1


def test_feeds_are_named_in_the_quarantine(site: Site) -> None:
    for name in ("rss.xml", "Feed.xml", "sub/sitemap-2023.xml", "page.xml"):
        site.write(f"yunhe/{name}", notice("春耕"))
    assert site.run().quarantine_codes == {"not_a_page": 3}
