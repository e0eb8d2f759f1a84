"""Elements that are other than their tag says: styled, hidden, parts of code, items with a number."""

from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from flows.page.reading.code import CodePart, code_selectors, find_code, has_code_class
from flows.page.reading.lists import number_items
from flows.page.reading.sheets import read_sheets
from flows.page.reading.style import SILENT, Style, read_style
from flows.page.reading.tags import TAG_NUMBERS


class Special(NamedTuple):
    """What the attributes of an element say."""

    style: Style = SILENT
    hidden_by: str = ""
    """What hides it: "style", "sheet", "attribute", "class", "code"; "" where nothing does."""
    is_hidden_block: bool = False
    """Hidden by an attribute, if it is laid out as a block."""
    mark: str = ""
    """What the source's selectors say."""
    code: CodePart | None = None
    number: str = ""
    """What a browser writes before the item of an ordered list."""


_PLAIN: Final = Special()

_HIDDEN_CLASSES: Final = frozenset(("sr-only", "visually-hidden", "screen-reader-text", "jammer"))
"""Classes that common style sheets make invisible: Bootstrap's two, WordPress's, Discuz's copy guard."""

_ATTRIBUTES: Final = (
    "[style]",
    "[hidden]",
    '[aria-hidden="true"]',
    "a:not([href])",
    'script[type*="ld+json" i]',
    *(f".{name}" for name in sorted(_HIDDEN_CLASSES)),
)
_SELECTOR: Final = ",".join(("style", "ol", *code_selectors(), *_ATTRIBUTES))
"""One query for a page is cheaper than several, and than the attributes of each element."""

_STYLE_TAG, _LIST_TAG, _PRE_TAG = TAG_NUMBERS["style"], TAG_NUMBERS["ol"], TAG_NUMBERS["pre"]
_ALWAYS_SPECIAL: Final = frozenset((TAG_NUMBERS["a"], TAG_NUMBERS["script"]))


def find_special(root: LexborNode, marks: dict[int, str]) -> dict[int, Special]:
    """`mem_id` → what sets an element apart; all elements that are not here are what their tag says.

    marks: `mem_id` → mark of the nodes that the source's selectors name.
    """
    special: dict[int, Special] = {}
    found = root.css(_SELECTOR)
    for node, style in read_sheets(root, [node for node in found if node.tag_id == _STYLE_TAG]):
        _add_sheet(special, node, style)
    code_seeds = []
    for node in found:
        attributes = node.attributes
        known = _read_attributes(node, attributes, special.get(node.mem_id, _PLAIN))
        if known is not None:
            special[node.mem_id] = known
        if node.tag_id == _PRE_TAG or ("class" in attributes and has_code_class("bare", attributes["class"] or "")):
            code_seeds.append(node)
    for mem_id, part in find_code(code_seeds).items():
        known = special.get(mem_id, _PLAIN)
        is_extra = part is CodePart.EXTRA
        special[mem_id] = known._replace(code=part, hidden_by=known.hidden_by or ("code" if is_extra else ""))
    for mem_id, number in number_items([node for node in found if node.tag_id == _LIST_TAG]).items():
        special[mem_id] = special.get(mem_id, _PLAIN)._replace(number=number)
    for mem_id, mark in marks.items():
        special[mem_id] = special.get(mem_id, _PLAIN)._replace(mark=mark)
    return special


def _add_sheet(special: dict[int, Special], node: LexborNode, style: Style) -> None:
    known = special.get(node.mem_id, _PLAIN)
    is_preformatted = known.style.is_preformatted or style.is_preformatted
    hidden_by = known.hidden_by or ("sheet" if style.is_hidden else "")
    special[node.mem_id] = known._replace(style=Style(is_preformatted=is_preformatted), hidden_by=hidden_by)


def _read_attributes(node: LexborNode, attributes: dict[str, str | None], known: Special) -> Special | None:
    """What the attributes of an element say beyond `known`, the sheets' word, which they overrule; None if nothing."""
    style = read_style(attributes["style"] or "") if "style" in attributes else None
    hidden_by = known.hidden_by
    if style is not None and (style.is_hidden or style.display):
        hidden_by = "style" if style.is_hidden else ""
    if "class" in attributes and not _HIDDEN_CLASSES.isdisjoint((attributes["class"] or "").split()):
        hidden_by = "class"
    if "hidden" in attributes:
        hidden_by = "attribute"
    is_hidden_block = attributes.get("aria-hidden") == "true"
    is_bare = node.tag_id in _ALWAYS_SPECIAL and "href" not in attributes
    if style is None and not hidden_by and not is_hidden_block and not is_bare and known is _PLAIN:
        return None
    if style is not None and known.style.is_preformatted:
        style = style._replace(is_preformatted=True)
    return Special(style or known.style, hidden_by, is_hidden_block)
