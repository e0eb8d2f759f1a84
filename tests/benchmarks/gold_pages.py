"""The labelled pages as the fits need them: read, and each line with the share of it that the gold body holds.

Data: $ZHPAGES_SHARED/gold/pages (default ../shared), with the scorer that comes with it.
"""

import os
import sys
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import LCSseq

from flows.page.lines import Line, Reading
from flows.page.reading.html import read_html
from flows.page.reading.plaintext import read_text

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("ZHPAGES_SHARED", ROOT.parent / "shared"))
FOLDS = 6


@dataclass(slots=True)
class Page:
    """A labelled page."""

    id: str
    site: str
    dataset: str
    url: str
    reading: Reading
    shares: list[float]
    """Of each line, the share of its characters that the gold body holds."""
    sizes: list[int]
    """Of each line, its characters as the scorer counts them."""
    gold: str
    gold_size: int
    gold_title: str | None


@cache
def scorer() -> Any:
    """The scorer that comes with the gold: its normalisation and its body F1."""
    sys.path.insert(0, str(SHARED / "score"))
    return import_module("score")


def load_pages(kind: str) -> list[Page]:
    """The pages of the gold as `kind`: html, text, or stripped (the HTML with its markup thrown away)."""
    norm = scorer().norm
    pages = []
    for row in scorer().page_rows():
        reading = read_text("\n".join(row["lines"])) if kind == "text" else read_html(row["html"])
        if kind == "stripped":
            reading = strip_markup(reading)
        texts = [line.text for line in reading.lines]
        pages.append(
            Page(
                id=row["id"],
                site=registered_domain(row["domain"]),
                dataset=row["dataset"],
                url=row["url"],
                reading=reading,
                shares=covered_shares(texts, row["gold_body"]),
                sizes=[len(norm(text)) for text in texts],
                gold=row["gold_body"],
                gold_size=max(1, len(norm(row["gold_body"]))),
                gold_title=row["gold_title"],
            )
        )
    return pages


def registered_domain(host: str) -> str:
    """The name under which a site is registered: the unit that cross-validation leaves out."""
    parts = host.split(".")
    is_double = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in ("com", "org", "gov", "net", "edu")
    return ".".join(parts[-3:] if is_double else parts[-2:])


def fold_of(site: str) -> int:
    """Which part of the cross-validation leaves the site out."""
    return int(sha256(site.encode()).hexdigest(), 16) % FOLDS


def covered_shares(texts: list[str], gold: str) -> list[float]:
    """Of each line, the share of its characters that the gold body holds, both put side by side."""
    norm = scorer().norm
    parts = [norm(text) for text in texts]
    whole = "".join(parts)
    covered = np.zeros(len(whole) + 1)
    for step in LCSseq.opcodes(whole, norm(gold)):
        if step.tag == "equal" and step.src_end - step.src_start >= 2:
            covered[step.src_start : step.src_end] = 1
    ends = np.cumsum([len(part) for part in parts])
    return [
        float(covered[end - len(part) : end].sum()) / max(1, len(part)) for part, end in zip(parts, ends, strict=True)
    ]


def strip_markup(reading: Reading) -> Reading:
    """A page as a poorer scraper saves it: its shown lines, without bullets, blank lines and markup."""
    shown = [line.text for line in reading.lines if not line.is_hidden and line.tag != "option"]
    return Reading([Line(k, text, k + 1) for k, text in enumerate(shown)], "text/plain")
