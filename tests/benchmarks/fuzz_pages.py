"""Mutated pages through the whole path: no exception but PageError, in time, bounded memory, no text lost.

python tests/benchmarks/fuzz_pages.py [COUNT] [SEED]

Seeds: the sample pages of raw/. A mutation cuts, repeats, swaps, inserts and flips bytes, tags, attributes and marks.
"""

import random
import resource
import sys
import time
from pathlib import Path

from flows.corpus.time_limit import TimeUpError, time_limit
from flows.page import PageError, clean_page
from flows.page.limits import DEFAULT_LIMITS

ROOT = Path(__file__).parents[2]
INSERTS = [
    b"<div>", b"</div>", b"<table><tr><td>", b"</p>", b"<script>", b"<!--", b"-->", b"<b><i><font color=red>",
    b"<a href=x>", b"<select><option>", b"<svg><title>", b"<template>", b"<plaintext>", b"&#x110000;", b"&lt;",
    b"<style>*{}</style>", b"<frameset>", b"<meta charset=utf-16>", b"<div hidden style='display:none'>",
    b"\x00", b"\xff\xfe", b"\x81", b"\xe3\x80\x80" * 50, b"~{" * 40, b"\x1b[2J", b"=cmd|' /C calc'!A0",
    b"[" * 200, b"(" * 200, b"\r\n" * 100, b" " * 500, b"a" * 2000, b"2023-05-06 " * 20,
    *(mark.encode() * 30 for mark in ("一、", "（一）", "第一条", "来源：", "“", "：", "裡程碑", "\u202e\u200b\ufeff")),
]  # fmt: skip


def mutate(raw: bytes, random_: random.Random, pages: list[bytes]) -> bytes:
    """A page some random steps away from `raw`, at most 300 kB long."""
    page = bytearray(raw)
    for _ in range(random_.randint(1, 12)):
        at = random_.randrange(len(page) + 1)
        length = random_.choice([1, 2, 8, 60, 800])
        step = random_.randrange(7)
        if step == 0:
            del page[at : at + length]
        elif step == 1:
            page[at:at] = random_.choice(INSERTS)
        elif step == 2:
            page[at:at] = random_.choice(INSERTS) * random_.choice([2, 20, 300])
        elif step == 3:
            page[at:at] = page[at : at + length] * random_.choice([2, 10])
        elif step == 4:
            other = random_.choice(pages)
            start = random_.randrange(len(other) + 1)
            page[at:at] = other[start : start + 4 * length]
        elif step == 5 and page:
            for _ in range(random_.randint(1, 20)):
                page[random_.randrange(len(page))] = random_.randrange(256)
        else:
            page = page[:at]
    return bytes(page[:300_000])


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    random_ = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    files = [path for path in sorted((ROOT / "raw").rglob("*")) if path.suffix in (".html", ".txt")]
    pages = [path.read_bytes() for path in files]
    refused: dict[str, int] = {}
    faults = 0
    slowest = 0.0
    for number in range(count):
        index = random_.randrange(len(pages))
        page = mutate(pages[index], random_, pages)
        start = time.perf_counter()
        try:
            with time_limit(DEFAULT_LIMITS.seconds):
                cleaned = clean_page(page, name=files[index].name)
            assert "".join(row["text"] for row in cleaned.sections) == cleaned.document["text"]
        except PageError as error:
            refused[error.code] = refused.get(error.code, 0) + 1
        except (Exception, TimeUpError) as error:
            faults += 1
            Path(f"fuzz-{number}{files[index].suffix}").write_bytes(page)
            print(f"{number}: {type(error).__name__}: {error}")
        slowest = max(slowest, time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count} pages, {faults} unhandled, refused {refused}, slowest {slowest:.2f} s, peak {peak} MB")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
