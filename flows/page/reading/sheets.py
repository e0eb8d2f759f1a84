"""The style sheets within a page, as far as they hide elements or keep line breaks. Sheets in other files are not read.

Only what a page's text depends on is looked for, and only rules that hold always: not those within @media and the like,
not selectors with states or attributes, and no class that another rule shows again, for a script or a state does that.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from flows.page.reading.style import Style, read_style

_MAX_CHARS: Final = 30_000
"""Of all sheets of a page; what is beyond is not read."""
_MAX_RULE_CHARS: Final = 2_000
_MAX_SELECTORS: Final = 60
_PROPERTIES: Final = ("display", "visibility", "white-space")
_TELLING: Final = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|white-space\s{0,9}:\s{0,9}(?:pre|break-spaces)"
)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR: Final = re.compile(r"(?:[a-z][a-z0-9]{0,20})?(?:[.#][a-z_][\w-]{0,80}){1,2}", re.IGNORECASE)
_SHOWN: Final = re.compile(r"display\s{0,9}:\s{0,9}(?!none)[a-z]|visibility\s{0,9}:\s{0,9}visible", re.IGNORECASE)
_MAX_MENTIONS: Final = 20
_WORD: Final = re.compile(r"[\w-]")
_NAME: Final = re.compile(r"[.#][\w-]+")


def read_sheets(root: LexborNode, sheets: Iterable[LexborNode]) -> Iterator[tuple[LexborNode, Style]]:
    """The elements to which one of the `sheets` gives a style that hides them or keeps their line breaks."""
    text = _join_sheets(sheets)
    places = _find_telling(text)
    if places and "/*" in text:
        text = _COMMENT.sub("", text)
        places = _find_telling(text)
    if not places:
        return
    selectors: dict[Style, list[str]] = {}
    count = 0
    for selector, style in _find_rules(text, places):
        if count < _MAX_SELECTORS and not (style.is_hidden and _is_shown_again(selector, text)):
            selectors.setdefault(style, []).append(selector)
            count += 1
    for style, chosen in selectors.items():
        for node in root.css(",".join(dict.fromkeys(chosen))):
            yield node, style


def _join_sheets(sheets: Iterable[LexborNode]) -> str:
    texts = []
    for node in sheets:
        media = (node.attributes.get("media") or "all").strip().lower()
        if media in ("all", "screen"):
            texts.append(node.text())
    return "\n".join(texts)[:_MAX_CHARS]


def _find_telling(text: str) -> list[int]:
    """Where the declarations stand that hide or keep line breaks. (str.find is ten times faster here than re.)"""
    places = []
    for name in _PROPERTIES:
        place = text.find(name)
        while place >= 0:
            if _TELLING.match(text, place):
                places.append(place)
            place = text.find(name, place + len(name))
    return sorted(places)


def _find_rules(text: str, places: list[int]) -> Iterator[tuple[str, Style]]:
    """The simple selectors of the rules that hold `places`, outside of any @-rule, each with its style."""
    depth = done = 0
    for position in places:
        depth += text.count("{", done, position) - text.count("}", done, position)
        done = position
        low = max(0, position - _MAX_RULE_CHARS)
        opened = text.rfind("{", low, position)
        if depth != 1 or opened < 0:
            continue
        head = max(text.rfind(sign, low, opened) for sign in "}{;")
        closed = text.find("}", position, position + _MAX_RULE_CHARS)
        style = read_style(text[opened + 1 : closed]) if closed >= 0 else None
        if style is not None and (style.is_hidden or style.is_preformatted):
            for selector in text[max(head + 1, low) : opened].split(","):
                if _SELECTOR.fullmatch(selector.strip()):
                    yield selector.strip(), Style(is_hidden=style.is_hidden, is_preformatted=style.is_preformatted)


def _is_shown_again(selector: str, text: str) -> bool:
    """Whether another rule that names the same class gives it a display, or so many do that nothing is certain."""
    name = _NAME.findall(selector)[-1]
    place = text.find(name)
    for _ in range(_MAX_MENTIONS):
        if place < 0:
            return False
        end = place + len(name)
        if _WORD.match(text, end) is None:
            opened = text.find("{", end, end + _MAX_RULE_CHARS)
            closed = text.find("}", opened, opened + _MAX_RULE_CHARS) if opened >= 0 else -1
            if closed >= 0 and _SHOWN.search(text, opened, closed):
                return True
        place = text.find(name, end)
    return True
