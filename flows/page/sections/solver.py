"""Choose, among candidate markers, the tree whose counters agree.

A hypothesis is a stack of open sections, each a style and a counter. Every candidate is either ignored, at the price of
its weight, or opens a section: the next one of a style that is open, or the first one of a style below. Counters that
skip, repeat or restart have a price. A beam keeps the cheapest few stacks; where only one reading is free of cost, the
beam has one member and the choice costs next to nothing.
"""

from dataclasses import dataclass
from functools import cache

from flows.page.sections.markers import Candidate, Look
from flows.page.sections.styles import LEGAL, NESTING, RANK, SPOKEN, UNNUMBERED, Style

BEAM = 6
"""Hypotheses kept after each candidate."""

MARGIN = 3.0
"""A hypothesis that costs this much more than the cheapest is given up."""
FREE = LEGAL | SPOKEN | UNNUMBERED
"""Styles whose place is not priced: fixed for the first, any for the others."""

# Prices, in the unit of `WEIGHT`: a marker that weighs more is taken at this price, one that weighs less is ignored.
GAP, GAP_STEP, GAP_MOST = 1.0, 0.5, 3.4
DUPLICATE = 1.8
RESTART, RESTART_LED_IN, RESTART_BOUNDARY = 1.7, 0.5, 0.3
BACKWARDS = 2.6
LATE_START, LATE_START_STEP, LATE_START_MOST = 0.9, 0.4, 2.4
CONTINUED = 0.1
"""A counter goes on below the next parent: （三） below 二、."""
ACROSS = 0.8
"""A counter of headings goes on below another heading without a number."""
OTHER_PREFIX, OTHER_PREFIX_MOST = 0.4, 2.0
"""A decimal label leaves the numbers it should stand below: for each number skipped, at most."""
OTHER_PARENT = 0.8
"""A decimal label stands below an item of a list that its numbers do not name."""
INVERTED = 0.8
"""A style stands above one that is usually above it."""
MOVED, MOVED_FRESH = 0.6, 0.2
"""A style stands below another parent than before; a list that begins anew may."""
CLOSED = 0.3
"""A section is closed, though a deeper place is open."""
BURIED = 0.8
"""A new document begins inside a section."""
MAX_LEVEL = 9
"""The level in Markdown of what has none: below all that have one."""
FREE_OF_COST = 0.05

NESTED, NESTED_AGAIN, NESTED_LEAST = 1.7, 0.6, 0.2
"""A list of the style that is open begins inside one of its sections: the first time, again, at least."""
NESTED_LED_IN, NESTED_OTHER_LOOK = 0.4, 0.5
"""What that costs less where a colon leads it in, and for each way in which it looks unlike the sections outside it."""
OTHER_LOOK = 0.2
"""An item goes on with the one of two open counters that it looks less like: for each way."""
INNER = "+"
"""What ends the key of a counter that is nested in one of the same style."""

Entry = tuple[str, int, int, tuple[int, ...], int, Look]
"""An open section: counter key, value, sub-value, decimal path, index of its candidate, look."""


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
    outer = _find_open(h.stack, key)
    if outer < 0:
        out = _push(h, index, c, key)
    elif c.style not in NESTING:
        out = [_follow(h, index, c, key, outer, False)]
    else:
        inner_key = key + INNER
        inner = _find_open(h.stack, inner_key) if inner_key in h.last else -1
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


def _find_open(stack: tuple[Entry, ...], key: str) -> int:
    """The depth of the open section with this key; -1 without one."""
    depth = len(stack) - 1
    while depth >= 0 and stack[depth][0] != key:
        depth -= 1
    return depth


def _follow(h: _Hypothesis, index: int, c: Candidate, key: str, depth: int, is_one_of_two: bool) -> _Hypothesis:
    """Close what is open at this depth, and open its sibling."""
    price, anomalies = _step(h.stack[depth], c)
    if is_one_of_two:
        price += OTHER_LOOK * _count_differences(h.stack[depth], c)
    return _take(h, index, c, key, depth, price, anomalies)


def _may_begin_list(open_: Entry, c: Candidate) -> bool:
    """Whether a list may begin inside an open section of its style. Headings do not stand inside an item of a list."""
    return (c.path < open_[3] if c.path else c.value == 1) and (open_[5][0] or not c.look[0])


def _nest(h: _Hypothesis, index: int, c: Candidate, key: str, outer: Entry) -> _Hypothesis:
    """Open a list below everything that is open, though its style is open further out."""
    price = NESTED_AGAIN if key in h.last else NESTED
    price -= NESTED_OTHER_LOOK * _count_differences(outer, c)
    price -= NESTED_LED_IN if c.is_led_in else 0.0
    return _take(h, index, c, key, _find_holder(h.stack, c), max(price, NESTED_LEAST), ())


def _count_differences(open_: Entry, c: Candidate) -> int:
    return sum(a != b for a, b in zip(open_[5], c.look, strict=True))


def _step(open_: Entry, c: Candidate) -> tuple[float, tuple[str, ...]]:
    """Price of following a sibling, and what is odd about it."""
    _, value, sub, path, _, _ = open_
    if c.style in UNNUMBERED:
        return 0.0, ()
    if c.path and path[:-1] != c.path[:-1]:
        if c.path < path:
            return BACKWARDS, ("restart",)
        jump = OTHER_PREFIX * (c.path[0] - path[0])
        return min(jump, OTHER_PREFIX_MOST) + (0.0 if c.value <= 1 else OTHER_PREFIX), ()
    step = c.value - value
    if (step == 1 and c.sub == 0) or (step == 0 and c.sub == sub + 1) or (step > 0 and c.style is Style.SEQUENCE):
        return 0.0, ()
    if c.value == 1 and c.sub <= 1:
        if c.is_boundary:
            return RESTART_BOUNDARY, ()
        return (RESTART_LED_IN, ()) if c.is_led_in else (RESTART, ("restart",))
    if step == 0 and c.sub <= sub:
        return DUPLICATE, ("duplicate",)
    if step > 0:
        return min(GAP + GAP_STEP * step, GAP_MOST), ("gap",)
    return BACKWARDS, ("restart",)


