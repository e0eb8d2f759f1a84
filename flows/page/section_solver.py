"""Choose, among candidate markers, the tree whose counters agree.

A hypothesis is a stack of open sections, each a style and a counter. Every candidate is either ignored, at the price of
its weight, or opens a section: the next one of a style that is open, or the first one of a style below. Counters that
skip, repeat or restart have a price. A beam keeps the cheapest few stacks; where only one reading is free of cost, the
beam has one member and the choice costs next to nothing.
"""

from dataclasses import dataclass
from functools import cache

from flows.page.section_markers import LEGAL, RANK, SPOKEN, UNNUMBERED, Candidate, Style

BEAM = 6
"""Hypotheses kept after each candidate."""

FREE = LEGAL | SPOKEN | UNNUMBERED
"""Styles whose place is not priced: fixed for the first, any for the second."""

Entry = tuple[str, int, int, tuple[int, ...], int]
"""An open section: counter key, value, sub-value, decimal path, index of its candidate."""


@dataclass(slots=True)
class Choice:
    """A candidate that was taken as a section."""

    candidate: Candidate
    parent: int
    """Index of its parent in the list of choices; -1 at the top."""
    anomalies: tuple[str, ...] = ()


@dataclass(slots=True)
class _Hypothesis:
    cost: float
    stack: tuple[Entry, ...]
    last: dict[str, tuple[int, str | None]]
    """For each key: its last value, and the key of its parent."""
    taken: "tuple[object, int, int, tuple[str, ...]] | None"
    """Linked list, latest first: (rest, candidate index, parent's candidate index, anomalies)."""


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
            limit = beam[0].cost + 6.0
            beam = [h for h in beam[:BEAM] if h.cost <= limit]
    return _read_back(beam[0], candidates)


def _extend(h: _Hypothesis, index: int, c: Candidate, key: str) -> list[_Hypothesis]:
    out: list[_Hypothesis] = []
    depth = len(h.stack) - 1
    while depth >= 0 and h.stack[depth][0] != key:
        depth -= 1
    if depth >= 0:
        price, anomalies = _step(h.stack[depth], c)
        out.append(_take(h, index, c, key, depth, price, anomalies))
    else:
        out.extend(_push(h, index, c, key))
    if min((new.cost for new in out), default=99.0) - h.cost > 0.05 or c.weight < 1.0:
        out.append(_Hypothesis(h.cost + c.weight, h.stack, h.last, h.taken))
        if c.is_boundary and depth >= 0:
            out.extend(_push(h, index, c, key))
    return out


def _step(open_: Entry, c: Candidate) -> tuple[float, tuple[str, ...]]:
    """Price of following a sibling, and what is odd about it."""
    _, value, sub, path, _ = open_
    if c.style in UNNUMBERED:
        return 0.0, ()
    if c.path and path[:-1] != c.path[:-1]:
        if c.path < path:
            return 2.6, ("restart",)
        jump = 0.4 * (c.path[0] - path[0])
        return min(jump, 2.0) + (0.0 if c.value <= 1 else 0.4), ()
    step = c.value - value
    if step == 1 and c.sub == 0:
        return 0.0, ()
    if step == 0 and c.sub == sub + 1:
        return 0.0, ()
    if c.style is Style.SEQUENCE and step > 0:
        return 0.0, ()
    if c.value == 1 and c.sub <= 1:
        return (0.3 if c.is_boundary else 0.5 if c.is_led_in else 1.7), ("restart",)
    if step == 0 and c.sub <= sub:
        return 1.8, ("duplicate",)
    if step > 0:
        return min(1.0 + 0.5 * step, 3.4), ("gap",)
    return 2.6, ("restart",)


