"""The title by agreement: the line, or the lines, that say what the head of the page says."""

from flows.page.lines import Line
from flows.page.text.blanks import collapse
from flows.page.text.folding import fold_in_place
from flows.page.text.words import words
from flows.page.title.choice import MAX_TITLE_CHARS, SHORTEST_BARE, TitleChoice, finish_choice
from flows.page.title.head_titles import HeadTitle
from flows.page.title.layout import (
    SCAN_LINES,
    is_breadcrumb,
    is_byline,
)
from flows.page.title.text import (
    cut_byline,
    drop_tag,
    names_site,
    part_keys,
    title_key,
)

SHORTEST_PART = 5
_MOST_LINES = 2
"""Lines over which a title runs on, above and below the one that was found."""


def find_agreement(lines: list[Line], heads: list[HeadTitle]) -> TitleChoice | None:
    """The visible line that says what the head says; the better placed and dressed one wins."""
    parts = {key for text in {head.text for head in heads} for key in part_keys(text) if len(key) > 1}
    best: tuple[float, int, str] | None = None
    for line in _likely_lines(lines, heads):
        position, text = line.index, line.text
        shown = cut_byline(text)
        score = _agreement(shown, title_key(shown), heads, parts)
        if score <= 0:
            continue
        score += _dress(line, position, lines)
        if best is None or score > best[0]:
            best = (score, position, shown)
    if best is None or best[0] < 4.0:
        return None
    _, position, shown = best
    first, last, text = _extend(lines, position, shown, heads)
    if first < last:
        return finish_choice(lines, text, tuple(range(first, last + 1)), "head+lines", text)
    return finish_choice(lines, _without_tag(shown, heads), (position,), "head+line", lines[position].text)


def _without_tag(shown: str, heads: list[HeadTitle]) -> str:
    """A title without the 【…】 before it, where the head states the title and does not state that."""
    bare = drop_tag(shown)
    key = title_key(bare)
    if bare == shown or len(key) < SHORTEST_BARE:
        return shown
    is_stated = any(head.key.startswith(key) for head in heads)
    return bare.strip() if is_stated and not any(title_key(shown) in head.key for head in heads) else shown


def _likely_lines(lines: list[Line], heads: list[HeadTitle]) -> list[Line]:
    """The lines that begin or end with four letters of what the head states, and the headings."""
    stated = {head.text for head in heads}
    raw = "\n".join(stated)
    near = [line for line in lines[:SCAN_LINES] if line.heading or line.text[:4] in raw or line.text[-4:] in raw]
    return [line for line in near if len(line.text) <= 300 and _is_likely(line, stated, raw)]


def _is_likely(line: Line, stated: set[str], raw: str) -> bool:
    text = line.text
    if len(text) < 4:
        return line.heading > 0 or text in stated
    return 0 < line.heading < 3 or text[:4] in raw or text[-4:] in raw


def _extend(lines: list[Line], position: int, shown: str, heads: list[HeadTitle]) -> tuple[int, int, str]:
    """First and last line, and text, of a title whose neighbour lines go on as the head does, but for blanks."""
    for head in heads:
        before, found, after = head.text.partition(shown)
        if not found:
            continue
        first = last = position
        parts = [shown]
        while last - position < _MOST_LINES and (below := _line_text(lines, last + 1)):
            if not after.lstrip().startswith(below):
                break
            after = after.lstrip()[len(below) :]
            parts.append(below)
            last += 1
        while position - first < _MOST_LINES and (above := _line_text(lines, first - 1)):
            if not before.rstrip().endswith(above):
                break
            before = before.rstrip()[: -len(above)]
            parts.insert(0, above)
            first -= 1
        if first < last:
            return first, last, join_parts(parts, head.text)
    return position, position, shown


def _line_text(lines: list[Line], position: int) -> str:
    """A neighbour line that may be a part of a title; "" where there is none."""
    text = collapse(lines[position].text[:MAX_TITLE_CHARS]) if 0 <= position < len(lines) else ""
    return text if len(text) >= SHORTEST_PART else ""


def join_parts(parts: list[str], stated: str) -> str:
    """The parts of a title in one line: with a blank, but for what the head writes as one word and before 关于."""
    text = parts[0]
    for part in parts[1:]:
        is_matter = fold_in_place(part).startswith(words("paper_openers"))
        is_one = f"{text[-2:]}{part[:2]}" in stated or is_matter or not stated
        text = f"{text}{part}" if is_one else f"{text} {part}"
    return text


def _agreement(shown: str, key: str, heads: list[HeadTitle], parts: set[str]) -> float:
    """How well a line says what the head says; 0: not at all. Longer is better, as the name of a column agrees too."""
    if len(key) < 2:
        return 0.0
    bare = title_key(drop_tag(shown)) if shown[0] in "【[［" else key
    score = 0.0
    for head in heads:
        if key == head.key:
            score += 3.0 + head.weight
        elif key in head.key or (len(bare) >= 6 and bare in head.key):
            share = len(bare) / len(head.key)
            leads = head.key.startswith((key, bare))
            is_whole = len(key) >= 4 or (leads and key in parts)
            score += (2.0 if leads else 0.5) + 3.0 * share if is_whole else 0.0
        elif len(head.key) >= 6 and head.key in key and len(key) <= 2 * len(head.key):
            score += 2.0 + head.weight / 2
    if not score:
        for part in parts:
            if part in key and len(part) >= 6 and len(key) <= len(part) + 12:
                return 3.0
        return 0.0
    if key in parts:
        score += 1.5
    return score + min(len(key), 16) / 8 - (4.0 if len(key) < 10 and names_site(shown) else 0.0)


def _dress(line: Line, position: int, lines: list[Line]) -> float:
    """Score for what markup and place say for a line being the title."""
    score = (0.0, 3.0, 2.0, 1.5, 1.0, 0.5, 0.5)[line.heading]
    if line.link_chars * 2 > len(line.text):
        score -= 3.0
    if line.is_hidden:
        score -= 2.5
    if is_breadcrumb(line.text):
        score -= 2.0
    for following in lines[position + 1 : position + 4]:
        if len(following.text) < 160 and is_byline(following.text):
            score += 1.5
            break
    return score - position / 400
