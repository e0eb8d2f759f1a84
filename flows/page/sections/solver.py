"""Choose, among candidate markers, the tree whose counters agree.

A hypothesis is a stack of open sections, each a style and a counter. Every candidate is either ignored, at the price of
its weight, or opens a section: the next one of a style that is open, or the first one of a style below. Counters that
skip, repeat or restart have a price. A beam keeps the cheapest few stacks; where only one reading is free of cost, the
beam has one member and the choice costs next to nothing.
"""

from dataclasses import dataclass

from flows.page.sections.candidates import Candidate
from flows.page.sections.open_sections import (
    INNER,
    Entry,
    find_holder,
    find_open,
    find_prefix,
    heading_depths,
    style_of,
)
from flows.page.sections.prices import (
    ACROSS,
    FREE,
    NESTED,
    NESTED_AGAIN,
    NESTED_LEAST,
    NESTED_LED_IN,
    NESTED_OTHER_LOOK,
    OTHER_LOOK,
    count_differences,
    goes_on_across,
    price_of_place,
    price_of_sibling,
    price_of_start,
)
from flows.page.sections.styles import NESTING, Style

BEAM = 6
"""Hypotheses kept after each candidate."""
MARGIN = 3.0
"""A hypothesis that costs this much more than the cheapest is given up."""
FREE_OF_COST = 0.05


@dataclass(slots=True)
class Choice:
    """A candidate that was taken as a section."""

    candidate: Candidate
    parent: int
    """Index of its parent in the list of choices; -1 at the top."""
    anomalies: tuple[str, ...] = ()


@dataclass(slots=True)
class _Taken:
    """The candidates a hypothesis took: a linked list, latest first, whose tails hypotheses share."""

    rest: "_Taken | None"
    index: int
    parent: int
    """Index of the candidate that is its parent; -1 at the top."""
    anomalies: tuple[str, ...]


@dataclass(slots=True)
class _Hypothesis:
    cost: float
    stack: tuple[Entry, ...]
    last: dict[str, tuple[int, str | None]]
    """For each key: its last value, and the key of its parent."""
    taken: "_Taken | None"


def solve(candidates: list[Candidate]) -> list[Choice]:
    """The sections among the candidates (in text order), each with its parent."""
    beam = [_Hypothesis(0.0, (), {}, None)]
    for index, candidate in enumerate(candidates):
        key = candidate.key
        grown: dict[tuple[Entry, ...], _Hypothesis] = {}
        for h in beam:
            for new in _extend(h, index, candidate, key):
                known = grown.get(new.stack)
                if known is None or new.cost < known.cost:
                    grown[new.stack] = new
        beam = list(grown.values())
        if len(beam) > 1:
            beam.sort(key=lambda h: h.cost)
            limit = beam[0].cost + MARGIN
            beam = [h for h in beam[:BEAM] if h.cost <= limit]
    return _read_back(beam[0], candidates)


def _extend(h: _Hypothesis, index: int, c: Candidate, key: str) -> list[_Hypothesis]:
    """The hypothesis with the candidate taken in every way that makes sense, and with it ignored."""
    outer = find_open(h.stack, key)
    if outer < 0:
        out = _push(h, index, c, key)
    elif c.style not in NESTING:
        out = [_follow(h, index, c, key, outer, False)]
    else:
        inner_key = key + INNER
        inner = find_open(h.stack, inner_key) if inner_key in h.last else -1
        out = [_follow(h, index, c, key, outer, inner >= 0)]
        if inner >= 0:
            out.append(_follow(h, index, c, inner_key, inner, True))
        elif _may_begin_list(h.stack[outer], c):
            out.append(_nest(h, index, c, inner_key, h.stack[outer]))
    if outer >= 0 and c.is_boundary:
        out += _push(h, index, c, key)
    if c.weight < 1.0 or min(new.cost for new in out) - h.cost > FREE_OF_COST:
        out.append(_Hypothesis(h.cost + c.weight, h.stack, h.last, h.taken))
    return out


def _follow(h: _Hypothesis, index: int, c: Candidate, key: str, depth: int, is_one_of_two: bool) -> _Hypothesis:
    """Close what is open at this depth, and open its sibling."""
    price, anomalies = price_of_sibling(h.stack[depth], c)
    if is_one_of_two:
        price += OTHER_LOOK * count_differences(h.stack[depth], c)
    return _take(h, index, c, key, depth, price, anomalies)


def _may_begin_list(open_: Entry, c: Candidate) -> bool:
    """Whether a list may begin inside an open section of its style. Headings do not stand inside an item of a list."""
    return (c.path < open_[3] if c.path else c.value == 1) and (open_[5][0] or not c.look[0])


def _nest(h: _Hypothesis, index: int, c: Candidate, key: str, outer: Entry) -> _Hypothesis:
    """Open a list below everything that is open, though its style is open further out."""
    price = NESTED_AGAIN if key in h.last else NESTED
    price -= NESTED_OTHER_LOOK * count_differences(outer, c)
    price -= NESTED_LED_IN if c.is_led_in else 0.0
    return _take(h, index, c, key, find_holder(h.stack, c), max(price, NESTED_LEAST), ())


def _push(h: _Hypothesis, index: int, c: Candidate, key: str) -> list[_Hypothesis]:
    """Open a style that is not open: below the deepest section that may hold it, and where it stood before."""
    deepest = find_holder(h.stack, c)
    last, parent = h.last.get(key, (0, None))
    if c.depth:
        depths = [deepest]
    elif c.style in (Style.MATTER, Style.ANNEX):
        depths = [0]
    elif c.style is Style.HEADING:
        depths = heading_depths(h.stack[:deepest], key)
    else:
        depths = [deepest]
        if c.path and (prefix := find_prefix(h.stack[:deepest], c.path)) not in (0, deepest):
            depths.append(prefix)
        if not last and deepest and c.look[0] and style_of(h.stack[deepest - 1]) is Style.HEADING:
            depths.append(deepest - 1)
        if last and c.style not in FREE:
            depths += [d for d in range(deepest) if (h.stack[d - 1][0] if d else "") == parent]
    if c.is_boundary and 0 not in depths:
        depths.append(0)
    out = []
    for depth in depths:
        above = h.stack[depth - 1] if depth else None
        price, anomalies = price_of_start(c, last, above)
        price += ACROSS if goes_on_across(c, last, above, parent) else 0.0
        price += price_of_place(c, above, parent, deepest - depth)
        out.append(_take(h, index, c, key, depth, price, anomalies))
    return out


def _take(
    h: _Hypothesis, index: int, c: Candidate, key: str, depth: int, price: float, anomalies: tuple[str, ...]
) -> _Hypothesis:
    stack = (*h.stack[:depth], (key, c.value, c.sub, c.path, index, c.look))
    parent = h.stack[depth - 1][4] if depth else -1
    last = {} if c.is_boundary and not depth else dict(h.last)
    last[key] = (c.value, h.stack[depth - 1][0] if depth else "")
    return _Hypothesis(h.cost + price + c.doubt, stack, last, _Taken(h.taken, index, parent, anomalies))


def _read_back(h: _Hypothesis, candidates: list[Candidate]) -> list[Choice]:
    taken: list[_Taken] = []
    node = h.taken
    while node is not None:
        taken.append(node)
        node = node.rest
    taken.reverse()
    position = {t.index: i for i, t in enumerate(taken)}
    return [Choice(candidates[t.index], position.get(t.parent, -1), t.anomalies) for t in taken]
