"""How a browser lays elements out: the display of each tag and what an inline style changes.

Sources: the HTML Standard, section 15 "Rendering" (the user agent style sheet), and CSS Display Level 3.
"""

import re
from enum import IntEnum
from functools import lru_cache
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser


class Kind(IntEnum):
    """What the walk does at a node."""

    TEXT = 0
    SKIP = 1
    """Neither it nor anything in it is text of the page: script, style, comments, iframe."""
    INLINE = 2
    LINK = 3
    BOLD = 4
    BLOCK = 5
    HEADING = 6
    PRE = 7
    BREAK = 8
    IMAGE = 9
    TABLE = 10
    INERT = 11
    """Shown only where something is missing or by script: noscript, template, fallbacks of video and canvas."""
    CLOSED = 12
    """display:none in the style sheet of the browser, to be opened by script: dialog, datalist."""
    TITLE = 13
    META = 14
    SCRIPT = 15
    LINK_RELATION = 16
    FRAMESET = 17
    WORD_BREAK = 18


_TAGS: Final[dict[Kind, str]] = {
    Kind.SKIP: "style iframe frame noframes noembed base input param source track area col desc metadata defs"
    " annotation annotation-xml",
    Kind.INLINE: "span font em i u s small big label abbr cite code sub sup tt time ins del mark q ruby rb rt rp kbd samp"
    " var object embed map svg math picture strike nobr bdo bdi dfn acronym data output",
    Kind.LINK: "a",
    Kind.BOLD: "b strong",
    Kind.BLOCK: "html body div p ul ol li dl dt dd article aside section header footer nav main address blockquote"
    " center details summary dir menu fieldset legend figure figcaption form hgroup search tbody thead tfoot tr td th"
    " caption colgroup head option optgroup select button marquee progress meter",
    Kind.HEADING: "h1 h2 h3 h4 h5 h6",
    Kind.PRE: "pre textarea listing xmp plaintext",
    Kind.BREAK: "br hr",
    Kind.IMAGE: "img",
    Kind.TABLE: "table",
    Kind.INERT: "noscript template video audio canvas",
    Kind.CLOSED: "dialog datalist",
    Kind.TITLE: "title",
    Kind.META: "meta",
    Kind.SCRIPT: "script",
    Kind.LINK_RELATION: "link",
    Kind.FRAMESET: "frameset",
    Kind.WORD_BREAK: "wbr",
}


def _number_tags() -> tuple[dict[int, Kind], dict[int, str]]:
    """lexbor's numbers of the tags above, which change between its versions, so they are asked for."""
    parser = LexborHTMLParser("<body><!-- -->text")
    kinds: dict[int, Kind] = {}
    names: dict[int, str] = {}
    for kind, tags in _TAGS.items():
        for tag in tags.split():
            number = parser.create_node(tag).tag_id
            kinds[number] = kind
            names[number] = tag
    assert parser.body is not None
    for node, kind in zip(parser.body.iter(include_text=True), (Kind.SKIP, Kind.TEXT), strict=True):
        kinds[node.tag_id] = kind
    return kinds, names


KINDS, TAG_NAMES = _number_tags()
"""lexbor tag number → Kind, and → name. A tag in neither is one of the page's own: laid out inline."""

TAG_NUMBERS: Final[dict[str, int]] = {name: number for number, name in TAG_NAMES.items()}


class Style(NamedTuple):
    """What an inline style says about layout; "" or False where it is silent."""

    display: str = ""
    is_hidden: bool = False
    is_invisible: bool = False
    """visibility:hidden: hidden as well, but what is in it may be made visible again."""
    is_preformatted: bool = False
    is_bold: bool = False
    is_zero_size: bool = False


_DECLARATION: Final = re.compile(
    r"(?:^|[;\s])(display|visibility|white-space|font-weight|font-size)\s{0,9}:\s{0,9}([a-z0-9.%-]{1,20})"
)
_MAX_STYLE_CHARS: Final = 1000
_PRESERVING: Final = frozenset(("pre", "pre-wrap", "pre-line", "break-spaces"))
_BOLD_WEIGHTS: Final = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_ZERO_SIZE: Final = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%)?\Z")


@lru_cache(maxsize=4096)
def _read_short_style(style: str) -> Style:
    found = dict(_DECLARATION.findall(style.lower()))
    if not found:
        return _NO_STYLE
    display = found.get("display", "")
    return Style(
        display=display,
        is_hidden=display == "none",
        is_invisible=found.get("visibility") in ("hidden", "collapse"),
        is_preformatted=found.get("white-space") in _PRESERVING,
        is_bold=found.get("font-weight") in _BOLD_WEIGHTS,
        is_zero_size=_ZERO_SIZE.match(found.get("font-size", "1")) is not None,
    )


_NO_STYLE: Final = Style()


def read_style(style: str) -> Style:
    """The layout properties of a `style` attribute; the last declaration of a property wins, as in CSS."""
    return _read_short_style(style[:_MAX_STYLE_CHARS])


BLOCK_DISPLAYS: Final = frozenset(
    ("block", "flex", "grid", "table", "list-item", "flow-root", "table-row", "table-cell")
)
