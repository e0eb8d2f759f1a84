"""What can be said of each line before deciding on it: its form, its place, its container, its neighbours."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from itertools import accumulate, pairwise, repeat

from flows.page.labelling.article import Article
from flows.page.labelling.containers import Containers
from flows.page.labelling.layout import Layout
from flows.page.labelling.questions import RULED
from flows.page.labelling.wording import Wording, prose_chars
from flows.page.lines import Line, Reading
from flows.page.title.choose import TitleChoice

_TAGS = {
    "p": 1, "div": 2, "td": 3, "th": 3, "li": 4, "dt": 4, "dd": 4, "h1": 5, "h2": 5, "h3": 6, "h4": 6, "h5": 6, "h6": 6,
    "option": 7, "button": 7, "select": 7, "textarea": 7, "form": 7, "label": 7, "legend": 7, "fieldset": 7, "a": 7,
    "pre": 8, "blockquote": 8, "article": 8, "section": 8, "main": 8,
}  # fmt: skip
_COMPANY_SHARES = (0.0001, 0.3, 0.6, 0.85)
COMPANY_LINES = 5
_RUN_SIZES = (0, 2, 5, 12)
LIST_ITEM_CHARS = 40
_DISTANCES = (2, 5, 15, 40)
_RULED = {category: answer for answer, category in enumerate(RULED, 1)}
LONG_LINK_CHARS = 25
MIN_OPENING_CHARS = 20
"""A shorter sentence does not open an article: it may be a slogan of the page's head."""
MIN_CLOSING_SHARE = 0.3


@dataclass(slots=True)
class Evidence:
    """The lines to be weighed and what can be said of each."""

    indexes: list[int]
    forms: list[tuple[int, ...]]
    """Parallel to `indexes`, as are the other lists: answers to the first questions of `GROUPS`."""
    places: list[tuple[int, ...]]
    """Answers to the questions that follow, from links to zone."""
    layouts: list[tuple[int, ...]]
    """Answers to the rest."""
    gaps: list[int]
    """Index into `GAPS`, what lies before the line; the first is of no use."""

    @property
    def rows(self) -> list[tuple[int, ...]]:
        """An answer to each question of `GROUPS`, for each line."""
        return [(*a, *b, *c) for a, b, c in zip(self.forms, self.places, self.layouts, strict=True)]


def gather_evidence(
    reading: Reading, wordings: list[Wording], decided: Container[int], title: TitleChoice, layout: Layout
) -> Evidence:
    """Describe every line that is not in `decided`. `wordings`: of every line of the page."""
    lines = reading.lines
    indexes = [index for index in range(len(lines)) if index not in decided]
    if not indexes:
        return Evidence([], [], [], [], [0])
    weighed, words = [lines[index] for index in indexes], [wordings[index] for index in indexes]
    article = layout.article
    prose = {index: size for index, size in layout.prose.items() if article.holds(index)}
    forms: list[tuple[int, ...]] = [wording.form for wording in words]
    places = _places(weighed, words, prose, wordings, title)
    if reading.media_type == "text/html":
        layouts = _layouts(reading, weighed, words, layout, wordings)
        gaps = _html_gaps(reading, weighed, wordings, article)
    else:
        layouts = _text_layouts(weighed, layout, _companies(weighed, wordings, layout.prose))
        gaps = _text_gaps(weighed, wordings, article)
    return Evidence(indexes, forms, places, layouts, gaps)


def _text_layouts(weighed: list[Line], layout: Layout, companies: dict[int, tuple[int, int]]) -> list[tuple[int, ...]]:
    """As `_layouts`, of plain text."""
    first, last = layout.article.first, layout.article.last
    layouts: list[tuple[int, ...]] = []
    for line in weighed:
        index = line.index
        if index < first:
            place = 3 if first - index <= COMPANY_LINES else 2
        else:
            place = 4 if index <= last else 5 if index - last <= COMPANY_LINES else 6
        layouts.append((0, 0, 0, 0, place, *[0] * 8, *companies[index], 1 + min(3, line.blank_before)))
    return layouts


