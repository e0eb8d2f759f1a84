"""What a byline states without a label: a date, the medium beside it, who posted, NAME/MEDIUM."""

import datetime
import re

from flows.page.bylines.dates import FoundDate, find_date
from flows.page.bylines.people import Person, are_all_of, is_name, read_people
from flows.page.bylines.reporters import read_reporters
from flows.page.bylines.stated import Byline, Dated, Editor
from flows.page.bylines.values import EDGE, clean_source, cut_value, unquote
from flows.page.bylines.vocabulary import (
    drop_original_mark,
    ends_with,
    is_body,
    is_medium,
    is_office,
    names_body,
    names_nobody,
)
from flows.page.metadata.identifiers import ISSUE, is_document_number
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.words import words

_SHORTEST_DATE = 2
_MAX_NAME_CHARS = 20
_LAST_EDITOR_CHARS = 24
_SHORTEST_ACCOUNT = 4
_FREE_SIGN = r"^by\s|^.据|[\d民年前刚今昨发期号编/|]|{byline_words}|{copied_from}"
"""Occurs in every folded line that states something without a label."""
_EDITOR_LAST = r"^[\s(\[【]*(?P<name>\S{2,4}|\S\s{1,2}\S)\s{0,2}/?(?P<role>{editor_roles_behind_name})[\s)\]】]*$"
_AUTHOR_IS = r"{author_is}[:]?\s?(?P<post>[^。;()]{4,60})"
_PLACE_OF_POST = r"^(?:{posted_from})\s?(?:{municipalities}|[一-鿿]{2,3}?(?:省|市)?(?=\s|[一-鿿]{3}))\s?"
_POSTED_BY = (
    r"^(?:{original_marks}\s+)?{this_text}?(?:[由@]\s?(?P<by>\S{2,20}?)\s*|(?P<who>\S{2,20})\s+){posting}于?\s?(?=\d)"
)
_MEDIUM_REPORTER = r"^[\s(【]*[一-鿿·a-z]{2,16}{reporters}[\s:]*[一-鿿\s、]{2,24}$"
_DATE_BEHIND = r"\s+{date}.*$"
_TAKEN_FROM = (
    r"^{this_text}{taken_from}\s?(?P<source>[^,。:]{2,24}?)\s*,\s*{author_before_name}\s?(?P<author>[^,。:]{2,20})$"
)
_COPIED = (
    r"^\W*{this_text}?{copied_from}\s?{account_labels}?\s?[《“「]?"
    r"(?P<source>[^,。:;《》“”「」()\d]{2,20})[》”」]?[)】\]。\s]*$"
)
_BEFORE_SOURCE = r"\s*(?:{original_marks}|{this_text}?{copied_from}|{from_words}|{weekday})[\s:|]*"
"""What may stand between a date and the name of a medium."""
_COPIED_BEFORE = r"(?:{this_text}?{copied_from}|{from_words})[\s:]*"
_NAME_AND_MEDIUM = r"^[\s(【]*(?P<one>[^\s/|]{2,20})(?:\s?[/|]\s?|\s{1,3})(?P<other>[^\s/|]{2,20})[\s)】]*$"
_ACCORDING_TO = r"^[(【]?据(?P<source>[一-鿿]{2,12}?)(?:{report_endings}|{account_labels}|{tidings})?[)】]?$"
_BY = re.compile(
    r"^[Bb][Yy]\s+(?P<who>[一-鿿]{2,4}(?=\s|$)|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){1,3}|[A-Za-z][\w.-]{2,19}(?=\s|$))"
)
_ROLE_ENDING = r"\s?(?:{text_and_pictures}|{photographed}?{report_endings})[\s)】]*$"
_ROLE_SIGNS = "(（【)）】□■●* "
_ROLE_CHARS = 60
_NICKNAME = re.compile(r"[A-Za-z][\w.-]{2,19}", re.ASCII)
_TELLS_MORE = r"{byline_words}|{board_heads}|{report_endings}|/"
"""What no name holds that stands before a time."""
_BESIDE_DATE = EDGE + "•"
_DIVIDERS = frozenset("·•|｜")
_GLYPHS = frozenset("□◇◎○●■▲△◆☆★◊/／|｜·•-—")
_NO_NAME = re.compile(r"[，。！？；：:;!?《》〈〉“”\"'‘’「」『』【】\[\]（）()<>＞\d]|https?|www\.")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\w.:/-]+")
_FOLLOWING_WIDGET = r"(?<=.{3}){account_widgets}$"


