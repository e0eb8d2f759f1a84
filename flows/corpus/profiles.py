"""What the documents of a source look like: the columns that they fill, what of source.toml matches on them.

A site that was redesigned is seen here first: its new pages fill less than those before, or a selector is on none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from flows.dataset.manifest import DOCUMENT, Entry
from flows.page import Page
from flows.page.source import Source

FILLED = {"title": "a title", "date_published": "a date", "content_source": "a source named (来源)", "text": "a body"}
"""Columns that are counted, with what they are called in warnings."""
MAX_FALL = 0.3
"""Of a share, from the documents that were there to those that a run made of new contents."""
MAX_FALL_OF_ALL = 0.1
"""Of a share, from all documents before a run to all after it."""
MIN_DOCUMENTS = 20
"""On either side of a comparison of shares; of fewer they say little."""
_MAX_NAMES = 62
"""Selectors and rules of a source.toml that are counted: bits of a column."""


def name_matches(source: Source) -> Iterator[tuple[str, str]]:
    """(mark or rule that lines get by it, name as it stands in source.toml) of selectors and rules."""
    for role, selectors in source.selectors.items():
        if role == "drop":
            yield from ((f"drop:{selector}", f"selectors.drop {selector!r}") for selector in selectors)
        else:
            yield role, f"selectors.{role}"
    for rule in source.line_rules:
        yield f"source.{rule.id}", f"line_rules {rule.id!r}"


def mask_filled(document: Mapping[str, Any]) -> int:
    """A bit for each column of FILLED that a document fills."""
    return sum(1 << bit for bit, column in enumerate(FILLED) if document[column])


def mask_matched(page: Page, source: Source) -> int:
    """A bit for each of the selectors and rules that match on a page."""
    names = [mark for mark, _ in name_matches(source)][:_MAX_NAMES]
    if not names:
        return 0
    found = {label.rule for label in page.labels} | {line.mark for line in page.lines}
    return sum(1 << bit for bit, mark in enumerate(names) if mark in found)


def count_filled(entries: Iterable[Entry]) -> dict[str, int]:
    """Column of FILLED → documents that fill it."""
    masks = [entry.filled for entry in entries if entry.status == DOCUMENT]
    return {column: sum(mask >> bit & 1 for mask in masks) for bit, column in enumerate(FILLED)}


def find_changes(
    source: Source, recipe: str, known: Collection[Entry], fresh: Collection[Entry], present: Collection[Entry]
) -> Iterator[str]:
    """What changed in the looks of a source, in lines.

    known: what the last run made. fresh: what this run made of contents that were not there. present: all there is now.
    """
    slug = source.slug
    known, fresh, present = _documents(known), _documents(fresh), _documents(present)
    told = set()
    for documents, most, what in ((fresh, MAX_FALL, "new documents"), (present, MAX_FALL_OF_ALL, "documents")):
        if min(len(known), len(documents)) < MIN_DOCUMENTS:
            continue
        before, now = count_filled(known), count_filled(documents)
        for column, called in FILLED.items():
            old, new = before[column] / len(known), now[column] / len(documents)
            if old - new > most and column not in told:
                told.add(column)
                share = f"{new:.0%} of {len(documents):,} {what}"
                yield f"{slug}: {share} have {called}, before {old:.0%} of {len(known):,}"
    alike = [entry for entry in known if entry.recipe == recipe]
    for bit, (_, name) in enumerate([*name_matches(source)][:_MAX_NAMES]):
        if len(fresh) >= MIN_DOCUMENTS and _matches(alike, bit) and not _matches(fresh, bit):
            yield f"{slug}/source.toml: {name} matches on none of {len(fresh):,} new documents"
        elif present and not _matches(present, bit) and (_matches(alike, bit) or not alike):
            yield f"{slug}/source.toml: {name} matches on none of {len(present):,} documents"


def _documents(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.status == DOCUMENT]


def _matches(entries: Iterable[Entry], bit: int) -> int:
    return sum(entry.matched >> bit & 1 for entry in entries)
