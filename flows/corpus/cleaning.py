"""A batch of pages: from files to staged rows."""

import re
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from flows.corpus import sampling
from flows.corpus.batches import Batch, SourcePlan
from flows.corpus.cleaned_pages import MAX_MESSAGE_CHARS, BatchResult, CleanedPage, quarantine_row, stage_pages
from flows.corpus.inputs import Capture
from flows.corpus.progress import tell_progress
from flows.corpus.reading import VanishedError, check_source_is_there, open_page, read_page, read_sidecar
from flows.corpus.regular_files import UNPROVEN, FileRead
from flows.corpus.time_limit import TimeUpError, time_limit
from flows.dataset import manifest
from flows.dataset.buckets import bucket_of
from flows.dataset.errors import DatasetError
from flows.page import clean_page
from flows.page.errors import TRANSIENT, PageError
from flows.page.labelling.line_filter import filter_lines
from flows.page.options import Options
from flows.page.rows import doc_id

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{4,16}")


def clean_batch(batch: Batch, raw: Path, options: Options, directory: Path, *, is_worker: bool = False) -> BatchResult:
    """Clean the pages of a batch and write their rows to `directory`, one Arrow file a table.

    Every page gives a document, a row of the quarantine, or the word that it is what it was; of a sample the lines are
    read and nothing else. Raises InputError when a source's whole directory vanished, and DatasetError when
    `directory` cannot be written. is_worker: the process may be killed over a page that hangs; which page it was
    stands in the batch's .progress file.
    """
    try:
        with tell_progress(directory, batch) as tell:
            if batch.is_sample:
                return _read_sample(batch, options, directory, tell, is_worker=is_worker)
            pages = []
            for position, capture in enumerate(batch.captures):
                tell(position)
                pages.append(_clean(capture, batch.plans[capture.source], raw, options, is_worker=is_worker))
        return stage_pages(batch, pages, directory)
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


def _clean(capture: Capture, plan: SourcePlan, raw: Path, options: Options, *, is_worker: bool) -> CleanedPage:
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
            return CleanedPage(_entry(capture, plan, read, sidecar, manifest.DOCUMENT, is_same=True))
        with time_limit(options.limits.seconds, hard=is_worker):
            opened = open_page(capture, read, sidecar, plan.source, options.limits.max_bytes)
            page = clean_page(
                opened.raw,
                name=capture.raw_path,
                url=opened.known.url,
                charset=opened.known.charset,
                source=plan.source,
                fetched_at=opened.known.fetched_at,
                options=options,
                templates=plan.templates,
            )
    except VanishedError:
        check_source_is_there(raw, capture.source)
        return CleanedPage(_entry(capture, plan, None, None, manifest.VANISHED))
    except PageError as error:
        if error.code == "bad_sidecar" and capture.is_good:
            held = _entry(capture, plan, read, sidecar, manifest.HELD)
            return CleanedPage(replace(held, problem=error.message))
        return _quarantined(capture, plan, read, sidecar, error)
    except TimeUpError as error:
        return _quarantined(capture, plan, read, sidecar, PageError("timeout", str(error)))
    except Exception as error:
        return _quarantined(capture, plan, read, sidecar, PageError("internal", _describe(error)))
    flags = {"escaped_path"} if "\\" in capture.raw_path else set()
    flags |= {"truncated"} if opened.is_truncated else set()
    page.document["quality_flags"] = sorted({*page.document["quality_flags"], *flags})
    entry = _entry(capture, plan, read, sidecar, manifest.DOCUMENT, counts=(len(page.sections), len(page.removed)))
    entry = replace(entry, line_filter=filter_lines(page.lines))
    return CleanedPage(entry, page.document, page.sections, page.removed)


def _describe(error: BaseException) -> str:
    """Type, message and place of an exception, in one line that is the same on every run."""
    if isinstance(error, RecursionError):  # how deep, and where, depends on who called
        return "RecursionError: the page is nested too deep for a recursive function"
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    message = _ADDRESS.sub("0x…", " ".join(str(error).split()))
    text = f"{type(error).__name__}: {message}"[:MAX_MESSAGE_CHARS]
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
    )


def _quarantined(
    capture: Capture, plan: SourcePlan, read: FileRead | None, sidecar: FileRead | None, error: PageError
) -> CleanedPage:
    entry = _entry(capture, plan, read, sidecar, manifest.QUARANTINED, code=error.code)
    size = len(read.raw) if read else capture.size
    return CleanedPage(entry, quarantine=quarantine_row(capture, entry, size, error))
