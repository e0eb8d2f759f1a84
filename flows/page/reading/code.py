"""Which parts of a page are code: <pre>, the markup of highlighters, and the line numbers and buttons beside it."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from selectolax.lexbor import LexborNode


class CodePart(Enum):
    """What an element is to a block of code."""

    BLOCK = "block"
    """It holds the whole of one."""
    LINE = "line"
    """A line of its own within one."""
    EXTRA = "extra"
    """Line numbers or buttons: no code, though it stands there."""


_MAX_STEPS: Final = 6
"""Elements around a <pre> among which the highlighter's own is looked for."""
_MAX_EXTRA_CHARS: Final = 40
"""A longer text is no button or caption."""
_MAX_WRAPPER_CHARS: Final = 200
"""Characters that a highlighter's element may have beside the <pre> and its line numbers."""
_NUMBERS: Final = re.compile(r"[\d\s]*")
_HAN: Final = re.compile("[一-鿿]")
_SENTENCE: Final = re.compile("[一-鿿][，。；：？！、]")
_SYMBOL: Final = re.compile(r"[{}()\[\];=<>$#/\\_|&*\"'+~^@%]|(?<=[a-zA-Z0-9])[.:-](?=[a-zA-Z0-9])")
_MIN_SYMBOL_SHARE: Final = 0.04
_MAX_HAN_SHARE: Final = 0.3
_MAX_SENTENCE_SHARE: Final = 0.03
"""Chinese running text has a mark for every 10 to 20 characters."""


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("flows").joinpath("rules", "code_markup.toml").read_text(encoding="utf-8"))
    return {name: re.compile("|".join(rule["patterns"]), re.IGNORECASE) for name, rule in data.items()}


@lru_cache(maxsize=4096)
def has_code_class(kind: str, tokens: str) -> bool:
    """Whether a class attribute, or the text of a button, has a word of that kind: a table of code_markup.toml."""
    pattern = _rules()[kind]
    return bool(tokens) and any(pattern.fullmatch(word) for word in tokens.split())


def find_code(seeds: Iterable[LexborNode]) -> dict[int, CodePart]:
    """`mem_id` → part, of the elements that make up the page's blocks of code.

    seeds: the elements of `code_selectors`, in the order of the page.
    """
    parts: dict[int, CodePart] = {}
    refused: set[int] = set()
    for seed in seeds:
        if seed.mem_id in parts or any(parts.get(node.mem_id) is CodePart.BLOCK for node in _around(seed, _MAX_STEPS)):
            continue
        block = _find_block(seed, refused)
        if _is_code(block, seed):
            parts[block.mem_id] = CodePart.BLOCK
            parts.update(_read_parts(block))
    return parts


@cache
def code_selectors() -> tuple[str, ...]:
    """CSS selectors of the elements at which a block of code is looked for."""
    data = tomllib.loads(files("flows").joinpath("rules", "code_markup.toml").read_text(encoding="utf-8"))
    return ("pre", *(f".{name}" for name in data["bare"]["patterns"]))


def _around(node: LexborNode, steps: int) -> Iterator[LexborNode]:
    upper = node.parent
    while upper is not None and steps:
        yield upper
        upper, steps = upper.parent, steps - 1


def _class(node: LexborNode) -> str:
    return node.attributes.get("class") or ""


def _find_block(seed: LexborNode, refused: set[int]) -> LexborNode:
    """The outermost element around `seed` that is a highlighter's and holds hardly more than code.

    refused: `mem_id` of those that hold more; each is measured once for a page.
    """
    block = seed
    for node in _around(seed, _MAX_STEPS):
        if has_code_class("block", _class(node)):
            if node.mem_id in refused:
                break
            size = sum(len(pre.text()) for pre in node.css("pre")) or len(seed.text())
            if len(node.text()) > 2 * size + _MAX_WRAPPER_CHARS:
                refused.add(node.mem_id)
                break
            block = node
    return block


def _is_code(block: LexborNode, seed: LexborNode) -> bool:
    text = seed.text()
    if len(_SENTENCE.findall(text)) > _MAX_SENTENCE_SHARE * len(text) and not _has_symbols(text):
        return False
    is_marked = any(has_code_class("block", _class(node)) for node in (block, seed)) or seed.css_first("code")
    return bool(is_marked) or reads_as_code(text)


def _has_symbols(text: str) -> bool:
    return len(_SYMBOL.findall(text)) >= _MIN_SYMBOL_SHARE * len(text)


def reads_as_code(text: str) -> bool:
    """Whether a text is code by its characters alone: hardly any Chinese, many signs that languages are written in."""
    return len(_HAN.findall(text)) <= _MAX_HAN_SHARE * len(text) and _has_symbols(text)


def _is_control(node: LexborNode, tokens: str) -> bool:
    if node.tag == "button" and has_code_class("label", node.text()[:_MAX_EXTRA_CHARS]):
        return True
    return has_code_class("control", tokens) and len(node.text()) <= _MAX_EXTRA_CHARS


def _read_parts(block: LexborNode) -> Iterator[tuple[int, CodePart]]:
    """The parts within a block of code: line numbers, buttons, and <code> that stands for a line."""
    for node in block.css("[class],button"):
        tokens = _class(node)
        if has_code_class("gutter", tokens):
            if _NUMBERS.fullmatch(node.text()):
                yield node.mem_id, CodePart.EXTRA
        elif _is_control(node, tokens):
            yield node.mem_id, CodePart.EXTRA
    for pre in (block, *block.css("pre")):
        lines = [node for node in pre.iter() if node.tag == "code"] if pre.tag == "pre" else []
        if len(lines) > 1:
            yield from ((node.mem_id, CodePart.LINE) for node in lines)