def _companies(weighed: list[Line], wordings: list[Wording], prose: dict[int, int]) -> dict[int, tuple[int, int]]:
    """company and list_run of the `weighed` lines, by index. wordings: of every line."""
    count = len(wordings)
    sizes = [len(wording.text) for wording in wordings]
    chars = [0, *accumulate(sizes)]
    sentences = [0, *accumulate(map(prose.get, range(count), repeat(0)))]
    runs = _list_runs(wordings, prose)
    answers = {}
    for line in weighed:
        index = line.index
        first, last = max(0, index - COMPANY_LINES), min(count, index + COMPANY_LINES + 1)
        around = chars[last] - chars[first] - sizes[index]
        share = (sentences[last] - sentences[first] - prose.get(index, 0)) / (around or 1)
        answers[index] = bisect_left(_COMPANY_SHARES, share), bisect_left(_RUN_SIZES, runs[index])
    return answers


def _list_runs(wordings: list[Wording], prose: dict[int, int]) -> list[int]:
    """Of every line: how many short lines without a full stop stand in a row with it; 0 if it is none."""
    runs: list[int] = []
    run = 0
    for index, wording in enumerate(wordings):
        text = wording.text
        if text and len(text) <= LIST_ITEM_CHARS and text[-1] not in "。!?:;" and index not in prose:
            run += 1
            continue
        runs += [run] * run
        runs.append(0)
        run = 0
    return runs + [run] * run


def _layouts(
    reading: Reading, weighed: list[Line], words: list[Wording], layout: Layout, wordings: list[Wording]
) -> list[tuple[int, ...]]:
    """tag, bold, the surroundings, image, link_run, hidden, ruled, company, list_run, blank_before.

    words: of `weighed`. wordings: of every line.
    """
    companies = _companies(weighed, wordings, layout.prose)
    describe = Containers(reading.elements, layout.sums, layout.article).describe
    pictured = {image.before_line for image in reading.images}
    runs = _link_runs(reading.lines, weighed)
    layouts: list[tuple[int, ...]] = []
    for line, wording in zip(weighed, words, strict=True):
        bold = 1 if line.bold_chars and line.bold_chars * 10 >= len(line.text) * 9 else 0
        picture = 0 if line.index not in pictured else 2 if prose_chars(wording.text) else 1
        ruled = _RULED.get(wording.always.category, len(RULED) + 1) if wording.always else 0
        run = runs[line.index] if line.link_chars else 0
        layouts.append(
            (
                _TAGS.get(line.tag, 0),
                bold,
                *describe(line),
                picture,
                run,
                int(line.is_hidden),
                ruled,
                *companies[line.index],
                0,
            )
        )
    return layouts


def _link_runs(lines: list[Line], weighed: list[Line]) -> dict[int, int]:
    """Of the `weighed` lines that have links: how many lines of links stand in a row with them."""
    runs: dict[int, int] = {}
    for line in weighed:
        if not line.link_chars or line.index in runs:
            continue
        first = last = line.index
        if not is_link(line):
            runs[first] = 0
            continue
        while first and is_link(lines[first - 1]):
            first -= 1
        while last + 1 < len(lines) and is_link(lines[last + 1]):
            last += 1
        size = last - first + 1
        runs.update(dict.fromkeys(range(first, last + 1), 1 if size < 3 else 2 if size < 6 else 3))
    return runs


def is_link(line: Line) -> bool:
    """Whether a line is links and nothing else."""
    return line.link_chars * 10 >= len(line.text) * 9


