"""Bytes in raw/ to Parquet: zhpages beside the script that a user would write (peer_script.py), on the same pages.

python tests/benchmarks/bench_end_to_end.py        (with the extra `peers` installed)

The labelled pages that ZHPAGES_SHARED names, once as one source and once as a thousand sources of a page each (pages
are taken again from the start when they are used up). Everything runs in processes of its own: CPU and wall time from
their start to their end, memory of the largest process, and the body F1 that the scorer beside the gold gives, on
the pages whose gold was made by hand.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from gold_pages import scorer

from flows.dataset import load

ZHPAGES = """
import sys
from multiprocessing.forkserver import _forkserver
from pathlib import Path
from flows.pipeline import Settings, run
print(*run(Settings(Path(sys.argv[1]), Path(sys.argv[2]), workers=int(sys.argv[3]))).run["stage_seconds"])
_forkserver._stop()  # waits for it, so that what workers used is counted
"""
PEER = str(Path(__file__).with_name("peer_script.py"))
MANY = 1000
Texts = Iterator[tuple[str, str]]
"""(name of the file, text) of each page that came out."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and its children took."""

    cpu: float
    wall: float
    peak_mb: float
    said: str


def measure(*arguments: str) -> Cost:
    """Run Python with these arguments to its end."""
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read().strip()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - start, used.ru_maxrss / 1000, said)


def lay_out(raw: Path, rows: list[dict[str, Any]], source_count: int) -> int:
    """Write the pages below `raw`; their number. The number of its row begins the name of each file."""
    count = len(rows) if source_count == 1 else source_count
    for number in range(count):
        index = number % len(rows)
        path = raw / f"site-{number % source_count:04d}" / f"{index:04d}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rows[index]["html"].encode())
    return count


def quality(rows: list[dict[str, Any]], texts: Texts) -> float:
    """Mean body F1 over the pages whose gold was made by hand; 0 for one that did not come out."""
    score = scorer()
    found = {int(name[:4]): text for name, text in texts}
    wanted = [(index, row) for index, row in enumerate(rows) if row["dataset"] != "silver"]
    return float(
        score.mean(
            score.f1(score.body_without_title(found.get(index, ""), row["gold_title"]), row["gold_body"])
            for index, row in wanted
        )
    )


def our_texts(out: Path) -> Texts:
    frame = load("documents", columns=["raw_path", "text"], out=out)
    yield from zip(frame["raw_path"], frame["text"], strict=True)


def peer_texts(out: Path) -> Texts:
    for path in out.glob("*.parquet"):
        rows = pq.ParquetFile(path).read(columns=["raw_path", "text"]).to_pylist()
        yield from ((row["raw_path"], row["text"]) for row in rows)


@dataclass(frozen=True, slots=True)
class Trial:
    """Pages laid out below a directory."""

    place: Path
    rows: list[dict[str, Any]]
    page_count: int

    def run(self, name: str, texts: Callable[[Path], Texts], *command: str, peer: Cost | None = None) -> Cost:
        """Run a command on raw/ and a new directory, {0} and {1} in it, and print what it took and gave."""
        out = self.place / name.replace(" ", "-")
        cost = measure(*(part.format(self.place / "raw", out) for part in command))
        beside = f"; CPU 1/{peer.cpu / cost.cpu:.1f}, wall 1/{peer.wall / cost.wall:.1f}" if peer else ""
        print(
            f"  {name:10} CPU {1000 * cost.cpu / self.page_count:5.1f} ms a page, {cost.cpu:5.1f} s; wall"
            f" {cost.wall:5.1f} s; peak {cost.peak_mb:4.0f} MB; body F1 {quality(self.rows, texts(out)):.3f}{beside}"
            f"   {cost.said}",
            flush=True,
        )
        return cost


def main() -> None:
    """Measure and print."""
    rows = scorer().page_rows()
    for source_count in (1, MANY):
        with tempfile.TemporaryDirectory() as directory:
            place = Path(directory)
            trial = Trial(place, rows, lay_out(place / "raw", rows, source_count))
            print(f"{trial.page_count} pages in {source_count} sources:", flush=True)
            peer = trial.run("script", peer_texts, PEER, "{0}", "{1}")
            for workers in (1, 2):
                trial.run(f"{workers} worker", our_texts, "-c", ZHPAGES, "{0}", "{1}", str(workers), peer=peer)


if __name__ == "__main__":
    main()
