"""What the solver pays for a step of a counter, for a place, and for what is odd about either.

In the unit of `styles.WEIGHT`: a marker that weighs more is taken at its price, one that weighs less is ignored.
"""

from flows.page.sections.candidates import Candidate
from flows.page.sections.open_sections import Entry, is_prefix, style_of
from flows.page.sections.styles import LEGAL, NESTING, RANK, SPOKEN, UNNUMBERED, Style

FREE = LEGAL | SPOKEN | UNNUMBERED
"""Styles whose place is not priced: fixed for the first, any for the others."""
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
NESTED, NESTED_AGAIN, NESTED_LEAST = 1.7, 0.6, 0.2
"""A list of the style that is open begins inside one of its sections: the first time, again, at least."""
NESTED_LED_IN, NESTED_OTHER_LOOK = 0.4, 0.5
"""What that costs less where a colon leads it in, and for each way in which it looks unlike the sections outside it."""
OTHER_LOOK = 0.2
"""An item goes on with the one of two open counters that it looks less like: for each way."""


def count_differences(open_: Entry, c: Candidate) -> int:
    """In how many ways a candidate looks unlike an open section: 0 to 2."""
    return sum(a != b for a, b in zip(open_[5], c.look, strict=True))


def price_of_sibling(open_: Entry, c: Candidate) -> tuple[float, tuple[str, ...]]:
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


def price_of_place(c: Candidate, above: Entry | None, parent: str | None, closed: int) -> float:
    """Price of a place: below `above`, where it stood below `parent` before, with `closed` deeper places given up."""
    price = 0.0
    if above and c.path:
        if is_prefix(above, c.path):
            return price
        price += OTHER_PARENT if style_of(above) in NESTING else 0.0
    elif above and not c.depth and c.style not in FREE and _is_inverted(style_of(above), c.style):
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


def goes_on_across(c: Candidate, last: int, above: Entry | None, parent: str | None) -> bool:
    """Whether numbered headings go on below another heading without a number: that one should rather stand in one of
    them.
    """
    is_other = above is not None and above[0] == parent and style_of(above) is Style.HEADING
    return is_other and c.look[0] and c.value == last + 1 and not c.depth


def price_of_start(c: Candidate, last: int, parent: Entry | None) -> tuple[float, tuple[str, ...]]:
    """Price of opening a list with this number."""
    if c.style in UNNUMBERED:
        return 0.0, ()
    if c.path and c.style is not Style.ANNEX:
        return (0.0 if parent is not None and is_prefix(parent, c.path) else OTHER_PREFIX), ()
    if c.value == 1:
        return 0.0, ()
    if c.value == last + 1 or (c.value == last and c.sub):
        return CONTINUED, ()
    return min(LATE_START + LATE_START_STEP * abs(c.value - last), LATE_START_MOST), ("gap",)
