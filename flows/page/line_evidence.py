"""What can be said of each line before deciding on it: its form, its place, its container, its neighbours.

Evidence is a row of small numbers, one a group of `GROUPS`; each is the index of one of the group's named values. The
weights (flows/rules/chrome_weights.toml) give each named value its log-odds, so a decision can be read off.
"""

from bisect import bisect_left
from dataclasses import dataclass

from flows.page.element_tokens import read_tokens
from flows.page.line_rules import LineRule
from flows.page.lines import Element, Line, Reading
from flows.page.title import TitleChoice

_TAGS = {
    **dict.fromkeys(("p",), 1),
    **dict.fromkeys(("td", "th"), 3),
    **dict.fromkeys(("li", "dt", "dd"), 4),
    **dict.fromkeys(("h1", "h2"), 5),
    **dict.fromkeys(("h3", "h4", "h5", "h6"), 6),
    **dict.fromkeys(("option", "button", "select", "textarea", "form", "label", "legend", "fieldset", "a", "input"), 7),
    **dict.fromkeys(("pre", "blockquote", "article", "section", "main"), 8),
}
_CHROME_VALUES = {
    "copyright": 3, "breadcrumb": 3, "nav": 3, "share": 4, "comment": 5, "login": 3, "related": 6, "ad": 4, "tags": 4,
    "pagination": 3, "disclaimer": 3, "editor": 4, "byline": 7, "image": 7,
}  # fmt: skip
_HINTS = ("nav", "byline", "image", "related", "comment", "ad", "copyright", "contact", "date_widget")
_END_CATEGORIES = frozenset(
    (
        "editor",
        "share",
        "related",
        "comment",
        "disclaimer",
        "copyright",
        "icp",
        "pagination",
        "tags",
        "contact",
        "login",
    )
)
_LENGTHS = (3, 6, 10, 15, 22, 35, 60, 120)
_BULLETS = frozenset("*·•◆■□▪●○◎▲△►>»・-–—+※★☆")
_BRACKETS = frozenset("[【〔「『《(（")
_COUNTS = ("0", "1", "2-3", "4 or more")


@dataclass(frozen=True, slots=True)
class Group:
    """A question asked of every line; each line has exactly one of its answers."""

    name: str
    meaning: str
    values: tuple[str, ...]