def may_state(folded: str) -> bool:
    """Whether a folded line without a label shows a sign of what `read_free` finds."""
    return phrase(_FREE_SIGN).search(folded) is not None


def read_free(
    byline: Byline,
    text: str,
    folded: str,
    free: list[tuple[int, int]],
    fetched_at: datetime.datetime | None,
) -> None:
    """Read what stands outside the labelled values of a line into `byline`; `free`: the stretches that no value
    fills."""
    for start, end in free:
        if byline.dates:
            break
        if end - start < _SHORTEST_DATE:
            continue
        if found := find_date(text[start:end], fetched_at=fetched_at):
            byline.dates.append(Dated("", found))
            if byline.content_source is None and start == 0:
                _read_after_date(byline, text[found.end : end], folded[found.end : end], found)
                _read_before_date(byline, text[: found.start], found)
            elif byline.content_source is None:
                _read_medium(byline, text[start : start + found.start].split()[-1:])
                _read_medium(byline, text[start + found.end : end].split()[:1])
    if byline.content_source is None and byline.dates and byline.dates[0].kind in ("published", "dated"):
        _read_before_date(byline, text[: free[0][1]], byline.dates[0].found)
    read_poster(byline, text, folded, free[0][1])
    if "自" in folded or "载" in folded or "于" in folded or "据" in folded:
        _read_copied(byline, text, folded)
    if "者" in folded:
        _read_described(byline, text, folded)
    if not byline.editors and len(text) <= _LAST_EDITOR_CHARS:
        _read_last_editor(byline, text, folded)
    if not byline.dates and not byline.label_count and not byline.authors:
        _read_name_and_medium(byline, text, folded)
    if not byline.authors and (by := _BY.match(text)):
        who = by["who"]
        byline.authors = [Person(who)] if who.isascii() and " " in who else read_people(who)
        byline.author_signals = "label" if byline.authors else ""
    read_issue(byline, text)
    if byline.document_number is None and "号" in folded:
        bare = (text.strip(EDGE), text.strip(EDGE + "()（）"))
        byline.document_number = next((number for number in bare if is_document_number(number)), None)


def read_issue(byline: Byline, text: str) -> None:
    """The issue of a periodical that a text names, if none was read yet."""
    if byline.issue is None and "期" in text and (issue := ISSUE.search(text)):
        byline.issue = issue.group().strip()


def read_poster(byline: Byline, text: str, folded: str, lead_end: int) -> None:
    """ "某某网 发表于2024-…" names the site, "由 某人 发布于 …" the author, "某报记者 某人 来源：…" the reporter.

    lead_end: where the first label begins.
    """
    if "发" in folded and (posted := phrase(_POSTED_BY).match(folded)):
        who = text[slice(*posted.span("by" if posted["by"] else "who"))].strip(EDGE)
        if is_medium(fold_in_place(who)):
            byline.publisher = byline.publisher or who
        elif not byline.authors and (people := read_people(who)):
            byline.authors, byline.author_signals = people, "posted"
    if len(text) <= _ROLE_CHARS and (people := _read_roles(text, folded)):
        byline.authors, byline.author_signals = people, "label"
    lead = phrase(_DATE_BEHIND).sub("", folded[:lead_end]).strip()
    if not byline.authors and phrase(_MEDIUM_REPORTER).match(lead):
        people = [
            person
            for person in read_people(text[:lead_end].strip()[: len(lead)])
            if person.post and is_name(person.name)
        ]
        byline.authors, byline.author_signals = people, "label" if people else ""


def _read_roles(text: str, folded: str) -> list[Person]:
    """ "某报记者林小川通讯员何田 文/图": the people of a line that names reporters and nothing else."""
    if not phrase(r"{field_reporters}").search(folded):
        return []
    ending = phrase(_ROLE_ENDING).search(folded)
    text = text[: ending.start()] if ending else text
    people = read_people(text.strip(_ROLE_SIGNS))
    are_certain = bool(people) and people[0].post is not None and all(is_name(person.name) for person in people)
    return people if are_certain and are_all_of(people, text) else []


