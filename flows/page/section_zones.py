"""Find the stretches of a text where a number does not mark a section: contents lists, and where a new document begins."""

import re

from flows.page.section_markers import Candidate, TextLine

MAX_CONTENTS_LINE = 70
"""Characters of the longest line a contents list may have, page number and leader dots included."""
MIN_SHARE_AGAIN = 0.6
"""Share of the entries of a contents list that must come again as headings."""

_LEADER = re.compile(r" *(?:[.·…‥﹒⋯—\-_~ ]{2,}|[.·…])? *\(?[0-9ivx]{0,4}\)? *$")
_BLANK = re.compile(r"[ 。:;,.]+")
_CONTENTS = re.compile(r"(?:目 *[录錄次]|[内內]容提要|本文目[录錄]|\(?TOC\)?)[ :]*$")
_BOUNDARY = re.compile(
    r"附 *[件录錄表则則] *(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})? *[:、.]? *(?=[^,。;]{0,40}$)"
    r"|附:"
    r"|[12][0-9]{3} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日$"
    r"|[一二][〇○零一二三四五六七八九oO0]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日$"
    r"|\((?:此件|本文|本件)[^()]{0,12}\)$"
)

_Key = tuple[str, int, str]


def drop_contents(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that are not entries of a contents list.

    A contents list is a run of short lines whose entries come again, in the same style and number and with the same
    words, further down. It stands under its own title, or in the first third of the text.
    """
    keys = [_entry_key(folded, lines, c) for c in candidates]
    last: dict[_Key, int] = {}
    following = [-1] * len(keys)
    for i in range(len(keys) - 1, -1, -1):
        following[i] = last.get(keys[i], -1)
        last[keys[i]] = i
    last = {key: i for i, key in enumerate(keys)}
    kept: list[Candidate] = []
    i = 0
    while i < len(candidates):
        end = _contents_end(folded, lines, candidates, i, following[i])
        again = sum(last[keys[n]] >= end for n in range(i, end))
        if end - i >= 2 and again >= MIN_SHARE_AGAIN * (end - i):
            i = end
        else:
            kept.append(candidates[i])
            i += 1
    return kept


def _entry_key(folded: str, lines: list[TextLine], c: Candidate) -> _Key:
    """Style, number and the first ten letters of the heading without leader and page number."""
    rest = folded[c.body_start : min(lines[c.line].end, c.body_start + MAX_CONTENTS_LINE)]
    return c.key, c.value * 100 + c.sub, _BLANK.sub("", _LEADER.sub("", rest))[:10]


def _contents_end(folded: str, lines: list[TextLine], candidates: list[Candidate], i: int, twin: int) -> int:
    """Index after the last entry of the contents list that may start at candidate `i`; `i` where none may."""
    line = candidates[i].line
    headed = line > 0 and bool(_CONTENTS.match(folded, lines[line - 1].start, lines[line - 1].end))
    if not headed and (twin < 0 or candidates[i].start > len(folded) // 3 or candidates[i].is_led_in):
        return i
    stop = twin if twin >= 0 else len(candidates)
    j = i
    while j < stop and all(_is_entry(folded, lines[n], headed) for n in range(line, candidates[j].line + 1)):
        line = candidates[j].line + 1
        j += 1
    return j if j - i >= (2 if headed else 3) else i


def _is_entry(folded: str, line: TextLine, headed: bool) -> bool:
    return line.end - line.start <= MAX_CONTENTS_LINE and folded[line.end - 1] not in (";:," if headed else "。;:,")


def mark_context(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> None:
    """Note on each candidate whether a colon leads it in, and whether a document or annex may begin before it."""
    n = 0
    for c in candidates:
        previous = n
        n = c.line
        if n and folded[lines[n - 1].end - 1] == ":":
            c.is_led_in = True
        for k in range(previous, n):
            if lines[k].end - lines[k].start <= 40 and _BOUNDARY.match(folded, lines[k].start, lines[k].end):
                c.is_boundary = True
                break
