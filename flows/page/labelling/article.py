"""The element of the article: the smallest one that holds nearly all of what a page was published for.

Every element with a fair share of the page's text is a candidate. What can be said of it (its share of the text, its
links, its class, where the title is printed, whether it is one of several alike) is answered as questions, and the
candidate with the best sum of the answers' weights is the article. The weights are fitted on labelled pages.
"""

import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import getitem

from flows.page.labelling.answers import Alike, ArticleTag, TitlePlace, Tokens
from flows.page.labelling.element_sums import Sums
from flows.page.labelling.element_tokens import token_value
from flows.page.labelling.questions import Group
from flows.page.labelling.wording import Wording
from flows.page.lines import Reading
from flows.page.title.choice import TitleChoice

MIN_SHARE = 0.08
"""Share of the page's text that an element must hold to be a candidate."""
NEAR_LINES = 12
"""A title belongs to an element that begins at most so many lines below it."""
_SHARES = (0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 0.99)
_PURITIES = (0.2, 0.4, 0.6, 0.75, 0.9)
_BALANCES = (0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9)
_PARTS = (0.1, 0.3, 0.6, 0.9)
_RANKS = (0.1, 0.3, 0.6, 0.9)
_BETWEEN = (0.02, 0.2, 0.6)
_ABOVE = (TitlePlace.JUST_ABOVE, TitlePlace.NEAR_ABOVE, TitlePlace.ABOVE, TitlePlace.FAR_ABOVE)
HEAD_SHARE = 0.05
"""Share of an element's text that may stand above its title for the element to count as beginning with it."""
_BEFORE = (0.001, 0.1, 0.4)
_TAGS = {
    **dict.fromkeys(("article", "main"), ArticleTag.ARTICLE), "section": ArticleTag.SECTION,
    **dict.fromkeys(("div", "center"), ArticleTag.DIV), **dict.fromkeys(("td", "th"), ArticleTag.CELL),
    **dict.fromkeys(("tr", "tbody", "table"), ArticleTag.TABLE),
    **dict.fromkeys(
        ("p", "h1", "h2", "h3", "h4", "span", "pre", "blockquote", "figure"), ArticleTag.PARAGRAPH
    ),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), ArticleTag.LIST),
    **dict.fromkeys(("body", "html", ""), ArticleTag.BODY),
    **dict.fromkeys(("footer", "aside", "nav", "header", "form", "dialog"), ArticleTag.SURROUNDINGS),
}  # fmt: skip
_FEW = ("0", "1", "2-3", "4 or more")
_PART_NAMES = ("to .1", "to .3", "to .6", "to .9", "more")
QUESTIONS: tuple[Group, ...] = (
    Group(
        "share",
        "Share of the page's text.",
        ("to .15", "to .3", "to .5", "to .7", "to .85", "to .95", "to .99", "all"),
    ),
    Group(
        "purity",
        "Share of its characters that are text rather than links and labels.",
        ("to .2", "to .4", "to .6", "to .75", "to .9", "more"),
    ),
    Group(
        "balance",
        "Harmonic mean of the two.",
        ("to .2", "to .35", "to .5", "to .6", "to .7", "to .8", "to .9", "more"),
    ),
    Group(
        "tag",
        "Its tag.",
        ArticleTag.all_written(),
    ),
    Group("own_tokens", "What its class and id speak of.", Tokens.all_written()),
    Group("above_tokens", "What the class of an element around it speaks of, if of chrome.", Tokens.all_written()),
    Group(
        "title",
        "Where the title is printed, and how much text, beside its own, lies between.",
        TitlePlace.all_written(),
    ),
    Group(
        "rank",
        "Text in it and in its children directly, beside the most that any element has.",
        ("to .1", "to .3", "to .6", "to .9", "the most"),
    ),
    Group("closings", "Lines in it that close an article.", _FEW),
    Group(
        "alike",
        "Elements of its tag and class in its parent that hold text, and whether it is the first of them.",
        Alike.all_written(),
    ),
    Group("largest", "Share of its text in the largest of its children.", _PART_NAMES),
    Group("direct", "Share of its text that stands in it or in its children directly.", _PART_NAMES),
    Group("before", "Share of the page's text above it.", ("none", "to .1", "to .4", "more")),
    Group("byline", "A byline stands in it or just above.", ("no", "yes")),
)
ArticleWeights = tuple[tuple[float, ...], ...]
"""The weight of each answer to each of `QUESTIONS`."""


@dataclass(slots=True, frozen=True)
class Candidate:
    """An element that may be the article."""

    index: int
    first: int
    """Its first line."""
    last: int
    answers: tuple[int, ...]
    """To each of `QUESTIONS`."""


@dataclass(slots=True, frozen=True)
class Article:
    """The element of the article."""

    index: int
    """In `Reading.elements`; 0, the root, in plain text and where no element stands out."""
    first: int
    """Its first line."""
    last: int

    def holds(self, line: int) -> bool:
        """Whether the line of that index stands in the element."""
        return self.first <= line <= self.last