def _read_described(byline: Byline, text: str, folded: str) -> None:
    """ "作者系某局局长" says what an author is; "以下文章来源于某刊 ，作者某人" whom an account took its text from."""
    if described := phrase(_AUTHOR_IS).search(folded):
        byline.author_post = text[slice(*described.span("post"))].strip()
    if taken := phrase(_TAKEN_FROM).match(folded):
        byline.content_source, byline.source_signals = text[slice(*taken.span("source"))].strip(), "label"
        byline.authors = read_people(text[slice(*taken.span("author"))])
        byline.author_signals = "label" if byline.authors else ""


def _read_copied(byline: Byline, text: str, folded: str) -> None:
    """ "（全文转自微信公众号江口观察）", "- 轉載自 江口晚報": nothing but whom the text was taken from."""
    if byline.content_source is not None:
        return
    according = phrase(_ACCORDING_TO).match(folded)
    if according and is_medium(according["source"]):
        byline.content_source, byline.source_signals = text[slice(*according.span("source"))], "label"
    if issue := ISSUE.search(text):
        text, folded = text[: issue.start()] + text[issue.end() :], folded[: issue.start()] + folded[issue.end() :]
    copied = phrase(_COPIED).match(folded)
    if copied:
        name = text[slice(*copied.span("source"))].strip()
        byline.content_source, byline.source_signals = name, "label"


def _read_last_editor(byline: Byline, text: str, folded: str) -> None:
    """ "林小川 编辑", "（何田／责编）": a name and what it did."""
    last = phrase(_EDITOR_LAST).match(folded)
    if last and is_name(name := "".join(text[slice(*last.span("name"))].split())):
        byline.editors.append(Editor(text[slice(*last.span("role"))], name))


def _read_name_and_medium(byline: Byline, text: str, folded: str) -> None:
    if pair := name_and_medium(text, folded):
        byline.authors, byline.author_signals = pair[0], "slash"
        byline.content_source, byline.source_signals = pair[1], "slash"


def name_and_medium(text: str, folded: str) -> tuple[list[Person], str] | None:
    """ "林小川/江口晚报", "江口晚报 林小川": a name and its medium, in either order, and nothing else."""
    found = phrase(_NAME_AND_MEDIUM).match(folded)
    sides = [text[slice(*found.span(side))] for side in ("one", "other")] if found else []
    for name, medium in (sides, sides[::-1]) if sides else ():
        people = read_people(name)
        side = fold_in_place(medium)
        if people and all(is_name(person.name) for person in people) and (is_medium(side) or is_office(side)):
            return people, medium
    return None


def _read_before_date(byline: Byline, lead: str, date: FoundDate) -> None:
    """ "江口中学 2024-03-05", "江口观察2024-03-05 10:20": whom the line names before its date."""
    name = drop_original_mark(_ADDRESS.sub("", lead).strip(_BESIDE_DATE)).strip(_BESIDE_DATE)
    name = unquote(name.removesuffix("(").removesuffix("（"))
    folded = fold_in_place(name)
    if _is_nickname(name) and date.precision in ("minute", "second") and not byline.authors:
        byline.authors, byline.author_signals = [Person(name)], "before_date"
        return
    if not 2 <= len(name) <= _MAX_NAME_CHARS or folded.isascii() or _NO_NAME.search(name):
        return
    if copied := phrase(_COPIED_BEFORE).match(folded):
        if (source := clean_source(name[copied.end() :])) and not byline.source_signals:
            byline.content_source, byline.source_signals = source, "label"
        return
    if names_nobody(folded) or ends_with(folded, "column_endings") or byline.source_signals or byline.authors:
        return
    if is_name(name):
        byline.authors, byline.author_signals = [Person(name)], "before_date"
    elif pair := name_and_medium(name, folded):
        byline.authors, byline.author_signals = pair[0], "before_date"
        byline.content_source, byline.source_signals = pair[1], "before_date"
    elif all(map(names_body, folded.split())):
        byline.content_source, byline.source_signals = name, "before_date"
    elif date.precision in ("minute", "second") and may_be_account(name, folded):
        byline.content_source, byline.source_signals = name, "before_clock"


