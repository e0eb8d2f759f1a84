"""Golden outputs: what each page becomes, as text that a reviewer reads, kept beside the page as PAGE.golden."""

import difflib
import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.corpus.container_listing import expand
from flows.corpus.inputs import GOLDEN_SUFFIX, Capture, discover
from flows.corpus.inspecting import read_again
from flows.corpus.regular_files import open_regular
from flows.page import Page

_WRITING = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_VOLATILE = {"pipeline_version", "rules_digest", "schema_version", "text_original", "text", "metadata_evidence"}
"""Columns that change with every release, or that the page and the sections already show."""
_SECTION_COLUMNS = ("level", "number", "label", "style", "heading", "is_run_in", "char_start", "char_end", "anomalies")


def render(page: Page) -> str:
    """What a page became: document, lines with their labels, sections."""
    return "\n".join([*_document(page), "", *_lines(page), "", *_sections(page)]) + "\n"


def _document(page: Page) -> Iterator[str]:
    for name, value in page.document.items():
        if name not in _VOLATILE and value not in (None, [], ""):
            yield f"{name}: {_shown(value)}"
    for item in page.document["metadata_evidence"]:
        yield f"evidence {item['field']}: {_shown([item['method'], item['line_index'], item['snippet']])}"


def _lines(page: Page) -> Iterator[str]:
    for line, label in zip(page.lines, page.labels, strict=True):
        place = label.kind if label.kind != "removed" else f"{label.category} · {label.rule}"
        yield f"{place} | {line.text}"


def _sections(page: Page) -> Iterator[str]:
    for row in page.sections:
        yield "§ " + _shown(
            {column: row[column] for column in _SECTION_COLUMNS if row[column] not in (None, [], False)}
        )
        yield row["text"].removesuffix("\n")


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def pages(raw: Path, sources: list[str] | None = None) -> Iterator[tuple[Capture, str]]:
    """Every page of `raw`, or of the sources given, and what it becomes now."""
    captures = expand(discover(raw, tuple(sources) if sources else None)).captures
    for slug in sorted({capture.source for capture in captures}):
        again = read_again(raw, slug)
        for capture in (each for each in captures if each.source == slug and not each.problem):
            page = again(capture.raw_path)[0]
            yield capture, render(page) if page else "quarantine\n"


def golden_path(capture: Capture) -> Path:
    """Where the golden output of a page is kept."""
    file = Path(os.fsdecode(capture.path))
    key = f"#{capture.record.key.replace('/', '%2F')}" if capture.record else ""
    return file.with_name(file.name + key + GOLDEN_SUFFIX)


def read_golden(capture: Capture) -> str | None:
    """The golden output of a page; None without one. Raises OSError for a link, a pipe or a directory in its place."""
    path = golden_path(capture)
    try:
        with open_regular(os.fsencode(path)) as stream:
            return stream.read().decode("utf-8", "backslashreplace")
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
            return None
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_golden(capture: Capture, text: str) -> bool:
    """Keep the golden output of a page beside it; False where no file can have its name, which is too long.

    Raises OSError, also for a link, which is not followed, or a pipe in its place.
    """
    try:
        descriptor = os.open(golden_path(capture), _WRITING, 0o644)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n", errors="backslashreplace") as stream:
            stream.write(text)
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise
    return True


def difference(golden: str, current: str, name: str) -> str:
    """A unified diff from the golden output to the current one; "" where they agree."""
    found = difflib.unified_diff(golden.split("\n"), current.split("\n"), f"{name} (golden)", f"{name} (now)", "", "")
    return "\n".join(found)
