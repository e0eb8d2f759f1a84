"""On the labelled pages: what lexbor's own text rendering shows of a page is in its lines, once."""

import gzip
import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.page.reading.html import read_html

SHARED = Path(os.environ.get("ZHPAGES_SHARED", Path(__file__).parents[2].parent / "shared"))
BLANK = re.compile(r"[\s\x00\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]+")
NO_TEXT = ["script", "style", "title", "head", "iframe", "noembed", "noframes", "desc", "metadata", "defs"]


@pytest.fixture(scope="module")
def pages() -> list[dict[str, str]]:
    path = SHARED / "gold" / "pages" / "dev.jsonl.gz"
    if not path.is_file():
        pytest.skip(f"no labelled data: {path.name} is not in the folder that ZHPAGES_SHARED names")
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def render(markup: str) -> str:
    tree = LexborHTMLParser(markup)
    tree.strip_tags(NO_TEXT, recursive=True)
    return BLANK.sub("", tree.root.text() if tree.root is not None else "")


def test_lines_hold_every_character_once(pages: list[dict[str, str]]) -> None:
    """Pages whose article stands in the data of a script show less than their lines hold; they are left out."""
    for page in pages:
        reading = read_html(page["html"])
        if "script_text" in reading.flags:
            continue
        found = BLANK.sub("", "".join(line.text for line in reading.lines))
        wanted = render(page["html"])
        assert Counter(found) == Counter(wanted), page["id"]
        if not any(line.is_hidden for line in reading.lines):
            assert found == wanted, page["id"]


def test_the_body_is_not_hidden(pages: list[dict[str, str]]) -> None:
    """Gold lines of 30 characters and more that a page has at all are in lines it shows."""
    for page in pages:
        lines = read_html(page["html"]).lines
        every, shown = (
            BLANK.sub("", "".join(line.text for line in lines if keep or not line.is_hidden)) for keep in (True, False)
        )
        wanted = [text for text in (BLANK.sub("", x) for x in page["gold_body"].split("\n")) if len(text) >= 30]
        lost = [text for text in wanted if text in every and text not in shown]
        assert not lost, page["id"]
