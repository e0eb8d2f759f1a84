"""Claims from lines that the markup names: an element of class or itemprop author, source, nickname …"""

import re

from flows.page.bylines.people import read_people
from flows.page.bylines.values import clean_source
from flows.page.bylines.vocabulary import ends_with, is_medium
from flows.page.bylines.zones import Zones
from flows.page.lines import Line, Reading
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.text.folding import fold_in_place

_AUTHOR_NAMES = frozenset(("author", "writer", "nickname", "username", "authorname", "postername"))
_SOURCE_NAMES = frozenset(("source", "copyfrom", "origin", "medianame"))
_ACCOUNT_NAMES = frozenset(("wx_follow_nickname", "profile_nickname", "account_nickname", "js_name"))
"""Classes and ids of WeChat's pages for the name of the account."""
_PART = re.compile(r"[a-z]+$")
_MAX_CHARS = 30
_BEFORE_TITLE, _AFTER_TITLE = 3, 12
_UNDER_TITLE = 4
_NO_NAME = re.compile(r"[，。！？；：:;!?|]|\d{4}")


def read_markup(claims: LineClaims, reading: Reading, zones: Zones) -> None:
    """Lines about the title whose element says what they hold, and that say nothing else themselves."""
    first = max(0, zones.title - _BEFORE_TITLE)
    last = min(zones.title + _AFTER_TITLE, zones.body_first)
    for line in reading.lines[first:last]:
        text = line.text.strip()
        if len(text) > _MAX_CHARS or line.is_hidden or line.link_count > 1 or _NO_NAME.search(text):
            continue
        named = _named(reading, line)
        if named & _SOURCE_NAMES and (source := clean_source(text)) and is_medium(fold_in_place(source)):
            claims.sources.append(Claim(source, 3.0, "markup:source", line.index, text))
        elif not named & _AUTHOR_NAMES or ends_with(fold_in_place(text), "report_endings"):
            continue
        elif (people := read_people(text)) and len(people) <= 3:
            claims.authors.append(Claim(people, 3.3, "markup:author", line.index, text))


def read_account_name(claims: LineClaims, reading: Reading, zones: Zones) -> None:
    """The account whose page this is, as WeChat's markup names it; cited from the line under the title with it."""
    marked = {
        index
        for index, element in enumerate(reading.elements)
        if ("nick" in element.tokens or "name" in element.tokens)
        and not _ACCOUNT_NAMES.isdisjoint(element.tokens.split())
    }
    for line in reading.lines if marked else []:
        name = line.text.strip()
        if line.element not in marked or len(name) > _MAX_CHARS:
            continue
        shown = reading.lines[zones.title + 1 : zones.title + 1 + _UNDER_TITLE]
        index = next((other.index for other in shown if name in other.text), line.index)
        claims.sources.append(Claim(name, 2.1, "markup:account", index, reading.lines[index].text))
        return


def _named(reading: Reading, line: Line) -> set[str]:
    """The last words of the names of a line's element: post-author, article_source."""
    found = [_PART.search(token) for token in reading.elements[line.element].tokens.split()]
    return {part.group() for part in found if part is not None}
