"""What pages say stands in flows/rules: code holds single characters and the classes of patterns, no words.

The captions of the review are the project's own words and no knowledge about pages: flows/report/review is left out.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOWS = Path(__file__).parents[3] / "flows"
MODULES = sorted(path for path in FLOWS.rglob("*.py") if "review" not in path.parts)
_WORD = re.compile("[\u3400-\u9fff]{2,}")
_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_ENGLISH = re.compile(r"[A-Za-z]+,? [A-Za-z]+ [A-Za-z]+")
"""A message that quotes what it speaks of."""
_OF_CHARACTERS = ("Characters", "frozenset")


def _strings(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of the string literals below `node`, docstrings and sets of characters left out."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _OF_CHARACTERS:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.lineno, node.value
    if isinstance(node, ast.JoinedStr):
        pieces = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        yield node.lineno, "".join(map(str, pieces))
        return
    children = ast.iter_child_nodes(node)
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        children = iter([node.left])
    for child in children:
        yield from _strings(child)


def find_words(source: str) -> list[tuple[int, str]]:
    """Line and text of each run of Han characters that a module's strings hold outside classes and messages."""
    return [
        (line, word)
        for line, text in _strings(ast.parse(source))
        if not _ENGLISH.search(text)
        for word in _WORD.findall(_CLASS.sub("\n", text))
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FLOWS)))
def test_code_holds_no_words(path: Path) -> None:
    assert find_words(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'a = "编辑"',
        'a = re.compile(r"(?:编辑|记者)$")',
        'a = re.compile(rf"{b}编辑")',
        'a = "编辑" in text',
        'f(r"\\[编辑\\]")',
        'a = {"编辑": 1}',
    ],
)
def test_a_word_is_found(source: str) -> None:
    assert find_words(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""编辑."""',
        'a = re.compile("[编辑一-龥]|者")',
        'a = frozenset("编辑")',
        'a = Characters("编辑")',
        'a = text[0] in "编辑"',
        'raise E("the label 编辑 has no value")',
    ],
)
def test_characters_and_messages_are_none(source: str) -> None:
    assert not find_words(source)
