"""CPU of the whole page path, bytes to rows, beside lexbor's parse of the same pages and, if installed, trafilatura.

python tests/benchmarks/bench_page.py

Pages: the development pages in the folder that ZHPAGES_SHARED names, else the HTML samples of raw/.
"""

import gzip
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from flows.page import PageError, clean_page

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ZHPAGES_SHARED", ROOT.parent / "shared"))
ROUNDS = 3


def load_pages() -> list[bytes]:
    """HTML pages in UTF-8."""
    gold = SHARED / "gold" / "pages" / "dev.jsonl.gz"
    if gold.is_file():
        with gzip.open(gold, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["html"].encode() for line in lines]
    return [path.read_bytes() for path in sorted((ROOT / "raw").rglob("*.html"))]


def cpu_ms(work: Callable[[Any], object], pages: list[Any]) -> float:
    """Mean CPU milliseconds of a page: the best of ROUNDS rounds, so that other load on the machine counts least."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for page in pages:
            work(page)
        best = min(best, time.process_time() - start)
    return 1000 * best / len(pages)


def clean(raw: bytes, name: str = "x.html") -> None:
    try:
        clean_page(raw, name=name)
    except PageError:
        return


def text_page() -> bytes:
    """A text page of about 10 kB: a sample's lines, repeated."""
    sample = next(path for path in sorted((ROOT / "raw").rglob("*.txt")) if 2_000 < path.stat().st_size < 10_000)
    raw = sample.read_bytes()
    return (raw + b"\n") * (10_000 // len(raw) + 1)


def measure() -> dict[str, float]:
    pages = load_pages()
    texts = [page.decode("utf-8", "replace") for page in pages]
    clean(pages[0])
    figures = {
        "pages": len(pages),
        "lexbor_ms": cpu_ms(LexborHTMLParser, texts),
        "zhpages_ms": cpu_ms(clean, pages),
        "text_10kb_ms": cpu_ms(lambda raw: clean(raw, "x.txt"), [text_page()] * 20),
    }
    figures["ratio"] = figures["zhpages_ms"] / figures["lexbor_ms"]
    try:
        from trafilatura import extract
    except ImportError:
        return figures
    figures["trafilatura_ms"] = cpu_ms(extract, texts)
    return figures


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:15s} {figure:8.2f}")
