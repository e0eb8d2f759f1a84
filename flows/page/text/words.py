"""Named word lists, read from flows/rules/words/*.toml: each thing that pages say is listed once, for all stages.

A list is a table: what it holds (`about`) and its `words`, in the folded form (`folding.fold`). Where pages print such
words with blanks between their characters, as 编　辑, the list says `spaced = true`, and patterns allow for the blanks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.page.text.folding import fold
from flows.page.text.rule_files import RuleError, read_rule_files


@dataclass(frozen=True, slots=True)
class WordList:
    """One list of words."""

    name: str
    about: str
    words: tuple[str, ...]
    is_spaced: bool = False

    @property
    def pattern(self) -> str:
        """A regular expression that matches any of the words; the longer are tried first."""
        longest_first = sorted(self.words, key=lambda word: (-len(word), word))
        return "|".join(
            r"\s{0,4}".join(map(re.escape, word)) if self.is_spaced else re.escape(word) for word in longest_first
        )


def words(name: str) -> tuple[str, ...]:
    """The words of the packaged list called `name`, as they stand there. KeyError where there is none."""
    return word_lists()[name].words


@cache
def word_lists() -> dict[str, WordList]:
    """The packaged word lists by name."""
    return parse_word_lists(read_rule_files("words"))


def parse_word_lists(files: Mapping[str, dict[str, Any]]) -> dict[str, WordList]:
    """Word lists by name, out of parsed files by their names. RuleError names file, list and what to do."""
    lists: dict[str, WordList] = {}
    for file, tables in files.items():
        for name, table in tables.items():
            if name in lists:
                raise RuleError(f"{file}: [{name}]: a list of this name stands in another file too; rename one")
            lists[name] = WordList(name, table["about"], tuple(table["words"]), table.get("spaced", False))
            _check_words(file, lists[name])
    return lists


def _check_words(file: str, words: WordList) -> None:
    seen: set[str] = set()
    for word in words.words:
        if word != fold(word):
            raise RuleError(
                f"{file}: [{words.name}]: {word!r} is never seen, for lines are folded; write {fold(word)!r}"
            )
        if word in seen:
            raise RuleError(f"{file}: [{words.name}]: {word!r} stands twice; take one out")
        seen.add(word)