def _push(h: _Hypothesis, index: int, c: Candidate, key: str) -> list[_Hypothesis]:
    """Open a style that is not open: below the deepest section that may hold it, and where it stood before."""
    depth = len(h.stack)
    if c.style in LEGAL:
        rank = RANK[c.style]
        while (depth and (style := _style(h.stack[depth - 1])) not in LEGAL) or (depth and RANK[style] >= rank):
            depth -= 1
    while depth and not _may_hold(_style(h.stack[depth - 1]), c.style):
        depth -= 1
    last, parent = h.last.get(key, (0, None))
    depths = [depth]
    if c.style is Style.MATTER:
        depths = [0]
    elif c.style is Style.HEADING:
        depths = _heading_depths(h.stack[:depth], key)
    if last and c.style not in FREE:
        depths += [d for d in range(depth) if (h.stack[d - 1][0] if d else "") == parent]
    if c.is_boundary and 0 not in depths:
        depths.append(0)
    out = []
    for d in depths:
        top = h.stack[d - 1][0] if d else ""
        price = 0.0
        if c.style is Style.HEADING:
            price += 0.1 * (depth - d)
        if top and c.style not in FREE and RANK[_style(h.stack[d - 1])] >= _rank(c):
            price += 0.8
        if parent is not None and top != parent and c.style not in LEGAL and c.style is not Style.RUN_IN:
            price += 0.6
        if c.is_boundary and d:
            price += 0.4
        start, anomalies = _start(c, last, h.stack[d - 1] if d else None)
        out.append(_take(h, index, c, key, d, price + start, anomalies))
    return out


def _may_hold(outer: Style, inner: Style) -> bool:
    """A run-in heading holds only what is said within its paragraph; 前言 and the like hold no numbering, but 附则 may
    hold articles.
    """
    if outer is Style.RUN_IN:
        return inner in SPOKEN
    if outer is Style.MATTER:
        return inner in SPOKEN or inner in (Style.ARTICLE, Style.RUN_IN)
    return True


def _heading_depths(stack: tuple[Entry, ...], key: str) -> list[int]:
    """Where a heading without a number may stand: anywhere, but h3 below an open h2 and above no open h3 or h4."""
    least, most = 0, len(stack)
    for depth, entry in enumerate(stack):
        if _style(entry) is Style.HEADING:
            if entry[0] >= key:
                most = depth
                break
            least = depth + 1
    return list(range(most, least - 1, -1))[:5]


def _start(c: Candidate, last: int, parent: Entry | None) -> tuple[float, tuple[str, ...]]:
    """Price of opening a list with this number."""
    if c.style in UNNUMBERED:
        return 0.0, ()
    if c.path:
        if parent is not None and parent[3] and c.path[:-1] == parent[3]:
            return 0.0, ()
        if parent is not None and not parent[3] and len(c.path) == 2 and c.path[0] == parent[1]:
            return 0.0, ()
        return 0.4, ()
    if c.value == 1:
        return 0.0, ()
    if c.value == last + 1 or (c.value == last and c.sub):
        return 0.1, ()
    return min(0.9 + 0.4 * abs(c.value - last), 3.2), ("gap",)


def _style(entry: Entry) -> Style:
    return _style_of(entry[0])


@cache
def _style_of(key: str) -> Style:
    """The style of a counter: its key without depth or word."""
    return max((style for style in Style if key.startswith(style)), key=len)


def _rank(c: Candidate) -> float:
    return RANK[c.style] + 0.1 * len(c.path)


def _take(
    h: _Hypothesis, index: int, c: Candidate, key: str, depth: int, price: float, anomalies: tuple[str, ...]
) -> _Hypothesis:
    stack = (*h.stack[:depth], (key, c.value, c.sub, c.path, index))
    parent = h.stack[depth - 1][4] if depth else -1
    last = dict(h.last)
    last[key] = (c.value, h.stack[depth - 1][0] if depth else "")
    return _Hypothesis(h.cost + price + c.doubt, stack, last, (h.taken, index, parent, anomalies))


def _read_back(h: _Hypothesis, candidates: list[Candidate]) -> list[Choice]:
    taken = []
    node = h.taken
    while node is not None:
        taken.append(node)
        node = node[0]  # type: ignore[assignment]
    taken.reverse()
    position = {t[1]: i for i, t in enumerate(taken)}
    return [Choice(candidates[t[1]], position.get(t[2], -1), t[3]) for t in taken]
