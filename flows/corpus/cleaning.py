"""A batch of pages: from files to staged rows."""

import os
import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from flows.corpus import sampling
from flows.corpus.batches import Batch, SourcePlan
from flows.corpus.inputs import Capture
from flows.corpus.profiles import mask_filled, mask_matched
from flows.corpus.reading import VanishedError, check_source_is_there, read_page, read_sidecar
from flows.corpus.regular_files import UNPROVEN, FileRead, is_unchanged
from flows.corpus.sidecars import parse_sidecar
from flows.corpus.time_limit import TimeUpError, time_limit
from flows.dataset import layout, manifest, staging, validation
from flows.dataset.buckets import bucket_of
from flows.dataset.errors import DatasetError
from flows.page import clean_page
from flows.page.errors import TRANSIENT, PageError
from flows.page.labelling.line_filter import filter_lines
from flows.page.likeness.signature import sign
from flows.page.options import Options
from flows.page.rows import doc_id

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{4,16}")
_MAX_MESSAGE = 300
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
class _Page:
    """What one capture gave."""

    entry: manifest.Entry
    document: dict[str, Any] | None = None
    sections: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, Any]] = field(default_factory=list)
    quarantine: dict[str, Any] | None = None
    signature: dict[str, Any] | None = None
    """What duplicates of the document are found by."""


def clean_batch(batch: Batch, raw: Path, options: Options, directory: Path, *, is_worker: bool = False) -> BatchResult:
    """Clean the pages of a batch and write their rows to `directory`, one Arrow file a table.

    Every page gives a document, a row of the quarantine, or the word that it is what it was; of a sample the lines are
    read and nothing else. Raises InputError when a
    source's whole directory vanished, and DatasetError when `directory` cannot be written. is_worker: the process may
    be killed over a page that hangs; which page it was stands in the batch's .progress file.
    """
    try:
        with _progress(_progress_path(directory, batch)) as tell:
            if batch.is_sample:
                return _read_sample(batch, options, directory, tell, is_worker=is_worker)
            pages = []
            for position, capture in enumerate(batch.captures):
                tell(position)
                pages.append(_clean(capture, batch.plans[capture.source], raw, options, is_worker=is_worker))
        return _stage(batch, pages, directory)
    except OSError as error:
        where = f"{directory} cannot be written: {error.strerror or error}"
        raise DatasetError(f"{where}; the last complete state is intact") from error


def _read_sample(
    batch: Batch, options: Options, directory: Path, tell: Callable[[int], None], *, is_worker: bool
) -> BatchResult:
    pages = {}
    for position, capture in enumerate(batch.captures):
        tell(position)
        source = batch.plans[capture.source].source
        key = doc_id(capture.source, capture.raw_path)
        pages[key] = sampling.read_sample_page(capture, source, options, is_worker=is_worker)
    sampling.stage_sample(pages, directory / f"{batch.stem}.json")
    return BatchResult(batch.stem, page_count=len(pages))


def _progress_path(directory: Path, batch: Batch) -> Path:
    return directory / f"{batch.stem}.progress"


@contextmanager
def _progress(path: Path) -> Iterator[Callable[[int], None]]:
    """A function that leaves the number of the page at hand where it can be read when this process is dead."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        yield partial(_write_position, descriptor)
    finally:
        os.close(descriptor)


def _write_position(descriptor: int, position: int) -> None:
    os.pwrite(descriptor, position.to_bytes(8, "little"), 0)


def forget_progress(directory: Path, batch: Batch) -> None:
    """Clear what an earlier process left of a batch's progress."""
    _progress_path(directory, batch).unlink(missing_ok=True)


def read_progress(directory: Path, batch: Batch) -> int | None:
    """The position of the page that a process is at, or was when it died; None before the first."""
    try:
        content = _progress_path(directory, batch).read_bytes()
    except FileNotFoundError:
        return None
    return int.from_bytes(content, "little") if len(content) == 8 else None


def _clean(capture: Capture, plan: SourcePlan, raw: Path, options: Options, *, is_worker: bool) -> _Page:
    read: FileRead | None = None
    sidecar: FileRead | None = None
    try:
        if capture.problem:
            raise PageError(capture.problem.code, capture.problem.message)
        if plan.problem:
            raise PageError("bad_source", plan.problem)
        read = read_page(capture, options.limits.max_bytes)
        sidecar = read_sidecar(capture)
        if (read.digest, sidecar and sidecar.digest) == capture.expected:
            return _Page(_entry(capture, plan, read, sidecar, manifest.DOCUMENT, is_same=True))
        known = parse_sidecar(sidecar.raw if sidecar else None)
        with time_limit(options.limits.seconds, hard=is_worker):
            page = clean_page(
                read.raw,
                name=capture.raw_path,
                url=known.url,
                charset=known.charset,
                source=plan.source,
                fetched_at=known.fetched_at,
                options=options,
                templates=plan.templates,
                part=capture.part,
            )
            signature = sign(page.document)
    except VanishedError:
        check_source_is_there(raw, capture.source)
        return _Page(_entry(capture, plan, None, None, manifest.VANISHED))
    except PageError as error:
        if error.code == "bad_sidecar" and capture.is_good:
            held = _entry(capture, plan, read, sidecar, manifest.HELD)
            return _Page(replace(held, problem=error.message))
        return _quarantined(capture, plan, read, sidecar, error)
    except TimeUpError as error:
        return _quarantined(capture, plan, read, sidecar, PageError("timeout", str(error)))
    except Exception as error:
        return _quarantined(capture, plan, read, sidecar, PageError("internal", _describe(error)))
    if "\\" in capture.raw_path:
        page.document["quality_flags"] = sorted({*page.document["quality_flags"], "escaped_path"})
    entry = _entry(capture, plan, read, sidecar, manifest.DOCUMENT, counts=(len(page.sections), len(page.removed)))
    entry = replace(
        entry,
        line_filter=filter_lines(page.lines),
        filled=mask_filled(page.document),
        matched=mask_matched(page, plan.source),
    )
    return _Page(entry, page.document, page.sections, page.removed, signature=signature)


