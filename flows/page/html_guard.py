"""Checks on the raw text of a page before it is parsed, because the parser cannot be stopped.

lexbor's time grows with the square of the nesting depth (100,000 nested <div>: 20 s), of the attributes of one element
(30,000: 1.5 s), and of the formatting elements left open (<p><font …> 3,000 times: 4.5 million nodes, 1.6 GB). Ordinary
pages pass with a few searches; only a page that could hold such a thing is scanned tag by tag, in linear time.
"""

import re
from collections.abc import Iterator
from typing import Final

from flows.page.errors import PageError
from flows.page.limits import Limits

_FEW_TAGS: Final = 1_500
"""With so many "<" even the worst page costs the parser 0.2 s and 200 MB."""
_MANY_TAGS: Final = 20_000
"""With so many "<" nesting alone costs the parser up to a second."""
_MANY_FORMATS: Final = 100
_DEPTH_SLACK: Final = 10
"""The scan does not see every end of an element; what it lets pass, the walk still measures."""
_NODE_SLACK: Final = 2
_WINDOW_WITHOUT_END: Final = 10_000
_WINDOW_WITHOUT_START: Final = 50_000
"""Characters without ">" or "<" that no ordinary run of tags has: one tag, a script, or plain text."""

_VALUE: Final = r"""(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTE: Final = re.compile(rf"[\s/]*+[^\s/>][^\s/>=]*+{_VALUE}")
_TAG: Final = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|[^\s/>][^\s/>=]*+{_VALUE})*+)>")
_FORMAT: Final = re.compile(r"<(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)[\s/]", re.IGNORECASE)


def _name(tags: str) -> frozenset[str]:
    return frozenset(tags.split())


_FORMATS: Final = _name("b big code em font i nobr s small strike strong tt u")
_RAW: Final = _name("script style textarea title xmp iframe noembed noframes")
_VOID: Final = _name("area base br col embed frame hr img input link meta param source track wbr html head body")
_SELF_ENDING: Final = _name("a p li dt dd option optgroup tr td th tbody thead tfoot colgroup caption rt rp rb rtc")
"""Elements that end where the next of their kind begins, so that they do not nest by themselves."""
_BARRIERS: Final = _name("table object marquee applet template button select svg math")
"""Elements out of which an end tag does not reach."""
_SPECIAL: Final = _name(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hgroup listing main menu nav ol pre search section summary ul"
)
"""Elements out of which the end tag of an ordinary one, such as </span>, does not reach."""


def guard_parser(text: str, limits: Limits) -> str:
    """The page as it may be given to the parser: elements with very many attributes lose those over the limit.

    Raises `PageError` too_deep or too_many_nodes.
    """
    tags = text.count("<")
    if tags > limits.max_nodes and tags - text.count("</") > limits.max_nodes * _NODE_SLACK:
        raise PageError("too_many_nodes", f"the page has {tags} tags")
    if tags > _MANY_TAGS or (tags > _FEW_TAGS and len(_FORMAT.findall(text)) > _MANY_FORMATS):
        _scan_tags(text, limits)
    if tags > _MANY_TAGS or _has_gap(text, ">", _WINDOW_WITHOUT_END) or _has_gap(text, "<", _WINDOW_WITHOUT_START):
        text = _cut_attributes(text, limits.max_attributes)
    return text


def _has_gap(text: str, char: str, size: int) -> bool:
    """Whether some stretch of text of twice `size` is without `char`; a shorter one may be found as well."""
    find = text.find
    return any(find(char, start, start + size) < 0 for start in range(0, len(text) - size, size))


def _find_tags(text: str) -> Iterator[re.Match[str]]:
    """The tags of a page as an HTML tokenizer sees them, outside comments, scripts and other raw text."""
    position = text.find("<")
    while position >= 0:
        tag = _TAG.match(text, position)
        if tag is None:
            following = text[position + 1 : position + 4]
            if following.startswith("!--"):
                end = text.find("-->", position + 2)
                position = text.find("<", end) if end >= 0 else -1
            elif following.removeprefix("/")[:1].isalpha():
                break
            else:
                position = text.find("<", position + 1)
            continue
        yield tag
        position = tag.end()
        if not tag[1] and tag[2].lower() in _RAW:
            end_tag = re.compile(f"</{tag[2]}", re.IGNORECASE).search(text, position)
            position = end_tag.start() if end_tag else -1
        if position >= 0:
            position = text.find("<", position)


def _cut_attributes(text: str, limit: int) -> str:
    """`text` without the attributes of an element beyond `limit`."""
    kept = []
    start = 0
    for tag in _find_tags(text):
        if tag.end() - tag.start() <= 2 * limit:
            continue
        position, end = tag.start(3), tag.end(3)
        for _ in range(limit):
            attribute = _ATTRIBUTE.match(text, position, end)
            if attribute is None:
                break
            position = attribute.end()
        else:
            kept.append(text[start:position])
            start = end
    kept.append(text[start:])
    return "".join(kept)


def _scan_tags(text: str, limits: Limits) -> None:
    """Estimate the depth and the nodes that the parser would make of the tags, rather too high than too low."""
    opened: dict[str, list[int]] = {}
    """Name → for each open element, how many elements were open that its end tag cannot leave."""
    unnested: set[str] = set()
    barriers = specials = formats = depth = nodes = 0
    for tag in _find_tags(text):
        name = tag[2][:40].lower()
        if name in _VOID:
            nodes += 1
            continue
        if name in _SELF_ENDING:
            (unnested.discard if tag[1] else unnested.add)(name)
            nodes += 1 + formats
            continue
        if name in _BARRIERS:
            level = 0
        elif name in _SPECIAL or name in _FORMATS:
            level = barriers
        else:
            level = barriers + specials + len(unnested)
        levels = opened.setdefault(name, [])
        change = 0
        if tag[1]:
            while levels and levels[-1] > level:
                levels.pop()
                change -= 1
            if levels and levels[-1] == level:
                levels.pop()
                change -= 1
        else:
            levels.append(level)
            change = 1
            nodes += 1 + (0 if name in _FORMATS else formats)
        depth += change
        barriers += change if name in _BARRIERS else 0
        specials += change if name in _SPECIAL else 0
        formats += change if name in _FORMATS else 0
        if depth > limits.max_depth * _DEPTH_SLACK:
            raise PageError("too_deep", f"elements are nested over {limits.max_depth} deep")
        if nodes > limits.max_nodes * _NODE_SLACK:
            raise PageError("too_many_nodes", f"the page would have more than {limits.max_nodes} nodes")
