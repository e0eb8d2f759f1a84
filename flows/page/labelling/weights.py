"""The weights of the evidence, read from flows/rules/chrome_weights.toml, and the decision that they lead to."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import getitem
from typing import Any

from flows.page.labelling.evidence import Evidence
from flows.page.labelling.questions import GAPS, GROUPS

MEDIA = {"text/html": "html", "text/plain": "text"}


@dataclass(frozen=True, slots=True)
class Weights:
    """One set of weights, for HTML or for plain text."""

    lines: tuple[tuple[float, ...], ...]
    """Log-odds of body against chrome: of each answer to each question, in the order of `GROUPS`."""
    steps: tuple[tuple[float, float, float, float], ...]
    """Of each of `GAPS`: chrome to chrome, chrome to body, body to chrome, body to body."""


@cache
def load_weights(media_type: str) -> Weights:
    """The weights for pages of `media_type`."""
    text = files("flows").joinpath("rules", "chrome_weights.toml").read_text(encoding="utf-8")
    return parse_weights(tomllib.loads(text)[MEDIA[media_type]])


def parse_weights(data: dict[str, Any]) -> Weights:
    """Put the named weights of one table into the order of `GROUPS`. A value without a weight raises KeyError."""
    lines = tuple(tuple(float(data["lines"][group.name][value]) for value in group.values) for group in GROUPS)
    steps = tuple(
        (float(step["stay_out"]), float(step["enter"]), float(step["leave"]), float(step["stay_in"]))
        for step in (data["steps"][gap] for gap in GAPS)
    )
    return Weights(lines, steps)


def score_lines(evidence: Evidence, weights: Weights) -> list[float]:
    """Log-odds of body for each undecided line, from its own evidence alone."""
    return [sum(map(getitem, weights.lines, row)) for row in evidence.rows]


def choose_lines(scores: list[float], gaps: Sequence[int], weights: Weights) -> list[bool]:
    """The likeliest sequence of body and chrome over the undecided lines (Viterbi): body comes in runs."""
    if not scores:
        return []
    steps = weights.steps
    outside, inside = 0.0, scores[0]
    came: list[tuple[bool, bool]] = []
    for position in range(1, len(scores)):
        stay_out, enter, leave, stay_in = steps[gaps[position]]
        out_from_out, out_from_in = outside + stay_out, inside + leave
        in_from_out, in_from_in = outside + enter, inside + stay_in
        came.append((out_from_in > out_from_out, in_from_in >= in_from_out))
        outside = out_from_in if out_from_in > out_from_out else out_from_out
        inside = (in_from_in if in_from_in >= in_from_out else in_from_out) + scores[position]
    state = inside > outside
    chosen = [state]
    for from_inside in reversed(came):
        state = from_inside[state]
        chosen.append(state)
    return chosen[::-1]
