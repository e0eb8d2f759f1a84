"""Claims from the visible lines: bylines before and after the body, footers, and the habits of the press."""

import datetime
import re

from flows.page.bylines.byline import MAX_BYLINE_CHARS, read_byline
from flows.page.bylines.dates import find_date
from flows.page.bylines.labels import begins_with_label
from flows.page.bylines.people import read_people
from flows.page.bylines.reporters import read_reporters, tail_bracket
from flows.page.bylines.stated import Byline, Editor
from flows.page.bylines.values import clean_source
from flows.page.bylines.vocabulary import keeps_rights
from flows.page.bylines.zones import AFTER_BODY, AFTER_TITLE, NEAR_BEFORE, OTHER_TEXTS, SENTENCE, Zones
from flows.page.lines import Label, Line
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.metadata.footer import NUMBER_SIGNS, read_numbers
from flows.page.metadata.press import WIDGET_CHARS, read_press, read_widget
from flows.page.text.folding import fold_in_place
from flows.page.text.search import find_lines, join_lines

_HINT = re.compile(
    r":|：|｜|丨|/\S|／\S|\|\S|记者|記者|编辑|編輯|责编|責編|通讯员|通訊員|作者|来源|來源|撰文|审核|校对|第.{1,5}期|民[国國]"
    r"|时前|時前|天前|日前|钟前|鐘前|周前|週前|月前|年前|昨[天日刚剛才]|今[天日刚剛才]|前[天日刚剛才]|刚[天日刚剛才]|剛[天日刚剛才]"
    r"|〇年|○年|零年|一年|二年"
)
_HINT_FIGURES = re.compile(r"\d(?:\d\d\d|-\d)")
"""What a line before the end of the body must show; alternatives that begin with a letter each are found fastest."""
_TAIL_LINE = re.compile(
    r"编|編|責|责|审|審|校|稿|作者|来源|來源|记者|記者|执笔|執筆|撰文|原载|原載|通讯员|通訊員|标签|標籤|关键|關鍵|推荐访问|版权所有|版權所有"
    r"|主办|主辦|日期|时间|時間|发布|發布|發佈|监制|監製|统筹|統籌|策划|策劃|翻译|翻譯|文[/／:：]|第.{1,5}期"
)
_TAIL_DATE = re.compile(r"\W{0,3}(?:(?:19|20)\d\d|[二民]|中[华華])")
"""What a line under the body must show to be read as a byline."""
_TAIL_HINT = re.compile(r"作者|来源|來源|编辑|編輯|责编|責編|记者|記者|执笔|撰文|供稿|原载|原載|通讯员")
_SENTENCE_CHARS = 30
_EDITOR_CHARS = 60
_EDITOR_SIGNS = ("编", "編")
_OPENING = tuple("(（【[〔")
_COLON = re.compile(r"[:：]")
_FAR_BEFORE = 25
_UNDER_TITLE = 8
_UNDER_BODY = 3
"""Lines under the title, and under the body, that speak of no other text, whatever their labels."""
_TAIL_PENALTY = 0.8
_REPORT_TAIL = re.compile(
    r"^[(（【\[][^()（）【】\[\]]{0,20}(?:记者|記者|通讯员|通訊員)[^()（）【】\[\]]{2,50}[)）】\]]$"
)
_DATE_RANK = {"published": 1.0, "dated": 3.0, "updated": 5.0, "": 4.0}


def read_lines(
    lines: list[Line],
    labels: list[Label],
    zones: Zones,
    fetched_at: datetime.datetime | None,
) -> LineClaims:
    """Read the claims of all lines."""
    claims = LineClaims()
    low = max(0, zones.title - _FAR_BEFORE)
    high = min(len(lines), min(zones.title + AFTER_TITLE, zones.body_first + 2) + 1)
    tail = max(high, zones.body_last - 3)
    zone_last = min(len(lines) - 1, zones.body_last + AFTER_BODY)
    near = zones.title - NEAR_BEFORE
    for first, last in ((low, high), (tail, zone_last + 1)):
        for line, label in zip(lines[first:last], labels[first:last], strict=True):
            if 2 * line.link_chars >= len(line.text) and (line.index < near or not _COLON.search(line.text)):
                continue
            if not line.is_hidden and (label.category not in OTHER_TEXTS or _is_close(line.index, zones)):
                _read_zone_line(claims, lines, line, label, zones, fetched_at)
    page = join_lines(lines)
    for position in find_lines(page, NUMBER_SIGNS):
        read_numbers(claims, lines[position], labels[position])
    told = [position for position, line in enumerate(lines) if line.mark]
    if not claims.editors:
        told = sorted({*told, *find_lines(page, _EDITOR_SIGNS)})
    for position in told:
        line = lines[position]
        if line.mark:
            _read_marked(claims, line, fetched_at)
        elif len(line.text) <= _EDITOR_CHARS:
            _read_far_editor(claims, line, labels[position])
    if not claims.authors:
        _read_sign_off(claims, lines[zones.title + 1 : zones.body_last + 1], fetched_at)
    return claims


