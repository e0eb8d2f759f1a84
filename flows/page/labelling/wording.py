"""What the words of a line say, apart from where it stands: its form and the rules that match it."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from flows.page.labelling.line_rules import BODY_STRENGTHS, LineRule, fold_lines, match_lines
from flows.page.labelling.questions import HINTS

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


@dataclass(slots=True, eq=False)
class Wording:
    """A line as words. Shared between lines of the same words, so nobody but this module changes it.

    It is made from `raw` alone; `read_words` fills in the rest for all lines of a page at once.
    """

    raw: str
    text: str = ""
    """Folded."""
    rules: tuple[LineRule, ...] = ()
    always: LineRule | None = None
    """The first of the rules that leave no doubt."""
    closes: bool = False
    """One of its rules is of a category in `CLOSING`."""
    opens: bool = False
    is_byline: bool = False
    is_stamp: bool = False
    """One of its rules is in `STAMPS`."""
    edges: frozenset[str] = NO_EDGES
    """"head", "tail": the edges of a body at which it would belong to the body."""
    is_read: bool = False
    _form: Form | None = None

    @property
    def form(self) -> Form:
        """Answers to length, ending, commas, start, script, words, hint of `GROUPS`."""
        if self._form is None:
            hint = _HINT_VALUES.get(self.rules[0].category, len(HINTS) + 1) if self.rules else 0
            self._form = (*_form(self.raw, self.text), hint)
        return self._form

    def take_rules(self, matching: tuple[LineRule, ...]) -> None:
        """Fill in what follows from the rules that match."""
        self.rules = rules = tuple([rule for rule in matching if rule.strength not in BODY_STRENGTHS])
        self.edges = frozenset([rule.strength for rule in matching]) & BODY_STRENGTHS
        self.always = next((rule for rule in rules if rule.strength == "always"), None)
        categories = {rule.category for rule in rules}
        self.closes, self.opens = not CLOSING.isdisjoint(categories), not OPENING.isdisjoint(categories)
        self.is_byline, self.is_stamp = "byline" in categories, any(rule.id in STAMPS for rule in rules)


NO_WORDING = Wording("", is_read=True)
"""Of lines that nobody needs to read."""
short_wording = lru_cache(maxsize=16384)(Wording)
"""The wording of a line of up to `CACHED_CHARS`, remembered: the pages of a site share most of their chrome."""


def read_words(wordings: list[Wording]) -> None:
    """Fill in those of `wordings` that have not been read."""
    unread = [wording for wording in wordings if not wording.is_read]
    texts = fold_lines([wording.raw for wording in unread])
    for wording, text, matching in zip(unread, texts, match_lines(texts), strict=True):
        wording.text = text
        if matching:
            wording.take_rules(matching)
        wording.is_read = True


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
