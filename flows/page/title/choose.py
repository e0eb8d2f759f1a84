"""The title of a page: what its head, its headings and its first lines agree on."""

import re
from dataclasses import dataclass

from flows.page.lines import Line, Reading
from flows.page.reading.json_ld import read_json_ld
from flows.page.source import Source
from flows.page.title.layout import (
    SCAN_LINES,
    body_sample,
    find_title_line,
    is_breadcrumb,
    is_byline,
    paragraph_anchor,
    repeated_share,
)
from flows.page.title.text import (
    collapse,
    cut_byline,
    drop_full_text,
    drop_tag,
    names_site,
    part_keys,
    split_subtitle,
    strip_site,
    title_key,
    unwrap,
)

MAX_TITLE_CHARS = 200
_COLUMN_CHARS = 8
"""A title up to this long may be the name of the column."""
_SHORTEST_PART = 5
_SHORTEST_BARE = 8
"""Letters that must be left of a title when its year is taken off: 2022年第4期 is not 第4期."""
_CERTAIN_PLACE = 8.0
"""Score of `find_title_line` from which a line's place outweighs a <title> that no line repeats."""
_LEADING_TAG = re.compile(r"【(?P<title>[^【】]{6,80})】")
_META_TITLES = (
    ("articletitle", 4.0),
    ("headline", 3.5),
    ("citation_title", 3.5),
    ("og:title", 3.0),
    ("twitter:title", 2.5),
    ("dc.title", 2.5),
    ("dcterms.title", 2.5),
)


@dataclass(frozen=True, slots=True)
class TitleChoice:
    """The title of a page and the lines that print it."""

    title: str | None
    subtitle: str | None
    line_indexes: tuple[int, ...]
    """Lines whose whole content is title or subtitle, a byline glued to its end included."""
    echo_indexes: tuple[int, ...]
    """Further lines that only repeat the title."""
    method: str
    """What decided: "mark", "head+line", "head+lines", "layout", "head:<which>" or "" without a title."""
    snippet: str
    """The text it was read from."""


@dataclass(slots=True)
class _Head:
    """A title that the page's head states."""

    text: str
    key: str
    method: str
    weight: float


NO_TITLE = TitleChoice(None, None, (), (), "", "")


def choose_title(reading: Reading, *, source: Source | None = None) -> TitleChoice:
    """Choose the title of `reading`; `NO_TITLE` where nothing on the page is one."""
    lines = reading.lines
    if source is not None and (marked := [line for line in lines if line.mark == "title"]):
        text = marked[0].text[:MAX_TITLE_CHARS]
        return _finish(lines, cut_byline(text), (marked[0].index,), "mark", text)
    heads = _head_titles(reading)
    choice = _by_agreement(lines, heads) if heads else None
    if choice is not None and len(choice.title or "") > _COLUMN_CHARS:
        return choice
    anchor = paragraph_anchor(lines)
    body = body_sample(lines, anchor)
    layout = find_title_line(lines, anchor, body)
    if choice is not None and not _is_outdone(lines, choice, layout, body):
        return choice
    head = _best_head(heads)
    if choice is not None:
        head = None
    if head is not None and layout is not None:
        stated, placed = repeated_share(head.text, body), repeated_share(lines[layout[0]].text, body)
        is_silent = placed >= 0.25 > stated or (placed > stated and layout[1] >= _CERTAIN_PLACE)
        head = None if is_silent else head
    if head is not None:
        return _finish(lines, _complete(lines, head.text), (), f"head:{head.method}", head.text)
    if layout is None:
        return NO_TITLE
    text = lines[layout[0]].text
    return _finish(lines, cut_byline(text), (layout[0],), "layout", text)


def _is_outdone(lines: list[Line], choice: TitleChoice, layout: tuple[int, float] | None, body: str) -> bool:
    """Whether a <title> that only names the site or a column (通知公告) is outdone by a line in the title's place."""
    if layout is None or layout[1] < _CERTAIN_PLACE or layout[0] in choice.line_indexes:
        return False
    return repeated_share(lines[layout[0]].text, body) > repeated_share(choice.title or "", body) + 0.2


def _head_titles(reading: Reading) -> list[_Head]:
    """The titles that meta elements, JSON-LD and <title> state; not those that only name the site."""
    meta = reading.meta
    stated = [(meta[name], f"meta:{name}", weight) for name, weight in _META_TITLES if meta.get(name)]
    if reading.json_ld and (headline := read_json_ld(reading.json_ld).headline):
        stated.append((headline, "json_ld:headline", 3.5))
    if reading.html_title:
        stated.append((reading.html_title, "title", 0.0))
    heads = []
    for text, method, weight in stated:
        text = collapse(text[:1000])[:400]
        key = title_key(text)
        if len(key) >= 2:
            heads.append(_Head(text, key, method, weight))
    site = title_key(meta.get("og:site_name", ""))
    return [head for head in heads if head.key != site] or heads