_ZONES = tuple(f"{title}, {zone}" for title in ("untitled", "titled") for zone in ("head", "opening", "middle", "end"))
_TOKENS = ("none", "content", "both", "nav", "share", "comment", "related", "byline")
_PAIRS = tuple(f"{a}, {b}" for a in ("none", "one", "both") for b in ("none", "one", "both"))
_WIDE_PAIRS = tuple(f"{a}, {b}" for a in ("0", "1-2", "3-8") for b in ("0", "1-2", "3-8"))
GROUPS: tuple[Group, ...] = (
    Group(
        "length",
        "Characters of the line.",
        ("1-3", "4-6", "7-10", "11-15", "16-22", "23-35", "36-60", "61-120", "over 120"),
    ),
    Group(
        "ending",
        "What the line ends in.",
        ("han", "stop", "semicolon", "colon", "comma", "closing", "latin", "other", "ellipsis"),
    ),
    Group("commas", "Commas in it, or a full stop before its end.", ("none", "one", "more", "sentence inside")),
    Group(
        "links",
        "Share of its characters that are links; long is 25 characters and more.",
        ("none", "some", "half, short", "half, long", "all, short", "all, long"),
    ),
    Group("hint", "Category of the wording rule that hints at chrome.", ("none", *_HINTS, "other")),
    Group("ends_before", "Lines that close an article (editor, share, related, ...) above it.", _COUNTS),
    Group("ends_after", "Lines that close an article below it.", _COUNTS),
    Group("byline_ahead", "A byline follows within 12 lines and no prose stands above.", ("no", "yes")),
    Group(
        "title_distance",
        "Lines since the line that prints the title.",
        ("no title line", "before", "1-2", "3-5", "6-15", "16-40", "over 40"),
    ),
    Group(
        "mass_before",
        "Share of the page's prose that stands above it.",
        ("0", "to .05", "to .5", "to .95", "below 1", "1"),
    ),
    Group("neighbours", "How many of the two lines above, and below, are prose.", _PAIRS),
    Group("window", "How many of the eight lines above, and below, are prose.", _WIDE_PAIRS),
    Group("start", "What it starts with.", ("plain", "bullet", "bracket", "digit", "indent")),
    Group("script", "What it is written in.", ("han", "mixed", "digits", "latin", "url")),
    Group("words", "Blank-separated words, where they are short.", ("1", "2", "3-4", "5 or more")),
    Group("repeated", "The same line stands elsewhere on the page.", ("no", "short", "long")),
    Group("zone", "Above the title, before the first prose, in the middle, past a closing line.", _ZONES),
    Group("tag", "Its block element.", ("other", "p", "div", "cell", "item", "h1-h2", "h3-h6", "control", "quote")),
    Group("bold", "All of it is bold.", ("no", "yes")),
    Group("near_tokens", "What class and id of the element and its two parents speak of.", _TOKENS),
    Group("far_tokens", "What class and id of further ancestors speak of.", _TOKENS),
    Group(
        "main_distance",
        "Levels up to the element that holds half of the page's prose.",
        ("text", "own", "1", "2", "3", "4", "5 or more"),
    ),
    Group(
        "main_branch",
        "Prose in that element's child that the line stands in.",
        ("text", "inside", "no mass", "little mass", "some mass", "much mass"),
    ),
    Group("parent_links", "Share of links in the parent element.", ("text", "to .05", "to .3", "to .7", "over .7")),
    Group("parent_mass", "Share of prose in the parent element.", ("text", "0", "to .3", "to .7", "over .7")),
    Group("blank_before", "Blank lines above it, in plain text.", ("html", "0", "1", "2", "3 or more")),
)
OFFSETS: tuple[int, ...] = tuple(sum(len(group.values) for group in GROUPS[:i]) for i in range(len(GROUPS)))
GAPS = ("same parent", "same grandparent", "far", "adjacent", "blank", "blanks", "over start", "over end")
"""What lies between two undecided lines: the values of transitions."""


@dataclass(slots=True)
class Evidence:
    """The undecided lines of a page and what can be said of each."""

    indexes: list[int]
    """Indexes of the lines that no rule has decided."""
    rows: list[list[int]]
    """Parallel: the features of a line, each an offset into the flat list of weights."""
    gaps: list[int]
    """Parallel: index into `GAPS`, what lies before the line; the first is of no use."""


@dataclass(slots=True)
class Containers:
    """Sums over the subtree of each element."""

    chars: list[int]
    links: list[int]
    mass: list[int]
    """Characters of sentences."""


def sum_containers(elements: list[Element], lines: list[Line], sentences: list[int]) -> Containers:
    """Add up characters, link characters and sentence characters in every subtree."""
    count = len(elements)
    chars, links, mass = [0] * count, [0] * count, [0] * count
    for line, sentence in zip(lines, sentences, strict=True):
        element = line.element
        chars[element] += len(line.text)
        links[element] += line.link_chars
        mass[element] += sentence
    for index in range(count - 1, 0, -1):
        parent = elements[index].parent
        chars[parent] += chars[index]
        links[parent] += links[index]
        mass[parent] += mass[index]
    return Containers(chars, links, mass)


def sentence_chars(line: Line, text: str) -> int:
    """Characters of a line that reads as prose; 0 of one that does not. `text` is the folded line."""
    size = len(text)
    if size < 12 or line.link_chars * 3 > size or line.is_hidden:
        return 0
    if "。" in text or text[-1] in "!?;" or (text[-1] in '”」』)"' and "," in text):
        return size
    return size if size >= 60 and text.count(",") + text.count("、") >= 2 else 0