def _read_zone_line(
    claims: LineClaims,
    lines: list[Line],
    line: Line,
    label: Label,
    zones: Zones,
    fetched_at: datetime.datetime | None,
) -> None:
    position, text = line.index, line.text.strip()
    size = len(text)
    if size > _SENTENCE_CHARS and SENTENCE.search(text):
        _read_sentence(claims, line, zones, fetched_at)
    elif size <= MAX_BYLINE_CHARS and (
        (_HINT.search(text) or _HINT_FIGURES.search(text))
        if position <= zones.body_last
        else (_TAIL_LINE.search(text) or _TAIL_DATE.match(text))
    ):
        _read_byline_line(claims, line, label, zones, fetched_at)
    if zones.title <= position <= zones.body_first + 1:
        read_press(claims, lines, position, zones)
    elif (
        position >= zones.body_first
        and text.startswith(_OPENING)
        and _REPORT_TAIL.match(text)
        and (people := read_reporters(text))
    ):
        claims.authors.append(Claim(people, 3.2, "line:reporter", line.index, text))
    if size <= WIDGET_CHARS and position < zones.body_first and "0" <= text[:1] <= "9":
        read_widget(claims, lines, position)


def _is_close(position: int, zones: Zones) -> bool:
    """Whether a line stands right under the title or the body."""
    under_title = zones.title < position <= min(zones.title + _UNDER_TITLE, zones.body_first)
    return under_title or zones.body_last < position <= zones.body_last + _UNDER_BODY


def _read_sentence(claims: LineClaims, line: Line, zones: Zones, fetched_at: datetime.datetime | None) -> None:
    """A sentence is a byline only if it begins with a label, or in the bracket that ends the text."""
    text = line.text.strip()
    position = line.index
    penalty = 0.0 if zones.title <= position < zones.body_first else _TAIL_PENALTY
    may_begin = len(text) <= MAX_BYLINE_CHARS and (text.startswith(_OPENING) or _COLON.search(text, 0, 14))
    if may_begin and begins_with_label(text):
        is_strict = not (zones.near_head(position) or zones.near_tail(position))
        _take(claims, read_byline(text, fetched_at=fetched_at), line, penalty, is_strict=is_strict)
        return
    inside = tail_bracket(text) if abs(position - zones.body_last) <= _UNDER_BODY else None
    if inside and _TAIL_HINT.search(text[-140:]):
        _take(claims, read_byline(inside, fetched_at=fetched_at), line, 1.0, is_strict=True)


def _read_byline_line(
    claims: LineClaims, line: Line, label: Label, zones: Zones, fetched_at: datetime.datetime | None
) -> None:
    """A short line: all it states where bylines stand, otherwise only what it labels."""
    position = line.index
    is_head = position < zones.body_first
    byline = read_byline(line.text.strip(), fetched_at=fetched_at)
    is_near = zones.near_head(position) if position <= zones.body_first + 1 else zones.near_tail(position)
    penalty = 0.0 if is_head and position >= zones.title else 0.3 if is_head else _TAIL_PENALTY
    _take(claims, byline, line, penalty, is_strict=not is_near)
    _take_free_date(claims, byline, line, label, penalty, is_near and is_head)


def _read_sign_off(claims: LineClaims, lines: list[Line], fetched_at: datetime.datetime | None) -> None:
    """The first paragraph that ends with its reporters in brackets, where the body's end was misjudged."""
    for line in lines:
        if len(line.text) <= _SENTENCE_CHARS:
            continue
        text = line.text.rstrip(" \u3000\xa0。")
        if text.endswith((")", "）")) and len(text) > _SENTENCE_CHARS and _TAIL_HINT.search(text[-60:]):
            inside = tail_bracket(text)
            byline = read_byline(inside, fetched_at=fetched_at) if inside else None
            if byline is not None and byline.authors and byline.first_label == 0:
                claims.authors.append(
                    Claim(byline.authors, 4.2, "line:label", line.index, line.text[-MAX_BYLINE_CHARS:])
                )
                return


