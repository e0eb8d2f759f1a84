"""The title by its place alone: before byline and body, in words that the body repeats."""

import re

from flows.page.bylines.people import is_name, read_people
from flows.page.bylines.vocabulary import is_medium
from flows.page.lines import Line
from flows.page.text.folding import fold_in_place
from flows.page.title.text import DASH, TITLE_LABEL, collapse, cut_byline

SCAN_LINES = 600
WINDOW = 25
"""Lines before the first paragraph among which a title is looked for: on 138 pages of 60 sites it stood at most 16
before it, but for two."""
_CANDIDATES = 8
_NAME_CHARS = 10
"""The name of a site or periodical is not longer."""

_DATE_TAIL = r"\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
_BYLINE_LABELS = ("来源", "來源", "稿源", "作者", "时间", "時間", "日期", "编辑", "編輯", "记者", "記者")
_BYLINE = re.compile(
    "|".join(
        (
            f"19{_DATE_TAIL}",
            f"20{_DATE_TAIL}",
            *(rf"{label}\s*[:：/]" for label in _BYLINE_LABELS),
            r"第\s?\d{1,4}\s?期",
            "昨天前",
            "今天前",
            "昨日前",
            "报道$",
            "報導$",
        )
    )
)
"""Every alternative begins with a letter or figure of its own, for then `re` leaps to where one may begin."""
_WRITTEN_BY = re.compile(r"\W*撰?文\s*[/／]")
_AGO = re.compile(r"\d\s?(?:小?时|小時|天|分钟|分鐘|月|年|周|週)前")
_BREADCRUMB_HEAD = re.compile(
    r"[您你]?(?:现在|現在)?(?:所在)?的?(?:当前|當前)?(?:的)?位置|(?:首页|首頁)(?:\W|$)",
)
_BREADCRUMB_SIGN = re.compile(r"[>＞»›]\s*(?:\S{1,20}\s*[>＞»›]|正文|内文|內文|详情|文章)")
_HAN_RUN = re.compile(r"[㐀-鿿]{2,}")
_NO_TITLE = re.compile(
    r"[*·•・▪■□◆◇●○►▶>|#©+\-]|[（(【\[][^）)】\]]{0,12}[）)】\]]$"
    r"|\W*(?:相关|相關|热点|熱點|推荐|推薦|更多|上一|下一|责任?编|責任?編|版权|版權|Copyright|登录|登入|注册|註冊|搜索|搜尋|打印|列印|来自|來自|来源|來源|作者|关键词|發布|发布)"
    r"|(?:发信[人站]|發信[人站]|索\s*引\s*号|发文机关|发文字号|发布机构|发布单位|成文日期|主题分类|主题词|有效性|公文种类|文\s*号|名\s*称|標?标?\s*[题題]|發布單位)\s*[:：]"
    r"|[□◇◎○■▲△◆☆★]"
    r"|(?:第?[一二三四五六七八九十]{1,3}[、章节節编編篇]|[（(][一二三四五六七八九十]{1,3}[)）]|第\s?\d+\s?[页頁])"
)
"""How a line begins that is no title."""
_NO_TITLE_END = "。；;，,、:：|"
_PHOTOGRAPHER = re.compile(r"[（(][^）)]{0,20}[摄攝][）)]$")
_SENTENCE_ENDS = ("！", "？", "!", "?", "；", ";")
_MENU_SIGN = re.compile(r"[|｜・•·>＞\s]")
_MENU = re.compile(r"[|｜・•·>＞]|\S\s{2,}\S")
_REACH = 8
_ENOUGH_CHARS = 240
_LONG_CHARS = 100
_FEW_CHARS = 60
_SHORTEST_PARAGRAPH = 28
_MOST_REPEATED = 4.0
"""Score of a line all of whose words the body repeats."""


def is_byline(text: str) -> bool:
    """Whether a line shows a date, a byline's label or a report's last word."""
    return bool(_BYLINE.search(text) or ("前" in text and _AGO.search(text)) or _WRITTEN_BY.match(text))


def is_breadcrumb(text: str) -> bool:
    """Whether a line says where in its site the page stands."""
    return bool(_BREADCRUMB_HEAD.match(text) or _BREADCRUMB_SIGN.search(text))


def paragraph_anchor(lines: list[Line]) -> int:
    """Position where the running text begins; len(lines) where there is none.

    A slogan or notice among the navigation is a sentence too: the text begins where the paragraphs of the next
    `_REACH` lines come to `_ENOUGH_CHARS` or one alone to `_LONG_CHARS`, or else where they come to most.
    """
    sizes: list[int] = []
    count = min(len(lines), SCAN_LINES)
    best, best_total = len(lines), _FEW_CHARS
    for position in range(count):
        if position == len(sizes):
            sizes.append(_paragraph_size(lines[position]))
        size = sizes[position]
        if size:
            sizes.extend(_paragraph_size(line) for line in lines[len(sizes) : min(position + _REACH, count)])
            total = sum(sizes[position : position + _REACH])
            if total >= _ENOUGH_CHARS or size >= _LONG_CHARS:
                return position
            if total > best_total:
                best, best_total = position, total
    return best


