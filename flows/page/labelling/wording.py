"""What the words of a line say, apart from where it stands: its form and the rules that match it."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from flows.page.labelling.line_rules import BODY_STRENGTHS, LineRule, match_line
from flows.page.labelling.questions import HINTS
from flows.page.text.folding import fold

CLOSING = frozenset(
    ["editor", "share", "related", "comment", "disclaimer", "copyright", "icp", "pagination", "tags", "contact"]
)
"""Categories of lines that come when an article is over."""
OPENING = frozenset(["byline", "breadcrumb", "nav"])
"""Categories of lines that come before an article begins."""
STAMPS = frozenset(["comment.stamp", "byline.date_only", "byline.date_source"])
"""Rules of the line that says when a post was written."""
MIN_PROSE_CHARS = 12
CACHED_CHARS = 60
"""Longer lines are rarely read twice."""
NO_EDGES: frozenset[str] = frozenset()
Form = tuple[int, int, int, int, int, int, int]
_HINT_VALUES = {category: index + 1 for index, category in enumerate(HINTS)}
_LENGTHS = (3, 6, 10, 15, 22, 35, 60, 120)
_ENDINGS = {
    **dict.fromkeys("。!?", 1), ";": 2, ":": 3, ",": 4, "、": 4, "…": 8, ".": 8,
    **dict.fromkeys("”」』’\"'])】)》〉", 5),
}  # fmt: skip
_STARTS = {
    **dict.fromkeys("*·•◆■□▪●○◎▲△►>»・-–—+※★☆", 1), **dict.fromkeys("[【〔「『《(（", 2),
    **dict.fromkeys("0123456789", 3), "\u3000": 4,
}  # fmt: skip


@dataclass(slots=True, frozen=True, eq=False)
class Wording:
    """A line as words."""

    text: str
    """Folded."""
    form: Form
    """Answers to length, ending, commas, start, script, words, hint of `GROUPS`."""
    rules: tuple[LineRule, ...] = ()
    """Those that match it and speak of chrome, in their order."""
    edges: frozenset[str] = NO_EDGES
    """"head", "tail": the edges of a body at which it would belong to the body."""
    always: LineRule | None = None
    """The first of the rules that leave no doubt."""
    closes: bool = False
    """One of its rules is of a category in `CLOSING`."""
    opens: bool = False
    is_byline: bool = False
    is_stamp: bool = False
    """One of its rules is in `STAMPS`."""


def read_wording(raw: str) -> Wording:
    """What the words of a line say. Lines of up to `CACHED_CHARS` are remembered: the pages of a site share them."""
    return _read_short(raw) if len(raw) <= CACHED_CHARS else _read(raw)


def _read(raw: str) -> Wording:
    text = fold(raw)
    matching = match_line(text)
    rules = tuple(rule for rule in matching if rule.strength not in BODY_STRENGTHS)
    hint = _HINT_VALUES.get(rules[0].category, len(HINTS) + 1) if rules else 0
    form = (*_form(raw, text), hint)
    if not matching:
        return Wording(text, form)
    categories = {rule.category for rule in rules}
    return Wording(
        text,
        form,
        rules,
        edges=frozenset(rule.strength for rule in matching) & BODY_STRENGTHS,
        always=next((rule for rule in rules if rule.strength == "always"), None),
        closes=not CLOSING.isdisjoint(categories),
        opens=not OPENING.isdisjoint(categories),
        is_byline="byline" in categories,
        is_stamp=any(rule.id in STAMPS for rule in rules),
    )


_read_short = lru_cache(maxsize=16384)(_read)


def prose_chars(text: str) -> int:
    """Characters of a folded line if it reads as prose, otherwise 0."""
    size = len(text)
    if size < MIN_PROSE_CHARS:
        return 0
    last = text[-1]
    if last in "。!?;" or "。" in text or (last in '”」』)"' and "," in text):
        return size
    return size if size >= 60 and text.count(",") + text.count("、") >= 2 else 0


def _form(raw: str, text: str) -> tuple[int, int, int, int, int, int]:
    """length, ending, commas, start, script, words."""
    size = len(text)
    last = text[-1:]
    ending = 0 if "一" <= last <= "鿿" else _ENDINGS.get(last) or (6 if last.isalnum() else 7)
    comma_count = text.count(",") + text.count("、") if size > 4 else 0
    commas = 3 if size > 12 and "。" in text[:-1] else min(2, comma_count)
    script = 0
    if text.isascii():
        is_address = "http" in text or "www." in text
        script = 4 if is_address else 2 if any(map(str.isdigit, text)) else 3
    elif len(text.encode(errors="replace")) < size * 2:
        script = 1
    words = 0
    if size > 2 and (count := text.count(" ") + text.count("|")):
        words = 1 if count == 1 else 2 if count < 4 or size > count * 12 else 3
    return bisect_left(_LENGTHS, size), ending, commas, _STARTS.get(raw[:1], 0), script, words


NO_WORDING = Wording("", (*_form("", ""), 0))
"""Of lines that nobody needs to read."""
