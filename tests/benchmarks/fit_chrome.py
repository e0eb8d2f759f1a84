"""Fit flows/rules/chrome_weights.toml on labelled pages, and say what it is worth on sites it has not seen.

    python tests/benchmarks/fit_chrome.py            # fit and write
    python tests/benchmarks/fit_chrome.py --held-out    # cross-validate by registered domain, write nothing

A two-state linear chain over the lines that no rule decides, fitted by softmax margin (conditional likelihood with a
cost for each wrong character, Gimpel & Smith 2010), L2 towards zero, full-batch Adam: deterministic. Labels come from
aligning the page's lines with the gold body. The weights for text are fitted on the rendered text and on the HTML
without its markup: two habits of scrapers.
"""

import argparse
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from fit_article import cross_fit, list_choices
from gold_pages import FOLDS, ROOT, Page, fold_of, load_pages, scorer
from numpy.typing import NDArray

from flows.page.labelling.article import Article, ArticleWeights
from flows.page.labelling.code_lines import settle_code
from flows.page.labelling.evidence import Evidence
from flows.page.labelling.label import HIDDEN, SURE_BODY, choose_body, examine
from flows.page.labelling.questions import GAPS, GROUPS, OFFSETS
from flows.page.labelling.weights import MEDIA, Weights, score_lines
from flows.page.labelling.wording import Wording
from flows.page.lines import Label
from flows.page.title.choice import TitleChoice
from flows.page.title.choose import choose_title

WEIGHTS_FILE = ROOT / "flows/rules/chrome_weights.toml"
VALUE_COUNT = OFFSETS[-1] + len(GROUPS[-1].values)
STEPS, L2, STEP_L2 = 120, 10.0, 0.2
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(slots=True)
class Sample:
    """A labelled page."""

    page: Page
    title: TitleChoice
    article: Article
    wordings: list[Wording]
    decided: dict[int, Label]
    evidence: Evidence
    is_body: list[bool]
    """Of each undecided line."""
    costs: list[float]
    """Of a wrong label of each undecided line: the root of its share of the gold body, capped."""


@dataclass(slots=True)
class Batch:
    """Samples of like length, padded: [sample, line, ...]."""

    rows: Ints
    mask: NDArray[np.bool_]
    labels: Ints
    costs: Floats
    gaps: Ints


def load_samples(kind: str) -> list[Sample]:
    """The pages of the gold as `kind`: html, text, or stripped (the HTML with its markup thrown away).

    The article of each page is found by weights that were fitted without its site, as on a page of a site not seen.
    """
    pages = load_pages(kind)
    folds = cross_fit(list_choices(pages)) if kind == "html" else [None] * FOLDS
    return [_sample(page, folds[fold_of(page.site)]) for page in pages]


def _sample(page: Page, weights: ArticleWeights | None) -> Sample:
    title = choose_title(page.reading)
    wordings, decided, evidence, article = examine(page.reading, title, None, weights)
    return Sample(
        page=page,
        title=title,
        article=article,
        wordings=wordings,
        decided=decided,
        evidence=evidence,
        is_body=[page.shares[i] >= 0.5 for i in evidence.indexes],
        costs=[min(3.0, 4 * (page.sizes[i] / page.gold_size) ** 0.5) for i in evidence.indexes],
    )


def pack(samples: list[Sample]) -> list[Batch]:
    """Group the samples by length, so that padding costs little."""
    order = sorted((s for s in samples if s.evidence.indexes), key=lambda s: (len(s.evidence.indexes), s.page.id))
    cuts = [int(len(order) * part) for part in (0, 0.45, 0.8, 0.96, 1)]
    return [_pad(order[a:b]) for a, b in pairwise(cuts) if b > a]


