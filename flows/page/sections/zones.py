"""Find contents lists and notes, whose numbers mark no section, and the lines after which a new document begins."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from flows.page.sections.candidates import Candidate
from flows.page.sections.lines import TextLine
from flows.page.sections.styles import Style
from flows.page.text.patterns import phrase
from flows.page.text.words import word_lists

MAX_CONTENTS_LINE = 70
"""Characters of the longest line a contents list may have, page number and leader dots included."""
MAX_CONTENTS_LINES = 300
"""Lines of the longest contents list."""
MAX_BOUNDARY_LINE = 60
"""Characters of the longest line that may head an annex."""
MIN_SHARE_AGAIN = 0.6
"""Share of the entries of a contents list that must come again as headings."""

_LEADER = " 0123456789.·…‥﹒⋯—-_~()。:"
_CONTENTS = re.compile(rf"(?:{word_lists()['section_contents'].pattern})[ :]*$", re.IGNORECASE)
_BOUNDARY = phrase(
    r"附 *[件录表] *(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})? *[:、.]? *(?=[^,。;]{0,40}$)"
    r"|[12][0-9]{3} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日$"
    r"|[一二][〇○零一二三四五六七八九oO0]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$"
    r"|\({section_this_paper}[^()]{0,12}\)$"
    r"|[(【]?注 *释[)】]?:?$"
)
_NOTES = re.compile(rf"[(【]?(?:{word_lists()['section_notes'].pattern})[)】]?:?$")
_NOTE_STYLES = frozenset({Style.ARABIC, Style.ARABIC_PAREN, Style.ARABIC_HALF, Style.CIRCLED, Style.LETTER})
_ATTACHED = re.compile(r"附 *件 *[:0-9]")

_Key = tuple[str, int, str]


@dataclass(slots=True)
class Contents:
    """A contents list."""

    start: int
    """Offset of its first entry."""
    end: int
    """Offset after its last entry."""
    titles: dict[str, int]
    """Its entries without a number, as `read_title` gives them, and how often each is listed: lines with these words
    further down are headings."""


def find_contents(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> Contents | None:
    """The contents list of a text: a run of short lines most of which come again, in the same words, further down.

    It stands under a title of its own, or begins in the first third of the text.
    """
    numbered = {c.line: c for c in candidates}
    keys = [_entry_key(folded, line, numbered.get(n)) for n, line in enumerate(lines)]
    named = [key for key in keys if key is not None]
    if len(set(named)) == len(named):
        return None
    counts = Counter(named)
    twins = _find_following([key if key and counts[key] == 2 else None for key in keys])
    again = list(accumulate((f >= 0 for f in _find_following(keys)), initial=0))
    for n, twin in enumerate(twins):
        if twin < 0 or not _is_entry(folded, lines[n]):
            continue
        headed = n > 0 and bool(_CONTENTS.match(folded, lines[n - 1].start, lines[n - 1].end))
        if not headed and lines[n].start > len(folded) // 3:
            break
        end = n
        while end < min(twin, n + MAX_CONTENTS_LINES) and _is_entry(folded, lines[end], headed):
            end += 1
        least = 2 if headed else 3 if n in numbered else 4
        if end - n >= least and again[end] - again[n] >= MIN_SHARE_AGAIN * (end - n):
            while n and (key := keys[n - 1]) and counts[key] > 2:
                n -= 1
            titles = Counter(key[2] for k, key in enumerate(keys[n:end], n) if key and k not in numbered)
            return Contents(lines[n].start, lines[end - 1].end, titles)
    return None


def _is_entry(folded: str, line: TextLine, headed: bool = False) -> bool:
    return line.end - line.start <= MAX_CONTENTS_LINE and folded[line.end - 1] not in (";:," if headed else "。;:,")


def _find_following(keys: list[_Key | None]) -> list[int]:
    """For each line the index of the next one with the same key; -1 without one."""
    seen: dict[_Key, int] = {}
    following = [-1] * len(keys)
    for n in range(len(keys) - 1, -1, -1):
        key = keys[n]
        if key is not None:
            following[n] = seen.get(key, -1)
            seen[key] = n
    return following


def _entry_key(folded: str, line: TextLine, c: Candidate | None) -> _Key | None:
    """What identifies an entry: style, number and first letters, or the whole words where it has no number."""
    if c is not None:
        rest = folded[c.body_start : min(line.end, c.body_start + MAX_CONTENTS_LINE)]
        return c.key, c.value * 100 + c.sub, read_title(rest)[:10]
    if not _is_entry(folded, line):
        return None
    title = read_title(folded[line.start : line.end])
    return ("", 0, title) if title else None


def read_title(line: str) -> str:
    """The words of an entry, without leader dots, page number and blanks. A heading is cut in the same way."""
    return line.rstrip(_LEADER).replace(" ", "")


def is_boundary_line(folded: str, line: TextLine) -> bool:
    """A line after which another document, or nothing, follows: a date of signature, a note on publication, 附件."""
    return line.end - line.start <= MAX_BOUNDARY_LINE and bool(_BOUNDARY.match(folded, line.start, line.end))


def mark_context(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> list[Candidate]:
    """Note on each candidate whether a colon leads it in, and whether a document or annex may begin before it.

    Returns the candidates without the entries of lists of attachments, notes and references.
    """
    kept = []
    attached = -1
    in_notes = False
    n = 0
    for c in candidates:
        previous = n
        n = c.line
        c.is_led_in = c.is_led_in or (n > 0 and folded[lines[n - 1].end - 1] == ":")
        for k in range(previous, n):
            if lines[k].end - lines[k].start > MAX_BOUNDARY_LINE:
                continue
            if _BOUNDARY.match(folded, lines[k].start, lines[k].end):
                c.is_boundary = True
                attached = k if _ATTACHED.match(folded, lines[k].start, lines[k].end) else attached
            in_notes = in_notes or bool(_NOTES.match(folded, lines[k].start, lines[k].end))
        in_notes = in_notes and c.style in _NOTE_STYLES
        if in_notes:
            continue
        if attached >= 0 and n == attached + 1 and c.style is Style.ARABIC and _is_entry(folded, lines[n]):
            attached = n
        else:
            kept.append(c)
    return kept
