"""CPU of reading HTML into lines, beside lexbor's own parse of the same pages.

    python tests/benchmarks/bench_html.py [ROUNDS] [PAGES.jsonl.gz]

PAGES has one JSON object a line with a member `html`; by default the labelled pages that ZHPAGES_SHARED names. The
least time of each page over the rounds is taken, so that what else runs on the machine counts little.
"""

import gzip
import json
import os
import sys
from pathlib import Path
from time import perf_counter_ns

from selectolax.lexbor import LexborHTMLParser

from flows.page.errors import PageError
from flows.page.reading.html import read_html

SHARED = Path(os.environ.get("ZHPAGES_SHARED", Path(__file__).parents[2].parent / "shared"))


def read(markup: str) -> None:
    try:
        read_html(markup)
    except PageError:
        return


def main(rounds: int = 10, path: Path = SHARED / "gold" / "pages" / "dev.jsonl.gz") -> None:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        pages = [json.loads(line)["html"] for line in stream]
    parsing, reading = [sys.maxsize] * len(pages), [sys.maxsize] * len(pages)
    for _ in range(rounds):
        for index, page in enumerate(pages):
            start = perf_counter_ns()
            LexborHTMLParser(page)
            middle = perf_counter_ns()
            read(page)
            parsing[index] = min(parsing[index], middle - start)
            reading[index] = min(reading[index], perf_counter_ns() - middle)
    parsed, done = (sum(times) / len(pages) / 1e6 for times in (parsing, reading))
    size = sum(map(len, pages)) / len(pages) / 1000
    print(
        f"{len(pages)} pages of {size:.0f} k characters: parse {parsed:.3f} ms, read_html {done:.3f} ms a page, ",
        end="",
    )
    print(f"{done / parsed:.2f} times the parse")


if __name__ == "__main__":
    main(*(kind(value) for kind, value in zip((int, Path), sys.argv[1:], strict=False)))
