"""Members of archives by their names: which are pages, and how their records are called."""

import re

from flows.corpus.containers.kinds import container_kind
from flows.corpus.leftovers import is_leftover
from flows.corpus.page_names import no_page
from flows.corpus.paths import escape_path
from flows.corpus.problem import Problem

_ARCHIVE = re.compile(r".+\.(?:rar|7z|cab|iso|gz\.tar|exe|dmg)", re.IGNORECASE | re.DOTALL)
_MAX_NAME = 1_000


class Names:
    """The keys of an archive's members, each of which is given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}
        """The last number that a name was given, of those that stand more than once."""

    def name(self, name: str) -> tuple[str, Problem | None]:
        """The key of the next member, and what it goes to the quarantine for; "" for what tools leave."""
        parts = name.removeprefix("./").split("/")
        if any(map(is_leftover, parts)):
            return "", None
        key = escape_path("/".join(parts))
        if len(key) > _MAX_NAME:
            key = key[:_MAX_NAME]
        unique = key
        while unique in self._given or not unique:
            self._numbers[key] = number = self._numbers.get(key, 1) + 1
            unique = f"{key}~{number}"
        self._given.add(unique)
        return unique, _refuse(parts[-1])


def _refuse(name: str) -> Problem | None:
    if problem := no_page(name):
        return Problem("not_a_page", problem)
    if name.endswith(".meta.json"):
        return Problem("not_a_page", "a sidecar within an archive is not read; give the archive one")
    if container_kind(name) or _ARCHIVE.fullmatch(name):
        return Problem("not_a_page", "an archive within an archive; take it out")
    return None
