"""What a title looks like: comparing, trimming and splitting title strings."""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, islice

from flows.page.bylines.people import is_name, read_people
from flows.page.bylines.vocabulary import ends_with
from flows.page.text.blanks import collapse
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase

_NOT_LETTERS = re.compile(r"[\W_]+")
_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~‐-‧、。〈-】〔-〟！-／：-＠［-｀｛-～]+")
"""Frequent signs, whose compatibility forms hold no letters either; without them few titles have another form."""
_SEPARATOR = re.compile(r"\s*(?:[_|｜»«]+|\s[-–—‐·•]{1,4}(?=\s|\S)|[-–—]{1,4}\s|-{1,4}|–|・|::)[\s_|｜»«–—-]*")
_SITE_ADDRESS = re.compile(r"(?:[a-z]\.(?:com|cn|net|org|tw|hk)|\b(?:news|blog|com))$")
_GLUED_BYLINE = (
    r"{glued_date_verbs}?{date_words}\s*:|{glued_labels}\s*:"
    r"|(?<=\s)(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)[\s\d:]*(?=$|\s*{behind_glued_dates})"
)
"""Reads folded lines."""
_ENDING_CHARS = 6
_BRACKET = re.compile(r"[(（【\[［]")
_BEFORE_GLUED = tuple("[【(（|")
_COLUMN_GAP = re.compile(r"\s\s{5,}")
_TITLE_LABEL = r"^{title_labels}\s*(?::\s*(?=\S)|(?=[\[【]))"
_TAG = re.compile(r"^[【\[［][^】\]］]{1,12}[】\]］]")
_WRAPPER = r"[(【\[]{whole_text}?(?:{essay_wrappers}(?:\d+篇|篇)?|共?\d+篇)[)】\]]"
_SEGMENT = re.compile(r"[\s_|｜»«–—\-:：,，·]+")
_FULL_TEXT = r"《(?P<title>[^《》]{4,80})》\s?[(（]?{whole_text}[)）]?"
_YEAR = r"^{newest}?(?:19|20)\d\d年?(?:度)?"
_SUBTITLE = r"^{subtitle_heads}|^以.{1,40}?{as_example}|^在.{2,40}{on_occasions}|{subtitle_tails}$"
DASH = re.compile(r"——+|--+|――+|－－+|──+")


@lru_cache(maxsize=64)
def title_key(text: str) -> str:
    """The letters and digits of a title in lower case and compatibility form: what two printings of it share."""
    letters = text if text.isalnum() else _SIGNS.sub("", text)
    if not letters.isascii():
        letters = unicodedata.normalize("NFKC", letters)
    return (letters if letters.isalnum() else _NOT_LETTERS.sub("", letters)).lower()


def names_site(text: str) -> bool:
    """Whether a text ends, signs aside, like the name or address of a site or of one of its columns."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] == "_"):
        end -= 1
    bare = text[:end].lower()
    return (
        ends_with(fold_in_place(bare[-_ENDING_CHARS:]), "site_endings")
        or _SITE_ADDRESS.search(bare, max(0, len(bare) - 12)) is not None
    )


def cut_byline(text: str) -> str:
    """A title line without what is glued to its end.

    "标题 发布时间:2024-01-02 来源:某网" gives "标题"; so does a title that many blanks part from a neighbouring column,
    and one behind the word 标题 itself.
    """
    text = text.strip()
    if text.startswith(("标", "標", "题", "題")) and (label := phrase(_TITLE_LABEL).match(fold_in_place(text))):
        text = text[label.end() :]
    pieces = text.split()
    if len(pieces) > 1 and (column := _COLUMN_GAP.search(text)):
        text = text[: column.start()]
        pieces = text.split()
    if ":" in text or "：" in text or "19" in text or "20" in text:
        found = phrase(_GLUED_BYLINE).search(fold_in_place(text))
        title = text[: found.start()] if found else ""
        title = title[:-1] if title.endswith(_BEFORE_GLUED) else title
        if len(title.strip()) >= 4:
            return collapse(title)
    return " ".join(pieces)


def has_title_label(text: str) -> bool:
    """Whether a line begins with the word 标题 or 题目 as a label."""
    return phrase(_TITLE_LABEL).match(fold_in_place(text)) is not None


def drop_tag(text: str) -> str:
    """A title without the bracketed column name before it (【快讯】…)."""
    return _TAG.sub("", text, count=1)


def part_keys(html_title: str) -> set[str]:
    """The keys of a <title> and of its beginnings and endings, cut at each of its separators."""
    pieces, start = [], 0
    for cut in islice(_SEPARATOR.finditer(html_title), 12):
        pieces.append(html_title[start : cut.start()])
        start = cut.end()
    keys = [title_key(piece) for piece in (*pieces, html_title[start:])]
    endings = accumulate(reversed(keys), lambda ending, key: key + ending)
    return {*accumulate(keys), *endings}


def title_segments(html_title: str) -> list[str]:
    """The pieces of a <title> between its separators; a bare hyphen separates as well."""
    return [piece for piece in (piece.strip() for piece in _SEGMENT.split(html_title)) if piece]


def strip_site(html_title: str) -> str:
    """A <title> without the names of site and column around it, where no other evidence tells.

    The strong separators (_ | » and dashes between blanks) end the title; a bare hyphen does so only before something
    that is named like a site.
    """
    cuts = [(found.start(), found.end(), found.group()) for found in _SEPARATOR.finditer(html_title)][:12]
    if not cuts:
        return html_title.strip()
    first_start, first_end, separator = cuts[0]
    head, tail = html_title[:first_start].strip(), html_title[first_end:].strip()
    if names_site(head) and len(title_key(head)) <= 12 and len(title_key(tail)) > len(title_key(head)):
        return strip_site(tail) if len(cuts) > 1 else tail
    is_strong = separator.strip() != "-" or separator != separator.strip()
    if is_strong and len(title_key(head)) >= 4:
        return head
    for start, end, _ in cuts:
        if len(title_key(html_title[:start])) >= 4 and names_site(html_title[end:]):
            return html_title[:start].strip()
    return html_title.strip()


def drop_full_text(text: str) -> str:
    """ "《某某条例》全文" names the page; the paper's own title is between the marks."""
    found = phrase(_FULL_TEXT).fullmatch(text)
    return found["title"] if found else text


def unwrap(text: str) -> str:
    """A title without the year and the "(全文完整)" that sites of model essays put around it."""
    wrapped = phrase(_WRAPPER).search(fold_in_place(text)) if _BRACKET.search(text) else None
    text = text[: wrapped.start()] + text[wrapped.end() :] if wrapped else text
    year = phrase(_YEAR).match(text)
    return (text[year.end() :] if year else text).strip()


def _names_somebody(tail: str) -> bool:
    """Whether a tail is a post and a name: 江口市审计局局长某某."""
    people = read_people(tail) if len(tail) <= 60 else []
    return bool(people) and all(person.post is not None and is_name(person.name) for person in people)


def split_subtitle(text: str) -> tuple[str, str | None]:
    """Title and subtitle of "标题——副标题"; the subtitle keeps no dash. (text, None) where the tail is no subtitle."""
    found = DASH.search(text)
    if not found:
        return text, None
    head, tail = text[: found.start()].strip(), text[found.end() :].strip()
    if len(title_key(head)) < 6 or len(tail) < 3:
        return text, None
    if _names_somebody(tail) or phrase(_SUBTITLE).search(fold_in_place(tail)):
        return head, tail
    return text, None
