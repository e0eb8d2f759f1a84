"""What the class, id and role of elements say: content, chrome of some category, or nothing."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

CONTENT = "content"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    """Content parts; chrome parts, one group a category; the categories of the groups."""
    text = files("flows").joinpath("rules", "element_tokens.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    chrome = "|".join(f"({'|'.join(item['parts'])})" for item in data["chrome"])
    return re.compile("|".join(data["content"])), re.compile(chrome), tuple(item["category"] for item in data["chrome"])


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