def _push(h: _Hypothesis, index: int, c: Candidate, key: str) -> list[_Hypothesis]:
    """Open a style that is not open: below the deepest section that may hold it, and where it stood before."""
    deepest = _find_holder(h.stack, c)
    last, parent = h.last.get(key, (0, None))
    if c.depth:
        depths = [deepest]
    elif c.style in (Style.MATTER, Style.ANNEX):
        depths = [0]
    elif c.style is Style.HEADING:
        depths = _heading_depths(h.stack[:deepest], key)
    else:
        depths = [deepest]
        if c.path and (prefix := _find_prefix(h.stack[:deepest], c.path)) not in (0, deepest):
            depths.append(prefix)
        if not last and deepest and c.look[0] and _style(h.stack[deepest - 1]) is Style.HEADING:
            depths.append(deepest - 1)
        if last and c.style not in FREE:
            depths += [d for d in range(deepest) if (h.stack[d - 1][0] if d else "") == parent]
    if c.is_boundary and 0 not in depths:
        depths.append(0)
    out = []
    for depth in depths:
        above = h.stack[depth - 1] if depth else None
        price, anomalies = _start(c, last, above)
        price += ACROSS if _goes_on_across(c, last, above, parent) else 0.0
        price += _place(c, above, parent, deepest - depth)
        out.append(_take(h, index, c, key, depth, price, anomalies))
    return out


def _find_prefix(stack: tuple[Entry, ...], path: tuple[int, ...]) -> int:
    """The depth below the deepest section that a decimal label names as its parent; 0 without one."""
    depth = len(stack)
    while depth and not _is_prefix(stack[depth - 1], path):
        depth -= 1
    return depth


def _is_prefix(entry: Entry, path: tuple[int, ...]) -> bool:
    return path[:-1] == (entry[3] or (entry[1],))


def _find_holder(stack: tuple[Entry, ...], c: Candidate) -> int:
    """The depth below the deepest open section that may hold the candidate."""
    depth = len(stack)
    if c.depth:
        while depth and not _is_above(stack[depth - 1], c):
            depth -= 1
        return depth
    if c.style in LEGAL:
        while depth and (_style(stack[depth - 1]) not in LEGAL or RANK[_style(stack[depth - 1])] >= RANK[c.style]):
            depth -= 1
    while depth and not _may_hold(_style(stack[depth - 1]), c.style):
        depth -= 1
    return depth


def _is_above(entry: Entry, c: Candidate) -> bool:
    """Whether the levels of Markdown put a section above another; at one level, the styles of their numbers do."""
    level = int(entry[0].partition("#")[2].rstrip(INNER) or MAX_LEVEL)
    style = _style(entry)
    is_outer = style not in UNNUMBERED and c.style not in UNNUMBERED and _rank(style, entry[3]) < _rank(c.style, c.path)
    return level < c.depth or (level == c.depth and is_outer)


def _rank(style: Style, path: tuple[int, ...]) -> float:
    return RANK[style] + 0.1 * len(path)


def _place(c: Candidate, above: Entry | None, parent: str | None, closed: int) -> float:
    """Price of a place: below `above`, where it stood below `parent` before, with `closed` deeper places given up."""
    price = 0.0
    if above and c.path:
        if _is_prefix(above, c.path):
            return price
        price += OTHER_PARENT if _style(above) in NESTING else 0.0
    elif above and not c.depth and c.style not in FREE and _is_inverted(_style(above), c.style):
        price += INVERTED
    if c.is_boundary:
        return price + (BURIED if above else 0.0)
    if c.style is Style.HEADING:
        price += CLOSED * closed / 3
    elif closed:
        price += CLOSED
    if parent is not None and (above[0] if above else "") != parent and c.style not in LEGAL | {Style.RUN_IN}:
        price += MOVED_FRESH if c.value == 1 and c.style in NESTING else MOVED
    return price


def _is_inverted(outer: Style, inner: Style) -> bool:
    return RANK[outer] >= RANK[inner] and outer is not Style.DECIMAL


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


def _goes_on_across(c: Candidate, last: int, above: Entry | None, parent: str | None) -> bool:
    """Whether numbered headings go on below another heading without a number: that one should rather stand in one of
    them.
    """
    is_other = above is not None and above[0] == parent and _style(above) is Style.HEADING
    return is_other and c.look[0] and c.value == last + 1 and not c.depth


def _start(c: Candidate, last: int, parent: Entry | None) -> tuple[float, tuple[str, ...]]:
    """Price of opening a list with this number."""
    if c.style in UNNUMBERED:
        return 0.0, ()
    if c.path and c.style is not Style.ANNEX:
        return (0.0 if parent is not None and _is_prefix(parent, c.path) else OTHER_PREFIX), ()
    if c.value == 1:
        return 0.0, ()
    if c.value == last + 1 or (c.value == last and c.sub):
        return CONTINUED, ()
    return min(LATE_START + LATE_START_STEP * abs(c.value - last), LATE_START_MOST), ("gap",)


def _style(entry: Entry) -> Style:
    return _style_of(entry[0])


@cache
def _style_of(key: str) -> Style:
    """The style of a counter: its key without depth or word."""
    return max((style for style in Style if key.startswith(style)), key=len)


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
