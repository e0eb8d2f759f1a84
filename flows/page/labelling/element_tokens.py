"""What the class, id and role of elements say: content, chrome of some category, or nothing."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter

from flows.page.labelling.answers import Tokens

CHROME = {
    "copyright": Tokens.NAV, "breadcrumb": Tokens.NAV, "nav": Tokens.NAV, "login": Tokens.NAV, "pagination": Tokens.NAV,
    "disclaimer": Tokens.NAV, "share": Tokens.SHARE, "ad": Tokens.SHARE, "tags": Tokens.SHARE, "editor": Tokens.SHARE,
    "comment": Tokens.COMMENT, "related": Tokens.RELATED, "byline": Tokens.BYLINE, "image": Tokens.BYLINE,
}  # fmt: skip
"""Categories that class names speak of → answers of near_tokens and far_tokens."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """Content parts; chrome parts, each with an empty group behind it that tells which it was; their categories."""
    text = files("flows").joinpath("rules", "element_tokens.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    parts = [(*_split_first(part), item["category"]) for item in data["chrome"] for part in item["parts"]]
    parts.sort(key=itemgetter(0))
    by_first = groupby(parts, itemgetter(0))
    branches = [f"{first}(?:{'|'.join([f'{rest}()' for _, rest, _ in alike])})" for first, alike in by_first]
    categories = tuple(category for _, _, category in parts)
    return re.compile("|".join(data["content"])), re.compile("|".join(branches)), categories


def _split_first(part: str) -> tuple[str, str]:
    """The letter with which a part begins ("" for none) and the pattern of the rest.

    Parts of one letter are tried together, as a regex skips all of them by a look at the letter. \\b before the letter
    becomes a look back from behind it.
    """
    found = re.fullmatch(r"(\\b)?([a-z])(?![?*+{])(.*)", part)
    if not found:
        return "", part
    edge, first, rest = found.groups()
    return first, f"(?<!\\w{first}){rest}" if edge else rest


@lru_cache(maxsize=8192)
def read_tokens(tokens: str) -> tuple[bool, str]:
    """Whether an element's `tokens` speak of content, and the category of chrome that they speak of ("" for none)."""
    is_content, category = False, ""
    for word in tokens.split():
        is_content_word, word_category = _read_word(word)
        is_content = is_content or is_content_word
        category = category or word_category
    return is_content, category


@lru_cache(maxsize=8192)
def _read_word(word: str) -> tuple[bool, str]:
    """What `read_tokens` says, of one word: no part matches across a space."""
    content, chrome, categories = _patterns()
    found = chrome.search(word)
    return content.search(word) is not None, categories[(found.lastindex or 1) - 1] if found else ""


@lru_cache(maxsize=8192)
def token_value(tokens: str) -> Tokens:
    """What class and id of an element speak of."""
    is_content, category = read_tokens(tokens)
    if is_content:
        return Tokens.BOTH if category else Tokens.CONTENT
    return CHROME[category] if category else Tokens.NONE
