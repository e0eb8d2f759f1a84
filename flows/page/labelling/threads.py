"""Forum threads: pages on which the posts of many people are the body."""

import re
from collections import Counter
from itertools import pairwise
from statistics import median

from flows.page.labelling.article import Article
from flows.page.labelling.evidence import Evidence
from flows.page.labelling.wording import Wording
from flows.page.lines import Reading
from flows.page.text.patterns import phrase

_ACTIONS = frozenset(["comment.action", "comment.box", "share.follow"])
_FORUM_URL = re.compile(
    r"\b(?:bbs|forum|discuss|club|tieba|community|luntan)\b|/(?:thread|topic|question|forum|bbs|post|d|t|p)s?[-/?=#]|viewthread"
)
_META_TOKENS = re.compile(
    r"user|name|author|avatar|meta|time|date|count|like|vote|action|button|\bbtn|menu|location|sign|level|badge|tag|info|login|scrubber|num\b|gap"
)
_SENTENCE = re.compile(r"[。！？!?，,…~～]")
_FLOOR = r"{first_floors}|{floors}|\d{1,5}楼|#\d"
"""What numbers the posts of a thread; the first is 楼主."""
MIN_STAMPS = 3
MIN_ACTIONS = 2
MAX_GAP = 30
"""Lines between the heads of two posts that follow each other."""
HEAD_LINES = 4
"""A post may begin so many lines above its stamp: with its author's name, or with its text."""
MAX_STAMP_CHARS = 32
MAX_NAME_CHARS = 14


def find_thread(
    reading: Reading,
    wordings: list[Wording],
    evidence: Evidence,
    chosen: list[bool],
    first: int,
    url: str | None,
    article: Article,
) -> set[int]:
    """Indexes of the lines of a thread's posts; empty where the page is no thread.

    chosen: the lines taken for body so far, parallel to `evidence.indexes`. first: the first line that may belong to
    the thread. Comments are a thread only if they stand in the article's element and outweigh what is above them, or if
    the address, or a first post numbered 楼主 among others, is a forum's.
    """
    stamped = {i for i, wording in enumerate(wordings) if wording.is_stamp and len(wording.text) <= MAX_STAMP_CHARS}
    stamps = _cluster(sorted(i for i in stamped if i - 1 not in stamped))
    if len(stamps) < MIN_STAMPS:
        return set()
    ids = {i: {rule.id for rule in wording.rules} for i, wording in enumerate(wordings) if wording.rules}
    folded = [wording.text for wording in wordings]
    end = stamps[-1] + 1 + median(b - a for a, b in pairwise(stamps))
    is_forum = bool(url and _FORUM_URL.search(url)) or _has_floors(folded, ids, stamps[0] - HEAD_LINES, end)
    if not is_forum and not _is_answered(ids, stamps, end, article):
        return set()
    inside = {i for i in evidence.indexes if stamps[0] <= i <= end}
    if reading.media_type == "text/html":
        container = _common_container(reading, stamps)
        inside = {i for i in evidence.indexes if i >= stamps[0] - HEAD_LINES and _is_within(reading, i, container)}
    posts = _posts(reading, folded, ids, sorted(inside), set(stamps))
    opening = range(min(first, stamps[0]), min(posts | {stamps[0]}))
    begin = first if first < stamps[0] else 0
    main = {i for i, is_body in zip(evidence.indexes, chosen, strict=True) if is_body and begin <= i < stamps[0]}
    main -= {stamps[0] - 1} if _is_name(folded[stamps[0] - 1]) else set()
    main |= {i for i in evidence.indexes if i in opening and i not in ids and _SENTENCE.search(folded[i])}
    weight, rival = (sum(len(folded[i]) for i in part) for part in (posts, main - posts))
    return posts | main if is_forum or weight > rival else set()


def _has_floors(folded: list[str], ids: dict[int, set[str]], first: int, end: float) -> bool:
    """Whether posts between the lines `first` and `end` are numbered, the first of them 楼主."""
    floors = [folded[i] for i in ids if first <= i <= end and phrase(_FLOOR).search(folded[i])]
    return len(floors) >= MIN_STAMPS and any(phrase(r"{first_floors}").search(floor) for floor in floors)


def _is_answered(ids: dict[int, set[str]], stamps: list[int], end: float, article: Article) -> bool:
    """Whether buttons to answer stand among the stamps, and most of the stamps stand in the article's element."""
    actions = [i for i, found in ids.items() if found & _ACTIONS and stamps[0] <= i <= end]
    held = [i for i in stamps if article.holds(i)]
    return len(actions) >= MIN_ACTIONS and (not article.index or len(held) * 2 >= len(stamps))


def _common_container(reading: Reading, stamps: list[int]) -> int:
    """The innermost element that holds all stamps."""
    elements = reading.elements
    common = reading.lines[stamps[0]].element
    for index in stamps[1:]:
        other = reading.lines[index].element
        while common != other:
            if elements[common].depth >= elements[other].depth and common:
                common = elements[common].parent
            else:
                other = elements[other].parent
    return common


def _is_within(reading: Reading, index: int, container: int) -> bool:
    node = reading.lines[index].element
    while node > container:
        node = reading.elements[node].parent
    return node == container


def _cluster(stamps: list[int]) -> list[int]:
    """The longest series of stamps none of which is over `MAX_GAP` lines, or far more than is usual, away."""
    if len(stamps) < MIN_STAMPS:
        return []
    widest = min(MAX_GAP, 4 + 4 * median(b - a for a, b in pairwise(stamps)))
    best: list[int] = []
    series: list[int] = []
    for index in stamps:
        if series and index - series[-1] > widest:
            series = []
        series.append(index)
        if len(series) > len(best):
            best = series
    return best


def _is_name(text: str) -> bool:
    """Whether a line beside a stamp may be its author's name."""
    return len(text) <= MAX_NAME_CHARS and not _SENTENCE.search(text)


def _posts(
    reading: Reading, folded: list[str], ids: dict[int, set[str]], indexes: list[int], stamps: set[int]
) -> set[int]:
    """Those of `indexes` that hold what people wrote, without the lines that say who wrote it and when."""
    counts = Counter(folded)
    kept = set()
    for i in indexes:
        text, line = folded[i], reading.lines[i]
        if i in ids or line.link_chars * 3 > len(text) * 2 or text.isdigit() or len(text) < 2:
            continue
        if not _SENTENCE.search(text):
            is_name = _is_name(text) and not stamps.isdisjoint((i - 1, i + 1, i + 2))
            if text[-1] == ":" or (counts[text] > 2 and len(text) <= MAX_NAME_CHARS) or (is_name and not line.tag):
                continue
        if line.tag and line.tag != "p" and _META_TOKENS.search(reading.elements[line.element].tokens):
            continue
        kept.add(i)
    return kept
