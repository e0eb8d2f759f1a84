"""Every line of every development page, as HTML and as text, is in exactly one place."""

import gzip
import json
import os
from pathlib import Path

import pytest
from invariants import check

from flows.page import clean_page

SHARED = Path(os.environ.get("ZHPAGES_SHARED", Path(__file__).parents[3] / "shared"))


def test_development_pages_are_conserved() -> None:
    gold = SHARED / "gold" / "pages" / "dev.jsonl.gz"
    if not gold.is_file():
        pytest.skip("no labelled data in the folder that ZHPAGES_SHARED names")
    with gzip.open(gold, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            check(clean_page(row["html"].encode(), name="x.html", url=row["url"]))
            check(clean_page("\n".join(row["lines"]).encode(), name="x.txt", url=row["url"]))
