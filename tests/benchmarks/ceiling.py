"""How well the body could be kept if each choice were right: among all lines of a page, and among those weighed.

    python tests/benchmarks/ceiling.py            # pages as HTML
    python tests/benchmarks/ceiling.py --text     # pages as text

Data: $ZHPAGES_SHARED/gold/pages (default ../shared).
"""

import argparse
from collections import defaultdict
from typing import Any

from gold_pages import Page, load_pages, scorer

from flows.page.labelling.label import examine
from flows.page.title.choose import choose_title


def best_f1(page: Page, lines: list[int]) -> float:
    """Body F1 of keeping these lines, as the scorer counts it."""
    score = scorer()
    text = "\n".join(page.reading.lines[index].text for index in lines)
    return float(score.f1(score.body_without_title(text, page.gold_title), page.gold))


def ceilings(page: Page) -> tuple[float, float]:
    """Of the lines that are weighed or kept without being weighed; of all lines."""
    norm = scorer().norm
    gold, paragraphs = norm(page.gold), {norm(part) for part in page.gold.split("\n")}
    texts = [norm(line.text) for line in page.reading.lines]
    right = [i for i, text in enumerate(texts) if text in paragraphs or (len(text) >= 6 and text in gold)]
    _, decided, _, _ = examine(page.reading, choose_title(page.reading), None)
    left = [index for index in right if index not in decided or decided[index].kind == "body"]
    return best_f1(page, left), best_f1(page, right)


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", action="store_true", help="pages as text")
    options: Any = parser.parse_args(argv)
    found: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for page in load_pages("text" if options.text else "html"):
        pair = ceilings(page)
        for name in (page.dataset, *(() if page.dataset == "silver" else ("all",))):
            found[name].append(pair)
    for name, pairs in found.items():
        weighed, every = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        print(f"{name:8} n {len(pairs):4}  best of the weighed lines {weighed:.3f}  of all lines {every:.3f}")


if __name__ == "__main__":
    main()