def find_article(
    reading: Reading, wordings: list[Wording], sums: Sums, title: TitleChoice, weights: ArticleWeights | None = None
) -> Article:
    """The article of a page. `weights`: others than the project's own."""
    weights = weights or load_article_weights()
    best, best_score = None, 0.0
    for candidate in list_candidates(reading, wordings, sums, title):
        score = sum(map(getitem, weights, candidate.answers))
        if best is None or score > best_score:
            best, best_score = candidate, score
    return Article(best.index, best.first, best.last) if best else Article(0, 0, len(reading.lines) - 1)


def list_candidates(reading: Reading, wordings: list[Wording], sums: Sums, title: TitleChoice) -> list[Candidate]:
    """The candidates of a page in document order, described."""
    elements, mass, chars = reading.elements, sums.mass, sums.chars
    total = mass[0]
    if not total:
        return []
    least = total * MIN_SHARE
    chosen = [index for index in range(1, len(elements)) if mass[index] >= least]
    most_direct = max(sums.direct)
    firsts, lasts, running = _spans(reading, sums)
    closings = [i for i, wording in enumerate(wordings) if wording.closes]
    bylines = [i for i, wording in enumerate(wordings) if wording.is_byline]
    above: dict[int, Tokens] = {0: Tokens.NONE}
    candidates = []
    for index in chosen:
        element = elements[index]
        parent = element.parent
        own = token_value(element.tokens)
        above[index] = own if own > Tokens.BOTH else above.get(parent, Tokens.NONE)
        first, last = firsts[index], lasts[index]
        share, purity = mass[index] / total, mass[index] / max(1, chars[index])
        candidates.append(
            Candidate(
                index,
                first,
                last,
                (
                    bisect_left(_SHARES, share),
                    bisect_left(_PURITIES, purity),
                    bisect_left(_BALANCES, 2 * share * purity / (share + purity)),
                    _TAGS.get(element.tag, ArticleTag.OTHER),
                    own,
                    above.get(parent, Tokens.NONE),
                    _place_of_title(title, first, last, running, mass[index]),
                    bisect_left(_RANKS, sums.direct[index] / most_direct),
                    _few(_count(closings, first, last)),
                    _rank(sums.alike.get((parent, element.tag, element.tokens), (index, 1)), index),
                    bisect_left(_PARTS, sums.largest[index] / mass[index]),
                    bisect_left(_PARTS, sums.direct[index] / mass[index]),
                    bisect_left(_BEFORE, running[first] / total),
                    int(_count(bylines, first - NEAR_LINES, last) > 0),
                ),
            )
        )
    return candidates


def _spans(reading: Reading, sums: Sums) -> tuple[list[int], list[int], list[float]]:
    """Of each element: its first and its last line; the text above each line of the page."""
    elements, count = reading.elements, len(reading.lines)
    first, last = [count] * len(elements), [-1] * len(elements)
    total, running = 0.0, [0.0]
    for line, size in zip(reading.lines, sums.line_mass, strict=True):
        index = line.element
        if last[index] < 0:
            first[index] = line.index
        last[index] = line.index
        total += size
        running.append(total)
    for index in range(len(elements) - 1, 0, -1):
        parent = elements[index].parent
        if first[index] < first[parent]:
            first[parent] = first[index]
        if last[index] > last[parent]:
            last[parent] = last[index]
    return first, last, running


def _place_of_title(title: TitleChoice, first: int, last: int, running: list[float], mass: float) -> TitlePlace:
    """running: the text above each line of the page."""
    if not title.line_indexes:
        return TitlePlace.NOWHERE
    place = title.line_indexes[-1]
    if place > last:
        return TitlePlace.BELOW
    if place >= first:
        is_at_head = running[place] - running[first] <= HEAD_SHARE * mass
        return TitlePlace.HEAD if is_at_head else TitlePlace.INSIDE
    return _ABOVE[bisect_left(_BETWEEN, (running[first] - running[place]) / mass)]


def _rank(alike: tuple[int, int], index: int) -> Alike:
    head, count = alike
    if count < 2:
        return Alike.NONE
    if count < 4:
        return Alike.FIRST_OF_FEW if index == head else Alike.LATER_OF_FEW
    return Alike.FIRST_OF_MANY if index == head else Alike.LATER_OF_MANY


def _count(places: list[int], first: int, last: int) -> int:
    return bisect_left(places, last + 1) - bisect_left(places, first)


def _few(count: int) -> int:
    return count if count < 2 else 2 if count < 4 else 3


@cache
def load_article_weights() -> ArticleWeights:
    """The weight of each answer to each of `QUESTIONS`."""
    data = tomllib.loads(files("flows").joinpath("rules", "article_weights.toml").read_text(encoding="utf-8"))
    return tuple(tuple(float(data[group.name][value]) for value in group.values) for group in QUESTIONS)
