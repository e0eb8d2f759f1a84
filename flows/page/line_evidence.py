"""What can be said of each line before deciding on it: its form, its place, its container, its neighbours."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from flows.page.containers import Containers
from flows.page.lines import Reading
from flows.page.title import TitleChoice
from flows.page.wording import Wording

_TAGS = {
    "p": 1, "div": 2, "td": 3, "th": 3, "li": 4, "dt": 4, "dd": 4, "h1": 5, "h2": 5, "h3": 6, "h4": 6, "h5": 6, "h6": 6,
    "option": 7, "button": 7, "select": 7, "textarea": 7, "form": 7, "label": 7, "legend": 7, "fieldset": 7, "a": 7,
    "pre": 8, "blockquote": 8, "article": 8, "section": 8, "main": 8,
}  # fmt: skip
_TEXT_SURROUNDINGS = (0, 0, 0, 0, 0, 0, 0, 0, 0)
LONG_LINK_CHARS = 25
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


def gather_evidence(reading: Reading, wordings: list[Wording], decided: set[int], title: TitleChoice) -> Evidence:
    """Describe every line that is not in `decided`. `wordings`: of every line of the page."""
    lines = reading.lines
    indexes = [index for index in range(len(lines)) if index not in decided]
    prose = [0] * len(lines)
    for index in indexes:
        size = wordings[index].prose
        if size and lines[index].link_chars * 3 <= size:
            prose[index] = size
    is_html = reading.media_type == "text/html"
    containers = Containers(reading.elements, lines, prose)
    places = _places(indexes, prose, wordings, title)
    pictured = {image.before_line for image in reading.images}
    rows: list[tuple[int, ...]] = []
    for index, place in zip(indexes, places, strict=True):
        line = lines[index]
        links = 0
        if line.link_chars:
            share = line.link_chars / len(line.text)
            links = 1 if share < 0.3 else (2 if share < 0.75 else 4) + (len(line.text) >= LONG_LINK_CHARS)
        if is_html:
            bold = 1 if line.bold_chars * 10 >= len(line.text) * 9 else 0
            picture = 0 if index not in pictured else 2 if wordings[index].prose else 1
            layout = (_TAGS.get(line.tag, 0), bold, *containers.describe(line.element), picture, 0)
        else:
            layout = (*_TEXT_SURROUNDINGS, 1 + min(3, line.blank_before))
        rows.append((*wordings[index].form, links, *place, *layout))
    return Evidence(indexes, rows, _gaps(reading, indexes, wordings, is_html))


def _places(
    indexes: list[int], prose: list[int], wordings: list[Wording], title: TitleChoice
) -> list[tuple[int, int, int, int, int, int, int]]:
    """ends_before, ends_after, byline_ahead, title_distance, mass_before, repeated, zone."""
    total, line_count = sum(prose) or 1, len(prose)
    titled = title.line_indexes[-1] if title.line_indexes else -1
    opening = next((i for i in range(titled + 1, line_count) if prose[i] >= MIN_OPENING_CHARS), -1)
    if opening < 0:
        opening = next((i for i in indexes if i > titled), line_count)
    earliest = max(opening, _closing_start(prose, total))
    ends = [i for i, wording in enumerate(wordings) if wording.closes and i > earliest]
    bylines = [i for i, wording in enumerate(wordings) if wording.is_byline]
    first_prose = next((i for i in range(line_count) if prose[i]), line_count)
    ahead = {k for i in bylines for k in range(max(0, i - 11), i) if k <= first_prose}
    counts: dict[str, int] = {}
    for wording in wordings:
        counts[wording.text] = counts.get(wording.text, 0) + 1
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
        text = wordings[i].text
        repeated = 0 if counts[text] == 1 else 1 if len(text) < 15 else 2
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


def _gaps(reading: Reading, indexes: list[int], wordings: list[Wording], is_html: bool) -> list[int]:
    """What lies between each weighed line and the one before it."""
    lines, elements = reading.lines, reading.elements
    gaps = [0]
    for a, b in pairwise(indexes):
        gap = -1
        if b - a > 1:
            between = wordings[a + 1 : b]
            if any(wording.closes for wording in between):
                gap = 7
            elif any(wording.opens for wording in between):
                gap = 6
            elif is_html and all(line.link_chars for line in lines[a + 1 : b]):
                gap = 8
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
