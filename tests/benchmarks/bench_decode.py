"""CPU of `decode` beside a strict `bytes.decode`, on 100 kB pages and, with --large, up to 100 MB.

    python tests/benchmarks/bench_decode.py [--large]

Fails where a 100 kB page is over its budget: 0.3 ms as UTF-8, 4 ms in a legacy charset.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial

from flows.page.decoding.decode import decode

HANS = "昨天上午，区文化馆在社区广场举办了一场免费的书法讲座，来了三十多位居民。主讲人说：“写字先要坐正。”"
HANT = "昨天上午，區文化館在社區廣場舉辦了一場免費的書法講座，來了三十多位居民。主講人說：「寫字先要坐正。」"
MARKUP = '<div class="item list-{0}"><a href="/news/2023/{0}.html" target="_blank">第{0}条</a><p>{1}</p></div>\n'
SIZE = 100_000
BUDGET_MS = {"utf-8": 0.3, "gb18030": 4.0, "big5hkscs": 4.0}


def page(text: str, codec: str, size: int, *, is_html: bool) -> bytes:
    """Return a page of about `size` bytes: a block of markup or of paragraphs, repeated."""
    lines = [MARKUP.format(number, text) if is_html else f"{number}、{text}\n" for number in range(1, 200)]
    head = f"<html><head><meta charset={codec}></head><body>\n" if is_html else ""
    block = "".join(lines).encode(codec)
    return head.encode(codec) + b"".join([block] * (size // len(block) + 1))[: size - size % 4].rpartition(b"\n")[0]


def cpu_ms(action: Callable[[], object], rounds: int) -> float:
    """Return the least CPU time of `rounds` calls, in milliseconds."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        action()
        times.append(time.process_time() - started)
    return 1000 * min(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="also 1, 10 and 100 MB")
    options = parser.parse_args()
    over = 0
    for size in (SIZE, *((10**6, 10**7, 10**8) if options.large else ())):
        rounds = max(1, 10**6 // size + 1)
        for text, codec in (
            (HANS, "utf-8"),
            (HANT, "utf-8"),
            (HANS, "gb18030"),
            (HANT, "gb18030"),
            (HANT, "big5hkscs"),
        ):
            for is_html in (True, False):
                raw = page(text, codec, size, is_html=is_html)
                spent = cpu_ms(partial(decode, raw), rounds)
                strict = cpu_ms(partial(raw.decode, codec), rounds)
                is_over = size == SIZE and spent > BUDGET_MS[codec]
                over += is_over
                print(
                    f"{len(raw) / 1e6:7.2f} MB {'html' if is_html else 'text'} {codec:9s} "
                    f"decode {spent:8.3f} ms  strict {strict:8.3f} ms{'  over budget' if is_over else ''}"
                )
    return 1 if over else 0


if __name__ == "__main__":
    raise SystemExit(main())
