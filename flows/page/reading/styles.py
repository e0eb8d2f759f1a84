"""Elements whose attributes make them other than their tag: inline styles, hidden ones, links that lead nowhere."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from flows.page.reading.code import CodePart, find_code
from flows.page.reading.lists import number_items
from flows.page.reading.tags import TAG_NUMBERS


class Style(NamedTuple):
    """What an inline style says about layout; "" or False where it is silent."""

    display: str = ""
    is_hidden: bool = False
    is_preformatted: bool = False
    is_bold: bool = False
    is_zero_size: bool = False


_SILENT: Final = Style()

_DECLARATION: Final = re.compile(
    r"(?:^|[;\s])(display|visibility|white-space|font-weight|font-size)\s{0,9}:\s{0,9}([a-z0-9.%-]{1,20})"
)
_MAX_STYLE_CHARS: Final = 1000
_PRESERVING: Final = frozenset(("pre", "pre-wrap", "pre-line", "break-spaces"))
_BOLD_WEIGHTS: Final = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_ZERO_SIZE: Final = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%)?\Z")


def read_style(style: str) -> Style | None:
    """The layout properties of a `style` attribute, if it has any; the last declaration of one wins, as in CSS."""
    return _read_short_style(style[:_MAX_STYLE_CHARS])


@lru_cache(maxsize=4096)
def _read_short_style(text: str) -> Style | None:
    found = dict(_DECLARATION.findall(text.lower()))
    display = found.get("display", "")
    style = Style(
        display=display,
        is_hidden=display == "none" or found.get("visibility") in ("hidden", "collapse"),
        is_preformatted=found.get("white-space") in _PRESERVING,
        is_bold=found.get("font-weight") in _BOLD_WEIGHTS,
        is_zero_size=_ZERO_SIZE.match(found.get("font-size", "1")) is not None,
    )
    return style if style != _SILENT else None


class Special(NamedTuple):
    """What the attributes of an element say."""

    style: Style = _SILENT
    is_hidden: bool = False
    is_hidden_block: bool = False
    """Hidden if it is laid out as a block."""
    mark: str = ""
    """What the source's selectors say."""
    code: CodePart | None = None
    number: str = ""
    """What a browser writes before the item of an ordered list."""


_PLAIN: Final = Special()

_HIDDEN_CLASSES: Final = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "jammer"))
"""Classes that common style sheets make invisible: Bootstrap's two, WordPress's, Discuz's copy guard."""

_SELECTOR: Final = ",".join(
    (
        "[style]",
        "[hidden]",
        '[aria-hidden="true"]',
        "a:not([href])",
        'script[type*="ld+json" i]',
        *(f".{name}" for name in sorted(_HIDDEN_CLASSES)),
    )
)
"""One query for a page is cheaper than the attributes of each element."""

_ALWAYS_SPECIAL: Final = frozenset((TAG_NUMBERS["a"], TAG_NUMBERS["script"]))


def find_special(root: LexborNode, marks: dict[int, str]) -> dict[int, Special]:
    """`mem_id` → what sets an element apart; all elements that are not here are what their tag says.

    marks: `mem_id` → mark of the nodes that the source's selectors name.
    """
    special: dict[int, Special] = {}
    for node in root.css(_SELECTOR):
        attributes = node.attributes
        style = read_style(attributes.get("style") or "")
        is_hidden = "hidden" in attributes or not _HIDDEN_CLASSES.isdisjoint((attributes.get("class") or "").split())
        is_hidden_block = attributes.get("aria-hidden") == "true"
        if style or is_hidden or is_hidden_block or ("href" not in attributes and node.tag_id in _ALWAYS_SPECIAL):
            special[node.mem_id] = Special(style or _SILENT, is_hidden, is_hidden_block)
    for mem_id, part in find_code(root).items():
        special[mem_id] = special.get(mem_id, _PLAIN)._replace(code=part)
    for mem_id, number in number_items(root).items():
        special[mem_id] = special.get(mem_id, _PLAIN)._replace(number=number)
    for mem_id, mark in marks.items():
        special[mem_id] = special.get(mem_id, _PLAIN)._replace(mark=mark)
    return special
