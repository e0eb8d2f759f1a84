"""How fast texts are split, where labelled texts are at hand on those too. Run this file with Python.

Without ZHPAGES_SHARED (a folder with gold/sections/*.jsonl) only the invented texts are measured.
"""

import json
import os
import time
from pathlib import Path

from flows.page.sections.split import split_sections

SHARED = Path(os.environ.get("ZHPAGES_SHARED", Path(__file__).resolve().parents[3] / "shared"))
MIN_SPEED = 4.0
"""MB of UTF-8 text a second of CPU, on long documents."""


def invent(articles: int) -> str:
    """A law of invented articles with lists."""
    return "".join(
        f"第{n}条 渡口由所在地的镇人民政府管理，船只由县交通主管部门登记，船员应当经过培训。\n"
        "有下列情形之一的，不得开航：\n（一）风力超过六级的；\n（二）能见度不足五百米的；\n（三）水位超过警戒线的。\n"
        for n in range(1, articles + 1)
    )


def measure(texts: list[str]) -> float:
    """Best of three, in MB of UTF-8 a second of CPU."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        for text in texts:
            split_sections(text)
        best = min(best, time.process_time() - begin)
    return sum(len(text.encode()) for text in texts) / 1e6 / best


def main() -> None:
    print(f"invented law    {measure([invent(2000)]):6.1f} MB/s (floor {MIN_SPEED})")
    for path in sorted((SHARED / "gold" / "sections").glob("*.jsonl")):
        texts = [json.loads(line)["text"] for line in path.open(encoding="utf-8")]
        print(f"{path.stem:15s} {measure(texts):6.1f} MB/s  {sum(len(split_sections(t)) for t in texts):6d} sections")


if __name__ == "__main__":
    main()
