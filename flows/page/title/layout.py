"""The title by its place alone: before byline and body, in words that the body repeats."""

import re

from flows.page.bylines.labels import begins_with_label
from flows.page.bylines.people import is_name, read_people
from flows.page.bylines.vocabulary import ends_with, is_medium
from flows.page.lines import Line
from flows.page.text.blanks import collapse
from flows.page.text.folding import fold_in_place
from flows.page.text.han import HAN
from flows.page.text.patterns import phrase
from flows.page.text.words import words
from flows.page.title.text import DASH, cut_byline, has_title_label

SCAN_LINES = 1500
WINDOW = 25
"""Lines before the first paragraph among which a title is looked for: on 138 pages of 60 sites it stood at most 16
before it, but for two."""
_CANDIDATES = 8
_NAME_CHARS = 10
"""The name of a site or periodical is not longer."""
_BODY_NAME_CHARS = 24

_DATE_TAIL = r"\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
_BYLINE = (
    rf"19{_DATE_TAIL}|20{_DATE_TAIL}"
    r"|{title_byline_labels}\s*[:/]|第\s?\d{1,4}\s?期|[昨今][天日]前|报[道导]$|^{original_marks}\s"
    r"|^\W*撰?文\s*/|\d\s?{time_units}前"
)
"""Reads folded lines."""
_DATED_LABEL = rf"^.{{0,8}}(?:{{date_words}}|{{posting}}于)\s?:?\s?(?:19|20){_DATE_TAIL}"
_BREADCRUMB = (
    r"^[您你]?{crumb_adverbs}?的?{page_places}|^{front_pages}(?:\W|$)"
    r"|[>»›]\s*(?:\S{1,20}\s*[>»›]|{last_crumbs})"
)
_BYLINE_CHARACTERS = re.compile(r"[12][90]\d\d|[:：/／╱]|[期前原]|[报報][道导導]")
_BREADCRUMB_CHARACTERS = re.compile("[>＞»›位页頁]")
"""Each byline, or breadcrumb, contains one of these characters, in either script."""
_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")
_NO_TITLE = (
    r"^[*·•・▪■□◆◇●○►▶>|#+→←-]|^©|^o\s|^{original_marks}\s|^[(【\[][^)】\]]{0,12}[)】\]]$|^\W*{no_title_heads}|^\W*{tool_heads}.{0,6}$"
    r"|^{card_heads}\s*:|^[□◇◎○■▲△◆☆★]"
    r"|^(?:第?[一二三四五六七八九十]{1,3}[、章节编篇]|\([一二三四五六七八九十]{1,3}\)|第\s?\d+\s?页)"
    r"|^\d{1,3}(?:\.\d{1,3}){1,5}[.\s]|^\d{1,2}[.、)]\s?[^\d\s]"
    r"|[\(][^)]{0,20}摄\)$|{page_notices}|{posting}于?$"
)
"""Occurs in folded lines that are no title: marks of lists, labels, numbered headings, notices."""
_NO_TITLE_END = "。；;，,、:：|"
_SENTENCE_ENDS = ("！", "？", "!", "?", "；", ";")
_ASCII_STOP = re.compile(r"[㐀-鿿\d)”\"]\.(?:[”\"])?\s*$")
_MENU_SIGN = re.compile(r"[|｜・•·>＞\s]")
_MENU = re.compile(r"[|｜・•·>＞]|\S\s{2,}\S")
_BULLET = re.compile(r"^(?:[*+o>·•-]|\d{1,2}[.、])\s+")
_REACH = 8
_ENOUGH_CHARS = 240
_LONG_CHARS = 100
_FEW_CHARS = 60
_SHORTEST_PARAGRAPH = 28
_MOST_REPEATED = 4.0
"""Score for a line all of whose words the body repeats."""
_BYLINE_REACH = 4
_FIRST_LINE = 1.0
_FAR_BYLINE_CHARS = 80


