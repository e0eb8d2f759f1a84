"""Claims from the visible lines: bylines before and after the body, footers, and the habits of the press."""

import datetime
import re
from dataclasses import dataclass, field

from flows.page.byline import (
    MAX_BYLINE_CHARS,
    Byline,
    Editor,
    clean_source,
    read_byline,
    read_reporters,
    tail_bracket,
)
from flows.page.byline_rules import fold_in_place, is_medium, vocabulary
from flows.page.claims import Claim
from flows.page.dates import FoundDate, find_date
from flows.page.identifiers import find_emails, find_icp, find_police
from flows.page.lines import Label, Line
from flows.page.people import Person, is_name, read_people

_HINT = re.compile(
    r"[:：｜丨]|[/／|]\S|\d\d\d\d|记者|記者|编辑|編輯|责编|責編|通讯员|通訊員|作者|来源|來源|[时時天日钟鐘周週月年]前|[昨今前刚剛][天日刚剛才]|民[国國]|[〇○零一二]年|撰文|审核|校对|第.{1,5}期|\d-\d"
)
_TAIL_LINE = re.compile(
    r"[编編责責审審校稿]|作者|来源|來源|记者|記者|执笔|執筆|撰文|原载|原載|通讯员|通訊員|标签|標籤|关键|關鍵|推荐访问|版权所有|版權所有"
    r"|主办|主辦|日期|时间|時間|发布|發布|發佈|监制|監製|统筹|統籌|策划|策劃|翻译|翻譯|文[/／:：]|第.{1,5}期"
    r"|^\W{0,3}(?:(?:19|20)\d\d|[二民]|中[华華])"
)
"""What a line under the body must show to be read as a byline."""
_REPORTER_HINT = re.compile(r"记者|記者|通讯员|通訊員|[报報][导道導]|[讯訊电電]\s?[(（]|专访|專訪|特稿")
_TAIL_HINT = re.compile(r"作者|来源|來源|编辑|編輯|责编|責編|记者|記者|执笔|撰文|供稿|原载|原載|通讯员")
_PARAGRAPH = re.compile(r"[。！？；]")
_SENTENCE_CHARS = 30
_EDITOR_CHARS = 60
_OPENING = "(（【[〔"
_COLON = re.compile(r"[:：]")
_LONE_NAME_CHARS = 40
_FAR_BEFORE = 25
_NEAR_BEFORE = 6
_AFTER_TITLE = 25
_AFTER_BODY = 15
_UNDER_TITLE = 8
_UNDER_BODY = 3
"""Lines under the title, and under the body, that speak of no other text, whatever their labels."""
_OUTSIDE = frozenset(("related", "comment", "login", "hidden", "template"))
"""Categories whose lines speak of other texts."""
_WIDGET_CHARS = 9
_WIDGET_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])日?")
_WIDGET_MONTH = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?(?:1[0-2]|0?[1-9])月?")
_TAIL_PENALTY = 0.8
_LONE_NAME = re.compile(r"[□◇◎○●■▲△◆☆★◊]?[\s㐀-鿿·、,，/／A-Za-z\d_()（）]{1,38}[^摄攝图圖\W]")
"""The shape of a line that may be a name; a photographer's ends otherwise."""
_SIGNED_BY = re.compile(r"^[□◇◎○●■▲△◆☆★◊]\s*(?:文\s*[/／]?\s*)?(?P<names>[㐀-鿿·\s、]{2,30})$")
_POSTED = re.compile(r"^(?:发表|發表|发布|發布|發佈)[于於]?\s?\d")
_REPORT_TAIL = re.compile(
    r"^[(（【\[][^()（）【】\[\]]{0,20}(?:记者|記者|通讯员|通訊員)[^()（）【】\[\]]{2,50}[)）】\]]$"
)
_DATE_RANK = {"published": 1.0, "dated": 3.0, "updated": 5.0, "": 4.0}


