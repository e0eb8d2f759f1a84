"""Inline elements that the markup names: <a rel="author">, <span class="post-author">, <time datetime=…>.

They start no line of their own, so the line they stand in is all that `Reading.lines` keeps of them.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Final, Literal

from selectolax.lexbor import LexborNode

from flows.page.lines import NamedText
from flows.page.reading.drafts import Attributes, join_tokens
from flows.page.reading.tags import BLOCK, BOLD, INLINE, KINDS, LINK
from flows.page.text.blanks import collapse
from flows.page.text.words import words

Kind = Literal["author", "source", "account", "date"]
MAX_NAMED = 40
"""Elements of a page that are read; more are a list of other texts."""
_MAX_ASKED = 400
"""Elements of a page whose attributes are looked at closely: names such as `resource` and `from-now` hold a listed word
too."""
MAX_NAMED_CHARS = 40
_INSIDE: Final = '[class*="name" i],a[href]'
_MORE: Final = re.compile(r"\d{2}|\s.*\s")
"""Occurs in the text of an author's element that holds more than the name."""
_CONTAINERS: Final = frozenset(("html", "body", "main", "article", "section", "ul", "ol", "table", "form", "img"))
_BEFORE_CHARS: Final = 12
_IN_LINE: Final = frozenset((INLINE, LINK, BOLD))
_MARKS: Final = frozenset(("datetime", "rel", "href", "id", "itemprop"))
"""Attributes besides the class that may name an element."""
_PARTS: Final = re.compile(r"[a-z]+")


def find_named(root: LexborNode) -> list[NamedText]:
    """The short texts of elements whose attributes say that they hold an author, a source, an account or a time."""
    found: list[NamedText] = []
    for node, attributes in islice(_list_asked(root), _MAX_ASKED):
        kind = _kind(node.tag or "", attributes)
        if kind is None:
            continue
        text = collapse(node.text())
        if kind == "author" and _MORE.search(text) and (inner := node.css_first(_INSIDE)) is not None:
            text = collapse(inner.text())
        if text and len(text) <= MAX_NAMED_CHARS:
            found.append(NamedText(kind, text, (attributes.get("datetime") or "")[:MAX_NAMED_CHARS], _before(node)))
            if len(found) == MAX_NAMED:
                break
    accounts = {named.text for named in found if named.kind == "account"}
    return [named for named in found if named.kind != "author" or named.text not in accounts]


def kind_of(tokens: str) -> Kind | None:
    """What an element of these names holds: class, id and itemprop, lower case, with blanks between."""
    names = tokens.split()
    if not _names("account_elements").isdisjoint(names):
        return "account"
    for name in names:
        parts = _PARTS.findall(name)
        last = {"_".join(parts[-2:]), *parts[-1:]}
        if not last.isdisjoint(_names("author_elements")):
            return "author"
        if not last.isdisjoint(_names("source_elements")):
            return "source"
    return None


@cache
def _names(name: str) -> frozenset[str]:
    """The words of a list, and those of two parts written as one."""
    return frozenset([*words(name), *(word.replace("_", "") for word in words(name))])


def _list_asked(root: LexborNode) -> Iterator[tuple[LexborNode, Attributes]]:
    """The elements that may be named, with their attributes, in the order of the page.

    The query is short, and what a class says is asked of each string once: a query with every listed name takes lexbor
    longer than the whole parse.
    """
    for node in root.css(_selector()):
        attributes = node.attributes
        names = attributes.get("class")
        if (names and _shows_name(names)) or _is_marked(attributes):
            yield node, attributes


def _is_marked(attributes: Attributes) -> bool:
    """Whether attributes other than the class may name an element."""
    return (
        len(attributes) > ("class" in attributes)
        and not _MARKS.isdisjoint(attributes)
        and (
            "datetime" in attributes
            or "author" in (attributes.get("rel") or "").lower().split()
            or "/author/" in (attributes.get("href") or "").lower()
            or attributes.get("id") in words("account_elements")
            or _shows_name(attributes.get("itemprop") or "")
        )
    )


@cache
def _selector() -> str:
    accounts = [f"#{word}" for word in words("account_elements")]
    return ",".join(
        ['[rel~="author" i]', 'a[href*="/author/" i]', "time[datetime]", "[class]", "[itemprop]", *accounts]
    )


@lru_cache(maxsize=8192)
def _shows_name(names: str) -> bool:
    """Whether a listed name stands somewhere in a class or itemprop."""
    return _sign().search(names) is not None


@cache
def _sign() -> re.Pattern[str]:
    listed = _names("author_elements") | _names("source_elements") | _names("account_elements")
    spelled = {word.replace("_", "[_-]") for word in listed}
    return re.compile("|".join(sorted(spelled)), re.IGNORECASE | re.ASCII)


def _before(node: LexborNode) -> str:
    """The last characters that stand before an element in its line, without blanks, as far as its parent shows them.

    An inline parent that it begins says the same of itself.
    """
    while node.prev is None and node.parent is not None and KINDS.get(node.parent.tag_id, BLOCK) in _IN_LINE:
        node = node.parent
    text, sibling = "", node.prev
    while sibling is not None and len(text) < _BEFORE_CHARS:
        if not sibling.is_text_node and KINDS.get(sibling.tag_id, INLINE) not in _IN_LINE:
            break
        text = "".join(sibling.text().split()) + text
        sibling = sibling.prev
    return text[-_BEFORE_CHARS:]


def _kind(tag: str, attributes: Attributes) -> Kind | None:
    if tag in _CONTAINERS:
        return None
    if tag == "time":
        return "date"
    rel, href = (attributes.get(name) or "" for name in ("rel", "href"))
    if "author" in rel.lower().split() or "/author/" in href.lower():
        return "author"
    return kind_of(join_tokens(attributes))
