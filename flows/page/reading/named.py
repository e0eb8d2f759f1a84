"""Inline elements that the markup names: <a rel="author">, <span class="post-author">, <time datetime=…>.

They start no line of their own, so the line they stand in is all that `Reading.lines` keeps of them.
"""

import re
from functools import cache
from typing import Final, Literal

from selectolax.lexbor import LexborNode

from flows.page.lines import NamedText
from flows.page.reading.drafts import join_tokens
from flows.page.reading.tags import BOLD, INLINE, KINDS, LINK
from flows.page.text.blanks import collapse
from flows.page.text.words import words

MAX_NAMED = 40
"""Elements of a page that are read; more are a list of other texts."""
MAX_NAMED_CHARS = 40
_SIGN: Final = re.compile(r"author|writer|nick|user-?_?name|source|copyfrom|origin|media|<time|poster|js_name", re.I)
"""Pages that show none of these are not asked."""
_SELECTOR: Final = ",".join(
    (
        '[rel~="author" i]',
        "time[datetime]",
        "#js_name",
        'a[href*="/author/" i]',
        *(f'[{name}*="{part}" i]' for name in ("class", "itemprop") for part in ("author", "source")),
        *(f'[class*="{part}" i]' for part in ("writer", "nick", "username", "user-name", "user_name", "poster")),
        *(f'[class*="{part}" i]' for part in ("copyfrom", "medianame")),
        ".from",
        ".origin",
    )
)
_INSIDE: Final = '[class*="name" i],a[href]'
_MORE: Final = re.compile(r"\d{2}|\s.*\s")
"""An author's element that shows this holds more than the name."""
_CONTAINERS: Final = frozenset(("html", "body", "main", "article", "section", "ul", "ol", "table", "form", "img"))
_BEFORE_CHARS: Final = 12
_IN_LINE: Final = frozenset((INLINE, LINK, BOLD))
_PARTS: Final = re.compile(r"[a-z]+")


def find_named(root: LexborNode, markup: str) -> list[NamedText]:
    """The short texts of elements that their names say hold an author, a source, an account or a time."""
    if not _SIGN.search(markup):
        return []
    found: list[NamedText] = []
    for node in root.css(_SELECTOR)[:MAX_NAMED]:
        attributes = node.attributes
        kind = "date" if node.tag == "time" else _kind(attributes)
        if kind is None or node.tag in _CONTAINERS:
            continue
        text = collapse(node.text())
        if kind == "author" and _MORE.search(text) and (inner := node.css_first(_INSIDE)) is not None:
            text = collapse(inner.text())
        if text and len(text) <= MAX_NAMED_CHARS:
            found.append(NamedText(kind, text, (attributes.get("datetime") or "")[:MAX_NAMED_CHARS], _before(node)))
    return found


def _before(node: LexborNode) -> str:
    """The last characters that stand before an element in its parent and its line, without blanks."""
    text, sibling = "", node.prev
    while sibling is not None and len(text) < _BEFORE_CHARS:
        if not sibling.is_text_node and KINDS.get(sibling.tag_id, INLINE) not in _IN_LINE:
            break
        text = "".join(sibling.text().split()) + text
        sibling = sibling.prev
    return text[-_BEFORE_CHARS:]


def _kind(attributes: dict[str, str | None]) -> Literal["author", "source", "account"] | None:
    rel, href = (attributes.get(name) or "" for name in ("rel", "href"))
    if "author" in rel.lower().split() or "/author/" in href.lower():
        return "author"
    for token in join_tokens(attributes).split():
        if token in _words("account_elements"):
            return "account"
        parts = _PARTS.findall(token)
        last = {"".join(parts[-2:]), parts[-1]} if parts else set()
        if not last.isdisjoint(_words("author_elements")):
            return "author"
        if not last.isdisjoint(_words("source_elements")):
            return "source"
    return None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(name))