def _read_after_date(byline: Byline, rest: str, folded_rest: str, date: FoundDate) -> None:
    """ "2024年1月2日10:00 某某日报 林小川 我要评论": the medium, and the name after it."""
    while lead := phrase(_BEFORE_SOURCE).match(folded_rest):
        rest, folded_rest = rest[lead.end() :], folded_rest[lead.end() :]
    cut = cut_value(rest, folded_rest).strip()
    place = phrase(_PLACE_OF_POST).match(fold_in_place(cut))
    tokens = (cut[place.end() :] if place else cut).split()[:3]
    if tokens and tokens[0] in _GLYPHS:
        del tokens[0]
    if not tokens or len(tokens[0]) > 24:
        return
    if len(tokens) == 1 and _is_nickname(tokens[0]) and not byline.authors and date.precision == "minute":
        byline.authors, byline.author_signals = [Person(tokens[0])], "after_date"
        return
    if is_name(tokens[0]) and not byline.authors and len(tokens) == 1:
        byline.authors, byline.author_signals = [Person(tokens[0])], "after_date"
        return
    name = unquote(tokens[0].strip(EDGE))
    folded = fold_in_place(name)
    widget = phrase(_FOLLOWING_WIDGET).search(folded) if folded.endswith(("博", "信")) else None
    if widget and is_medium(folded[: widget.start()]):
        name, folded = name[: widget.start()], folded[: widget.start()]
    if not 2 <= len(name) <= _MAX_NAME_CHARS or names_nobody(folded) or is_name(name):
        return
    if (glued := _medium_then_name(name, folded)) is not None:
        byline.content_source, byline.source_signals = glued[0], "after_date"
        byline.authors = byline.authors or [Person(glued[1])]
        byline.author_signals = byline.author_signals or "after_date"
    elif is_medium(folded) or (len(tokens) == 1 and is_body(folded)) or _is_office_alone(folded, tokens[1:]):
        byline.content_source, byline.source_signals = name, "after_date"
        people = [Person(token) for token in (re.split("[／/]", token)[0] for token in tokens[1:]) if is_name(token)]
        people = people or _read_reporters_after(rest, tokens[0])
        if people and not byline.authors:
            byline.authors, byline.author_signals = people, "after_date"
    elif len(tokens) == 1 and _is_account_after(rest, date, name, folded):
        byline.content_source, byline.source_signals = name, "after_clock"


def _read_medium(byline: Byline, beside: list[str]) -> None:
    """A medium beside a date that stands behind the values of labels; `beside` holds one word, or none."""
    name = beside[0].strip(EDGE) if beside else ""
    is_name_like = 3 <= len(name) <= _MAX_NAME_CHARS and not _NO_NAME.search(name)
    if byline.content_source is None and is_name_like and is_medium(fold_in_place(name)):
        byline.content_source, byline.source_signals = name, "after_date"


def _is_office_alone(folded: str, others: list[str]) -> bool:
    """Whether a part of the body stands there by itself, or with who wrote for it."""
    return is_office(folded) and all(is_name(other) for other in others)


def _is_account_after(rest: str, date: FoundDate, name: str, folded: str) -> bool:
    """Whether a name behind a time of day may be an account: parted from it by a sign, or long enough for no place."""
    is_parted = rest.lstrip()[:1] in _DIVIDERS or len(name) >= _SHORTEST_ACCOUNT
    return date.precision in ("minute", "second") and is_parted and may_be_account(name, folded)


def _read_reporters_after(rest: str, medium: str) -> list[Person]:
    """ "某报 記者林小川", "某报／ 記者林小川／台北報導": the reporters behind a medium."""
    behind = rest.partition(medium)[2].strip(EDGE)
    if not phrase(r"{reporter_words}").search(fold_in_place(behind[:24])):
        return []
    people = read_reporters(behind) or read_people(behind)
    return people if all(is_name(person.name) for person in people) else []


def _is_nickname(name: str) -> bool:
    """Whether a Latin word beside a time may be a nickname."""
    return _NICKNAME.fullmatch(name) is not None and name.lower() not in words("no_nicknames")


def _medium_then_name(name: str, folded: str) -> tuple[str, str] | None:
    """ "江口晚报林小川": a medium and the name that is glued to it."""
    for size in (3, 2):
        if len(name) >= size + 4 and is_name(name[-size:]) and is_medium(folded[:-size]):
            return name[:-size], name[-size:]
    return None


def may_be_account(name: str, folded: str) -> bool:
    """Whether nothing speaks against a word beside a time being the name of an account."""
    is_other = _NO_NAME.search(name) or phrase(_TELLS_MORE).search(folded) or ends_with(folded, "column_endings")
    return len(name) >= 3 and not folded.isascii() and not is_other and not folded.startswith(words("posted_from"))