def _pad(samples: list[Sample]) -> Batch:
    shape = len(samples), max(len(s.evidence.indexes) for s in samples)
    batch = Batch(
        np.zeros((*shape, len(GROUPS)), np.int64),
        np.zeros(shape, np.bool_),
        np.zeros(shape, np.int64),
        np.zeros(shape),
        np.zeros(shape, np.int64),
    )
    for k, sample in enumerate(samples):
        n = len(sample.evidence.indexes)
        batch.rows[k, :n] = np.array(sample.evidence.rows) + np.array(OFFSETS)
        batch.mask[k, :n] = True
        batch.labels[k, :n] = sample.is_body
        batch.costs[k, :n] = sample.costs
        batch.gaps[k, :n] = sample.evidence.gaps
    return batch


def slopes(lines: Floats, steps: Floats, batch: Batch) -> tuple[Floats, Floats]:
    """Gradient of the softmax-margin loss of one batch, by forward and backward sums."""
    mask, labels, count = batch.mask, batch.labels, batch.mask.shape[1]
    body = lines[batch.rows].sum(2) * mask
    margin = batch.costs * mask
    unary = np.stack([np.where(labels == 1, margin, 0.0), body + np.where(labels == 0, margin, 0.0)], 2)
    pairs = steps[batch.gaps]
    forward, backward = np.zeros_like(unary), np.zeros_like(unary)
    forward[:, 0] = unary[:, 0]
    for t in range(1, count):
        path = forward[:, t - 1, :, None] + pairs[:, t]
        forward[:, t] = np.where(
            mask[:, t, None], np.logaddexp(path[:, 0], path[:, 1]) + unary[:, t], forward[:, t - 1]
        )
    for t in range(count - 2, -1, -1):
        path = pairs[:, t + 1] + (unary[:, t + 1] + backward[:, t + 1])[:, None, :]
        backward[:, t] = np.where(mask[:, t + 1, None], np.logaddexp(path[:, :, 0], path[:, :, 1]), backward[:, t + 1])
    total = np.logaddexp(forward[:, -1, 0], forward[:, -1, 1])
    ahead = (unary + backward)[:, 1:, None, :]
    shares = np.exp(forward[:, :-1, :, None] + pairs[:, 1:] + ahead - total[:, None, None, None])
    step_slope, inner = np.zeros_like(steps), mask[:, 1:]
    np.add.at(step_slope, batch.gaps[:, 1:], shares * inner[:, :, None, None])
    np.add.at(step_slope, (batch.gaps[:, 1:][inner], labels[:, :-1][inner], labels[:, 1:][inner]), -1.0)
    excess = (np.exp(forward[:, :, 1] + backward[:, :, 1] - total[:, None]) - labels)[mask]
    spread = np.repeat(excess, len(GROUPS))
    line_slope = np.bincount(batch.rows[mask].ravel(), spread, minlength=VALUE_COUNT)
    return line_slope.astype(np.float64), step_slope


def fit(samples: list[Sample]) -> Weights:
    """Weights that make the gold labels of `samples` likely."""
    batches = pack(samples)
    parameters = [np.zeros(VALUE_COUNT), np.zeros((len(GAPS), 2, 2))]
    first, second = [p * 0 for p in parameters], [p * 0 for p in parameters]
    for step in range(1, STEPS + 1):
        slope = [parameters[0] * L2, parameters[1] * STEP_L2]
        for batch in batches:
            for k, part in enumerate(slopes(parameters[0], parameters[1], batch)):
                slope[k] = slope[k] + part
        rate = 0.12 if step < STEPS * 0.6 else 0.03
        for k, part in enumerate(slope):
            first[k] = 0.9 * first[k] + 0.1 * part
            second[k] = 0.99 * second[k] + 0.01 * part * part
            sized = first[k] / (1 - 0.9**step) / (np.sqrt(second[k] / (1 - 0.99**step)) + 1e-6)
            parameters[k] = parameters[k] - rate * sized
    values = [round(float(value), 2) for value in parameters[0]]
    lines = tuple(tuple(values[start : start + len(g.values)]) for g, start in zip(GROUPS, OFFSETS, strict=True))
    a, b, c, d = (parameters[1].reshape(len(GAPS), 4).round(2)[:, k].tolist() for k in range(4))
    return Weights(lines, tuple(zip(a, b, c, d, strict=True)))