def _read_far_editor(claims: LineClaims, line: Line, label: Label) -> None:
    """An editor's line where the body's end was misjudged: short, and it begins with the label."""
    text = line.text
    if claims.editors or label.category in OTHER_TEXTS or not ("编" in text[:8] or "編" in text[:8]):
        return
    if begins_with_label(text):
        editors = read_byline(text).editors
        claims.editors.extend(Claim(editor, 2.0, "line:label", line.index, text) for editor in editors)


def _take(claims: LineClaims, byline: Byline, line: Line, penalty: float, *, is_strict: bool) -> None:
    """Turn a byline into claims; `is_strict` takes what is labelled only."""
    index, text = line.index, line.text
    if byline.author_post:
        claims.author_posts.append(Claim(byline.author_post, penalty, "line:described", index, text))
    if byline.authors and not ((is_strict or penalty > _TAIL_PENALTY / 2) and byline.author_signals != "label"):
        rank = 1.0 if byline.author_signals == "label" else 3.5
        claims.authors.append(Claim(byline.authors, rank + penalty, f"line:{byline.author_signals}", index, text))
    if byline.content_source and not (is_strict and byline.source_signals != "label"):
        rank = {"label": 1.0, "after_date": 2.5}.get(byline.source_signals, 3.5)
        claims.sources.append(
            Claim(byline.content_source, rank + penalty, f"line:{byline.source_signals}", index, text)
        )
    for editor in byline.editors:
        claims.editors.append(Claim(editor, penalty, "line:label", index, text))
    for dated in byline.dates:
        if dated.kind:
            rank = _DATE_RANK[dated.kind] + penalty
            claims.dates.append(Claim(dated.found, rank, f"line:{dated.kind}", index, text))
    holder = byline.publisher
    if holder and keeps_rights(fold_in_place(holder)):
        holder = None
    if holder:
        claims.publishers.append(Claim(holder, 2.0 + penalty, "line:label", index, text))
    if byline.document_number:
        claims.numbers.append(Claim(byline.document_number, 2.0 + penalty, "line:label", index, text))
    if byline.issue:
        claims.issues.append(Claim(byline.issue, 2.0 + penalty, "line:label", index, text))
    are_glued = len(byline.keywords) == 1 and line.link_count > 1
    if byline.keywords and not are_glued:
        claims.keywords.append(Claim(byline.keywords, 1.0 + penalty, "line:label", index, text))


def _take_free_date(
    claims: LineClaims, byline: Byline, line: Line, label: Label, penalty: float, is_head: bool
) -> None:
    """A date without a label: in the head if the line is little else; in the tail if it is nothing else (落款)."""
    free = next((dated.found for dated in byline.dates if not dated.kind), None)
    if free is None:
        return
    rest = len(line.text) - (free.end - free.start)
    has_clock = free.precision in ("minute", "second")
    if is_head and (rest <= 20 or (has_clock and rest <= 90) or byline.label_count or byline.content_source):
        rank = (
            4.0
            + penalty
            + (0.0 if has_clock or byline.label_count else 0.2)
            + (0.5 if free.precision == "month" else 0.0)
        )
        claims.dates.append(Claim(free, rank, "line:date", line.index, line.text))
    elif not is_head and rest <= 4 and not line.link_chars and free.precision == "day":
        claims.dates.append(Claim(free, 8.0, "line:signature", line.index, line.text))


def _read_marked(claims: LineClaims, line: Line, fetched_at: datetime.datetime | None) -> None:
    """A line that the source's own selectors name."""
    if line.mark not in ("author", "date", "content_source", "editor"):
        return
    method = f"source:{line.mark}"
    byline = read_byline(line.text[:MAX_BYLINE_CHARS], fetched_at=fetched_at)
    if line.mark == "date":
        found = next((dated.found for dated in byline.dates), None)
        found = found or find_date(line.text[:80], fetched_at=fetched_at, is_labelled=True)
        if found:
            claims.dates.append(Claim(found, 0.0, method, line.index, line.text))
    elif line.mark == "author":
        if people := byline.authors or read_people(line.text[:MAX_BYLINE_CHARS]):
            claims.authors.append(Claim(people, 0.0, method, line.index, line.text))
    elif line.mark == "content_source":
        if source := byline.content_source or clean_source(line.text[:MAX_BYLINE_CHARS]):
            claims.sources.append(Claim(source, 0.0, method, line.index, line.text))
    elif not byline.editors:
        people = read_people(line.text[:MAX_BYLINE_CHARS])
        claims.editors.extend(
            Claim(Editor("编辑", person.name), 0.0, method, line.index, line.text) for person in people
        )
    else:
        claims.editors.extend(Claim(editor, 0.0, method, line.index, line.text) for editor in byline.editors)
