"""Feed `decode` random and mutated bytes: only PageError may come out, and no input may take out of proportion.

python tests/benchmarks/fuzz_decode.py [--inputs 100000] [--seed 1]
"""

import argparse
import random
import time
import traceback

from flows.page.decoding.decode import FLAGS, METHODS, decode
from flows.page.errors import PageError

SENTENCES = (
    "今天上午，市政府召开了一次关于农村饮水安全的会议，会上讨论了三个问题。",
    "臺北市的天氣預報說，明天下午會有短暫陣雨，請民眾出門時記得攜帶雨具。",
    "第一章　总则　第一条　为了加强公园管理，根据有关法律，制定本办法。",
    '<p class="c">新闻来源：本站　责任编辑：张三</p>\n<meta charset=gb2312>\n',
    "Plain English words, 2023-10-11, and a link http://example.org/~user/?q=1&b=2\n",
    "café déjà vu © 2020 · naïve — “quoted” …",
    "昨日の午前、文化館で無料の書道教室が開かれました。",
    "어제 오전 문화관에서 무료 서예 교실이 열렸습니다.",
    "Вчера утром на площади прошло бесплатное занятие.",
)
CHARSETS = (
    "utf-8",
    "gb18030",
    "gbk",
    "big5hkscs",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "hz",
    "iso2022_jp_2",
    "iso2022_kr",
    "euc_jp",
    "cp932",
    "cp949",
    "cp1251",
    "cp1252",
    "utf-7",
)
DECLARED = (
    None,
    None,
    "utf-8",
    "gb2312",
    "big5",
    "iso-8859-1",
    "x-unknown",
    "utf-16",
    "euc-kr",
    "shift_jis",
    "iso-2022-kr",
    "windows-1251",
    "hex",
    "",
    "\x00",
    "gbk; x=1",
    "é" * 50,
)
SPECIAL = (
    b"\xff",
    b"\x80",
    b"\x00",
    b"\xa4",
    b"\xd6",
    b"\x81\x30",
    b"\x8e\xa2",
    b"~{",
    b"~}",
    b"\x1b$)A\x0e",
    b"\x0f",
    b"\xef\xbf\xbd",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<meta charset=",
    b"\n",
    b"\xa2A",
    b"\xc3\xa4",
)


def random_input(rng: random.Random) -> bytes:
    """Return bytes of one of the kinds that scraped files come in, then damaged."""
    kind = rng.random()
    if kind < 0.1:
        return rng.randbytes(rng.randrange(0, 400))
    text = "".join(rng.choice(SENTENCES) for _ in range(rng.randrange(1, 8)))
    start = rng.randrange(len(text))
    text = text[start : start + rng.randrange(1, 300)]
    raw = text.encode(rng.choice(CHARSETS), "ignore")
    if rng.random() < 0.2:
        raw = raw.decode(rng.choice(("latin-1", "gb18030", "cp1252")), "replace").encode(
            rng.choice(("utf-8", "gb18030")), "replace"
        )
    if rng.random() < 0.2:
        raw += rng.choice(SENTENCES).encode(rng.choice(CHARSETS), "ignore")
    return mutate(raw, rng)


def mutate(raw: bytes, rng: random.Random) -> bytes:
    """Return `raw` with up to six bytes dropped, changed or put in, and perhaps cut."""
    data = bytearray(raw)
    for _ in range(rng.choice((0, 0, 1, 2, 6))):
        at = rng.randrange(len(data) + 1)
        action = rng.random()
        if action < 0.3:
            del data[at : at + rng.randrange(1, 4)]
        elif action < 0.6:
            data[at:at] = rng.choice(SPECIAL)
        elif action < 0.8:
            data[at:at] = rng.randbytes(rng.randrange(1, 4))
        elif data:
            data[at % len(data)] = rng.randrange(256)
    if rng.random() < 0.2:
        data = data[rng.randrange(len(data) + 1) :]
    return bytes(data)


def check(raw: bytes, declared: str | None) -> str | None:
    """Decode; return what is wrong with the outcome, or None."""
    try:
        decoded = decode(raw, declared)
    except PageError as error:
        return None if error.code in ("not_text", "empty_file") else f"code {error.code}"
    except Exception:
        return traceback.format_exc()
    if decoded != decode(raw, declared):
        return "two outcomes"
    if decoded.method not in METHODS or {flag.partition(":")[0] for flag in decoded.flags} - set(FLAGS):
        return f"undocumented {decoded.method} {decoded.flags}"
    if "\x00" in decoded.text or not 0 <= decoded.confidence <= 1 or decoded.replacement_count < 0:
        return f"NUL, confidence {decoded.confidence} or count {decoded.replacement_count}"
    decoded.text.encode()
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    failures, slowest, slowest_input = 0, 0.0, b""
    started = time.process_time()
    for _ in range(options.inputs):
        raw, declared = random_input(rng), rng.choice(DECLARED)
        before = time.process_time()
        wrong = check(raw, declared)
        taken = (time.process_time() - before) / (len(raw) + 500)
        if taken > slowest:
            slowest, slowest_input = taken, raw
        if wrong:
            failures += 1
            print(f"{raw!r} declared {declared!r}\n{wrong}")
            if failures == 10:
                break
    spent = time.process_time() - started
    print(f"{options.inputs} inputs, {failures} failures, {spent:.0f} s CPU")
    print(f"slowest {1e6 * slowest:.2f} µs a byte: {slowest_input[:60]!r}")
    return 1 if failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