def gather_evidence(
    reading: Reading,
    folded: list[str],
    hits: dict[int, list[LineRule]],
    decided: set[int],
    title: TitleChoice,
) -> Evidence:
    """Describe every line that is not in `decided`."""
    lines = reading.lines
    indexes = [line.index for line in lines if line.index not in decided]
    sentences = [0 if i in decided else sentence_chars(line, folded[i]) for i, line in enumerate(lines)]
    is_html = reading.media_type == "text/html"
    forms = [_form(lines[i], folded[i], hits.get(i)) for i in indexes]
    places = _places(indexes, sentences, hits, title, len(lines), folded)
    near = _neighbours([sentences[i] for i in indexes])
    if is_html:
        layouts = _layouts(reading, indexes, sentences)
    else:
        layouts = [(0, 0, 0, 0, 0, 0, 0, 0, 1 + min(3, lines[i].blank_before)) for i in indexes]
    rows = [
        list(map(int.__add__, OFFSETS, (*form[:5], *place[:5], *neighbour, *form[5:], *place[5:], *layout)))
        for form, place, neighbour, layout in zip(forms, places, near, layouts, strict=True)
    ]
    return Evidence(indexes, rows, _gaps(reading, indexes, hits, is_html))


def _form(line: Line, text: str, rules: list[LineRule] | None) -> tuple[int, ...]:
    """length, ending, commas, links, hint; start, script, words."""
    size = len(text)
    last = text[-1] if text else " "
    if "一" <= last <= "鿿":
        ending = 0
    elif last in "。!?":
        ending = 1
    elif last == ";":
        ending = 2
    elif last == ":":
        ending = 3
    elif last in ",、":
        ending = 4
    elif last in "”」』’\"'])】)》〉":
        ending = 5
    elif last.isalnum():
        ending = 6
    else:
        ending = 8 if last in "…." else 7
    if "。" in text[:-1]:
        commas = 3
    else:
        commas = min(2, text.count(",") + text.count("、"))
    links = 0
    if line.link_chars:
        share = line.link_chars / len(line.text)
        links = 1 if share < 0.3 else (2 if share < 0.75 else 4) + (size >= 25)
    hint = 0
    if rules:
        category = rules[0].category
        hint = _HINTS.index(category) + 1 if category in _HINTS else len(_HINTS) + 1
    first = line.text[0]
    if first == "\u3000":
        start = 4
    elif first in _BULLETS:
        start = 1
    elif first in _BRACKETS:
        start = 2
    else:
        start = 3 if "0" <= first <= "9" else 0
    return (bisect_left(_LENGTHS, size), ending, commas, links, hint, start, _script(text, size), _words(text, size))


def _script(text: str, size: int) -> int:
    if text.isascii():
        if "http" in text or "www." in text:
            return 4
        return 2 if any(map(str.isdigit, text)) else 3
    return 1 if len(text.encode()) < size * 2 else 0


def _words(text: str, size: int) -> int:
    count = text.count(" ") + text.count("|") + text.count("・")
    return 0 if not count else 1 if count == 1 else 2 if count < 4 or size > count * 12 else 3


def _places(
    indexes: list[int],
    sentences: list[int],
    hits: dict[int, list[LineRule]],
    title: TitleChoice,
    line_count: int,
    folded: list[str],
) -> list[tuple[int, ...]]:
    """ends_before, ends_after, byline_ahead, title_distance, mass_before; repeated, zone."""
    total = sum(sentences) or 1
    titled = title.line_indexes[-1] if title.line_indexes else -1
    opening = next((i for i in range(titled + 1, line_count) if sentences[i] >= 20), -1)
    if opening < 0:
        opening = next((i for i in indexes if i > titled), line_count)
    ends = [i for i, r in sorted(hits.items()) if i > opening and any(x.category in _END_CATEGORIES for x in r)]
    bylines = [i for i, r in sorted(hits.items()) if any(x.category == "byline" for x in r)]
    counts: dict[str, int] = {}
    for text in folded:
        counts[text] = counts.get(text, 0) + 1
    running, cursor = 0, 0
    places = []
    for i in indexes:
        while cursor < i:
            running += sentences[cursor]
            cursor += 1
        before = bisect_left(ends, i)
        after = len(ends) - before
        ahead = bisect_left(bylines, i)
        is_ahead = ahead < len(bylines) and bylines[ahead] - i < 12 and running == 0
        distance = 0 if titled < 0 else 1 if i < titled else 2 + bisect_left((2, 5, 15, 40), i - titled)
        share = running / total
        mass = 0 if running == 0 else 5 if running == total else 1 + bisect_left((0.05, 0.5, 0.95), share)
        repeated = 0 if counts[folded[i]] == 1 else 1 if len(folded[i]) < 15 else 2
        zone = (0 if i <= titled else 3 if before else 1 if i < opening else 2) + (0 if titled < 0 else 4)
        places.append((_few(before), _few(after), int(is_ahead), distance, mass, repeated, zone))
    return places