@dataclass(slots=True)
class LineClaims:
    """What the lines claim, field by field."""

    dates: list[Claim[FoundDate]] = field(default_factory=list)
    author_posts: list[Claim[str]] = field(default_factory=list)
    authors: list[Claim[list[Person]]] = field(default_factory=list)
    sources: list[Claim[str]] = field(default_factory=list)
    editors: list[Claim[Editor]] = field(default_factory=list)
    publishers: list[Claim[str]] = field(default_factory=list)
    keywords: list[Claim[list[str]]] = field(default_factory=list)
    numbers: list[Claim[str]] = field(default_factory=list)
    issues: list[Claim[str]] = field(default_factory=list)
    icp: list[Claim[str]] = field(default_factory=list)
    police: list[Claim[str]] = field(default_factory=list)
    emails: list[Claim[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Zones:
    """Where on the page bylines stand."""

    title: int
    """Position of the title's line, or where it would stand."""
    body_first: int
    body_last: int

    def near_head(self, position: int) -> bool:
        return self.title - _NEAR_BEFORE <= position <= min(self.title + _AFTER_TITLE, self.body_first + 2)

    def near_tail(self, position: int) -> bool:
        return self.body_last - 3 <= position <= self.body_last + _AFTER_BODY


def find_zones(lines: list[Line], labels: list[Label], title_indexes: tuple[int, ...]) -> Zones:
    """The zones by the title's lines and the body's first and last line."""
    body = [index for index, label in enumerate(labels) if label.kind == "body"]
    title = min(title_indexes) if title_indexes else max(0, (body[0] if body else 0) - 4)
    after = [index for index in body if index > title and _is_paragraph(lines[index].text)]
    first = after[0] if after else next((index for index in body if index > title), title + 12)
    last = max(body[-1] if body else len(lines) - 1, first)
    return Zones(title, first, last)


def read_lines(
    lines: list[Line],
    labels: list[Label],
    zones: Zones,
    fetched_at: datetime.datetime | None,
) -> LineClaims:
    """Read the claims of all lines."""
    claims = LineClaims()
    low = max(0, zones.title - _FAR_BEFORE)
    high = min(len(lines), min(zones.title + _AFTER_TITLE, zones.body_first + 2) + 1)
    tail = max(high, zones.body_last - 3)
    zone_last = min(len(lines) - 1, zones.body_last + _AFTER_BODY)
    near = zones.title - _NEAR_BEFORE
    for position in (*range(low, high), *range(tail, zone_last + 1)):
        line = lines[position]
        if 2 * line.link_chars < len(line.text) or (position >= near and _COLON.search(line.text)):
            _read_zone_line(claims, lines, labels, position, zones, fetched_at)
    for line in lines:
        text = line.text
        if "@" in text or "版" in text or "公" in text or "ICP" in text or "icp" in text:
            _read_numbers(claims, line, labels[line.index])
        if line.mark:
            _read_marked(claims, line, fetched_at)
        elif len(text) <= _EDITOR_CHARS and ("编" in text or "編" in text):
            _read_far_editor(claims, line, labels[line.index])
    return claims


def _is_paragraph(text: str) -> bool:
    return len(text) >= 50 and bool(_PARAGRAPH.search(text))


def _read_zone_line(
    claims: LineClaims,
    lines: list[Line],
    labels: list[Label],
    position: int,
    zones: Zones,
    fetched_at: datetime.datetime | None,
) -> None:
    line, label = lines[position], labels[position]
    text = line.text.strip()
    is_close = zones.title < position <= min(zones.title + _UNDER_TITLE, zones.body_first)
    is_close = is_close or zones.body_last < position <= zones.body_last + _UNDER_BODY
    if (label.category in _OUTSIDE and not is_close) or line.is_hidden:
        return
    is_head = position < zones.body_first
    if len(text) > _SENTENCE_CHARS and _PARAGRAPH.search(text):
        _read_sentence(claims, line, zones, fetched_at)
    elif len(text) <= MAX_BYLINE_CHARS and (_HINT if position <= zones.body_last else _TAIL_LINE).search(text):
        _read_byline_line(claims, line, label, zones, fetched_at)
    if zones.title <= position <= zones.body_first + 1:
        _read_press(claims, lines, position, zones)
    elif not is_head and text[0] in _OPENING and _REPORT_TAIL.match(text) and (people := read_reporters(text)):
        claims.authors.append(Claim(people, 3.2, "line:reporter", line.index, text))
    if is_head and len(text) <= _WIDGET_CHARS:
        _read_widget(claims, lines, position)


def _read_sentence(claims: LineClaims, line: Line, zones: Zones, fetched_at: datetime.datetime | None) -> None:
    """A sentence is a byline only if it begins with a label, or in the bracket that ends the text."""
    text = line.text.strip()
    position = line.index
    penalty = 0.0 if zones.title <= position < zones.body_first else _TAIL_PENALTY
    if len(text) <= MAX_BYLINE_CHARS and (text[0] in _OPENING or _COLON.search(text[:14])):
        byline = read_byline(text, fetched_at=fetched_at)
        if 0 <= byline.first_label <= 2:
            _take(claims, byline, line, penalty, is_strict=not (zones.near_head(position) or zones.near_tail(position)))
            return
    if abs(position - zones.body_last) <= _UNDER_BODY and _TAIL_HINT.search(text[-140:]):
        inside = tail_bracket(text)
        if inside:
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


def _read_far_editor(claims: LineClaims, line: Line, label: Label) -> None:
    """An editor's line where the body's end was misjudged: short, and it begins with the label."""
    text = line.text
    if claims.editors or label.category in _OUTSIDE or not ("编" in text[:8] or "編" in text[:8]):
        return
    byline = read_byline(text)
    if 0 <= byline.first_label <= 2:
        claims.editors.extend(Claim(editor, 2.0, "line:label", line.index, text) for editor in byline.editors)


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
    claims.editors.extend(Claim(editor, penalty, "line:label", index, text) for editor in byline.editors)
    claims.dates.extend(
        Claim(dated.found, _DATE_RANK[dated.kind] + penalty, f"line:{dated.kind}", index, text)
        for dated in byline.dates
        if dated.kind
    )
    holder = byline.publisher
    if holder and any(word in fold_in_place(holder) for word in vocabulary().no_publisher):
        holder = None
    for value, target in (
        (holder, claims.publishers),
        (byline.document_number, claims.numbers),
        (byline.issue, claims.issues),
    ):
        if value:
            target.append(Claim(value, 2.0 + penalty, "line:label", index, text))
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


def _read_press(claims: LineClaims, lines: list[Line], position: int, zones: Zones) -> None:
    """Datelines, reporters' lines, a medium or a name alone beside the date."""
    line = lines[position]
    text = line.text.strip()
    if _REPORTER_HINT.search(text[:120]) and (people := read_reporters(text)):
        claims.authors.append(Claim(people, 3.0, "line:reporter", line.index, text))
    bare = text.strip("*·• \u3000\xa0()（）【】[]")
    if not zones.title < position < zones.body_first or not 2 <= len(bare) <= _LONE_NAME_CHARS or line.link_chars:
        return
    before = lines[position - 1].text
    if (
        len(bare) <= 12
        and len(before) <= 40
        and find_date(before)
        and not is_name(bare)
        and is_medium(fold_in_place(bare))
    ):
        if source := clean_source(bare):
            claims.sources.append(Claim(source, 4.0, "line:after_date", line.index, text))
    elif bare == text and position <= zones.title + 4 and _LONE_NAME.fullmatch(text):
        _read_lone_name(claims, lines, position, zones)


def _read_lone_name(claims: LineClaims, lines: list[Line], position: int, zones: Zones) -> None:
    """A line under the title that is a name: "□ 某某", "某局局长 某某", "某某" before the date, a poster's nickname."""
    line = lines[position]
    text = line.text.strip()
    signed = _SIGNED_BY.match(text)
    below = [following.text.strip()[:60] for following in lines[position + 1 : position + 3]]
    is_dated = position == zones.title + 1 and any(find_date(following) for following in below)
    is_posted = bool(below and _POSTED.match(below[0]))
    if not (signed or is_dated or is_posted or " " in text or "\u3000" in text or len(text) >= 6):
        return
    people = read_people(signed["names"] if signed else text)
    are_names = bool(people) and all(is_name(person.name) for person in people)
    if are_names and (signed or all(person.post for person in people)):
        claims.authors.append(Claim(people, 1.9, "line:signed", line.index, text))
    elif is_posted and len(people) == 1:
        claims.authors.append(Claim(people, 3.5, "line:posted", line.index, text))
    elif are_names and is_dated:
        claims.authors.append(Claim(people, 3.6, "line:name", line.index, text))


def _read_widget(claims: LineClaims, lines: list[Line], position: int) -> None:
    """A calendar sheet over two lines: day, then year and month, or the other way round."""
    if position + 1 >= len(lines):
        return
    first, second = lines[position].text.strip(), lines[position + 1].text.strip()
    if len(second) > _WIDGET_CHARS:
        return
    day, month = (first, second) if len(first) <= 3 else (second, first)
    if _WIDGET_DAY.fullmatch(day) and _WIDGET_MONTH.fullmatch(month):
        found = find_date(f"{day.rstrip('日')} {month}")
        if found:
            claims.dates.append(Claim(found, 4.1, "line:widget", position, f"{first} {second}"))


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


def _read_numbers(claims: LineClaims, line: Line, label: Label) -> None:
    """Filing numbers and addresses, which may stand anywhere."""
    text = line.text
    if ("ICP" in text or "icp" in text or "Icp" in text) and (number := find_icp(text[:2000])):
        claims.icp.append(
            Claim(number, 0.0 if any(mark in number for mark in "备備") else 1.0, "line:number", line.index, text)
        )
    if "公网安" in text or "公網安" in text:
        number = find_police(text[:2000])
        if number:
            claims.police.append(Claim(number, 0.0, "line:number", line.index, text))
    if "@" in text and label.category not in _OUTSIDE:
        claims.emails.extend(Claim(found, 0.0, "line:address", line.index, text) for found in find_emails(text[:5000]))
    if (
        label.category in ("copyright", "icp")
        and len(text) <= MAX_BYLINE_CHARS
        and ("版权所有" in text or "版權所有" in text)
    ):
        publisher = _copyright_holder(text)
        if publisher:
            claims.publishers.append(Claim(publisher, 2.5, "line:copyright", line.index, text))


_HOLDER_BEFORE = re.compile(r"(?P<who>[㐀-鿿A-Za-z0-9.]{2,24})\s?(?:版权所有|版權所有)")
_HOLDER_EDGE = re.compile(r"^(?:本网站|本站|本網站|网站)?(?:内容)?(?:由|归|歸)?|\s*(?:copyright|©).*$", re.IGNORECASE)


def _copyright_holder(text: str) -> str | None:
    """The site in "版权所有：某某杂志社" or "某某网 版权所有"."""
    before = _HOLDER_BEFORE.search(text)
    for name in (read_byline(text).publisher, before["who"] if before else None):
        name = _HOLDER_EDGE.sub("", name).strip() if name else ""
        folded = fold_in_place(name)
        if 3 <= len(name) <= 30 and not any(word in folded for word in vocabulary().no_publisher):
            return name
    return None
