"""The pages of a batch as they were cleaned: their rows staged, what became of them counted."""

from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.corpus.batches import Batch
from flows.corpus.inputs import Capture
from flows.corpus.regular_files import is_unchanged
from flows.dataset import layout, manifest, staging, validation
from flows.page.errors import TRANSIENT, PageError
from flows.page.text.half_characters import mend

MAX_MESSAGE_CHARS = 300
"""Of what is wrong with a page, as its row of the quarantine says it."""
_ROWS = (*layout.OF_PAGES, staging.SIGNATURES)
_CONVERSION_ERRORS = (pa.ArrowException, TypeError, ValueError, OverflowError)


@dataclass(slots=True)
class BatchResult:
    """What became of a batch: counts and names only; the rows are in the staged files."""

    stem: str
    """Of its staged files."""
    parts: list[str] = field(default_factory=list)
    """Stems of the staged files of pages that were set aside."""
    page_count: int = 0
    document_count: int = 0
    section_count: int = 0
    removed_line_count: int = 0
    vanished_count: int = 0
    quarantine_codes: dict[str, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    """Rows that break the contract; one stops the commit."""
    is_proven: bool = True
    """Every file was read in the state that the plan saw, and can be told from another."""

    def add(self, part: "BatchResult") -> None:
        """Count in a page that was set aside."""
        self.parts.append(part.stem)
        self.page_count += part.page_count
        self.document_count += part.document_count
        self.section_count += part.section_count
        self.removed_line_count += part.removed_line_count
        self.vanished_count += part.vanished_count
        self.quarantine_codes = dict(Counter(self.quarantine_codes) + Counter(part.quarantine_codes))
        self.violations += part.violations


@dataclass(slots=True)
class CleanedPage:
    """What one capture gave."""

    entry: manifest.Entry
    document: dict[str, Any] | None = None
    sections: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)
    quarantine: dict[str, Any] | None = None
    signature: dict[str, Any] | None = None
    """What duplicates of the document are found by."""


def quarantine_row(capture: Capture, entry: manifest.Entry, size: int, error: PageError) -> dict[str, Any]:
    """A row of `quarantine`. size: bytes of the page; -1 where nobody knows."""
    return {
        "source": capture.source,
        "raw_path": capture.raw_path,
        "stage": error.stage,
        "code": error.code,
        "message": " ".join(error.message.split())[:MAX_MESSAGE_CHARS].encode("utf-8", "backslashreplace").decode(),
        "content_digest": entry.content_digest,
        "content_length": size if size >= 0 else None,
    }


def stage_pages(batch: Batch, pages: list[CleanedPage], directory: Path) -> BatchResult:
    """Write the rows of the pages, one Arrow file a table. A page whose rows cannot be stored is quarantined."""
    try:
        batches = _to_batches(batch, pages)
    except _CONVERSION_ERRORS:
        pages = [_convertible(capture, page) for capture, page in zip(batch.captures, pages, strict=True)]
        batches = _to_batches(batch, pages)
    for table, groups in batches.items():
        if groups:
            staging.stage(directory / f"{batch.stem}.{table}.arrow", table, groups)
    return _count(batch, pages, _violations(batches))


def _convertible(capture: Capture, page: CleanedPage) -> CleanedPage:
    """The page with its half characters mended, or its row of the quarantine when its rows cannot be stored even so."""
    page = replace(page, document=mend(page.document), sections=mend(page.sections), removed=mend(page.removed))
    try:
        for table, rows in _rows_of(page).items():
            staging.to_batch(table, rows)
    except _CONVERSION_ERRORS as error:
        wrong = PageError("internal", f"rows cannot be stored: {type(error).__name__}")
        entry = replace(
            page.entry,
            status=manifest.QUARANTINED,
            code=wrong.code,
            section_count=0,
            removed_line_count=0,
            line_filter=b"",
            filled=0,
            matched=0,
        )
        size = page.document["content_length"] if page.document else capture.size
        return CleanedPage(entry, quarantine=quarantine_row(capture, entry, size, wrong))
    return page


def _rows_of(page: CleanedPage) -> dict[str, list[dict[str, Any]]]:
    return {
        "documents": [page.document] if page.document else [],
        "sections": page.sections,
        "removed": page.removed,
        "quarantine": [page.quarantine] if page.quarantine else [],
        staging.SIGNATURES: [page.signature] if page.signature else [],
    }


def _to_batches(batch: Batch, pages: list[CleanedPage]) -> dict[str, dict[staging.Group, pa.RecordBatch]]:
    rows: dict[str, dict[staging.Group, list[dict[str, Any]]]] = {table: {} for table in _ROWS}
    entries: dict[staging.Group, list[manifest.Entry]] = {}
    for capture, page in zip(batch.captures, pages, strict=True):
        group = (capture.source, page.entry.bucket)
        entries.setdefault(group, []).append(page.entry)
        for table, found in _rows_of(page).items():
            if found:
                rows[table].setdefault(group, []).extend(found)
    batches = {
        table: {group: staging.to_batch(table, found) for group, found in groups.items()}
        for table, groups in rows.items()
    }
    batches[staging.MANIFEST] = {
        group: manifest.to_table(found).combine_chunks().to_batches()[0] for group, found in entries.items()
    }
    return batches


def _violations(batches: dict[str, dict[staging.Group, pa.RecordBatch]]) -> list[str]:
    tables = {
        table: pa.Table.from_batches(list(batches[table].values()), schema=staging.staged_schema(table))
        for table in layout.OF_PAGES
    }
    found = [violation for table in tables for violation in validation.check_table(table, tables[table])]
    found += validation.check_documents(tables["documents"], tables["sections"], tables["removed"])
    return [str(violation) for violation in found]


def _count(batch: Batch, pages: list[CleanedPage], violations: list[str]) -> BatchResult:
    codes = Counter(page.entry.code for page in pages if page.entry.code)
    return BatchResult(
        stem=batch.stem,
        page_count=len(pages),
        document_count=sum(page.document is not None for page in pages),
        section_count=sum(len(page.sections) for page in pages),
        removed_line_count=sum(len(page.removed) for page in pages),
        vanished_count=sum(page.entry.status == manifest.VANISHED for page in pages),
        quarantine_codes=dict(sorted(codes.items())),
        violations=violations,
        is_proven=all(_is_as_planned(capture, page) for capture, page in zip(batch.captures, pages, strict=True)),
    )


def _is_as_planned(capture: Capture, page: CleanedPage) -> bool:
    entry = page.entry
    if entry.status in (manifest.VANISHED, manifest.HELD) or entry.code in TRANSIENT:
        return False
    has_sidecar = bool(capture.sidecar_stamp)
    seen = is_unchanged(entry.stamp, capture.stamp) or not capture.stamp
    return seen and (not has_sidecar or is_unchanged(entry.sidecar_stamp, capture.sidecar_stamp))
