"""The commands of those who look after a dataset, as they are typed."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from templated_site import html_page

from flows import cli
from flows.pipeline import Settings, run

ROOT = Path(__file__).parents[1]
PAGE = """<html><head><title>临江市改造老旧小区 - 临江在线</title></head><body>
<div class="nav"><a href="/">首页</a></div>
<h1>临江市改造老旧小区</h1><p>临江市今年计划改造老旧小区五十六个，惠及居民一万二千户。</p><p>扫一扫，看临江在线小程序</p>
<p>改造内容包括屋面防水、管网更新和道路平整，由居民商量着办。</p></body></html>"""


class Shell:
    """The command line in a directory of its own."""

    def __init__(self, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.here, self._monkeypatch, self._capsys = here, monkeypatch, capsys
        monkeypatch.chdir(here)

    def __call__(self, *arguments: str, code: int = 0, stdin: bytes = b"") -> str:
        self._monkeypatch.setattr(sys, "argv", ["zhpages", *arguments])
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        ended = 0
        try:
            cli.main()
        except SystemExit as exit_:
            ended = exit_.code if isinstance(exit_.code, int) else 0
        shown = self._capsys.readouterr()
        assert ended == code, shown.err
        if code == 2:
            assert shown.err.count("\n") == 1, shown.err
        return shown.out if "--json" in arguments else shown.out + shown.err


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    (tmp_path / "raw").mkdir()
    return Shell(tmp_path, monkeypatch, capsys)


def make(shell: Shell, out: str = "processed") -> None:
    run(Settings(raw=shell.here / "raw", processed=shell.here / out, workers=1))


def test_a_page_is_added_looked_at_mended_compared_and_kept(shell: Shell) -> None:
    url = "https://www.linjiang.example/xinwen/1.html"
    for number in (2, 3):
        (shell.here / f"{number}.html").write_text(PAGE.replace("五十六个", f"{number}百个"), "gb18030")
        shell("add", f"{number}.html", "--source", "linjiang-online")
    shown = shell("add", "-", "--source", "linjiang-online", "--url", url, stdin=PAGE.encode())
    assert "raw/linjiang-online/1.html" in shown and "临江市改造老旧小区" in shown
    assert json.loads((shell.here / "raw/linjiang-online/1.html.meta.json").read_text("utf-8")) == {"url": url}
    make(shell)
    assert "no difference" in shell("diff")
    toml = shell.here / "raw/linjiang-online/source.toml"
    toml.write_text("[selectors]\ndrop = ['h1 + p']\ntitle = ['h1.gone']\n", "utf-8")
    shown = shell("diff", "--examples", "1")
    assert "lines now removed: 3 (linjiang-online 3)" in shown and "惠及居民" in shown and "drop:h1 + p" in shown
    assert "lines now removed" in json.loads(shell("diff", "--json"))["counts"]
    before = {path: path.read_bytes() for path in (shell.here / "processed").rglob("*") if path.is_file()}
    assert "lines now removed: 3" in shell("run", "--dry-run")
    assert before == {path: path.read_bytes() for path in (shell.here / "processed").rglob("*") if path.is_file()}
    shell("test", code=2)
    assert "3 goldens written" in shell("test", "--write")
    assert "0 differ" in shell("test")
    make(shell, "other")
    assert "lines now removed: 3" in shell("diff", "processed", "other")
    counts = duckdb.sql("SELECT count(*), count(title) FROM 'other/documents/**/*.parquet'")
    assert counts is not None and counts.fetchall() == [(3, 3)]
    shown = shell("status", "--out", "other")
    assert "selectors.title matches on none of 3 pages" in shown and "selectors.drop" not in shown
    toml.write_text("", "utf-8")
    assert "五十六个" in shell("test", code=1)


@pytest.mark.parametrize("make_other", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("elsewhere")])
def test_what_stands_in_the_place_of_a_golden(shell: Shell, make_other: Callable[[Path], None]) -> None:
    """It is neither waited for nor written through; a page whose golden no file can be is left out."""
    shell("add", "-", "--source", "linjiang-online", "--name", "a.html", stdin=PAGE.encode())
    shell("add", "-", "--source", "linjiang-online", "--name", "b" * 250 + ".html", stdin=PAGE.encode())
    assert "1 goldens written" in shell("test", "--write")
    golden = shell.here / "raw/linjiang-online/a.html.golden"
    golden.write_bytes(b"\xff")
    assert "1 differ" in shell("test", code=1)
    golden.unlink()
    make_other(golden)
    shell("test", code=2)
    shell("test", "--write", code=2)
    assert not golden.with_name("elsewhere").exists()


def test_a_golden_is_no_page(shell: Shell) -> None:
    shell("add", "-", "--source", "linjiang-online", "--name", "a.html", stdin=PAGE.encode())
    shell("test", "--write")
    make(shell)
    assert "pages, documents" in shell("status")
    assert json.loads(shell("status", "--json"))["sources"][0]["page_count"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add", "s3://bucket/page.html", "--source", "linjiang"], "fetches nothing"),
        (["add", "nowhere.html", "--source", "linjiang"], "nowhere.html: No such file"),
        (["add", "-", "--source", "2023-01-01"], "not the name of a source"),
        (["add", "-", "--source", "linjiang", "--name", "../x.html"], "not a name of a page"),
        (["add", "raw", "--source", "linjiang", "--url", "https://x.example/"], "of one page"),
        (["diff", "one"], "or two"),
        (["diff", "--out", "nowhere"], "nowhere: no dataset"),
        (["status", "--out", "nowhere"], "nowhere: no dataset"),
        (["export", "jsonl", "x.jsonl", "--out", "nowhere"], "nowhere: no dataset"),
        (["export", "text", "x", "--table", "removed"], "text is of documents"),
        (["rules", "explain"], "give a rule's id"),
        (["rules", "explain", "no.such.rule"], "no rule is called so"),
        (["test", "--raw", "nowhere"], "nowhere: No such file"),
    ],
)
def test_what_has_to_be_put_right_is_one_line(shell: Shell, arguments: list[str], says: str) -> None:
    assert says in shell(*arguments, code=2)
    assert not (shell.here / "s3:").exists() and not list((shell.here / "raw").iterdir())


def test_another_page_is_not_written_over(shell: Shell) -> None:
    shell("add", "-", "--source", "linjiang", "--name", "a.html", stdin=PAGE.encode())
    shell("add", "-", "--source", "linjiang", "--name", "a.html", stdin=PAGE.encode())
    assert "another page is there" in shell(
        "add", "-", "--source", "linjiang", "--name", "a.html", stdin=b"<p>x</p>", code=2
    )


def test_a_directory_is_added_as_it_lies(shell: Shell) -> None:
    shutil.copytree(ROOT / "raw" / "leftovers", shell.here / "pages" / "deep")
    (shell.here / "pages" / ".DS_Store").touch()
    shell("add", "pages", "--source", "linjiang")
    added = {path.name for path in (shell.here / "raw/linjiang/deep").iterdir()}
    assert added == {path.name for path in (ROOT / "raw" / "leftovers").iterdir()}
    assert not (shell.here / "raw/linjiang/.DS_Store").exists()


def test_rules_are_listed_explained_and_tested(shell: Shell) -> None:
    listed = shell("rules", "list")
    first = listed.split()[0]
    assert "like" in shell("rules", "explain", first) and listed.count("\n") > 30
    assert "breadcrumb" in shell("rules", "explain", "当前位置：首页 > 新闻 > 正文")
    assert "every example is as it says" in shell("rules", "test")
    assert json.loads(shell("rules", "list", "--json"))[0]["id"] == first


def test_two_runs_are_compared_by_their_counts(shell: Shell) -> None:
    shell("add", "-", "--source", "linjiang", "--name", "a.html", stdin=PAGE.encode())
    make(shell)
    shell("add", "-", "--source", "linjiang", "--name", "b.html", stdin=PAGE.encode())
    make(shell)
    rows = json.loads(shell("status", "--json"))["runs"]
    shown = shell("diff", "--runs", rows[1]["run_id"], rows[0]["run_id"])
    assert "linjiang: page_count 1 → 2, document_count 1 → 2" in shown
    assert len(json.loads(shell("diff", "--json", "--runs", rows[1]["run_id"], rows[0]["run_id"]))) == 1


def test_each_text_is_exported_once(shell: Shell) -> None:
    for name in ("a.html", "b.html"):
        shell("add", "-", "--source", "linjiang", "--name", name, stdin=PAGE.encode())
    make(shell)
    shell("export", "jsonl", "all.jsonl")
    shell("export", "jsonl", "once.jsonl", "--without-duplicates")
    shell("export", "jsonl", "sections.jsonl", "--table", "sections", "--without-duplicates")
    everything, once = ((shell.here / name).read_text("utf-8").splitlines() for name in ("all.jsonl", "once.jsonl"))
    assert (len(everything), len(once)) == (2, 1)
    sections = (shell.here / "sections.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["doc_id"] for line in sections} == {json.loads(once[0])["doc_id"]}


def test_the_status_says_what_a_source_looks_like(shell: Shell) -> None:
    for number in range(4):
        path = shell.here / "raw/xuetang" / f"{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(html_page(number, 4))
    make(shell)
    (profile,) = json.loads(shell("status", "--json"))["profiles"]
    assert (profile["document_count"], profile["title_count"], profile["date_count"]) == (4, 4, 0)
    assert profile["template_line_count"] and profile["template_examples"][0]["documents"] >= 3
    assert profile["template_examples"][0]["text"] in shell("status")


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_tables_are_exported_with_their_source(shell: Shell, form: str) -> None:
    shutil.copytree(ROOT / "raw" / "linjiang-daily", shell.here / "raw" / "linjiang-daily")
    make(shell)
    target = shell.here / f"removed.{form}"
    shell("export", form, target.name, "--table", "removed")
    if form == "parquet":
        rows = pq.read_table(target).to_pylist()
    elif form == "csv":
        import csv

        rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    else:
        rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert len(rows) > 50 and {row["source"] for row in rows} == {"linjiang-daily"}
    assert "exists already" in shell("export", form, target.name, code=2)


@pytest.mark.parametrize(("form", "suffix"), [("markdown", "md"), ("text", "txt")])
def test_documents_are_exported_as_files(shell: Shell, form: str, suffix: str) -> None:
    shutil.copytree(ROOT / "raw" / "linjiang-daily", shell.here / "raw" / "linjiang-daily")
    make(shell)
    shell("export", form, "out", "--min-chars", "300")
    files = list((shell.here / "out").glob(f"*/*.{suffix}"))
    assert files and (form != "markdown" or all(path.read_text("utf-8").startswith("---\ntitle: ") for path in files))


def test_inspect_numbers_lines_and_takes_several_and_standard_input(shell: Shell) -> None:
    (shell.here / "a.html").write_text(PAGE, "utf-8")
    shown = shell("inspect", "a.html", "-", stdin=PAGE.encode())
    assert shown.count("== ") == 2 and "\n0 首页" in shown
    removed = shell("inspect", "a.html", "--only", "removed")
    assert "首页" in removed and "五十六个" not in removed and "doc_id" not in removed
    assert "五十六个" in shell("inspect", "a.html", "--only", "kept")


def test_a_rehearsal_ends_as_the_run_would(shell: Shell) -> None:
    for number in range(4):
        shell("add", "-", "--source", "linjiang", "--name", f"{number}.html", stdin=PAGE.encode())
    make(shell)
    before = {path: path.read_bytes() for path in (shell.here / "processed").rglob("*") if path.is_file()}
    source = shell.here / "raw" / "linjiang"
    (source / "4.html").write_bytes(b"")
    assert "strict allows none" in shell("run", "--dry-run", "--strict", code=1)
    assert "nothing was changed" in shell("run", "--dry-run", "--strict", "--refuse-quarantined", code=2)
    (source / "4.html").unlink()
    (source / "source.toml").write_text("[", "utf-8")
    shown = shell("run", "--dry-run", code=3)
    assert "no difference" in shown and "4 documents stay as they were" in shown
    (source / "source.toml").unlink()
    for number in range(3):
        (source / f"{number}.html").unlink()
    assert "documents would be deleted" in shell("run", "--dry-run", code=2)
    assert "documents gone: 3" in shell("run", "--dry-run", "--max-deleted", "1")
    assert "documents gone: 3" in shell("diff")
    after = {path: path.read_bytes() for path in (shell.here / "processed").rglob("*") if path.is_file()}
    assert before == after
    assert "lies within" in shell("run", "--dry-run", "--processed", "raw/linjiang", code=2)
    (shell.here / "processed" / "_state" / "dataset.json").write_text("{}", "utf-8")
    assert "processed/_state/dataset.json: not the state of a dataset" in shell("run", "--dry-run", code=2)


@pytest.mark.parametrize("name", ["bash", "zsh"])
def test_a_script_of_completion_is_printed(shell: Shell, name: str) -> None:
    script = shell("completion", name)
    assert "--max-quarantined" in script and "explain" in script and "--out" not in script


def test_bash_completes_commands_and_options(shell: Shell) -> None:
    (shell.here / "done.sh").write_text(shell("completion", "bash"), "utf-8")
    asked = "source done.sh; COMP_WORDS=(zhpages run --max-d); COMP_CWORD=2; _shtab_zhpages; echo ${COMPREPLY[@]}"
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, cwd=shell.here, check=False)
    assert done.stdout.split() == ["--max-deleted"], done
