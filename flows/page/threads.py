"""Forum threads: pages on which the posts of many people are the body."""

import re
from collections import Counter

from flows.page.line_evidence import Evidence
from flows.page.line_rules import LineRule
from flows.page.lines import Reading

_STAMPS = frozenset(["comment.stamp", "byline.date_only", "byline.source_date", "byline.date_source"])
_ACTIONS = frozenset(["comment.action", "comment.box", "share.follow"])
_FORUM_URL = re.compile(
    r"\b(?:bbs|forum|discuss|club|tieba|community|luntan)\b|/(?:thread|topic|question|forum|bbs|post|d|t|p)s?[-/?=#]|viewthread"
)
_META_TOKENS = re.compile(
    r"user|name|author|avatar|meta|time|date|count|like|vote|action|button|\bbtn|menu|location|sign|level|badge|tag"
)
_SENTENCE = re.compile(r"[。！？!?，,…~～]")
MIN_STAMPS = 3
MAX_GAP = 30
"""Lines between the heads of two posts that follow each other."""
MAX_STAMP_CHARS = 40
MAX_NAME_CHARS = 14


def find_thread(
    reading: Reading,
    folded: list[str],
    hits: dict[int, list[LineRule]],
    evidence: Evidence,
    chosen: list[bool],
    first: int,
    url: str | None,
) -> set[int]:
    """Indexes of the lines of a thread's posts; empty where the page is no thread.

    chosen: the lines taken for body so far, parallel to `evidence.indexes`. first: the first line that may belong to
    the thread. Comments below an article are a thread only if they outweigh it, or the address is a forum's.
    """
    ids = {index: {rule.id for rule in rules} for index, rules in hits.items()}
    stamps = _cluster([i for i in sorted(ids) if ids[i] & _STAMPS and len(folded[i]) <= MAX_STAMP_CHARS])
    if len(stamps) < MIN_STAMPS:
        return set()
    begin, end = stamps[0], min(len(folded), stamps[-1] + MAX_GAP)
    actions = [i for i, found in ids.items() if found & _ACTIONS and begin <= i <= end]
    is_forum = bool(url and _FORUM_URL.search(url))
    if len(actions) < 2 and not is_forum:
        return set()
    posts = _posts(reading, folded, ids, evidence.indexes, min(first, begin), stamps)
    inside = {i for i in posts if i >= begin}
    main = {i for i, is_body in zip(evidence.indexes, chosen, strict=True) if is_body and i < begin}
    weight, rival = (sum(len(folded[i]) for i in part) for part in (inside, main))
    return posts | main if is_forum or weight > rival else set()


def _cluster(stamps: list[int]) -> list[int]:
    """The longest series of stamps none of which is more than `MAX_GAP` lines after the one before it."""
    best: list[int] = []
    series: list[int] = []
    for index in stamps:
        if series and index - series[-1] > MAX_GAP:
            series = []
        series.append(index)
        if len(series) > len(best):
            best = series
    return best


def _posts(
    reading: Reading,
    folded: list[str],
    ids: dict[int, set[str]],
    indexes: list[int],
    first: int,
    stamps: list[int],
) -> set[int]:
    """The undecided lines that are what people wrote, not who and when."""
    lines, elements = reading.lines, reading.elements
    counts = Counter(folded)
    heads = set(stamps)
    kept = set()
    after = 0
    for i in indexes:
        if i < first:
            continue
        if i > stamps[-1]:
            after += 1
            if i in ids or after > MAX_GAP or i - stamps[-1] > MAX_GAP:
                break
        text, line = folded[i], lines[i]
        is_sentence = bool(_SENTENCE.search(text))
        if i in ids or line.link_chars * 3 > len(text) * 2 or text.isdigit():
            continue
        if not is_sentence and (counts[text] > 1 or len(text) < 2 or text[-1] == ":"):
            continue
        is_beside = i + 1 in heads or i - 1 in heads or i + 2 in heads
        if is_beside and not is_sentence and len(text) <= MAX_NAME_CHARS and not line.tag:
            continue
        if line.tag and line.tag != "p" and _META_TOKENS.search(elements[line.element].tokens):
            continue
        kept.add(i)
    return kept