def _describe(error: BaseException) -> str:
    """Type, message and place of an exception, in one line that is the same on every run."""
    if isinstance(error, RecursionError):  # how deep, and where, depends on who called
        return "RecursionError: the page is nested too deep for a recursive function"
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    message = _ADDRESS.sub("0x…", " ".join(str(error).split()))
    text = f"{type(error).__name__}: {message}"[:_MAX_MESSAGE]
    return text.encode("utf-8", "backslashreplace").decode() + place


def _entry(
    capture: Capture,
    plan: SourcePlan,
    read: FileRead | None,
    sidecar: FileRead | None,
    status: str,
    *,
    code: str | None = None,
    counts: tuple[int, int] = (0, 0),
    is_same: bool = False,
) -> manifest.Entry:
    key = doc_id(capture.source, capture.raw_path)
    return manifest.Entry(
        raw_path=capture.raw_path,
        stamp=read.stamp if read else UNPROVEN if code == "unreadable" else capture.stamp,
        sidecar_stamp=sidecar.stamp if sidecar else capture.sidecar_stamp,
        problem="" if code in TRANSIENT else capture.known_problem,
        content_digest=read.digest if read else None,
        sidecar_digest=sidecar.digest if sidecar else "" if capture.sidecar_stamp else None,
        recipe=plan.recipe,
        doc_id=key,
        bucket=bucket_of(key, plan.bucket_count),
        status=status,
        code=code,
        attempts=capture.attempts + 1 if code in TRANSIENT else 0,
        section_count=counts[0],
        removed_line_count=counts[1],
        is_same=is_same,
        part=capture.part.key if capture.part else "",
    )


def _quarantined(
    capture: Capture, plan: SourcePlan, read: FileRead | None, sidecar: FileRead | None, error: PageError
) -> _Page:
    entry = _entry(capture, plan, read, sidecar, manifest.QUARANTINED, code=error.code)
    size = len(read.raw) if read else capture.size
    return _Page(entry, quarantine=_quarantine_row(capture, entry, size, error))


def _quarantine_row(capture: Capture, entry: manifest.Entry, size: int, error: PageError) -> dict[str, Any]:
    return {
        "source": capture.source,
        "raw_path": capture.raw_path,
        "stage": error.stage,
        "code": error.code,
        "message": " ".join(error.message.split())[:_MAX_MESSAGE].encode("utf-8", "backslashreplace").decode(),
        "content_digest": entry.content_digest,
        "content_length": size if size >= 0 else None,
    }


def _stage(batch: Batch, pages: list[_Page], directory: Path) -> BatchResult:
    try:
        batches = _to_batches(batch, pages)
    except _CONVERSION_ERRORS:
        pages = [_convertible(capture, page) for capture, page in zip(batch.captures, pages, strict=True)]
        batches = _to_batches(batch, pages)
    for table, groups in batches.items():
        if groups:
            staging.stage(directory / f"{batch.stem}.{table}.arrow", table, groups)
    return _count(batch, pages, _violations(batches))


def _convertible(capture: Capture, page: _Page) -> _Page:
    """The page, or its row of the quarantine when its rows cannot be stored."""
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
        return _Page(entry, quarantine=_quarantine_row(capture, entry, size, wrong))
    return page


def _rows_of(page: _Page) -> dict[str, list[dict[str, Any]]]:
    return {
        "documents": [page.document] if page.document else [],
        "sections": page.sections,
        "removed": page.removed,
        "quarantine": [page.quarantine] if page.quarantine else [],
        staging.SIGNATURES: [page.signature] if page.signature else [],
    }


def _to_batches(batch: Batch, pages: list[_Page]) -> dict[str, dict[staging.Group, pa.RecordBatch]]:
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


def _count(batch: Batch, pages: list[_Page], violations: list[str]) -> BatchResult:
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


def _is_as_planned(capture: Capture, page: _Page) -> bool:
    entry = page.entry
    if entry.status in (manifest.VANISHED, manifest.HELD) or entry.code in TRANSIENT:
        return False
    has_sidecar = bool(capture.sidecar_stamp)
    seen = is_unchanged(entry.stamp, capture.stamp) or not capture.stamp
    return seen and (not has_sidecar or is_unchanged(entry.sidecar_stamp, capture.sidecar_stamp))
