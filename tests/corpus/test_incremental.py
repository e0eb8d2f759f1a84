"""A run over changed inputs leaves what a run from scratch leaves, byte for byte, whatever changed before it."""

import gzip
import json
import shutil
import tempfile
from pathlib import Path

import sample_containers as made
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sites import LONG_AGO, Site, notice, snapshot
from templated_site import glued_page

from flows.corpus import recipe
from flows.dataset import buckets, check_dataset
from flows.page.options import Options

SOURCES = st.sampled_from(["yunhe", "linjiang", "nanyu"])
PAGES = st.sampled_from(["a.txt", "b.html", "sub/c.txt", "sub/c_2.txt", "换行\n.txt"])
TOPICS = st.sampled_from(["春耕", "防汛", "秋收", "冬储"])
CONTAINERS = st.sampled_from(["a.warc.gz", "b.jsonl", "c.jsonl.gz", "d.zip", "e.tar.gz"])
PAGED = TOPICS.map(lambda topic: f"{notice(topic)}\n上一页 1 2 下一页")
GLUED = st.integers(0, 5).map(glued_page)
CONTENTS = TOPICS.map(notice) | PAGED | GLUED | st.sampled_from(["", "GIF89a\0\0\0\1"])


def contain(name: str, topics: list[str]) -> bytes:
    """A container of notices."""
    texts = [notice(topic).encode() for topic in topics]
    if "warc" in name:
        answers = (made.response(text, "text/plain; charset=utf-8") for text in texts)
        return b"".join(gzip.compress(made.warc_record(*each), mtime=0) for each in enumerate(answers))
    if "jsonl" in name:
        lines = b"".join(json.dumps({"text": text.decode()}).encode() + b"\n" for text in texts)
        return gzip.compress(lines, mtime=0) if name.endswith(".gz") else lines
    members = {f"{number}.txt": text for number, text in enumerate(texts)}
    return made.zip_archive(members) if name.endswith(".zip") else gzip.compress(made.tar_archive(members), mtime=0)


class IncrementalRuns(RuleBasedStateMachine):
    """raw/ changes in every way, and runs follow now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.site = Site(Path(tempfile.mkdtemp()))
        self.site.raw.mkdir()
        self.options = Options()
        self.code = "0"
        self.clock = 0
        self.genuine = recipe.code_digest
        recipe.code_digest = lambda: self.code  # type: ignore[assignment]
        self.pages_per_bucket = buckets.PAGES_PER_BUCKET
        buckets.PAGES_PER_BUCKET = 2

    def teardown(self) -> None:
        recipe.code_digest = self.genuine
        buckets.PAGES_PER_BUCKET = self.pages_per_bucket
        shutil.rmtree(self.site.root)

    def write(self, name: str, content: str | bytes) -> None:
        self.clock += 1
        self.site.write(name, content, LONG_AGO + self.clock)

    def pages(self) -> list[Path]:
        return sorted(path for path in self.site.raw.rglob("*") if path.is_file() and path.name != "source.toml")

    @initialize(topics=st.lists(TOPICS, min_size=3, max_size=3))
    def begin(self, topics: list[str]) -> None:
        for number, topic in enumerate(topics):
            self.write(f"yunhe/{number}.txt", notice(topic))
        self.site.run()

    @rule(source=SOURCES, page=PAGES, content=CONTENTS)
    def add_or_change(self, source: str, page: str, content: str | bytes) -> None:
        self.write(f"{source}/{page}", content)

    @rule(source=SOURCES, name=CONTAINERS, topics=st.lists(TOPICS, max_size=4), cut=st.sampled_from([0, 0, 30]))
    def add_or_change_container(self, source: str, name: str, topics: list[str], cut: int) -> None:
        self.write(f"{source}/{name}", contain(name, topics)[: -cut or None])

    @rule(page=PAGES, source=SOURCES, content=st.sampled_from(['{"url": "https://a.example.cn/1"}', "{"]))
    def add_sidecar(self, source: str, page: str, content: str) -> None:
        self.write(f"{source}/{page}.meta.json", content)

    @precondition(lambda self: self.pages())
    @rule(pick=st.integers(0, 99))
    def delete(self, pick: int) -> None:
        self.pages()[pick % len(self.pages())].unlink()

    @precondition(lambda self: self.pages())
    @rule(pick=st.integers(0, 99))
    def touch(self, pick: int) -> None:
        path = self.pages()[pick % len(self.pages())]
        self.write(path.relative_to(self.site.raw).as_posix(), path.read_bytes())

    @rule(source=SOURCES, content=st.sampled_from(["buckets = 1", "buckets = 3", 'publisher = "云河"', "buckets = 0"]))
    def change_source_file(self, source: str, content: str) -> None:
        self.write(f"{source}/source.toml", content)

    @rule(old=SOURCES, new=SOURCES)
    def rename_source(self, old: str, new: str) -> None:
        if (self.site.raw / old).exists() and not (self.site.raw / new).exists():
            (self.site.raw / old).rename(self.site.raw / new)

    @rule(code=st.sampled_from("01"), script=st.sampled_from(["Hans", "Hant"]))
    def change_code_or_options(self, code: str, script: str) -> None:
        self.code, self.options = code, Options(target_script=script)

    @rule(batch_size=st.sampled_from([1, 2, 100]))
    def run_again(self, batch_size: int) -> None:
        report = self.site.run(options=self.options, batch_size=batch_size, max_deleted=1)
        if report.held_count:  # documents of files that cannot be read stay as they were: the one exception
            self.mend()
            report = self.site.run(options=self.options, batch_size=batch_size, max_deleted=1)
        assert not report.held_count
        assert snapshot(self.site.out) == self.site.rebuilt(options=self.options)
        assert list(check_dataset(self.site.out)) == []

    def mend(self) -> None:
        """Put the files right that cannot be read."""
        for path in self.site.raw.rglob("*"):
            name = path.relative_to(self.site.raw).as_posix()
            if path.name == "source.toml" and path.read_text() == "buckets = 0":
                self.write(name, "buckets = 2")
            elif path.name.endswith(".meta.json") and path.read_text() == "{":
                self.write(name, "{}")

    @rule(source=SOURCES)
    def run_one_source(self, source: str) -> None:
        if (self.site.raw / source).is_dir():
            self.site.run(options=self.options, sources=(source,), max_deleted=1)

    @invariant()
    def nothing_is_left_staged(self) -> None:
        assert not list((self.site.out / "_state/staging").glob("*"))


TestIncrementalRuns = IncrementalRuns.TestCase
TestIncrementalRuns.settings = settings(
    max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
