"""Bylines: the fields that one line states, labelled (来源：… 作者：… 责编：…) or by the habits of the press."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from flows.page.bylines.dates import FoundDate, find_date
from flows.page.bylines.labels import LabelHit, find_labels, label_fields
from flows.page.bylines.people import Person, is_name, read_people
from flows.page.bylines.reporters import read_reporters
from flows.page.bylines.values import EDGE, clean_source, cut_value, split_keywords, unquote
from flows.page.bylines.vocabulary import is_medium, names_nobody
from flows.page.metadata.identifiers import ISSUE, find_document_number, is_document_number
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import compiled

MAX_BYLINE_CHARS = 160
_LONGEST_BEFORE_DATE = 16
_SHORTEST_DATE = 2
_FREE_SIGN = re.compile(r"[\d民年前刚今昨发期号编]|记者|作者|校对|审核")
"""What a folded line without a label must show to state anything."""
_EDITOR_LAST = (
    r"^[\s(（\[【]*(?P<name>\S{2,4}|\S\s{1,2}\S)\s{0,2}[/／]?"
    r"(?P<role>编辑|編輯|责编|責編|责任编辑|責任編輯|编|編|摘编|校对|审核)[\s)）\]】]*$"
)
_GLYPHS = frozenset("□◇◎○●■▲△◆☆★◊/／|｜·•-—")
_AUTHOR_IS = r"作者(?:系|为|為|是|單位|单位)[:：]?\s?(?P<post>[^。；;()（）]{4,60})"
_RUNNING = re.compile(r"[，。？！；?!;]")
_FOLLOWING_WIDGET = re.compile(r"(?<=.{3})(?:官方)?微[博信]$")
_PLACE_OF_POST = (
    r"^(?:发布于|發布於|發佈於|发表于|来自|來自)\s?(?:北京|上海|天津|重庆|[㐀-鿿]{2,3}?(?:省|市)?(?=\s|[㐀-鿿]{3}))\s?"
)
_POSTED_BY = r"^(?:[由@]\s?(?P<by>\S{2,20}?)\s*|(?P<who>\S{2,20})\s+)(?:发布|發布|發佈|发表|發表)[于於]?\s?(?=\d)"
_MEDIUM_REPORTER = r"^[\s(（【]*[㐀-鿿·A-Za-z]{2,16}(?:记者|記者)[\s:：]*[㐀-鿿\s、]{2,24}$"


@dataclass(slots=True)
class Editor:
    """Somebody who handled the text."""

    role: str
    """The label as printed, without blanks: 责任编辑, 审核, …"""
    name: str


@dataclass(slots=True)
class Dated:
    """A date of a byline and how it was labelled."""

    kind: str
    """"published", "dated", "updated" or "" without a label."""
    found: FoundDate


@dataclass(slots=True)
class Byline:
    """What one line states; empty where it states nothing."""

    authors: list[Person] = field(default_factory=list)
    author_signals: str = ""
    """How the authors were told: "label", "posted", "after_date"."""
    author_post: str | None = None
    """What an author who is named elsewhere is: （作者系某局局长）."""
    content_source: str | None = None
    source_signals: str = ""
    """How the source was told: "label", "contributor", "after_date"."""
    editors: list[Editor] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    document_number: str | None = None
    issue: str | None = None
    keywords: list[str] = field(default_factory=list)
    publisher: str | None = None
    label_count: int = 0
    first_label: int = -1
    """Place of the first label; -1 without one."""


def read_byline(text: str, *, fetched_at: datetime.datetime | None = None) -> Byline:
    """Read the fields of a short line."""
    byline = Byline()
    folded = fold_in_place(text)
    labels = find_labels(folded)
    byline.label_count = len(labels)
    byline.first_label = labels[0].start if labels else -1
    free: list[tuple[int, int]] = [(0, labels[0].start if labels else len(text))]
    for label, end in _with_ends(labels, len(text)):
        kind = label_fields().get(label.word, "")
        used = 0
        if kind:
            value, folded_value = text[label.end : end], folded[label.end : end]
            used = _read_value(byline, kind, _printed(text, label), value, folded_value, fetched_at)
        free.append((label.end + used, end))
    if labels or _FREE_SIGN.search(folded):
        _read_free(byline, text, folded, free, fetched_at)
    return byline


def read_publisher(text: str) -> str | None:
    """The publisher of `read_byline`, which few lines name."""
    folded = fold_in_place(text)
    byline = Byline()
    for label, end in _with_ends(find_labels(folded), len(text)):
        if label_fields().get(label.word) == "publisher":
            _read_value(byline, "publisher", "", text[label.end : end], folded[label.end : end], None)
    _read_poster(byline, text, 0)
    return byline.publisher


def _with_ends(labels: list[LabelHit], end: int) -> Iterator[tuple[LabelHit, int]]:
    """The labels of a text that is `end` long, each with the place where its value ends."""
    return zip(labels, [*[label.start for label in labels[1:]], end], strict=False)


def _printed(text: str, label: LabelHit) -> str:
    """The label as the page prints it, without blanks."""
    return "".join(text[label.start : label.end].split())[: len(label.word)]


def _read_value(
    byline: Byline, kind: str, label: str, value: str, folded: str, fetched_at: datetime.datetime | None
) -> int:
    """Read one labelled value, which is also given folded, into `byline`; returns how much of it is used up."""
    if kind in ("published", "dated", "updated"):
        found = find_date(value[:60], fetched_at=fetched_at, is_labelled=True)
        if found and found.start <= _LONGEST_BEFORE_DATE:
            byline.dates.append(Dated(kind, found))
            return found.end
        return 0
    if kind == "keywords":
        byline.keywords = byline.keywords or split_keywords(value)
        return len(value)
    if kind in ("document_number", "issue"):
        _read_number(byline, kind, value)
        return 0
    cut = cut_value(value, folded)
    if kind == "author":
        byline.authors.extend(person for person in _read_authors(label, cut) if person not in byline.authors)
        byline.author_signals = byline.author_signals or ("label" if byline.authors else "")
    elif kind == "editor":
        names = [person.name for person in read_people(cut)]
        byline.editors.extend(Editor(label, name) for name in names[:8])
    elif kind == "contributor":
        people = read_people(cut)
        if people and all(is_name(person.name) for person in people):
            byline.authors, byline.author_signals = byline.authors or people, byline.author_signals or "label"
        elif byline.content_source is None and (source := clean_source(cut)):
            byline.content_source, byline.source_signals = source, "contributor"
    elif kind == "content_source":
        _read_issue(byline, value)
        if not byline.authors and (people := read_reporters(cut)):
            byline.authors, byline.author_signals = people, "label"
        if (source := clean_source(cut)) and byline.source_signals != "label":
            byline.content_source, byline.source_signals = source, "label"
    elif kind == "publisher":
        byline.publisher = byline.publisher or clean_source(cut)
    return len(cut)


def _read_authors(label: str, value: str) -> list[Person]:
    """People of an author's value; a label that is a post (记者：, 通讯员：) gives them that post.

    In an interview "记者：" opens a sentence: where the value runs on, only certain names count, and all must be.
    """
    is_post = label.endswith(("记者", "記者", "通讯员", "通訊員", "实习生", "評論員", "评论员"))
    people = read_people(f"{label} {value}" if is_post else value)
    if len(value) > 16 and _RUNNING.search(value) and not all(person.post or is_name(person.name) for person in people):
        return []
    if is_post and _RUNNING.search(value) and not all(is_name(person.name) for person in people):
        return []
    return people


def _read_number(byline: Byline, kind: str, value: str) -> None:
    if kind == "document_number":
        byline.document_number = byline.document_number or find_document_number(value[:60])
    else:
        _read_issue(byline, value[:60])


def _read_issue(byline: Byline, text: str) -> None:
    if byline.issue is None and "期" in text and (issue := ISSUE.search(text)):
        byline.issue = issue.group().strip()


def _read_free(
    byline: Byline,
    text: str,
    folded: str,
    free: list[tuple[int, int]],
    fetched_at: datetime.datetime | None,
) -> None:
    """What stands outside the labelled values: a date, the medium after it, the site before it, an editor."""
    for start, end in free:
        if byline.dates:
            break
        if end - start < _SHORTEST_DATE:
            continue
        if found := find_date(text[start:end], fetched_at=fetched_at):
            byline.dates.append(Dated("", found))
            if byline.content_source is None and start == 0:
                _read_after_date(byline, text[found.end : end], folded[found.end : end])
    if "发" in folded or "记者" in folded:
        _read_poster(byline, text, free[0][1])
    if "作者" in text and (described := compiled(_AUTHOR_IS).search(text)):
        byline.author_post = described["post"].strip()
    if not byline.editors and len(text) <= 24 and ("编" in folded or "校对" in folded or "审核" in folded):
        _read_last_editor(byline, text)
    _read_issue(byline, text)
    if byline.document_number is None and "号" in folded:
        bare = text.strip(EDGE + "()（）")
        byline.document_number = bare if is_document_number(bare) else None


def _read_last_editor(byline: Byline, text: str) -> None:
    """ "林小川 编辑", "（何田／责编）": a name and what it did."""
    last = compiled(_EDITOR_LAST).match(text)
    if last and is_name(name := "".join(last["name"].split())):
        byline.editors.append(Editor(last["role"], name))


def _read_poster(byline: Byline, text: str, lead_end: int) -> None:
    """ "某某网 发表于2024-…" names the site, "由 某人 发布于 …" the author, "某报记者 某人 来源：…" the reporter."""
    posted = compiled(_POSTED_BY).match(text)
    if posted:
        who = (posted["by"] or posted["who"]).strip(EDGE)
        if is_medium(fold_in_place(who)):
            byline.publisher = byline.publisher or who
        elif not byline.authors and (people := read_people(who)):
            byline.authors, byline.author_signals = people, "posted"
    lead = text[:lead_end].strip()
    if not byline.authors and compiled(_MEDIUM_REPORTER).match(lead):
        people = [person for person in read_people(lead) if person.post and is_name(person.name)]
        byline.authors, byline.author_signals = people, "label" if people else ""


def _read_after_date(byline: Byline, rest: str, folded_rest: str) -> None:
    """ "2024年1月2日10:00 某某日报 林小川 我要评论": the medium, and the name after it."""
    cut = cut_value(rest, folded_rest).strip()
    place = compiled(_PLACE_OF_POST).match(cut)
    tokens = (cut[place.end() :] if place else cut).split()[:3]
    if tokens and tokens[0] in _GLYPHS:
        del tokens[0]
    if not tokens or len(tokens[0]) > 24:
        return
    if is_name(tokens[0]) and not byline.authors and len(tokens) == 1:
        byline.authors, byline.author_signals = [Person(tokens[0])], "after_date"
        return
    name = unquote(tokens[0].strip(EDGE))
    folded = fold_in_place(name)
    widget = _FOLLOWING_WIDGET.search(name) if name.endswith(("微博", "微信")) else None
    if widget and is_medium(folded[: widget.start()]):
        name, folded = name[: widget.start()], folded[: widget.start()]
    if 2 <= len(name) <= 20 and is_medium(folded) and not names_nobody(folded) and not is_name(name):
        byline.content_source, byline.source_signals = name, "after_date"
        people = [token for token in (token.split("／")[0].split("/")[0] for token in tokens[1:]) if is_name(token)]
        if people and not byline.authors:
            byline.authors, byline.author_signals = [Person(name) for name in people], "after_date"
