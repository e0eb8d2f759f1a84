"""Links to files: papers, tables and archives that a page offers for download."""

import re
from functools import cache

from selectolax.lexbor import LexborNode

from flows.page.lines import FileLink
from flows.page.text.blanks import collapse
from flows.page.text.words import word_lists, words

_MAX_URL_CHARS = 2000
_MAX_NAME_CHARS = 200
_NO_ADDRESS = ("javascript:", "data:", "mailto:", "#")


def may_link_files(markup: str) -> bool:
    """Whether a page may hold such links, so that its links are worth a look: most pages do not."""
    return _type_in_markup().search(markup) is not None


def read_file_link(node: LexborNode, line_index: int) -> FileLink | None:
    """The file that a link leads to, by the ending of its address or its words; None for other links."""
    attributes = node.attributes
    url = "".join((attributes.get("href") or "").split())
    if not url or len(url) > _MAX_URL_CHARS or url.lower().startswith(_NO_ADDRESS):
        return None
    name = collapse(node.text()) or collapse(attributes.get("title") or "")
    path = url.partition("?")[0].partition("#")[0]
    if not (path.lower().endswith(_endings()) or name.lower().endswith(_endings())):
        return None
    return FileLink(url, name[:_MAX_NAME_CHARS] or None, line_index)


@cache
def _type_in_markup() -> re.Pattern[str]:
    types = word_lists()["attachment_types"].pattern
    return re.compile(rf"\.(?:{types})(?=[\"'?#<>\s&])", re.IGNORECASE)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(f".{word}" for word in words("attachment_types"))
