"""The edges of a body with numbered parts: the body begins and ends with the numbering."""

import re

from flows.page.labelling.evidence import Evidence
from flows.page.labelling.wording import Wording
from flows.page.lines import Line
from flows.page.sections.lines import fold
from flows.page.sections.markers import match_marker
from flows.page.sections.styles import Style

MAX_GAP_LINES = 12
"""Lines between one number and the next; further off, numbers are another list's."""
MAX_INNER_LINES = 60
"""As MAX_GAP_LINES, where both numbers stand in the body."""
MIN_SENTENCE_CHARS = 8
MARKER_CHARS = 80
"""Enough of a line to read the marker it begins with."""
_MAY_COUNT = re.compile(r"[ (\[〔]*[第一二三四五六七八九十百0-9]")
_COUNTED = frozenset(
    [Style.PART, Style.CHAPTER, Style.SECTION, Style.ARTICLE, Style.CHINESE, Style.CHINESE_PAREN, Style.ARABIC]
)
_BEGINNINGS = frozenset([Style.CHAPTER, Style.ARTICLE, Style.CHINESE, Style.CHINESE_PAREN])
_SENTENCE_ENDS = "。;!?:"


def follow_outline(lines: list[Line], wordings: list[Wording], evidence: Evidence, chosen: list[bool]) -> list[bool]:
    """`chosen` with the lines over which the body's numbering goes on below it, or leads up to it from above.

    Wording that closes or opens an article ends the search.
    """
    if True not in chosen:
        return chosen
    result = list(chosen)
    first = result.index(True)
    last = len(result) - 1 - result[::-1].index(True)
    counted = _fill_between(lines, wordings, evidence.indexes, result, range(first, last + 1))
    end = _find_end(lines, wordings, evidence.indexes, last, counted)
    if end > last:
        end = _find_sentences_end(wordings, evidence.indexes, end)
    start = _find_start(lines, wordings, evidence.indexes, first, counted)
    for position in (*range(start, first), *range(last + 1, end + 1)):
        if not wordings[evidence.indexes[position]].rules:
            result[position] = True
    return result


def _read_marker(line: Line, wording: Wording) -> tuple[str, int] | None:
    """Kind and number of the marker a line begins with. The numbers of an HTML list are a kind of their own."""
    text = wording.text
    if not _MAY_COUNT.match(text):
        return None
    folded = fold(text[:MARKER_CHARS]).lstrip(" ")
    marker = match_marker(folded, 0, len(folded))
    if marker is None or marker.style not in _COUNTED or not marker.value:
        return None
    return f"item {marker.key}" if line.list_number else marker.key, marker.value


def _fill_between(
    lines: list[Line],
    wordings: list[Wording],
    indexes: list[int],
    chosen: list[bool],
    positions: range,
) -> dict[str, int]:
    """Add to `chosen` the markers that count on from one in the body, and what stands between the two.

    Gives the number that each kind of marker has reached; under "first …" the one it began with.
    """
    counted: dict[str, int] = {}
    places: dict[str, int] = {}
    for position in positions:
        marker = _read_marker(lines[indexes[position]], wordings[indexes[position]])
        if marker is None:
            continue
        key, value = marker
        goes_on = counted.get(key) == value - 1
        if goes_on and position - places[key] <= MAX_INNER_LINES:
            for between in range(places[key] + 1, position + 1):
                wording = wordings[indexes[between]]
                chosen[between] |= not wording.rules and not lines[indexes[between]].link_chars
        if chosen[position]:
            counted.setdefault(f"first {key}", value)
            counted[key] = value
            places[key] = position
    return counted


def _find_end(
    lines: list[Line],
    wordings: list[Wording],
    indexes: list[int],
    last: int,
    counted: dict[str, int],
) -> int:
    """Position of the last marker below `last` that goes on counting; `last` where there is none.

    A first Chinese numeral on the line below the body counts once its second follows: lists of links have digits.
    """
    end = last
    for position in range(last + 1, len(indexes)):
        if position - end > MAX_GAP_LINES or _is_edge(wordings, indexes, position, closing=True):
            break
        marker = _read_marker(lines[indexes[position]], wordings[indexes[position]])
        if marker is None:
            continue
        key, value = marker
        if position == last + 1 and value == 1 and key in _BEGINNINGS:
            counted.setdefault(key, value)
        goes_on = value > 1 and counted.get(key) == value - 1
        begins = value == 1 and end > last and position - end <= 2
        if goes_on or begins:
            counted[key] = value
            end = position
    return end


def _find_sentences_end(wordings: list[Wording], indexes: list[int], end: int) -> int:
    """Position of the last of the sentences that follow the last marker."""
    for position in range(end + 1, len(indexes)):
        wording = wordings[indexes[position]]
        is_sentence = len(wording.text) >= MIN_SENTENCE_CHARS and wording.text[-1:] in _SENTENCE_ENDS
        if not is_sentence or wording.rules or _is_edge(wordings, indexes, position, closing=True):
            break
        end = position
    return end


def _find_start(
    lines: list[Line],
    wordings: list[Wording],
    indexes: list[int],
    first: int,
    counted: dict[str, int],
) -> int:
    """Position of the marker above `first` from which the body's numbering counts; `first` where there is none."""
    start = first
    for position in range(first - 1, -1, -1):
        if start - position > MAX_GAP_LINES or _is_edge(wordings, indexes, position, closing=False):
            break
        marker = _read_marker(lines[indexes[position]], wordings[indexes[position]])
        if marker and counted.get(f"first {marker[0]}") == marker[1] + 1:
            counted[f"first {marker[0]}"] = marker[1]
            start = position
    return start


def _is_edge(wordings: list[Wording], indexes: list[int], position: int, *, closing: bool) -> bool:
    """Whether the line, or one that was decided between it and the body, is of an article's surroundings."""
    neighbour = indexes[position - 1] + 1 if closing else indexes[position]
    beyond = indexes[position] + 1 if closing else indexes[position + 1]
    return any(wordings[index].closes or wordings[index].opens for index in range(neighbour, beyond))
