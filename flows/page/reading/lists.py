"""The numbers that a browser writes before the items of an ordered list.

Sources: the HTML Standard, 4.4.5 "The ol element" (start, reversed, type, value) and CSS Counter Styles Level 3.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from flows.page.reading.plaintext import EDGE
from flows.page.reading.tags import KINDS, SKIP, TEXT_TAG
from flows.page.text.han import Characters

_TYPES: Final = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
}  # fmt: skip
_LIST_STYLE: Final = re.compile(r"list-style(?:-type)?\s{0,9}:\s{0,9}([^;]{1,80})", re.IGNORECASE)
_STYLES: Final = re.compile(
    r"\b(?:none|disc|circle|square|decimal(?:-leading-zero)?|(?:lower|upper)-(?:alpha|latin|roman)"
    r"|(?:cjk-ideographic|(?:simp|trad)-chinese-informal))(?![\w-])"
)
_UNNUMBERED: Final = frozenset(("none", "disc", "circle", "square"))
_HIDDEN: Final = re.compile(r"display\s{0,9}:\s{0,9}none", re.IGNORECASE)
_INTEGER: Final = re.compile(r"\s*([+-]?\d{1,9})")
_OWN_NUMBER: Final = re.compile(
    r"[(（\[【]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.．、:：\]】]|[①-⑳⑴-⒛Ⅰ-Ⅻ㈠-㈩]|\d{1,3}\s*\Z|第[一二三四五六七八九十\d]{1,4}[条步章节]"
)
"""How the text of an item begins whose list shows no numbers of its own."""
_TEXT_TAGS: Final = (
    " a abbr b big bdi bdo cite code del dfn div em font i ins kbd label mark p q ruby s samp small span strike strong"
    " sub sup time tt u var "
)
"""Between an item of a text and its first word. With others, or a div that has a class, the list is a layout."""
_MAX_STEPS: Final = 40
"""Nodes before the first word of an item."""
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MAX_ROMAN: Final = 3999
_DIGITS: Final = Characters("零一二三四五六七八九")


def number_items(lists: Iterable[LexborNode]) -> dict[int, str]:
    """`mem_id` → number with its sign ("3.", "c.", "三、"), of the items of `lists` (ol) that a browser numbers.

    A style sheet of the site, which is not at hand, may take the numbers away: lists of links, items laid out with
    blocks of their own, and items whose text brings a number are left without.
    """
    numbers: dict[int, str] = {}
    for ordered in lists:
        items = [node for node in ordered.iter() if node.tag == "li" and not _is_hidden(node)]
        first_texts = [_find_first_text(item) for item in items]
        if not items or _is_layout(items, first_texts):
            continue
        values = _count(ordered, items)
        for item, value, first in zip(items, values, first_texts, strict=True):
            style = _read_style(item) or _read_style(ordered) or "decimal"
            if first is not None and style not in _UNNUMBERED:
                numbers[item.mem_id] = write_number(value, style)
    return numbers


def _is_hidden(item: LexborNode) -> bool:
    return "hidden" in item.attributes or _HIDDEN.search((item.attributes.get("style") or "")[:1000]) is not None


def _find_first_text(item: LexborNode) -> LexborNode | None:
    """The text node that an item begins with; None where it is empty or begins with a block of its own."""
    node = item.first_child
    for _ in range(_MAX_STEPS):
        if node is None:
            return None
        if node.tag_id == TEXT_TAG:
            if (node.text_content or "").strip(EDGE):
                return node
        elif KINDS.get(node.tag_id) != SKIP:
            if f" {node.tag} " not in _TEXT_TAGS and node.first_child is not None:
                return None
            if node.tag == "div" and node.attributes.get("class"):
                return None
            if node.first_child is not None:
                node = node.first_child
                continue
        node = _next(node, item)
    return None


def _next(node: LexborNode, item: LexborNode) -> LexborNode | None:
    """The node after `node` and all in it, within `item`."""
    while node.next is None:
        upper = node.parent
        if upper is None or upper.mem_id == item.mem_id:
            return None
        node = upper
    return node.next


def _is_layout(items: list[LexborNode], first_texts: list[LexborNode | None]) -> bool:
    """Whether half of the items are a link each, bring their own number, or are no text."""
    count = 0
    for item, first in zip(items, first_texts, strict=True):
        if first is None:
            count += item.first_child is not None
        elif _OWN_NUMBER.match((first.text_content or "").lstrip(EDGE)) or _is_link(item, first):
            count += 1
    return 2 * count >= len(items)


def _is_link(item: LexborNode, first: LexborNode) -> bool:
    """Whether all text of an item stands in the link that it begins with."""
    node = first
    while node.mem_id != item.mem_id and node.parent is not None:
        if node.tag == "a":
            return _next_text(node, item) is None
        node = node.parent
    return False


def _next_text(node: LexborNode, item: LexborNode) -> LexborNode | None:
    following = _next(node, item)
    for _ in range(_MAX_STEPS):
        if following is None:
            return None
        if following.tag_id == TEXT_TAG:
            if (following.text_content or "").strip(EDGE):
                return following
        elif following.first_child is not None:
            following = following.first_child
            continue
        following = _next(following, item)
    return None


def _count(ordered: LexborNode, items: list[LexborNode]) -> Iterator[int]:
    attributes = ordered.attributes
    step = -1 if "reversed" in attributes else 1
    start = _read_integer(attributes.get("start"))
    value = (len(items) if step < 0 else 1) if start is None else start
    for item in items:
        own = _read_integer(item.attributes.get("value"))
        value = value if own is None else own
        yield value
        value += step


def _read_integer(text: str | None) -> int | None:
    found = _INTEGER.match(text) if text else None
    return int(found[1]) if found else None


def _read_style(node: LexborNode) -> str:
    """The style of counter that an element's attributes ask for; "" where they are silent."""
    attributes = node.attributes
    declared = _LIST_STYLE.findall((attributes.get("style") or "")[:1000])
    found = _STYLES.search(declared[-1].lower()) if declared else None
    return found[0] if found else _TYPES.get((attributes.get("type") or "").strip(), "")


def write_number(value: int, style: str) -> str:
    """A counter as a browser writes it, with the sign behind it: 3. iii. 三、. Decimal where the style has no form."""
    if style.startswith(("lower", "upper")) and value > 0:
        letters = ""
        if style.endswith("roman") and value <= _MAX_ROMAN:
            letters = _write_roman(value)
        elif not style.endswith("roman"):
            letters = _write_letters(value)
        if letters:
            return f"{letters.upper() if style.startswith('upper') else letters}."
    if style.endswith(("ideographic", "informal")) and 0 <= value < 100:
        return f"{_write_chinese(value)}、"
    return f"{value:02d}." if style == "decimal-leading-zero" else f"{value}."


def _write_roman(value: int) -> str:
    written = ""
    for size, letters in _ROMAN:
        written += letters * (value // size)
        value %= size
    return written


def _write_letters(value: int) -> str:
    written = ""
    while value:
        value, rest = divmod(value - 1, 26)
        written = chr(ord("a") + rest) + written
    return written


def _write_chinese(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
