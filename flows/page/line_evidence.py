"""What can be said of each line before deciding on it: its form, its place, its container, its neighbours."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from flows.page.containers import Containers
from flows.page.evidence_groups import HINTS
from flows.page.line_rules import LineRule
from flows.page.lines import Line, Reading
from flows.page.title import TitleChoice

CLOSING = frozenset(
    ["editor", "share", "related", "comment", "disclaimer", "copyright", "icp", "pagination", "tags", "contact"]
)
"""Categories of lines that come when an article is over."""
_OPENING = frozenset(["byline", "breadcrumb", "nav"])
_TAGS = {
    "p": 1, "div": 2, "td": 3, "th": 3, "li": 4, "dt": 4, "dd": 4, "h1": 5, "h2": 5, "h3": 6, "h4": 6, "h5": 6, "h6": 6,
    "option": 7, "button": 7, "select": 7, "textarea": 7, "form": 7, "label": 7, "legend": 7, "fieldset": 7, "a": 7,
    "pre": 8, "blockquote": 8, "article": 8, "section": 8, "main": 8,
}  # fmt: skip
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
_TEXT_SURROUNDINGS = (0, 0, 0, 0, 0, 0, 0, 0)
MIN_PROSE_CHARS = 12
MIN_OPENING_CHARS = 20
"""A shorter sentence does not open an article: it may be a slogan of the page's head."""
MIN_CLOSING_SHARE = 0.3


@dataclass(slots=True)
class Evidence:
    """The lines to be weighed and what can be said of each."""

    indexes: list[int]
    rows: list[tuple[int, ...]]
    """Parallel to `indexes`: an answer to each question of `GROUPS`."""
    gaps: list[int]
    """Parallel: index into `GAPS`, what lies before the line; the first is of no use."""


def prose_chars(line: Line, text: str) -> int:
    """Characters of a line that reads as prose; 0 of one that does not. `text` is the folded line."""
    size = len(text)
    if size < MIN_PROSE_CHARS or line.link_chars * 3 > size:
        return 0
    last = text[-1]
    if last in "。!?;" or "。" in text or (last in '”」』)"' and "," in text):
        return size
    return size if size >= 60 and text.count(",") + text.count("、") >= 2 else 0


def gather_evidence(
    reading: Reading, folded: list[str], hits: dict[int, list[LineRule]], decided: set[int], title: TitleChoice
) -> Evidence:
    """Describe every line that is not in `decided`. `folded`: the folded texts; `hits`: the rules that match them."""
    lines = reading.lines
    indexes = [index for index in range(len(lines)) if index not in decided]
    prose = [0] * len(lines)
    for index in indexes:
        prose[index] = prose_chars(lines[index], folded[index])
    is_html = reading.media_type == "text/html"
    containers = Containers(reading.elements, lines, prose)
    places = _places(indexes, prose, hits, title, folded)
    near = _neighbours([prose[index] for index in indexes])
    rows = []
    for index, place, pair in zip(indexes, places, near, strict=True):
        line = lines[index]
        form = _form(line, folded[index])
        rules = hits.get(index)
        hint = _HINT_VALUES.get(rules[0].category, len(HINTS) + 1) if rules else 0
        if is_html:
            bold = 1 if line.bold_chars * 10 >= len(line.text) * 9 else 0
            layout = (_TAGS.get(line.tag, 0), bold, *containers.describe(line.element), 0)
        else:
            layout = (*_TEXT_SURROUNDINGS, 1 + min(3, line.blank_before))
        rows.append((*form, hint, *place, *pair, *layout))
    return Evidence(indexes, rows, _gaps(reading, indexes, hits, is_html))


def _form(line: Line, text: str) -> tuple[int, int, int, int, int, int, int]:
    """length, ending, commas, links, start, script, words."""
    size = len(text)
    last = text[-1:]
    ending = 0 if "一" <= last <= "鿿" else _ENDINGS.get(last) or (6 if last.isalnum() else 7)
    comma_count = text.count(",") + text.count("、") if size > 4 else 0
    commas = 3 if size > 12 and "。" in text[:-1] else min(2, comma_count)
    links = 0
    if line.link_chars:
        share = line.link_chars / len(line.text)
        links = 1 if share < 0.3 else (2 if share < 0.75 else 4) + (size >= 25)
    script = 0
    if text.isascii():
        is_address = "http" in text or "www." in text
        script = 4 if is_address else 2 if any(map(str.isdigit, text)) else 3
    elif len(text.encode()) < size * 2:
        script = 1
    words = 0
    if size > 2 and (count := text.count(" ") + text.count("|")):
        words = 1 if count == 1 else 2 if count < 4 or size > count * 12 else 3
    return bisect_left(_LENGTHS, size), ending, commas, links, _STARTS.get(line.text[0], 0), script, words