def _places(
    weighed: list[Line], words: list[Wording], prose: dict[int, int], wordings: list[Wording], title: TitleChoice
) -> list[tuple[int, ...]]:
    """links, ends_before, ends_after, byline_ahead, title_distance, mass_before, repeated, zone.

    words: of `weighed`. prose: characters of the lines of prose, by index, in order. wordings: of the whole page.
    """
    total, line_count = sum(prose.values()) or 1, len(wordings)
    titled = title.line_indexes[-1] if title.line_indexes else -1
    opening = next((i for i, size in prose.items() if i > titled and size >= MIN_OPENING_CHARS), -1)
    if opening < 0:
        opening = next((line.index for line in weighed if line.index > titled), line_count)
    earliest = max(opening, _closing_start(prose, total))
    worded = [(i, wording) for i, wording in enumerate(wordings) if wording.rules]
    ends = [i for i, wording in worded if wording.closes and i > earliest]
    bylines = [i for i, wording in worded if wording.is_byline]
    first_prose = next(iter(prose), line_count)
    ahead = {k for i in bylines for k in range(max(0, i - 11), min(i, first_prose + 1))}
    counts = Counter([wording.text for wording in wordings])
    steps = (total * 0.05, total * 0.5, total * 0.95)
    title_zone, end_count = 0 if titled < 0 else 4, len(ends)
    running = before = mass = 0
    few_before, few_after = 0, _few(end_count)
    places: list[tuple[int, ...]] = []
    for line, wording in zip(weighed, words, strict=True):
        i, link_chars = line.index, line.link_chars
        if before < end_count and ends[before] < i:
            before = bisect_left(ends, i)
            few_before, few_after = _few(before), _few(end_count - before)
        distance = 0 if titled < 0 else 1 if i < titled else 2 + bisect_left(_DISTANCES, i - titled)
        repeated = 0 if counts[wording.text] == 1 else 1 if len(wording.text) < 15 else 2
        zone = title_zone + (0 if i <= titled else 3 if before else 1 if i < opening else 2)
        links = _link_answer(link_chars, len(line.text)) if link_chars else 0
        places.append((links, few_before, few_after, 1 if i in ahead else 0, distance, mass, repeated, zone))
        if i in prose:
            running += prose[i]
            mass = 5 if running == total else 1 + bisect_left(steps, running)
    return places


def _link_answer(link_chars: int, size: int) -> int:
    share = link_chars / size
    return 1 if share < 0.3 else (2 if share < 0.75 else 4) + (size >= LONG_LINK_CHARS)


def _closing_start(prose: dict[int, int], total: int) -> int:
    """The line at which `MIN_CLOSING_SHARE` of the prose has passed: a share bar above it closes nothing."""
    running = 0
    for index, size in prose.items():
        running += size
        if running >= total * MIN_CLOSING_SHARE:
            return index
    return -1


def _few(count: int) -> int:
    return count if count < 2 else 2 if count < 4 else 3


def _html_gaps(reading: Reading, weighed: list[Line], wordings: list[Wording], article: Article) -> list[int]:
    """What lies between each weighed line and the one before it."""
    lines, elements = reading.lines, reading.elements
    gaps = [0]
    above = weighed[0]
    parent = elements[above.element].parent
    for line in weighed[1:]:
        a, b, above_parent = above.index + 1, line.index, parent
        parent = elements[line.element].parent
        gap = _gap_over(wordings[a:b]) if a < b else -1
        if article.index and article.holds(above.index) != article.holds(b):
            gap = 9 if article.holds(b) else 10
        elif gap < 0:
            if a < b and all(between.link_chars for between in lines[a:b]):
                gap = 8
            elif parent == above_parent:
                gap = 0
            else:
                gap = 1 if elements[parent].parent == elements[above_parent].parent else 2
        gaps.append(gap)
        above = line
    return gaps


def _text_gaps(weighed: list[Line], wordings: list[Wording], article: Article) -> list[int]:
    """As `_html_gaps`, of plain text."""
    gaps = [0]
    for above, below in pairwise(weighed):
        if article.holds(above.index) != article.holds(below.index):
            gaps.append(9 if article.holds(below.index) else 10)
            continue
        gap = _gap_over(wordings[above.index + 1 : below.index])
        gaps.append(gap if gap >= 0 else 3 + min(2, below.blank_before))
    return gaps


def _gap_over(between: list[Wording]) -> int:
    """The gap that the words of decided lines make, -1 if they say nothing."""
    is_opening = False
    for wording in between:
        if wording.closes:
            return 7
        is_opening = is_opening or wording.opens
    return 6 if is_opening else -1
