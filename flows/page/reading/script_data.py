"""What a page keeps as data in its scripts: facts in variables, and an article that a script would lay out.

Scripts are read as text, within bounds, and never run. An article is looked for only where the page shows no text of
its own.
"""

import json
import re
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape, unescape
from importlib.resources import files
from typing import Any, Final
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from flows.page.limits import Limits
from flows.page.lines import Element
from flows.page.text.half_characters import mend_read, read_json

_VALUE: Final = re.compile(
    r"""\s{0,9}[=:]\s{0,9}(?:[A-Za-z]\w{0,20}\(\s{0,9})?(?:"((?:\\.|[^"\\\n]){0,300})"|'((?:\\.|[^'\\\n]){0,300})'|(\d{10})\b)"""
)
"""What stands behind a name: = "…"; = f('…'), : '…'."""
_MAX_MENTIONS: Final = 50
"""Of one name in one script."""
_STATE: Final = re.compile(
    r"(?:\bwindow\.|\bwindow\[[\"']|\bself\.|\bvar\s{1,9}|\A\s{0,99})[\w$]{0,60}[\"'\]]{0,2}\s{0,9}=\s{0,9}(?=[{\[\"'])"
)
_ENCODED: Final = re.compile(r"\s*[\"']?(%7B|%5B)", re.IGNORECASE)
_UNDEFINED: Final = re.compile(r"(?<=[:,\[])\s{0,9}undefined(?=\s{0,9}[,}\]])")
_WORD: Final = re.compile(r"[\w$-]")
_TAG: Final = re.compile(r"<[a-zA-Z/][^<>]{0,500}>")
_MARK: Final = re.compile("[，。；：？！、]")
_MIN_MARKS: Final = 3
_MIN_ARTICLE_CHARS: Final = 60
_MIN_SHARE: Final = 0.5
"""Of the sentence marks of all texts in a page's data: an article has most of them, the summaries of a list do not."""
_MAX_NODES: Final = 50_000
_MAX_STATES: Final = 5
_MAX_FACT_CHARS: Final = 300
_DATE: Final = re.compile(r"\D{0,4}(?:19|20)\d\d\D?\d")
_CODE: Final = re.compile(r"\d+|https?:.*|[a-z]+(?:-[a-z]+)+", re.ASCII)
"""Numbers, addresses and names of attributes are no account and no author."""
_UPPER_LEVELS: Final = 3
"""Objects from an article's text outward in which its facts are looked for."""
_CHINA: Final = timedelta(hours=8)
_EPOCHS: Final = range(946_684_800, 4_102_444_800)
"""Seconds from 2000 to 2100."""


@dataclass(slots=True)
class ScriptArticle:
    """An article found in the data of a page."""

    markup: str
    """HTML: its title as h1 and its text."""
    facts: dict[str, str] = field(default_factory=dict)
    """title, author, account, date, source; those that the data names."""


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(files("flows").joinpath("rules", "script_data.toml").read_text(encoding="utf-8"))


@cache
def _fact_names() -> dict[str, str]:
    """Name of a member → the fact that it holds."""
    return {name: fact for fact, names in _rules()["members"].items() if fact != "reason" for name in names}


@cache
def _other_members() -> re.Pattern[str]:
    return re.compile("|".join(_rules()["other"]["patterns"]), re.IGNORECASE)


def may_have_variables(elements: Iterable[Element]) -> bool:
    """Whether the classes of a page's elements are those of pages that set facts in their scripts."""
    tokens = "\n".join([element.tokens for element in elements])
    return any(sign in tokens for sign in _rules()["variables"]["signs"])


def read_variables(scripts: Iterable[LexborNode], limits: Limits) -> dict[str, str]:
    """title, account, date as the scripts of a page set them; of the names of a fact the first with a value counts."""
    facts: dict[str, str] = {}
    texts = [text for text in (script.text() for script in scripts) if len(text) <= limits.max_script_chars]
    for fact in ("title", "account", "date"):
        names = _rules()["variables"][fact]
        values = (_read_fact(fact, value) for name in names for text in texts for value in _find_values(text, name))
        if found := next(filter(None, values), ""):
            facts[fact] = found
    return facts


def _find_values(text: str, name: str) -> Iterator[str]:
    """The values that a script gives to a name."""
    end = 0
    for _ in range(_MAX_MENTIONS):
        place = text.find(name, end)
        if place < 0:
            return
        end = place + len(name)
        if (found := _VALUE.match(text, end)) and not (place and _WORD.match(text[place - 1])):
            yield found[3] or unescape(_unescape(found[1] or found[2] or ""))