def _paragraph_size(line: Line) -> int:
    """Characters of a line that reads as a paragraph; 0 of another."""
    text = line.text
    size = len(text)
    if size < _SHORTEST_PARAGRAPH or line.link_chars * 3 > size or line.is_hidden or line.is_code:
        return 0
    if "。" not in text and not text.rstrip().endswith(_SENTENCE_ENDS):
        return 0
    is_menu = _MENU_SIGN.search(text, 0, 400) is not None and len(_MENU.findall(text[:400])) > 3
    return 0 if is_menu else min(size, 400)


def find_title_line(lines: list[Line], anchor: int, body: str) -> tuple[int, float] | None:
    """Position and score of the line that stands where a title stands; None where none does well enough.

    anchor: as `paragraph_anchor` gives it. body: as `body_sample` does.
    """
    low = max(0, anchor - WINDOW) if anchor < len(lines) else 0
    high = min(len(lines), anchor + 1 if anchor < len(lines) else WINDOW)
    positions = sorted({*range(min(3, len(lines))), *range(low, high)})
    repeated = _repeated(lines)
    scored = [
        (score, position) for position in positions if (score := _place_score(lines, position, anchor, repeated)) > 0
    ]
    scored.sort(key=lambda item: (-item[0], item[1]))
    best: tuple[int, float] | None = None
    for score, position in scored[:_CANDIDATES]:
        if best is not None and score + _MOST_REPEATED <= best[1]:
            break
        total = score + _MOST_REPEATED * repeated_share(lines[position].text, body)
        if best is None or total > best[1]:
            best = (position, total)
    return best if best is not None and best[1] >= 3.0 else None


def body_sample(lines: list[Line], anchor: int) -> str:
    """The first paragraphs of the running text."""
    return "\n".join(line.text[:600] for line in lines[anchor : anchor + 8] if len(line.text) >= _SHORTEST_PARAGRAPH)


def repeated_share(title: str, body: str) -> float:
    """Share of the Han pairs of `title` that `body` repeats, 0 to 1."""
    pairs = {run[start : start + 2] for run in _HAN_RUN.findall(title[:80]) for start in range(len(run) - 1)}
    return len([pair for pair in pairs if pair in body]) / len(pairs) if pairs else 0.0


def _repeated(lines: list[Line]) -> set[str]:
    """Short texts that stand on the page more than once, the last item of a breadcrumb included."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for line in lines[:SCAN_LINES]:
        text = line.text
        if 4 <= len(text) <= 100:
            text = text.strip(" \xa0\u3000>＞»›")
            if text in seen:
                repeated.add(text)
            else:
                seen.add(text)
    return repeated


def _place_score(lines: list[Line], position: int, anchor: int, repeated: set[str]) -> float:
    line = lines[position]
    if len(line.text) > 300 or line.is_hidden or line.is_code:
        return 0.0
    text = cut_byline(line.text)
    size = len(text)
    if not 4 <= size <= 80 or "。" in text or text[-1] in _NO_TITLE_END or _NO_TITLE.match(text):
        return 0.0
    if not _HAN_RUN.search(text) or is_breadcrumb(text) or is_byline(text) or _PHOTOGRAPHER.search(text):
        return 0.0
    if _names_somebody(text):
        return 0.0
    whole = collapse(line.text)
    score = 1.0 + min(size, 14) / 7 + (0.0, 3.0, 2.0, 1.0, 0.5, 0.0, 0.0)[line.heading]
    if text != whole and is_byline(whole):
        score += 2.0
    if line.link_chars * 2 > len(line.text):
        score -= 2.0
    if text in repeated:
        score += 1.5
    if TITLE_LABEL.match(whole):
        score += 4.0
    if size <= _NAME_CHARS and is_medium(fold_in_place(text)):
        score -= 3.0
    score += _neighbours_score(lines, position)
    score += max(0.0, 2.0 - (anchor - position) / 4) if position <= anchor else -2.0
    return score - (1.5 if text.count(" ") > 3 else 0.0)


def _names_somebody(text: str) -> bool:
    """Whether a line is a post and a name with a blank between."""
    head, _, name = text.rpartition(" ")
    return (
        bool(head)
        and 2 <= len(name) <= 4
        and len(text) <= 40
        and is_name(name)
        and all(person.post for person in read_people(text))
    )


def _neighbours_score(lines: list[Line], position: int) -> float:
    """A byline after it, a breadcrumb or the byline before it, blank lines around it."""
    score = 0.0
    for distance, following in enumerate(lines[position + 1 : position + 5]):
        if len(following.text) < 160 and is_byline(following.text):
            score += 2.5 - 0.5 * distance
            break
    if position + 1 < len(lines) and DASH.match(lines[position + 1].text.lstrip()):
        score += 2.0
    for previous in lines[max(0, position - 2) : position]:
        if len(previous.text) < 160 and is_byline(previous.text):
            score += 1.0
            break
    if position and is_breadcrumb(lines[position - 1].text):
        score += 1.5
    return score + (0.5 if lines[position].blank_before or not position else 0.0)