def is_byline(text: str) -> bool:
    """Whether a line shows a date, a byline's label or a report's last word."""
    return _BYLINE_CHARACTERS.search(text) is not None and phrase(_BYLINE).search(fold_in_place(text)) is not None


def is_breadcrumb(text: str) -> bool:
    """Whether a line says where in its site the page stands."""
    return (
        _BREADCRUMB_CHARACTERS.search(text) is not None and phrase(_BREADCRUMB).search(fold_in_place(text)) is not None
    )


def paragraph_anchor(lines: list[Line]) -> int:
    """Position where the running text begins; len(lines) where there is none.

    A slogan or a notice in the navigation is a sentence too. So the text begins at the first paragraph that has
    `_LONG_CHARS`, or has `_ENOUGH_CHARS` together with those of the next `_REACH` lines; without such a one, where that
    sum is largest.
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
    return 0 if is_menu or phrase(r"{page_notices}").search(fold_in_place(text[:120])) else min(size, 400)


def find_title_line(lines: list[Line], anchor: int, body: str) -> tuple[int, float] | None:
    """Position and score of the line that stands where a title stands; None where none does well enough.

    anchor: as `paragraph_anchor` gives it; where there is no running text, the nearer to the beginning the better.
    body: as `body_sample` does.
    """
    low = max(0, anchor - WINDOW) if anchor < len(lines) else 0
    high = min(len(lines), anchor + 1 if anchor < len(lines) else WINDOW)
    first_sentence = next((line.index for line in lines[:high] if _is_sentence(line.text)), high)
    positions = sorted({*range(min(3, len(lines))), *range(low, high), *_above_bylines(lines, low)})
    repeated = _repeated(lines)
    scored = [
        (score, position)
        for position in positions
        if (score := _place_score(lines, position, anchor, repeated)) > 0
        and (position <= first_sentence or lines[position].heading or score >= _MOST_REPEATED)
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


def _above_bylines(lines: list[Line], end: int) -> list[int]:
    """Positions before `end` under which a dated byline stands: code, tables and poems are no running text."""
    found: list[int] = []
    for line in lines[: min(end, SCAN_LINES)]:
        if len(line.text) > _FAR_BYLINE_CHARS or line.link_chars or not ("19" in line.text or "20" in line.text):
            continue
        if phrase(_DATED_LABEL).search(fold_in_place(line.text)):
            found += range(max(0, line.index - _BYLINE_REACH), line.index)
    return found


def is_set_apart(lines: list[Line], position: int) -> bool:
    """Whether a line shows by more than its words that it is a title: markup, blank lines, byline or breadcrumb."""
    line = lines[position]
    if line.heading or line.blank_before or has_title_label(line.text):
        return True
    if position + 1 < len(lines) and lines[position + 1].blank_before:
        return True
    return _neighbours_score(lines, position) >= 1.0


def body_sample(lines: list[Line], anchor: int) -> str:
    """The first paragraphs of the running text."""
    return "\n".join(line.text[:600] for line in lines[anchor : anchor + 8] if len(line.text) >= _SHORTEST_PARAGRAPH)


def repeated_share(title: str, body: str) -> float:
    """Share of the Han pairs of `title` that `body` repeats, 0 to 1."""
    pairs = {run[start : start + 2] for run in _HAN_RUN.findall(title[:80]) for start in range(len(run) - 1)}
    return len([pair for pair in pairs if pair in body]) / len(pairs) if pairs else 0.0


def _is_sentence(text: str) -> bool:
    """Whether a line of some length ends as running text does, an ASCII full stop included."""
    text = text.rstrip()
    return len(text) >= 12 and (text.endswith(("。", "。”", "；", ";")) or _ASCII_STOP.search(text) is not None)


def _repeated(lines: list[Line]) -> set[str]:
    """Short texts that stand on the page more than once, the last item of a breadcrumb or list included."""
    seen: set[str] = set()
    repeated: set[str] = set()
    for line in lines[:SCAN_LINES]:
        if 4 <= len(line.text) <= 100:
            text = line.text.strip(" \xa0\u3000>＞»›")
            if not text[:1].isalnum() or text[:1].isdecimal() or text[:1] == "o":
                text = _BULLET.sub("", text)
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
    if not 2 <= size <= 80 or "。" in text or text[-1] in _NO_TITLE_END or _is_sentence(text):
        return 0.0
    if size < 4 and not _is_between_crumb_and_byline(lines, position):
        return 0.0
    folded = fold_in_place(text)
    if phrase(_NO_TITLE).search(folded) or not _HAN_RUN.search(text) or is_breadcrumb(text) or is_byline(text):
        return 0.0
    if _names_somebody(text) or begins_with_label(text) or folded.split()[0] in words("no_media"):
        return 0.0
    whole = collapse(line.text)
    score = 1.0 + min(size, 14) / 7 + (0.0, 3.0, 2.0, 1.0, 0.5, 0.0, 0.0)[line.heading]
    if text != whole and is_byline(whole):
        score += 2.0
    if line.link_chars * 2 > len(line.text):
        score -= 2.0
    if text in repeated:
        score += 1.5
    if has_title_label(whole):
        score += 4.0
    if size <= _NAME_CHARS and is_medium(folded):
        score -= 3.0
    elif size <= _BODY_NAME_CHARS and ends_with(folded, "issuers") and not _names_matter(folded):
        score -= 2.0
    score += _neighbours_score(lines, position)
    distance = anchor - position if anchor < len(lines) else position
    score += max(0.0, 2.0 - distance / 4) if distance >= 0 else -2.0
    return score - (1.5 if text.count(" ") > 3 else 0.0)


def _is_between_crumb_and_byline(lines: list[Line], position: int) -> bool:
    """Whether a line, however short (讣告, 渡口), stands right under a breadcrumb and over a byline."""
    if not 0 < position < len(lines) - 1:
        return False
    return is_breadcrumb(lines[position - 1].text) and is_byline(lines[position + 1].text)


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
    for distance, following in enumerate(lines[position + 1 : position + 1 + _BYLINE_REACH]):
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
    if position:
        return score + (0.5 if lines[position].blank_before else 0.0)
    is_alone = len(lines) > 1 and lines[1].blank_before > 0
    return score + _FIRST_LINE + (0.5 if is_alone else 0.0)


def official_span(lines: list[Line], position: int) -> tuple[int, int]:
    """First and last of up to three lines over which the title of an official paper runs that holds `position`.

    "某某县人民政府 / 关于批准发行专项债券及 / 调整限额的决议": a body's name, 关于, the kind of paper at the end.
    """
    first = last = position
    openers = words("paper_openers")
    texts = [fold_in_place(line.text.strip()) for line in lines[max(0, position - 2) : position + 3]]
    here = min(2, position)
    if texts[here].startswith(openers) and here and _is_issuer(texts[here - 1]):
        first -= 1
    elif _is_issuer(texts[here]) and here + 1 < len(texts) and texts[here + 1].startswith(openers):
        last += 1
    if first == last and not _names_matter(texts[here]):
        return position, position
    end = here + last - position
    while not texts[end].endswith(words("paper_kinds")):
        end += 1
        if end >= len(texts) or end - here > 2 or not 2 <= len(texts[end]) <= 40 or _ends_line(texts[end]):
            return first, last
    return first, position + end - here


def _is_issuer(folded: str) -> bool:
    return 4 <= len(folded) <= _BODY_NAME_CHARS and ends_with(folded, "issuers")


def _names_matter(folded: str) -> bool:
    """Whether a line holds 关于, before what an official paper is about."""
    return any(word in folded for word in words("paper_openers"))


def _ends_line(folded: str) -> bool:
    return folded[-1] in _NO_TITLE_END or is_byline(folded)
