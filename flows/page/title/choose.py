"""The title of a page: what its head, its headings and its first lines agree on."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from flows.page.bylines.free import is_body
from flows.page.lines import Line, Reading
from flows.page.reading.json_ld import read_json_ld
from flows.page.source import Source
from flows.page.text.blanks import collapse
from flows.page.text.folding import fold_in_place
from flows.page.text.words import words
from flows.page.title.layout import (
    SCAN_LINES,
    body_sample,
    find_title_line,
    is_breadcrumb,
    is_byline,
    is_set_apart,
    official_span,
    paragraph_anchor,
    repeated_share,
)
from flows.page.title.text import (
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
_MOST_LINES = 2
"""Lines over which a title runs on, above and below the one that was found."""
_SHORTEST_BARE = 8
"""Letters that must be left of a title when its year is taken off: 2022年第4期 is not 第4期."""
_BODY_NAME_CHARS = 16
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
    """What decided: "mark", "head+line", "head+lines", "layout", "layout:kept" (the line stays in the text too),
    "head:<which>" or "" without a title."""
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


@dataclass(frozen=True)
class _Page:
    """What the candidates look at, each thing made when the first of them needs it."""

    reading: Reading
    source: Source | None

    @property
    def lines(self) -> list[Line]:
        return self.reading.lines

    @cached_property
    def heads(self) -> list[_Head]:
        return _head_titles(self.reading)

    @cached_property
    def agreed(self) -> TitleChoice | None:
        """The line that says what the head says."""
        return _by_agreement(self.lines, self.heads) if self.heads else None

    @cached_property
    def body(self) -> str:
        return body_sample(self.lines, self.anchor)

    @cached_property
    def anchor(self) -> int:
        return paragraph_anchor(self.lines)

    @cached_property
    def placed(self) -> tuple[int, float] | None:
        """The line that stands where a title stands, with its score."""
        return find_title_line(self.lines, self.anchor, self.body)

    @property
    def is_placed_for_certain(self) -> bool:
        return self.placed is not None and self.placed[1] >= _CERTAIN_PLACE

    @cached_property
    def stated(self) -> _Head | None:
        """What the head says, where no line says it too."""
        return _best_head(self.heads) if self.agreed is None else None

    def repeated(self, text: str) -> float:
        return repeated_share(text, self.body)


def choose_title(reading: Reading, *, source: Source | None = None) -> TitleChoice:
    """Choose the title of `reading`; `NO_TITLE` where nothing on the page is one."""
    page = _Page(reading, source)
    return next((choice for candidate in _CANDIDATES if (choice := candidate(page)) is not None), NO_TITLE)


def _marked(page: _Page) -> TitleChoice | None:
    """The line that the source's own selectors name."""
    marked = [line for line in page.lines if line.mark == "title"] if page.source is not None else []
    if not marked:
        return None
    text = marked[0].text[:MAX_TITLE_CHARS]
    return _finish(page.lines, cut_byline(text), (marked[0].index,), "mark", text)


def _agreed_in_length(page: _Page) -> TitleChoice | None:
    """What head and line agree on, if it is too long for the name of a column."""
    agreed = page.agreed
    return agreed if agreed is not None and len(agreed.title or "") > _COLUMN_CHARS else None


def _behind_column(page: _Page) -> TitleChoice | None:
    """ "名家专栏：大桥两岸" in the head, where 名家专栏 and 大桥两岸 are lines of their own: the latter."""
    agreed = page.agreed
    if agreed is None or not agreed.title or not agreed.line_indexes:
        return None
    for head in page.heads:
        column, colon, rest = head.text.partition("：")
        if not colon or title_key(column) != title_key(agreed.title):
            continue
        wanted = {key for key in part_keys(rest) if len(key) >= _SHORTEST_PART}
        for line in page.lines[agreed.line_indexes[-1] + 1 : page.anchor]:
            if title_key(line.text) in wanted:
                return _finish(page.lines, line.text, (line.index,), "head+line", line.text)
    return None