def find_article(scripts: Iterable[LexborNode], limits: Limits) -> ScriptArticle | None:
    """The article in the JSON of a page's scripts; None where there is none."""
    best: _Text | None = None
    total = 0
    for value in _read_states(scripts, limits):
        for text in _find_texts(value):
            total += text.marks
            if best is None or text.marks > best.marks:
                best = text
    if best is None or best.marks < max(_MIN_MARKS, _MIN_SHARE * total):
        return None
    facts: dict[str, str] = {}
    for owner in best.owners:
        _add_facts(facts, owner)
    title = f"<h1>{escape(facts['title'])}</h1>" if "title" in facts else ""
    is_markup = _TAG.search(best.text) is not None
    lines = best.text if is_markup else "".join(f"<p>{escape(line)}</p>" for line in best.text.splitlines())
    return ScriptArticle(title + lines, facts)


@dataclass(slots=True)
class _Text:
    """A text in the data of a page."""

    text: str
    marks: int
    owners: list[dict[str, Any]]
    """The objects around it, the innermost first."""


def _read_states(scripts: Iterable[LexborNode], limits: Limits) -> Iterator[Any]:
    """The values that scripts of JSON hold, and those that other scripts set."""
    count = 0
    for script in scripts:
        text = script.text()
        kind = (script.attributes.get("type") or "").lower()
        if count >= _MAX_STATES or len(text) > limits.max_script_chars:
            continue
        starts = [0] if "json" in kind and "ld+json" not in kind else [found.end() for found in _STATE.finditer(text)]
        for start in starts[:_MAX_STATES]:
            value = _read_json(text, start)
            if isinstance(value, dict | list) and value:
                count += 1
                yield value


def _read_json(text: str, start: int) -> Any:
    """The JSON value at `start`, which may be percent-encoded or a string that holds JSON; None if there is none."""
    if encoded := _ENCODED.match(text, start):
        end = text.find(text[encoded.start(1) - 1], encoded.end()) if text[encoded.start(1) - 1] in "\"'" else len(text)
        text, start = unquote(text[encoded.start(1) : end if end >= 0 else len(text)]), 0
    elif "undefined" in text:
        text, start = _UNDEFINED.sub("null", text[start:]), 0
    try:
        value = mend_read(_DECODER.raw_decode(text[start:].lstrip())[0], text)
        return read_json(value) if isinstance(value, str) and value[:1] in "{[" else value
    except (ValueError, RecursionError):
        return None


_DECODER: Final = json.JSONDecoder(strict=False)


def _find_texts(value: Any) -> Iterator[_Text]:
    """Texts of several sentences in a value, breadth first, within a bound."""
    queue: deque[tuple[Any, list[dict[str, Any]]]] = deque([(value, [])])
    for _ in range(_MAX_NODES):
        if not queue:
            return
        node, owners = queue.popleft()
        if isinstance(node, list):
            queue.extend((item, owners) for item in node[:_MAX_NODES])
        elif isinstance(node, dict):
            around = [node, *owners[: _UPPER_LEVELS - 1]]
            queue.extend((item, around) for key, item in node.items() if not _other_members().fullmatch(key))
        elif isinstance(node, str) and len(node) >= _MIN_ARTICLE_CHARS:
            text = unescape(node) if "&lt;p" in node else node
            if marks := len(_MARK.findall(_TAG.sub("", text))):
                yield _Text(text, marks, owners)


def _add_facts(facts: dict[str, str], owner: dict[str, Any]) -> None:
    for key, value in owner.items():
        fact = _fact_names().get(_plain_name(key))
        if fact and fact not in facts:
            if isinstance(value, dict):
                value = value.get("name") or value.get("nickname")
            if found := _read_fact(fact, str(value) if isinstance(value, str | int) else ""):
                facts[fact] = found


def _plain_name(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _read_fact(fact: str, value: str) -> str:
    """A value as one line; "" where it cannot be that fact. Seconds or milliseconds since 1970 become a date."""
    value = " ".join(_TAG.sub("", value).split())
    if fact == "date" and value.isascii() and value.isdigit():
        seconds = int(value[:10]) if len(value) in (10, 13) else 0
        return f"{datetime.fromtimestamp(seconds, UTC) + _CHINA:%Y-%m-%d %H:%M}" if seconds in _EPOCHS else ""
    if (fact == "date" and not _DATE.match(value)) or (fact != "title" and _CODE.fullmatch(value)):
        return ""
    return value if 0 < len(value) <= _MAX_FACT_CHARS else ""


def _unescape(text: str) -> str:
    r"""A string of a script without its escapes (\x26, \u4e00, \/)."""
    if "\\" not in text:
        return text
    return re.sub(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", _unescape_one, text)


def _unescape_one(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if not code:
        return {"n": " ", "t": " ", "r": " "}.get(found[3], found[3])
    return chr(int(code, 16)) if not 0xD800 <= int(code, 16) < 0xE000 else "\ufffd"
