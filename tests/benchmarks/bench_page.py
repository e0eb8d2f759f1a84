"""CPU of the whole page path, bytes to rows, beside lexbor's parse of the same pages and, if installed, trafilatura.

python tests/benchmarks/bench_page.py

"zhpages" is a page whose menus and footers were read before, as on a further page of a site; "zhpages, first sight" is
a page that its process has not read before, after others that it has.

Pages: the development pages in the folder that ZHPAGES_SHARED names, else the HTML samples of raw/.
"""

import gzip
import json
import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from flows.page import PageError, clean_page

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ZHPAGES_SHARED", ROOT.parent / "shared"))
ROUNDS = 7
TEXT_BYTES = 10_000


def load_pages() -> list[bytes]:
    """HTML pages in UTF-8."""
    gold = SHARED / "gold" / "pages" / "dev.jsonl.gz"
    if gold.is_file():
        with gzip.open(gold, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["html"].encode() for line in lines]
    return [path.read_bytes() for path in sorted((ROOT / "raw").rglob("*.html"))]


def cpu_ms(jobs: dict[str, tuple[Callable[[Any], object], list[Any]]]) -> dict[str, float]:
    """Mean CPU milliseconds of a page for each job: (function, its pages).

    The jobs take turns at every page, and of each page the least of ROUNDS rounds counts: a shared machine drifts by
    half within seconds, and what another process costs is not the page's.
    """
    least = {name: [float("inf")] * len(pages) for name, (_, pages) in jobs.items()}
    for _ in range(ROUNDS):
        for index in range(max(map(len, least.values()))):
            for name, (work, pages) in jobs.items():
                if index < len(pages):
                    start = time.process_time_ns()
                    work(pages[index])
                    least[name][index] = min(least[name][index], time.process_time_ns() - start)
    return {name: sum(times) / len(times) / 1e6 for name, times in least.items()}


def clean(raw: bytes, name: str = "x.html") -> None:
    try:
        clean_page(raw, name=name)
    except PageError:
        return


def clean_all(_: int) -> list[int]:
    """CPU nanoseconds of each page, cleaned once in order."""
    times = []
    for page in load_pages():
        start = time.process_time_ns()
        clean(page)
        times.append(time.process_time_ns() - start)
    return times


def first_sight_ms() -> float:
    """Mean CPU milliseconds of a page at first sight: of each page the least of ROUNDS fresh processes."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as executor:
        rounds = list(executor.map(clean_all, range(ROUNDS)))
    least: list[int] = [min(times) for times in zip(*rounds, strict=True)]
    return sum(least) / len(least) / 1e6


def text_page() -> bytes:
    """A text page of 10 kB: a sample's lines, repeated."""
    sample = next(path for path in sorted((ROOT / "raw").rglob("*.txt")) if 2_000 < path.stat().st_size < TEXT_BYTES)
    raw = sample.read_bytes() + b"\n"
    return (raw * (TEXT_BYTES // len(raw) + 1))[:TEXT_BYTES].rpartition(b"\n")[0]


def measure() -> dict[str, float]:
    pages = load_pages()
    texts = [page.decode("utf-8", "replace") for page in pages]
    jobs: dict[str, tuple[Callable[[Any], object], list[Any]]] = {
        "lexbor": (LexborHTMLParser, texts),
        "zhpages": (clean, pages),
        "text of 10 kB": (lambda raw: clean(raw, "x.txt"), [text_page()] * 20),
    }
    try:
        from trafilatura import extract
    except ImportError:
        pass
    else:
        jobs["trafilatura"] = (extract, texts)
    figures = cpu_ms(jobs) | {"zhpages, first sight": first_sight_ms()}
    return figures | {f"{name} / lexbor": figures[name] / figures["lexbor"] for name in figures if name != "lexbor"}


if __name__ == "__main__":
    print("CPU ms a page")
    for name, figure in measure().items():
        print(f"{name:30s} {figure:6.2f}")
