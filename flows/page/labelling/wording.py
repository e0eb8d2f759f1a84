"""What the words of a line say, apart from where it stands: its form and the rules that match it."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from flows.page.labelling.answers import Commas, Ending, Script, Start, Words
from flows.page.labelling.line_rules import BODY_STRENGTHS, LineRule, match_line
from flows.page.labelling.questions import HINT_ANSWERS, HINTS, Form
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
_LENGTHS = (3, 6, 10, 15, 22, 35, 60, 120)
_ENDINGS = {
    **dict.fromkeys("。!?", Ending.STOP), ";": Ending.SEMICOLON, ":": Ending.COLON,
    **dict.fromkeys(",、", Ending.COMMA), **dict.fromkeys("….", Ending.ELLIPSIS),
    **dict.fromkeys("”」』’\"'])】)》〉", Ending.CLOSING),
}  # fmt: skip
_STARTS = {
    **dict.fromkeys("*·•◆■□▪●○◎▲△►>»・-–—+※★☆", Start.BULLET), **dict.fromkeys("[【〔「『《(（", Start.BRACKET),
    **dict.fromkeys("0123456789", Start.DIGIT), "\u3000": Start.INDENT,
}  # fmt: skip


@dataclass(slots=True, frozen=True, eq=False)
class Wording:
    """A line as words."""

    text: str
    """Folded."""
    form: Form
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
    hint = HINT_ANSWERS.get(rules[0].category, len(HINTS) + 1) if rules else 0
    form = _form(raw, text, hint)
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


def _form(raw: str, text: str, hint: int = 0) -> Form:
    size = len(text)
    comma_count = text.count(",") + text.count("、") if size > 4 else 0
    commas = Commas.NONE if not comma_count else Commas.ONE if comma_count == 1 else Commas.MORE
    if size > 12 and "。" in text[:-1]:
        commas = Commas.SENTENCE_INSIDE
    start = _STARTS.get(raw[:1], Start.PLAIN)
    return Form(bisect_left(_LENGTHS, size), _ending(text[-1:]), commas, start, _script(text), _words(text), hint)


def _ending(last: str) -> Ending:
    if "一" <= last <= "鿿":
        return Ending.HAN
    return _ENDINGS.get(last) or (Ending.LATIN if last.isalnum() else Ending.OTHER)


def _script(text: str) -> Script:
    if text.isascii():
        if "http" in text or "www." in text:
            return Script.URL
        return Script.DIGITS if any(map(str.isdigit, text)) else Script.LATIN
    return Script.MIXED if len(text.encode(errors="replace")) < len(text) * 2 else Script.HAN


def _words(text: str) -> Words:
    size, count = len(text), text.count(" ") + text.count("|")
    if size <= 2 or not count:
        return Words.ONE
    if count == 1:
        return Words.TWO
    return Words.FEW if count < 4 or size > count * 12 else Words.MANY


NO_WORDING = Wording("", _form("", ""))
"""Of lines whose words are not asked: hidden ones, form controls, code."""
