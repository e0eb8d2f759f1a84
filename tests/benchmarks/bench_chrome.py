"""CPU of labelling a page, beside lexbor's parse of the same page.

    python tests/benchmarks/bench_chrome.py

Cold: every page is new to the process, as in a first run over many sites. Warm: the second pass, in which the site's
chrome has been seen before, as in a nightly run over one source. Data: $ZHPAGES_SHARED/gold/pages/dev.jsonl.gz.
"""

import gc
import gzip
import json
import os
from pathlib import Path
from time import process_time

from selectolax.lexbor import LexborHTMLParser

from flows.page.labelling.label import label_lines
from flows.page.reading.html import read_html
from flows.page.reading.plaintext import read_text
from flows.page.title.choose import choose_title

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("ZHPAGES_SHARED", ROOT.parent / "shared"))


def main() -> None:
    with gzip.open(SHARED / "gold/pages/dev.jsonl.gz", "rt", encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    label_lines(read_text("预热。"), title=choose_title(read_text("预热。")))
    kinds = {
        "html": [read_html(page["html"]) for page in pages],
        "text": [read_text("\n".join(page["lines"])) for page in pages],
    }
    gc.freeze()
    start = process_time()
    for page in pages:
        LexborHTMLParser(page["html"])
    parse = (process_time() - start) / len(pages)
    print(f"lexbor parse {1000 * parse:.3f} ms a page")
    for kind, readings in kinds.items():
        titles = [choose_title(reading) for reading in readings]
        for state in ("cold", "warm"):
            start = process_time()
            for reading, title in zip(readings, titles, strict=True):
                label_lines(reading, title=title)
            mean = (process_time() - start) / len(readings)
            print(f"{kind} {state}: {1000 * mean:.3f} ms a page, {mean / parse:.2f} x lexbor")


if __name__ == "__main__":
    main()
