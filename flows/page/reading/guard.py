"""Checks on the raw text of a page before it is parsed, because the parser cannot be stopped.

lexbor's time grows with the square of the nesting depth (100,000 nested <div>: 20 s), of the attributes of one element
(30,000: 1.5 s), where all <html> tags are one element and all <body> tags, and of the formatting elements left open
(<p><font …> 3,000 times: 4.5 million nodes, 1.6 GB). Ordinary pages pass with a few searches; only a page that could
hold such a thing is scanned tag by tag, in linear time.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from flows.page.errors import PageError
from flows.page.limits import Limits

_FEW_TAGS: Final = 2_000
"""With so many "<" even the worst page costs the parser 0.2 s and 200 MB."""
_MANY_TAGS: Final = 20_000
"""With so many "<" nesting alone costs the parser up to a second."""
_MANY_FORMATS: Final = 100
_DEPTH_SLACK: Final = 10
"""The scan does not see every end of an element; what it lets pass, the walk still measures."""
_NODE_SLACK: Final = 2
_MAX_ALIKE: Final = 3
"""Formatting elements with the same tag and attributes that a parser opens again (the "Noah's Ark clause")."""
_WINDOW: Final = 50_000
"""Characters without ">" or "<" that no ordinary run of tags has: one tag, a script, or plain text."""

_VALUE: Final = r"""(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>"'][^\s>]*+)?+)?+"""
_ATTRIBUTE: Final = re.compile(rf"[\s/]*+[^\s/>][^\s/>=]*+{_VALUE}")
_TAG: Final = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|[^\s/>][^\s/>=]*+{_VALUE})*+)>")
_MERGED: Final = re.compile(r"<(?:html|body)[\s/]", re.IGNORECASE)
_FEW_MERGED: Final = 4
_SHORT: Final = 50_000
"""Characters in which there is no room for attributes that would keep the parser busy."""
_FORMAT: Final = re.compile(r"<[bcefistuBCEFISTU](?:(?i:ig|ode|m|ont|mall|trike|trong|t)|)[\s/]")


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

    All <html> tags are one element, and all <body> tags.

    Raises `PageError` too_deep or too_many_nodes.
    """
    tags = text.count("<")
    if tags > limits.max_nodes and tags - text.count("</") > limits.max_nodes:
        raise PageError("too_many_nodes", f"the page has {tags} tags")
    if tags > _MANY_TAGS or (tags > _FEW_TAGS and len(_FORMAT.findall(text)) > _MANY_FORMATS):
        _scan_tags(text, limits)
    if tags > _MANY_TAGS or _has_gap(text, ">") or _has_gap(text, "<") or _has_many_merged(text):
        text = _cut_attributes(text, limits.max_attributes)
    return text


def _has_gap(text: str, char: str) -> bool:
    """Whether some stretch of two windows is without `char`; a shorter one may be found as well."""
    find = text.find
    return any(find(char, start, start + _WINDOW) < 0 for start in range(0, len(text) - _WINDOW, _WINDOW))


def _has_many_merged(text: str) -> bool:
    return len(text) > _SHORT and len(_MERGED.findall(text)) > _FEW_MERGED


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
    left = {"html": limit, "body": limit}
    for tag in _find_tags(text):
        name = tag[2][:40].lower()
        is_merged = name in left and not tag[1]
        if not is_merged and tag.end() - tag.start() <= 2 * limit:
            continue
        count, position = _skip_attributes(tag, left[name] if is_merged else limit)
        if is_merged:
            left[name] -= count
        if position < tag.end(3):
            kept.append(text[start:position])
            start = tag.end(3)
    kept.append(text[start:])
    return "".join(kept)


def _skip_attributes(tag: re.Match[str], most: int) -> tuple[int, int]:
    """How many attributes of a tag there are, counted up to `most`, and where they end."""
    position, end = tag.span(3)
    for count in range(most):
        attribute = _ATTRIBUTE.match(tag.string, position, end)
        if attribute is None:
            return count, end
        position = attribute.end()
    return most, position


def _scan_tags(text: str, limits: Limits) -> None:
    """Estimate the depth and the nodes that the parser would make of the tags, rather too high than too low."""
    scan = _Scan()
    for tag in _find_tags(text):
        name = tag[2][:40].lower()
        if tag[1]:
            scan.end(name)
        else:
            scan.start(name, tag[0])
        if len(scan.stack) > limits.max_depth * _DEPTH_SLACK:
            raise PageError("too_deep", f"elements are nested over {limits.max_depth} deep")
        if scan.nodes > limits.max_nodes * _NODE_SLACK:
            raise PageError("too_many_nodes", f"the page would have more than {limits.max_nodes} nodes")


class _Scan:
    """The stack of open elements and the list of active formatting elements, in rough."""

    def __init__(self) -> None:
        self.stack: list[tuple[int, int]] = []
        """Of each open element how many special ones, and how many barriers, are open around it."""
        self.places: defaultdict[str, list[tuple[int, tuple[int, int], int]]] = defaultdict(list)
        """Name → places of its elements: index in the stack, what should stand there, elements its end cannot leave."""
        self.self_ending: set[str] = set()
        self.active: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self.alike: Counter[str] = Counter()
        self.formats = self.specials = self.barriers = self.nodes = 0

    def _measure(self, name: str) -> int:
        if name in _BARRIERS:
            return 0
        return self.barriers if name in _SPECIAL else self.barriers + self.specials + len(self.self_ending)

    def start(self, name: str, tag: str) -> None:
        self.nodes += 1
        if name in _VOID:
            return
        if name in _FORMATS:
            self.active[name].append((self.barriers, tag))
            self.alike[tag] += 1
            self.formats += self.alike[tag] <= _MAX_ALIKE
        else:
            self.nodes += self.formats
        if name in _SELF_ENDING:
            self.self_ending.add(name)
            return
        around = (self.specials, self.barriers)
        self.places[name].append((len(self.stack), around, self._measure(name)))
        self.stack.append(around)
        self.specials += name in _SPECIAL
        self.barriers += name in _BARRIERS

    def end(self, name: str) -> None:
        self.nodes += name not in _FORMATS and self.formats
        if name in _SELF_ENDING:
            self.self_ending.discard(name)
            return
        active = self.active[name]
        if active and active[-1][0] >= self.barriers:
            tag = active.pop()[1]
            self.formats -= self.alike[tag] <= _MAX_ALIKE
            self.alike[tag] -= 1
        places = self.places[name]
        while places and (places[-1][0] >= len(self.stack) or self.stack[places[-1][0]] is not places[-1][1]):
            places.pop()
        if places and places[-1][2] >= self._measure(name):
            index, (self.specials, self.barriers), _ = places.pop()
            del self.stack[index:]