def _few(count: int) -> int:
    return count if count < 2 else 2 if count < 4 else 3


def _neighbours(sentences: list[int]) -> list[tuple[int, int]]:
    """neighbours (of two before, two after, how many are prose) and window (of eight)."""
    flags = [0] * 8 + [1 if size else 0 for size in sentences] + [0] * 8
    sums = [0]
    for flag in flags:
        sums.append(sums[-1] + flag)
    result = []
    for position in range(8, len(sentences) + 8):
        before, after = sums[position] - sums[position - 2], sums[position + 3] - sums[position + 1]
        wide, far = sums[position] - sums[position - 8], sums[position + 9] - sums[position + 1]
        result.append((before * 3 + after, min(2, (wide + 1) // 2) * 3 + min(2, (far + 1) // 2)))
    return result


def _layouts(reading: Reading, indexes: list[int], sentences: list[int]) -> list[tuple[int, ...]]:
    """tag, bold, near_tokens, far_tokens, main_distance, main_branch, parent_links, parent_mass, blank_before."""
    elements = reading.elements
    sums = sum_containers(elements, reading.lines, sentences)
    total = sums.mass[0] or 1
    cache: dict[int, tuple[int, ...]] = {}
    layouts = []
    for i in indexes:
        line = reading.lines[i]
        around = cache.get(line.element)
        if around is None:
            around = cache[line.element] = _surroundings(elements, sums, line.element, total)
        bold = int(line.bold_chars * 10 >= len(line.text) * 9)
        layouts.append((_TAGS.get(line.tag, 2 if line.tag == "div" else 0), bold, *around, 0))
    return layouts


def _surroundings(elements: list[Element], sums: Containers, index: int, total: int) -> tuple[int, ...]:
    """What the ancestors of an element say of the lines in it."""
    near = far = level = 0
    distance = 6
    branch = index
    node = index
    while node >= 0:
        element = elements[node]
        is_content, category = read_tokens(element.tokens)
        value = (2 if is_content else _CHROME_VALUES[category]) if category else int(is_content)
        if value:
            if level < 3 and not near:
                near = value
            elif level >= 2 and (not far or value > 2) and far < 3:
                far = value
        if sums.mass[node] * 2 >= total and distance == 6:
            distance = min(5, 1 + level)
            break_at = level
            main_branch = 1 if level == 0 else 2 + bisect_left((0.0001, 0.05, 0.2), sums.mass[branch] / total)
            if break_at == 0:
                main_branch = 1
        if distance == 6:
            branch = node
        level += 1
        node = element.parent
    if distance == 6:
        main_branch = 2
    parent = max(elements[index].parent, 0)
    chars = sums.chars[parent] or 1
    links = 1 + bisect_left((0.05, 0.3, 0.7), sums.links[parent] / chars)
    mass = 1 if not sums.mass[parent] else 2 + bisect_left((0.3, 0.7), sums.mass[parent] / chars)
    return near, far, distance, main_branch, links, mass


def _gaps(reading: Reading, indexes: list[int], hits: dict[int, list[LineRule]], is_html: bool) -> list[int]:
    """What lies between each undecided line and the one before it."""
    lines, elements = reading.lines, reading.elements
    gaps = [0]
    for a, b in zip(indexes, indexes[1:], strict=False):
        gap = -1
        for i in range(a + 1, b):
            for rule in hits.get(i, ()):
                if rule.category in _END_CATEGORIES:
                    gap = 7
                elif gap < 0 and rule.category in ("byline", "breadcrumb", "nav"):
                    gap = 6
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