def _by_agreement(lines: list[Line], heads: list[_Head]) -> TitleChoice | None:
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
        return _finish(lines, text, tuple(range(first, last + 1)), "head+lines", text)
    return _finish(lines, shown, (position,), "head+line", lines[position].text)


def _likely_lines(lines: list[Line], heads: list[_Head]) -> list[Line]:
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


def _extend(lines: list[Line], position: int, shown: str, heads: list[_Head]) -> tuple[int, int, str]:
    """First and last line, and text, of a title whose neighbour line goes on as the head does, but for blanks."""
    for head in heads:
        before, found, after = head.text.partition(shown)
        if not found:
            continue
        below = collapse(lines[position + 1].text[:MAX_TITLE_CHARS]) if position + 1 < len(lines) else ""
        if len(below) >= _SHORTEST_PART and after.lstrip().startswith(below):
            return position, position + 1, f"{shown} {below}"
        above = collapse(lines[position - 1].text[:MAX_TITLE_CHARS]) if position else ""
        if len(above) >= _SHORTEST_PART and before.rstrip().endswith(above):
            return position - 1, position, f"{above} {shown}"
    return position, position, shown


def _agreement(shown: str, key: str, heads: list[_Head], parts: set[str]) -> float:
    """How well a line says what the head says: 0 not at all; length counts, for a section's name agrees as well."""
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
    """What markup and place say for a line being the title."""
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


def _best_head(heads: list[_Head]) -> _Head | None:
    """The stated title to use where no visible line agrees; None where the head only names the site."""
    title = next((head for head in heads if head.method == "title"), None)
    ranked = sorted((head for head in heads if head is not title), key=lambda head: -head.weight)
    for head in ranked:
        text = strip_site(head.text)
        if 2 <= len(text) <= MAX_TITLE_CHARS and (title is None or title_key(text) in title.key):
            return _Head(text, title_key(text), head.method, head.weight)
    if title is not None:
        text = strip_site(title.text)
        if 2 <= len(text) <= MAX_TITLE_CHARS and not (len(text) <= 16 and names_site(text)):
            return _Head(text, title_key(text), title.method, 0.0)
    return ranked[0] if ranked and len(ranked[0].text) <= MAX_TITLE_CHARS else None


def _complete(lines: list[Line], text: str) -> str:
    """A title that the head cuts short (…), as the first line that begins so gives it in full."""
    stem = text.rstrip(".… ")
    if not text.endswith(("...", "…")) or len(stem) < _SHORTEST_PART:
        return text
    for line in lines[:SCAN_LINES]:
        if line.text.startswith(stem):
            tag = _LEADING_TAG.match(line.text)
            if tag:
                return tag["title"]
            if len(line.text) <= MAX_TITLE_CHARS:
                return line.text
    return stem


def _finish(lines: list[Line], text: str, indexes: tuple[int, ...], method: str, snippet: str) -> TitleChoice:
    """Split off the subtitle, find the lines that belong to it and those that repeat the title."""
    text = collapse(text)
    title, subtitle = split_subtitle(drop_full_text(text))
    if subtitle is None and indexes and indexes[-1] + 1 < len(lines):
        following = collapse(lines[indexes[-1] + 1].text[:MAX_TITLE_CHARS])
        if (
            following.startswith(("——", "--", "──", "――"))
            and 4 <= len(following) <= 80
            and following[-1] not in "。；;，"
        ):
            subtitle = following.lstrip("—-─― ")
            indexes = (*indexes, indexes[-1] + 1)
    echoes = _echoes(lines, title, text, indexes)
    return TitleChoice(title or None, subtitle, indexes, echoes, method, collapse(snippet[:400])[:200])


def _echoes(lines: list[Line], title: str, text: str, indexes: tuple[int, ...]) -> tuple[int, ...]:
    """Lines other than `indexes` that say the title and nothing more, model-essay wrappers aside."""
    keys = {title_key(stated) for stated in {title, text}} - {""}
    bare = unwrap(title)
    if len(bare_key := title_key(bare)) >= _SHORTEST_BARE:
        keys.add(bare_key)
    else:
        bare = title
    probe, longest = bare[:2], len(text) + 24
    near = [line for line in lines if probe in line.text and len(line.text) <= longest and line.index not in indexes]
    return tuple(line.index for line in near if _says(line.text, keys))


def _says(text: str, keys: set[str]) -> bool:
    """Whether `text`, or what is wrapped in it, has one of `keys`."""
    if title_key(text) in keys:
        return True
    bare = unwrap(text)
    return bare != text and len(key := title_key(bare)) >= _SHORTEST_BARE and key in keys
