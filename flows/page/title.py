"""The title of a page: what its head, its headings and its first lines agree on."""

import re
from dataclasses import dataclass

from flows.page.json_ld import read_json_ld
from flows.page.lines import Line, Reading
from flows.page.source import Source
from flows.page.title_text import (
    SITE_TAIL,
    collapse,
    cut_byline,
    split_subtitle,
    strip_site,
    title_key,
    title_parts,
    unwrap,
)

MAX_TITLE_CHARS = 120
_SCAN_LINES = 600
_META_TITLES = (
    ("articletitle", 4.0),
    ("headline", 3.5),
    ("og:title", 3.0),
    ("twitter:title", 2.5),
    ("dc.title", 2.5),
    ("dcterms.title", 2.5),
    ("citation_title", 3.5),
)
_BYLINE = re.compile(
    r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)|(?:来源|來源|稿源|作者|发布时间|發布時間|发布日期|時間|时间|编辑|編輯|记者|記者)\s*[:：/]"
    r"|^\W*(?:文|撰文)\s*[/／]|(?:昨天|今天|昨日|\d{1,2}\s?(?:小?时|小時|天|分钟|分鐘|月|年|周))前|報導$|报道$"
)
_BREADCRUMB = re.compile(
    r"^(?:[您你]?(?:现在|現在)?(?:所在|的)?(?:的)?(?:当前|當前)?位置|首页|首頁)|[>＞»›]\s*\S{1,20}\s*[>＞»›]|[>＞»›]\s*(?:正文|内文|內文|详情|文章)"
)
_SENTENCE_END = re.compile(r"[。；;，,、]$|[。]")
_HAN_RUN = re.compile(r"[㐀-鿿]{2,}")
_TITLE_TOKENS = re.compile(r"(?:title|headline|biaoti|\btit\b|\bbt\b|heading|subject)")
_CHROME_START = re.compile(
    r"^(?:[*·•▪■□◆◇●○►▶>»\[【（(]?\s?(?:相关|相關|热点|熱點|推荐|推薦|更多|上一|下一|责任?编|責任?編|版权|版權|Copyright|©|登录|登入|注册|註冊|搜索|搜尋))"
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
    """What decided: "mark", "head+line", "head:<which>", "heading", "layout" or ""."""
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
    marked = [line.index for line in lines if line.mark == "title"] if source is not None else []
    if marked:
        text = collapse(lines[marked[0]].text)
        return _finish(lines, cut_byline(text), tuple(marked[:1]), "mark", text)
    heads = _head_titles(reading)
    choice = _by_agreement(lines, heads) if heads else None
    if choice is None and heads and (head := _best_head(heads)):
        choice = _finish(lines, head.text, (), f"head:{head.method}", head.text)
    return choice or _by_layout(reading) or NO_TITLE


def _head_titles(reading: Reading) -> list[_Head]:
    """The titles that meta elements, JSON-LD and <title> state, without those that only name the site."""
    meta = reading.meta
    stated = [(meta[name], f"meta:{name}", weight) for name, weight in _META_TITLES if meta.get(name)]
    if reading.json_ld and (headline := read_json_ld(reading.json_ld).headline):
        stated.append((headline, "json_ld:headline", 3.5))
    if reading.html_title:
        stated.append((reading.html_title, "title", 0.0))
    site = title_key(meta.get("og:site_name", ""))
    heads = []
    for text, method, weight in stated:
        text = collapse(text)[:400]
        key = title_key(text)
        if len(key) >= 2 and key != site:
            heads.append(_Head(text, key, method, weight))
    return heads


def _by_agreement(lines: list[Line], heads: list[_Head]) -> TitleChoice | None:
    """The visible line that says what the head says; the better placed and dressed one wins."""
    raw = "\n".join(head.text for head in heads)
    parts = {key for head in heads for part in title_parts(head.text) if len(key := title_key(part)) >= 2}
    first_han = frozenset(raw)
    best: tuple[float, int, str] | None = None
    for position, line in enumerate(lines[:_SCAN_LINES]):
        text = line.text
        if len(text) > 300 or (line.heading == 0 and text.strip()[:2] not in raw and text.strip()[:1] not in '【[《“"'):
            continue
        shown = cut_byline(collapse(text)) if len(text) > 12 else text.strip()
        if shown[:1] not in first_han and line.heading == 0 and len(shown) < 6:
            continue
        key = title_key(shown)
        if len(key) < 2:
            continue
        score = _agreement(key, heads, parts)
        if score <= 0:
            continue
        score += _dress(line, position, lines)
        if best is None or score > best[0]:
            best = (score, position, shown)
    if best is None or best[0] < 4.0:
        return _over_two_lines(lines, heads)
    _, position, shown = best
    return _finish(lines, shown, (position,), "head+line", lines[position].text)


def _agreement(key: str, heads: list[_Head], parts: set[str]) -> float:
    """How well a line says what the head says: 0 not at all; length counts, for a section's name agrees as well."""
    score = 0.0
    for head in heads:
        if key == head.key:
            score += 3.0 + head.weight
        elif key in head.key:
            share = len(key) / len(head.key)
            score += (2.0 if head.key.startswith(key) else 0.5) + 3.0 * share if len(key) >= 4 else 0.0
        elif len(head.key) >= 6 and head.key in key and len(key) <= 2 * len(head.key):
            score += 2.0 + head.weight / 2
    if not score:
        for part in parts:
            if len(part) >= 6 and part in key and len(key) <= len(part) + 12:
                return 3.0
        return 0.0
    if key in parts:
        score += 1.5
    return score + min(len(key), 16) / 8 - (2.0 if len(key) < 6 and SITE_TAIL.search(key) else 0.0)


def _dress(line: Line, position: int, lines: list[Line]) -> float:
    """What markup and place say for a line being the title."""
    score = (0.0, 3.0, 2.0, 1.5, 1.0, 0.5, 0.5)[line.heading]
    if line.link_chars * 2 > len(line.text):
        score -= 3.0
    if line.is_hidden:
        score -= 2.5
    if _BREADCRUMB.search(line.text):
        score -= 2.0
    for following in lines[position + 1 : position + 4]:
        if len(following.text) < 160 and _BYLINE.search(following.text):
            score += 1.5
            break
    return score - position / 400


def _over_two_lines(lines: list[Line], heads: list[_Head]) -> TitleChoice | None:
    """A title that the page breaks over two or three lines."""
    keys = [head.key for head in heads]
    for position, line in enumerate(lines[:_SCAN_LINES]):
        if len(line.text) > MAX_TITLE_CHARS or line.is_hidden:
            continue
        key = title_key(line.text)
        if len(key) < 4 or not any(whole.startswith(key) and len(whole) > len(key) + 3 for whole in keys):
            continue
        joined, indexes = key, [position]
        for following in lines[position + 1 : position + 3]:
            longer = joined + title_key(following.text)
            if longer == joined or not any(whole.startswith(longer) for whole in keys):
                break
            joined, indexes = longer, [*indexes, following.index]
        if len(indexes) > 1:
            text = " ".join(collapse(lines[index].text) for index in indexes)
            return _finish(lines, text, tuple(indexes), "head+lines", text)
    return None


def _best_head(heads: list[_Head]) -> _Head | None:
    """The stated title to use where no visible line agrees."""
    title = next((head for head in heads if head.method == "title"), None)
    ranked = sorted((head for head in heads if head is not title), key=lambda head: -head.weight)
    for head in ranked:
        text = strip_site(head.text)
        if 2 <= len(text) <= MAX_TITLE_CHARS and (
            title is None or head.key in title.key or title_key(text) in title.key
        ):
            return _Head(text, title_key(text), head.method, head.weight)
    if title is not None:
        text = strip_site(title.text)
        if 2 <= len(text) <= MAX_TITLE_CHARS and not (len(text) <= 16 and SITE_TAIL.search(text)):
            return _Head(text, title_key(text), title.method, 0.0)
    return ranked[0] if ranked and len(ranked[0].text) <= MAX_TITLE_CHARS else None


def _by_layout(reading: Reading) -> TitleChoice | None:
    """The title by its place alone: before byline and body, in words that the body repeats."""
    lines = reading.lines[:_SCAN_LINES]
    scored = []
    seen: dict[str, int] = {}
    for line in lines:
        if len(line.text) <= 200:
            text = line.text.strip()
            seen[text] = seen.get(text, 0) + 1
    anchor = _first_paragraph(lines)
    for position, line in enumerate(lines):
        if len(line.text) > 300 or line.is_hidden:
            continue
        score = _layout_score(lines, position, anchor, seen)
        if score > 0:
            scored.append((score, -position))
    best: tuple[float, int] | None = None
    for score, negative in sorted(scored, reverse=True)[:8]:
        total = score + 4.0 * _echo_share(reading.lines, -negative)
        if best is None or total > best[0]:
            best = (total, -negative)
    if best is None or best[0] < 3.0:
        return None
    position = best[1]
    text = lines[position].text
    return _finish(reading.lines, cut_byline(collapse(text)), (position,), "layout", text)


def _first_paragraph(lines: list[Line]) -> int:
    """Position of the first line that reads as a paragraph; the number of lines where there is none."""
    for position, line in enumerate(lines):
        text = line.text
        if (
            len(text) >= 60
            and ("。" in text or text.count("，") + text.count(",") >= 2)
            and line.link_chars * 3 < len(text)
        ):
            return position
    return len(lines)


def _layout_score(lines: list[Line], position: int, anchor: int, seen: dict[str, int]) -> float:
    line = lines[position]
    text = cut_byline(collapse(line.text))
    size = len(text)
    if not 4 <= size <= 80 or text[0] in "*·•>|#" or _SENTENCE_END.search(text) or _BREADCRUMB.search(text):
        return 0.0
    if _CHROME_START.match(text) or not _HAN_RUN.search(text) or _BYLINE.search(text) or text.endswith((":", "：")):
        return 0.0
    score = 1.0 + min(size, 14) / 7 + (0.0, 3.0, 2.0, 1.0, 0.5, 0.0, 0.0)[line.heading]
    if text != collapse(line.text):
        score += 2.0
    if line.link_chars * 2 > len(line.text):
        score -= 2.0
    for distance, following in enumerate(lines[position + 1 : position + 4]):
        if len(following.text) < 160 and _BYLINE.search(following.text):
            score += 2.5 - 0.5 * distance
            break
    if position and _BREADCRUMB.search(lines[position - 1].text):
        score += 1.5
    if line.blank_before or not position:
        score += 0.5
    if seen.get(line.text.strip(), 0) > 1:
        score += 0.5
    if position > anchor:
        score -= 3.0
    else:
        score += max(0.0, 2.0 - (anchor - position) / 4)
    if " " in text and text.count(" ") > 3:
        score -= 1.5
    return score


def _echo_share(lines: list[Line], position: int) -> float:
    """Share of the line's Han pairs that the 1,500 characters of paragraphs after it repeat."""
    text = lines[position].text
    pairs = {run[start : start + 2] for run in _HAN_RUN.findall(text) for start in range(len(run) - 1)}
    if not pairs:
        return 0.0
    following, size = [], 0
    for line in lines[position + 1 : position + 60]:
        if len(line.text) >= 40:
            following.append(line.text[:600])
            size += len(following[-1])
            if size > 1500:
                break
    body = "\n".join(following)
    return sum(pair in body for pair in pairs) / len(pairs)


def _finish(lines: list[Line], text: str, indexes: tuple[int, ...], method: str, snippet: str) -> TitleChoice:
    """Split off the subtitle, find the lines that belong to it and those that repeat the title."""
    title, subtitle = split_subtitle(collapse(text))
    if subtitle is None and indexes and indexes[-1] + 1 < len(lines):
        following = collapse(lines[indexes[-1] + 1].text)
        if (
            following.startswith(("——", "--", "──", "――"))
            and 4 <= len(following) <= 80
            and following[-1] not in "。；;，"
        ):
            subtitle = following.lstrip("—-─― ")
            indexes = (*indexes, indexes[-1] + 1)
    keys = {title_key(title), title_key(text)}
    keys.discard("")
    wrapped = {title_key(unwrap(title))} - {""}
    echoes = tuple(
        line.index
        for line in lines
        if line.index not in indexes
        and len(line.text) <= len(text) + 24
        and (title_key(line.text) in keys or title_key(unwrap(line.text)) in wrapped)
    )
    return TitleChoice(title or None, subtitle, indexes, echoes, method, collapse(snippet)[:200])