def _places(
    indexes: list[int], prose: list[int], hits: dict[int, list[LineRule]], title: TitleChoice, folded: list[str]
) -> list[tuple[int, int, int, int, int, int, int]]:
    """ends_before, ends_after, byline_ahead, title_distance, mass_before, repeated, zone."""
    total, line_count = sum(prose) or 1, len(prose)
    titled = title.line_indexes[-1] if title.line_indexes else -1
    opening = next((i for i in range(titled + 1, line_count) if prose[i] >= MIN_OPENING_CHARS), -1)
    if opening < 0:
        opening = next((i for i in indexes if i > titled), line_count)
    earliest = max(opening, _closing_start(prose, total))
    ends = sorted(i for i, rules in hits.items() if i > earliest and any(rule.category in CLOSING for rule in rules))
    bylines = [i for i, rules in hits.items() if any(rule.category == "byline" for rule in rules)]
    first_prose = next((i for i in range(line_count) if prose[i]), line_count)
    ahead = {k for i in bylines for k in range(max(0, i - 11), i) if k <= first_prose}
    counts: dict[str, int] = {}
    for text in folded:
        counts[text] = counts.get(text, 0) + 1
    steps = (total * 0.05, total * 0.5, total * 0.95)
    running = cursor = before = 0
    places = []
    for i in indexes:
        while cursor < i:
            running += prose[cursor]
            cursor += 1
        while before < len(ends) and ends[before] < i:
            before += 1
        distance = 0 if titled < 0 else 1 if i < titled else 2 + bisect_left((2, 5, 15, 40), i - titled)
        mass = 0 if not running else 5 if running == total else 1 + bisect_left(steps, running)
        repeated = 0 if counts[folded[i]] == 1 else 1 if len(folded[i]) < 15 else 2
        zone = (0 if i <= titled else 3 if before else 1 if i < opening else 2) + (0 if titled < 0 else 4)
        after = len(ends) - before
        places.append((_few(before), _few(after), 1 if i in ahead else 0, distance, mass, repeated, zone))
    return places


def _closing_start(prose: list[int], total: int) -> int:
    """The line at which `MIN_CLOSING_SHARE` of the prose has passed: a share bar above it closes nothing."""
    running = 0
    for index, size in enumerate(prose):
        running += size
        if running >= total * MIN_CLOSING_SHARE:
            return index
    return -1


def _few(count: int) -> int:
    return count if count < 2 else 2 if count < 4 else 3


def _neighbours(prose: list[int]) -> list[tuple[int, int]]:
    """neighbours (of two above and two below, how many are prose) and window (of eight)."""
    sums = [0] * 9
    for size in prose:
        sums.append(sums[-1] + (size > 0))
    sums += sums[-1:] * 8
    thirds = (0, 1, 1, 2, 2, 2, 2, 2, 2)
    return [
        (
            (sums[i] - sums[i - 2]) * 3 + sums[i + 3] - sums[i + 1],
            thirds[sums[i] - sums[i - 8]] * 3 + thirds[sums[i + 9] - sums[i + 1]],
        )
        for i in range(8, len(prose) + 8)
    ]


def _gaps(reading: Reading, indexes: list[int], hits: dict[int, list[LineRule]], is_html: bool) -> list[int]:
    """What lies between each weighed line and the one before it."""
    lines, elements = reading.lines, reading.elements
    gaps = [0]
    for a, b in pairwise(indexes):
        gap = -1
        if b - a > 1:
            between = {rule.category for i in range(a + 1, b) for rule in hits.get(i, ())}
            gap = 7 if between & CLOSING else 6 if between & _OPENING else 8 if is_html else -1
            if gap == 8 and not all(lines[i].link_chars for i in range(a + 1, b)):
                gap = -1
        if gap < 0 and is_html:
            left, right = elements[lines[a].element], elements[lines[b].element]
            if left.parent == right.parent or left is right:
                gap = 0
            else:
                gap = 1 if elements[left.parent].parent == elements[right.parent].parent else 2
        elif gap < 0:
            gap = 3 + min(2, lines[b].blank_before)
        gaps.append(gap)
    return gaps
