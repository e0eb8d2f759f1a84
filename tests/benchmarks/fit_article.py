"""Fit flows/rules/article_weights.toml on labelled pages, and say what the finder is worth on sites it has not seen.

    python tests/benchmarks/fit_article.py            # fit and write
    python tests/benchmarks/fit_article.py --held-out    # cross-validate by registered domain, write nothing

A linear ranking of each page's candidates. The worth of a candidate is the F1 of keeping it whole, but for the lines
that a rule decides. The loss is the worth that the softmax over the candidates is expected to miss, and its cross
entropy with a softmax of their worth; L2 towards zero, full-batch Adam: deterministic. Each page also counts without
class names and with its paragraphs as div, so that the finder does not lean on what half of the sites do not have.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from gold_pages import FOLDS, ROOT, Page, fold_of, load_pages
from numpy.typing import NDArray

from flows.page.labelling.article import QUESTIONS, ArticleWeights, Candidate, list_candidates
from flows.page.labelling.code_lines import CODE
from flows.page.labelling.label import HIDDEN, LINK_RUN, decide, read_wordings
from flows.page.labelling.layout import measure
from flows.page.lines import Reading
from flows.page.title.choose import choose_title

WEIGHTS_FILE = ROOT / "flows/rules/article_weights.toml"
OFFSETS = np.cumsum([0, *(len(question.values) for question in QUESTIONS)])
STEPS, L2, SHARPNESS, MISS_COST = 400, 0.3, 27.0, 4.0
Floats = NDArray[np.float64]


@dataclass(slots=True)
class Choice:
    """The candidates of a page, and the worth of each."""

    page: Page
    variant: str
    """"" as it is, "unnamed" without class names, "plain" with its paragraphs as div."""
    candidates: list[Candidate]
    worth: list[float]


def vary(reading: Reading, variant: str) -> Reading:
    """The reading as a poorer page would give it."""
    if variant == "unnamed":
        return replace(reading, elements=[replace(element, tokens="") for element in reading.elements])
    if variant == "plain":
        plain = {"p", "article", "main"}
        elements = [replace(e, tag="div" if e.tag in plain else e.tag) for e in reading.elements]
        lines = [replace(line, tag="div" if line.tag in plain else line.tag) for line in reading.lines]
        return replace(reading, elements=elements, lines=lines)
    return reading


def list_choice(page: Page, variant: str = "") -> Choice:
    """The candidates of a page, each with the F1 of keeping it whole."""
    reading = vary(page.reading, variant)
    title, wordings = choose_title(reading), read_wordings(reading)
    decided = decide(reading, wordings, title, None)
    _, sums = measure(reading, wordings, decided)
    candidates = list_candidates(reading, wordings, sums, title)
    held, right = np.zeros(len(reading.elements)), np.zeros(len(reading.elements))
    for line, share, size in zip(reading.lines, page.shares, page.sizes, strict=True):
        label = decided.get(line.index)
        if (label is None or label in (LINK_RUN, HIDDEN, CODE)) and not (line.is_hidden and share < 0.5):
            held[line.element] += size
            right[line.element] += size * (share >= 0.5)
    for index in range(len(reading.elements) - 1, 0, -1):
        parent = reading.elements[index].parent
        held[parent] += held[index]
        right[parent] += right[index]
    worth = [float(2 * right[c.index] / (held[c.index] + page.gold_size)) for c in candidates]
    return Choice(page, variant, candidates, worth)


def fit(choices: Iterable[Choice]) -> ArticleWeights:
    """Weights under which the best candidate of each page has the best score."""
    choices = [choice for choice in choices if choice.candidates]
    rows = np.concatenate([_rows(choice) for choice in choices])
    worth = np.concatenate([choice.worth for choice in choices])
    owner = np.repeat(np.arange(len(choices)), [len(choice.candidates) for choice in choices])
    aim = _softmax(worth * SHARPNESS, owner, len(choices))
    weights = np.zeros(OFFSETS[-1])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        chance = _softmax(weights[rows].sum(1), owner, len(choices))
        expected = np.bincount(owner, chance * worth)[owner]
        slope = chance - aim - MISS_COST * chance * (worth - expected)
        total = L2 * weights + np.bincount(rows.ravel(), np.repeat(slope, rows.shape[1]), minlength=len(weights))
        first = 0.9 * first + 0.1 * total
        second = 0.99 * second + 0.01 * total * total
        rate = 0.1 if step < STEPS * 0.6 else 0.02
        weights = weights - rate * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-6)
    values = [round(float(weight), 2) for weight in weights]
    return tuple(tuple(values[start : start + len(q.values)]) for q, start in zip(QUESTIONS, OFFSETS, strict=False))


def _rows(choice: Choice) -> NDArray[np.int64]:
    rows: NDArray[np.int64] = np.array([c.answers for c in choice.candidates]) + OFFSETS[:-1]
    return rows


def _softmax(values: Floats, owner: NDArray[np.int64], count: int) -> Floats:
    highest = np.full(count, -np.inf)
    np.maximum.at(highest, owner, values)
    powers = np.exp(values - highest[owner])
    shares: Floats = powers / np.bincount(owner, powers)[owner]
    return shares


def worth_of_best(choice: Choice, weights: ArticleWeights) -> float:
    """The worth of the candidate that `weights` choose."""
    scores = [sum(w[a] for w, a in zip(weights, c.answers, strict=True)) for c in choice.candidates]
    return choice.worth[max(range(len(scores)), key=scores.__getitem__)] if scores else 0.0


def cross_fit(choices: list[Choice]) -> list[ArticleWeights]:
    """The weights for each part of the sites, fitted on the others."""
    return [fit(c for c in choices if fold_of(c.page.site) != fold) for fold in range(FOLDS)]


def list_choices(pages: list[Page]) -> list[Choice]:
    """The choices of all pages, as they are and varied."""
    return [list_choice(page, variant) for page in pages for variant in ("", "unnamed", "plain")]


def dump(weights: ArticleWeights) -> str:
    """The weights file: each question with its meaning, each answer with its weight."""
    out = ["# What speaks for an element being the article's; written by tests/benchmarks/fit_article.py."]
    for question, values in zip(QUESTIONS, weights, strict=True):
        out += ["", f"# {question.meaning}", f"[{question.name}]"]
        out += [f'"{name}" = {value + 0.0}' for name, value in zip(question.values, values, strict=True)]
    return "\n".join(out) + "\n"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true", help="cross-validate by site, write nothing")
    parser.add_argument("--worst", type=int, default=0)
    options: Any = parser.parse_args(argv)
    choices = list_choices(load_pages("html"))
    if not options.held_out:
        WEIGHTS_FILE.write_text(dump(fit(choices)), encoding="utf-8")
        return
    folds = cross_fit(choices)
    found: defaultdict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    for choice in choices:
        got, best = worth_of_best(choice, folds[fold_of(choice.page.site)]), max(choice.worth, default=0.0)
        found[choice.page.dataset, choice.variant].append((got, best, choice.page.id))
    for (dataset, variant), scores in sorted(found.items(), key=lambda item: (item[0][1], item[0][0])):
        got, best = (sum(column) / len(scores) for column in ([s[0] for s in scores], [s[1] for s in scores]))
        missed = sum(score[1] - score[0] > 0.2 for score in scores)
        print(f"{dataset:8} {variant:8} n {len(scores):4}  found {got:.4f}  best {best:.4f}  missed {missed}")
    regrets = sorted((got - best, name) for (_, variant), v in found.items() if not variant for got, best, name in v)
    for regret, name in regrets[: options.worst]:
        print(f"   {regret:.3f} {name}")


if __name__ == "__main__":
    main()
