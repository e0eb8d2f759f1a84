"""How a browser lays elements out: the display of each tag.

Sources: the HTML Standard, section 15 "Rendering" (the user agent style sheet), and CSS Display Level 3.
"""

from typing import Final

from selectolax.lexbor import LexborHTMLParser

# What the walk does at a node. Plain integers, not an Enum: they are compared for every node of every page.
INLINE: Final = 0
BLOCK: Final = 1
LINK: Final = 2
BOLD: Final = 3
HEADING: Final = 4
PRE: Final = 5
BREAK: Final = 6
IMAGE: Final = 7
TABLE: Final = 8
ROW: Final = 9
CELL: Final = 10
INERT: Final = 11
"""Shown only where something is missing or by script: noscript, the fallbacks of video and canvas."""
CLOSED: Final = 12
"""display:none in the style sheet of browsers, to be opened by script: dialog, datalist."""
TITLE: Final = 13
META: Final = 14
SCRIPT: Final = 15
RELATION: Final = 16
FRAMESET: Final = 17
TEXT: Final = 18
SKIP: Final = 19
"""Neither it nor anything in it is text of the page: style, comments, iframe, template (not part of the document)."""

_TAGS: Final[dict[int, str]] = {
    SKIP: "style iframe frame noframes noembed base input param source track area col desc metadata"
    " defs annotation annotation-xml template",
    INLINE: "span font em i u s small big label abbr cite code sub sup tt time ins del mark q ruby rb rt rp kbd"
    " samp var wbr object embed map svg math picture strike nobr bdo bdi dfn acronym data output",
    LINK: "a",
    BOLD: "b strong",
    BLOCK: "html body div p ul ol li dl dt dd article aside section header footer nav main address blockquote"
    " center details summary dir menu fieldset legend figure figcaption form hgroup search tbody thead tfoot"
    " caption colgroup head option optgroup select button marquee progress meter",
    HEADING: "h1 h2 h3 h4 h5 h6",
    PRE: "pre textarea listing xmp plaintext",
    BREAK: "br hr",
    IMAGE: "img",
    TABLE: "table",
    ROW: "tr",
    CELL: "td th",
    INERT: "noscript video audio canvas",
    CLOSED: "dialog datalist",
    TITLE: "title",
    META: "meta",
    SCRIPT: "script",
    RELATION: "link",
    FRAMESET: "frameset",
}


def _number_tags() -> tuple[dict[int, int], dict[int, str]]:
    """lexbor's numbers of the tags above, which change between its versions, so they are asked for."""
    parser = LexborHTMLParser("<body><!-- -->text")
    kinds: dict[int, int] = {}
    names: dict[int, str] = {}
    for kind, tags in _TAGS.items():
        for tag in tags.split():
            number = parser.create_node(tag).tag_id
            kinds[number] = kind
            names[number] = tag
    assert parser.body is not None
    comment = parser.body.first_child
    assert comment is not None and comment.next is not None
    kinds[comment.tag_id] = SKIP
    kinds[comment.next.tag_id] = TEXT
    return kinds, names


KINDS, TAG_NAMES = _number_tags()
"""lexbor tag number → kind, and → name. A tag in neither is one of the page's own: laid out inline."""

TAG_NUMBERS: Final = {name: number for number, name in TAG_NAMES.items()}
TEXT_TAG: Final = next(number for number, kind in KINDS.items() if kind == TEXT)


HEADING_TAGS: Final = {TAG_NUMBERS[f"h{level}"]: level for level in range(1, 7)}
"""lexbor tag number → level."""

BLOCK_DISPLAYS: Final = frozenset(
    ("block", "flex", "grid", "table", "list-item", "flow-root", "table-row", "table-cell", "table-caption")
)
