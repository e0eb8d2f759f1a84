"""Runs that are killed: real processes, SIGKILL at random moments.

`PYTHONPATH=tests python tests/corpus/crashes.py 200` kills 200.
"""

import gzip
import json
import multiprocessing
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

import pandas as pd
import sample_containers as made
from sites import LONG_AGO, Site, notice, snapshot

from flows.dataset import check_dataset, load
from flows.pipeline import Settings, run

TOPICS = ("春耕", "防汛", "秋收", "冬储", "消防", "就业")
State = dict[str, list[tuple[str, ...]]]


def run_there(settings: Settings) -> None:
    """A whole run, in another process."""
    run(settings)


def read_state(out: Path) -> State:
    """What `load` shows of every table."""
    documents = load("documents", out=out, columns=["doc_id", "content_digest", "text"])
    sections = load("sections", out=out, columns=["doc_id", "text"])
    joined = sections.groupby("doc_id")["text"].sum()
    for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True):
        assert joined.get(doc_id, "") == text, "sections of another state"
    quarantine = load("quarantine", out=out, columns=["raw_path", "content_digest"])
    return {
        name: list(frame.itertuples(index=False, name=None)) for name, frame in (("d", documents), ("q", quarantine))
    }


def check_plain_glob(out: Path, states: list[State]) -> None:
    """Readers that know nothing of us see no document twice, and none missing that is in all states.

    `states` are those that commits since the last settled one lead through.
    """
    found = [pd.read_parquet(path, partitioning=None) for path in out.glob("documents/**/*.parquet")]
    seen = pd.concat(found)["doc_id"] if found else pd.Series(dtype=str)
    assert seen.is_unique
    doc_ids = [{row[0] for row in state["d"]} for state in states]
    assert set.intersection(*doc_ids) <= set(seen) <= set.union(*doc_ids)


def change_container(site: Site, chance: random.Random, clock: int) -> None:
    """Add a record to a container, rewrite one, damage one, or cut it short."""
    name = chance.choice(("yunhe/crawl.warc", "yunhe/crawl.warc.gz", "linjiang/lines.jsonl", "linjiang/lines.jsonl.gz"))
    texts = [notice(chance.choice(TOPICS), chance.randint(1, 3)) for _ in range(chance.randint(1, 12))]
    if "warc" in name:
        answers = (made.response(text.encode(), "text/plain; charset=utf-8") for text in texts)
        records = [made.warc_record(number, answer) for number, answer in enumerate(answers)]
    else:
        records = [json.dumps({"text": text}, ensure_ascii=False).encode() + b"\n" for text in texts]
    content = b"".join(gzip.compress(each, mtime=0) if name.endswith(".gz") else each for each in records)
    site.write(name, content[: chance.choice((None, None, None, -40))], LONG_AGO + clock)


def change_something(site: Site, chance: random.Random, clock: int) -> None:
    """Add, rewrite and delete pages and containers, a few at a time."""
    if chance.random() < 0.7:
        change_container(site, chance, clock)
    for _ in range(chance.randint(1, 8)):
        path = f"{chance.choice(['yunhe', 'linjiang'])}/{chance.randrange(30)}.txt"
        if chance.random() < 0.25 and (site.raw / path).exists():
            (site.raw / path).unlink()
        else:
            content = "" if chance.random() < 0.1 else notice(chance.choice(TOPICS), chance.randint(1, 9))
            site.write(path, content, LONG_AGO + clock)


def await_commit(process: BaseProcess, journal: Path) -> None:
    """Wait until the journal is there, or the run is over."""
    while process.is_alive() and not journal.exists():
        time.sleep(0.0002)


def kill_runs(root: Path, kills: int, seed: int) -> Counter[str]:
    """Kill `kills` runs and check after each; how many left the old state, the new one, or a begun commit."""
    chance = random.Random(seed)
    site = Site(root)
    for number in range(20):
        site.write(f"{('yunhe', 'linjiang')[number % 2]}/{number}.txt", notice(TOPICS[number % 6], 3))
    site.run()
    context = multiprocessing.get_context("forkserver")
    assert isinstance(context, ForkServerContext)
    context.set_forkserver_preload(["flows.pipeline", "flows.corpus.cleaning", "crashes"])
    span = 0.3
    tally: Counter[str] = Counter()
    unsettled: list[State] = []
    for number in range(kills):
        before = read_state(site.out)
        change_something(site, chance, number)
        wanted = site.rebuilt()
        after = read_state(site.root / "fresh")
        process = context.Process(target=run_there, args=(site.settings(max_deleted=1),))
        process.start()
        start = time.perf_counter()
        if chance.random() < 0.5:
            time.sleep(chance.uniform(0, span))
        else:
            await_commit(process, site.out / "_state/journal.json")
            time.sleep(chance.uniform(0, 0.01))
        process.kill()
        process.join()
        if process.exitcode == 0:
            span = 0.9 * span + 0.1 * min(span, time.perf_counter() - start)
        else:
            assert process.exitcode == -signal.SIGKILL
            span *= 1.02
        is_begun = (site.out / "_state/journal.json").exists()
        state = read_state(site.out)
        assert state in (before, after)
        unsettled += [before, after]
        check_plain_glob(site.out, unsettled)
        tally["begun" if is_begun else "new" if state == after else "old"] += 1
        if not is_begun:
            unsettled.clear()
        if chance.random() < 0.7:
            site.run(max_deleted=1)
            unsettled.clear()
            assert snapshot(site.out) == wanted
            assert list(check_dataset(site.out)) == []
    return tally


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        print(dict(kill_runs(Path(directory), int(sys.argv[1]), seed=7)))
