"""`Line`: the one currency between reading a page and cleaning it.

HTML and plain text meet here. A plain-text line carries only its wording and its place; an HTML line also carries what
the markup says of it. Every rule about wording therefore works on both, and a rule about markup is silent on text.
"""

from dataclasses import dataclass, field
from typing import Final, Literal

CELL_SEPARATOR: Final = "\t"
"""Between the cells of a table's row. White space, so that a line holds no character that the page does not show."""


@dataclass(slots=True)
class Element:
    """A block element that holds lines, directly or through its children. `Reading.elements[0]` is the root."""

    tag: str
    parent: int
    """Index in `Reading.elements`; -1 for the root. A parent always precedes its children."""
    depth: int
    tokens: str = ""
    """Its class, id, role and itemprop values: lower case, space separated, in that order; "" where it has none."""


@dataclass(slots=True)
class Line:
    """One line of a page as a reader would see it."""

    index: int
    """Position in reading order, from 0, dense over the page. The key of `removed` rows and of evidence."""
    text: str
    """Verbatim, never blank, no line break. HTML: white space collapsed as a browser does. Text: as in the file. A line
    of code keeps its indent, an item of an ordered list has its number."""
    number: int = 0
    """Physical line number in plain text, from 1; 0 in HTML."""
    blank_before: int = 0
    """Blank lines (text) that stood directly before it."""
    element: int = 0
    """Nearest block element: an index into `Reading.elements`."""
    tag: str = ""
    """Tag of that element (p, li, td, h2, dt, …); "" in plain text."""
    heading: int = 0
    """1 to 6 inside h1 to h6, otherwise 0."""
    link_chars: int = 0
    """Characters of `text` that stand inside <a href>."""
    link_count: int = 0
    bold_chars: int = 0
    """Characters of `text` inside b, strong or a bold style."""
    is_hidden: bool = False
    """Not shown by a browser (hidden, aria-hidden, display:none, noscript, template); never the main container."""
    hidden_by: str = ""
    """What hides it, or would if it did not hold the page's text; "" where nothing does. Elements: "style", "sheet",
    "attribute", "class", "inert" (noscript and the like), "closed" (dialog). Signs beside the text: "code" (line
    numbers, buttons), "anchor" (the address of a heading), "markup" (Markdown's own lines)."""
    mark: str = ""
    """What the source's own selectors say: "", "content", "drop:<selector>", "title", "author", "date", …"""
    is_code: bool = False
    """A line of a program, a configuration or a terminal: no prose, no heading, never joined to its neighbours."""
    is_header: bool = False
    """The row of a table that names its columns."""
    list_number: str = ""
    """What a browser writes before an item of an ordered list, and `text` begins with: "3.", "c.", "三、". Of the row
    of a table: all that its cells hold, with blanks between."""


@dataclass(slots=True)
class Image:
    """An image of the page, in reading order."""

    url: str
    alt: str
    before_line: int
    """Index of the first line after it (len(lines) at the end)."""


@dataclass(slots=True)
class FileLink:
    """A link to a file for download."""

    url: str
    """As the page writes it."""
    name: str | None
    """The words of the link."""
    line_index: int
    """The line that it stands on; of a picture the next."""


@dataclass(slots=True)
class NamedText:
    """The text of an inline element whose class, rel or itemprop says what it holds."""

    kind: Literal["author", "source", "account", "date"]
    text: str
    """As the line it stands in shows it."""
    value: str = ""
    """The datetime of a <time>."""
    before: str = ""
    """The last characters of its line before it, without blanks, where the element does not begin its block."""


@dataclass(slots=True)
class Reading:
    """A page read into lines, and what it says of itself outside its visible text."""

    lines: list[Line]
    media_type: str
    """"text/html" or "text/plain"."""
    elements: list[Element] = field(default_factory=lambda: [Element("", -1, 0)])
    images: list[Image] = field(default_factory=list)
    files: list[FileLink] = field(default_factory=list)
    """Links to files, in reading order."""
    html_title: str = ""
    """Text of <title>, white space collapsed."""
    meta: dict[str, str] = field(default_factory=dict)
    """<meta> name / property / itemprop / http-equiv (lower case) → content; the first non-empty one wins."""
    json_ld: list[str] = field(default_factory=list)
    """Raw texts of <script type="application/ld+json">, unparsed."""
    script_facts: dict[str, str] = field(default_factory=dict)
    """What its scripts say of it as data: title, author, account (of WeChat and the like), date, source; those that are
    named."""
    named: list[NamedText] = field(default_factory=list)
    """In reading order."""
    canonical_url: str = ""
    language: str = ""
    """lang of <html>."""
    flags: list[str] = field(default_factory=list)
    """What was unusual in reading it; each is documented in schemas/documents.yaml under quality_flags."""


@dataclass(slots=True)
class Label:
    """What a line is, and why."""

    kind: str
    """"body" (kept), "metadata" (the title or subtitle: kept as a field) or "removed"."""
    category: str = ""
    """Of removed lines: one of `CATEGORIES`."""
    rule: str = ""
    """Identifier of the rule or decision that named it; stable, documented."""
    confidence: float = 1.0
    """0 to 1, in thousandths."""


CATEGORIES = (
    "nav",
    "breadcrumb",
    "share",
    "ad",
    "lead_in",
    "related",
    "tags",
    "comment",
    "pagination",
    "login",
    "copyright",
    "icp",
    "disclaimer",
    "editor",
    "contact",
    "byline",
    "image",
    "date_widget",
    "title_echo",
    "template",
    "hidden",
    "source_rule",
    "residue",
)
"""Why a line was taken out. Each is explained in schemas/removed.yaml; a test holds the two together."""


@dataclass(slots=True, frozen=True)
class ParagraphHint:
    """What the markup said of a paragraph of the text: evidence that the section splitter may use."""

    start: int
    """Offset of the paragraph in the text, in code points."""
    heading: int
    """1 to 6 inside h1 to h6, otherwise 0."""
    is_bold: bool
    """The whole paragraph is bold."""
    is_data: bool = False
    """A line of code or a row of a table: no heading, and no part of one."""
    is_item: bool = False
    """An item of a list that a browser numbers."""