def _placed_over_column(page: _Page) -> TitleChoice | None:
    """A line in the title's place, where head and line agree on a column only (通知公告)."""
    agreed, placed = page.agreed, page.placed
    if agreed is None or placed is None or not page.is_placed_for_certain or placed[0] in agreed.line_indexes:
        return None
    is_outdone = page.repeated(page.lines[placed[0]].text) > page.repeated(agreed.title or "") + 0.2
    return _placed(page) if is_outdone else None


def _agreed(page: _Page) -> TitleChoice | None:
    """What head and line agree on."""
    return page.agreed


def _placed_over_silent_head(page: _Page) -> TitleChoice | None:
    """A line in the title's place, where the head says what the text does not, or names a body and nothing more."""
    head, placed = page.stated, page.placed
    if head is None or placed is None:
        return None
    stated, shown = page.repeated(head.text), page.repeated(page.lines[placed[0]].text)
    is_silent = shown >= 0.25 > stated or (shown > stated and page.is_placed_for_certain)
    if not is_silent and page.is_placed_for_certain:
        is_silent = len(head.text) <= _BODY_NAME_CHARS and is_body(fold_in_place(head.text))
    return _placed(page) if is_silent else None


def _stated(page: _Page) -> TitleChoice | None:
    """What the head says."""
    head = page.stated
    if head is None:
        return None
    return _finish(page.lines, _complete(page.lines, head.text), (), f"head:{head.method}", head.text)


def _placed(page: _Page) -> TitleChoice | None:
    """The line that stands where a title stands.

    In a text without markup, a line that nothing sets apart stays in the text as well: it may be its first.
    """
    if page.placed is None:
        return None
    position, score = page.placed
    first, last = official_span(page.lines, position)
    indexes = tuple(range(first, last + 1))
    shown = [cut_byline(page.lines[index].text) for index in indexes]
    text = _joined(shown, "")
    is_bare = page.reading.media_type == "text/plain" and score < _CERTAIN_PLACE and len(indexes) == 1
    if is_bare and not is_set_apart(page.lines, position):
        title, subtitle = split_subtitle(collapse(text))
        return TitleChoice(title, subtitle, (), (), "layout:kept", collapse(page.lines[position].text)[:200])
    return _finish(page.lines, text, indexes, "layout", _joined([page.lines[i].text for i in indexes], ""))


_CANDIDATES: tuple[Callable[[_Page], TitleChoice | None], ...] = (
    _marked,
    _behind_column,
    _agreed_in_length,
    _placed_over_column,
    _agreed,
    _placed_over_silent_head,
    _stated,
    _placed,
)
"""In order of trust; the first that has a title gives it."""


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
    return _finish(lines, _without_tag(shown, heads), (position,), "head+line", lines[position].text)


def _without_tag(shown: str, heads: list[_Head]) -> str:
    """A title without the 【…】 before it, where the head states the title and does not state that."""
    bare = drop_tag(shown)
    key = title_key(bare)
    if bare == shown or len(key) < _SHORTEST_BARE:
        return shown
    is_stated = any(head.key.startswith(key) for head in heads)
    return bare.strip() if is_stated and not any(title_key(shown) in head.key for head in heads) else shown


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
            return first, last, _joined(parts, head.text)
    return position, position, shown


def _line_text(lines: list[Line], position: int) -> str:
    """A neighbour line that may be a part of a title; "" where there is none."""
    text = collapse(lines[position].text[:MAX_TITLE_CHARS]) if 0 <= position < len(lines) else ""
    return text if len(text) >= _SHORTEST_PART else ""


def _joined(parts: list[str], stated: str) -> str:
    """The parts of a title in one line: with a blank, but for what the head writes as one word and before 关于."""
    text = parts[0]
    for part in parts[1:]:
        is_matter = fold_in_place(part).startswith(words("paper_openers"))
        is_one = f"{text[-2:]}{part[:2]}" in stated or is_matter or not stated
        text = f"{text}{part}" if is_one else f"{text} {part}"
    return text


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
