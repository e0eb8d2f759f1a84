"""Files of a source that may be pages of one article, by their names: a.html, a_2.html, a_3.html.

A function of the names alone, so that a run knows it before it reads a page. Whether a page is one of several is for
the page to show, see flows.page.parts.
"""

import re
from collections.abc import Iterable

from flows.page.parts import Part
from flows.page.rows import doc_id

MAX_PARTS = 200
_NUMBERED = re.compile(r"(?P<stem>.*[^/])[_-](?P<number>[1-9]\d{0,2})(?P<ending>(?:\.[A-Za-z]{1,6})?)\Z", re.DOTALL)


def link_parts(slug: str, raw_paths: Iterable[str]) -> dict[str, Part]:
    """raw_path → its place in an article, of those that have one.

    The first page is the one without a number or, where there is none, number 1. The others follow it without a gap,
    from 1 or 2 on: sites count both ways.
    """
    paths = set(raw_paths)
    numbered: dict[tuple[str, str], dict[int, str]] = {}
    for path in paths:
        if found := _NUMBERED.match(path):
            numbered.setdefault((found["stem"], found["ending"]), {})[int(found["number"])] = path
    parts: dict[str, Part] = {}
    for (stem, ending), pages in numbered.items():
        first = stem + ending
        chain = [first] if first in paths else []
        number = 1 if 1 in pages or not chain else 2
        while number in pages and len(chain) < MAX_PARTS:
            chain.append(pages[number])
            number += 1
        if len(chain) > 1:
            key = doc_id(slug, chain[0])
            parts |= {path: Part(key, place) for place, path in enumerate(chain, 1)}
    return parts
