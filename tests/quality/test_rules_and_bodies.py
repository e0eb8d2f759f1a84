"""Rules that leave no doubt, asked of the lines of labelled bodies: they may hardly ever match one.

Of 26,761 lines 224 match, most of them credits, reprint notes and headings that the gold itself keeps.
"""

import gzip
import json
import os
from pathlib import Path

import pytest

from flows.page.labelling.line_rules import match_line
from flows.page.text.folding import fold

SHARED = Path(os.environ.get("ZHPAGES_SHARED", Path(__file__).parents[3] / "shared"))
MAX_SHARE = 0.0085
MAX_CHARS = 700


@pytest.fixture(scope="module")
def lines() -> set[str]:
    pages, texts = SHARED / "gold" / "pages", SHARED / "gold" / "sections"
    if not pages.is_dir() or not texts.is_dir():
        pytest.skip("no labelled data in the folder that ZHPAGES_SHARED names")
    bodies = [
        json.loads(row)["gold_body"]
        for path in sorted(pages.glob("*.jsonl.gz"))
        for row in gzip.decompress(path.read_bytes()).decode().strip().split("\n")
    ]
    bodies += [json.loads(row)["text"] for path in sorted(texts.glob("*.jsonl")) for row in path.open(encoding="utf-8")]
    return {line for body in bodies for line in map(str.strip, body.split("\n")) if 0 < len(line) < MAX_CHARS}


def test_rules_that_leave_no_doubt_leave_bodies_alone(lines: set[str]) -> None:
    matched = [line for line in lines if any(rule.strength == "always" for rule in match_line(fold(line)))]
    assert len(matched) <= MAX_SHARE * len(lines)