def body_f1(sample: Sample, weights: Weights) -> float:
    """Body F1 of a page under `weights`, as score.py counts it, scripts and punctuation aside."""
    score = scorer()
    page, evidence = sample.page, sample.evidence
    scores = score_lines(evidence, weights)
    chosen = choose_body(
        page.reading,
        sample.wordings,
        evidence,
        scores,
        weights,
        title=sample.title,
        url=page.url,
        article=sample.article,
    )
    labels = sample.decided | {
        index: SURE_BODY if is_body else HIDDEN for index, is_body in zip(evidence.indexes, chosen, strict=True)
    }
    labels |= settle_code(page.reading.lines, labels)
    text = "\n".join(line.text for line in page.reading.lines if labels[line.index].kind == "body")
    return float(score.f1(score.body_without_title(text, page.gold_title), page.gold))


def cross_validate(samples: list[Sample], further: list[Sample]) -> list[tuple[float, Page]]:
    """Body F1 of every page under weights fitted without its site, worst first. `further`: to fit on, not to score."""
    scores = []
    for fold in range(FOLDS):
        weights = fit([s for s in [*samples, *further] if fold_of(s.page.site) != fold])
        scores += [(body_f1(s, weights), s.page) for s in samples if fold_of(s.page.site) == fold]
    return sorted(scores, key=lambda score: (score[0], score[1].id))


def describe(scores: list[float]) -> str:
    values = sorted(scores)
    low = sum(value < 0.5 for value in values) / len(values)
    return f"body F1 {sum(values) / len(values):.4f}  median {values[len(values) // 2]:.4f}  below .5 {low:.3f}"


def dump(weights: dict[str, Weights]) -> str:
    """The weights file: each question with its meaning, each answer with its log-odds."""
    out = [
        "# Log-odds of body against chrome; written by tests/benchmarks/fit_chrome.py.",
        "# A line's score is the sum of the values that hold of it; steps say what it costs to enter and leave a run.",
    ]
    for media, table in weights.items():
        for group, values in zip(GROUPS, table.lines, strict=True):
            out += ["", f"# {group.meaning}", f"[{media}.lines.{group.name}]"]
            out += [f'"{name}" = {value + 0.0}' for name, value in zip(group.values, values, strict=True)]
        out += ["", "# What lies between two lines: log-odds of the four pairs of labels.", f"[{media}.steps]"]
        for gap, (stay_out, enter, leave, stay_in) in zip(GAPS, table.steps, strict=True):
            out.append(f'"{gap}" = {{ stay_out = {stay_out}, enter = {enter}, leave = {leave}, stay_in = {stay_in} }}')
    return "\n".join(out) + "\n"


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-out", action="store_true", help="cross-validate by site, write nothing")
    parser.add_argument("--kind", choices=sorted(set(MEDIA.values())), action="append")
    parser.add_argument("--worst", type=int, default=0)
    options: Any = parser.parse_args(argv)
    kinds = options.kind or ["html", "text"]
    fitted = {}
    for kind in kinds:
        samples = load_samples(kind)
        further = load_samples("stripped") if kind == "text" else []
        counts = Counter(sample.page.site for sample in samples)
        print(f"{kind}: {len(samples)} pages of {len(counts)} sites")
        if options.held_out:
            scores = cross_validate(samples, further)
            for dataset in ("", "news", "article", "forum", "modern", "silver"):
                part = [score for score, page in scores if dataset in ("", page.dataset)]
                print(f"{kind}: other sites  {dataset or 'all':8} n {len(part):4}  {describe(part)}")
            for score, page in scores[: options.worst]:
                print(f"   {score:.3f} {page.id}")
        else:
            fitted[kind] = fit([*samples, *further])
            print(f"{kind}: same sites   {describe([body_f1(sample, fitted[kind]) for sample in samples])}")
    if not options.held_out and len(fitted) == len(set(MEDIA.values())):
        WEIGHTS_FILE.write_text(dump(fitted), encoding="utf-8")


if __name__ == "__main__":
    main()
