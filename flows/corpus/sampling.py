"""The pages that a source's templates are learnt from, and their lines, read in the processes that clean.

The sample is the pages with the smallest hashes of all: a function of the set of a source's pages, which a new page
enters with a falling chance.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from pathlib import Path

from flows.corpus.inputs import Capture
from flows.corpus.reading import VanishedError, open_page, read_page, read_sidecar
from flows.corpus.time_limit import TimeUpError, time_limit
from flows.page.clean import read_lines
from flows.page.errors import TRANSIENT, PageError
from flows.page.labelling.templates import PageLine, PageLines
from flows.page.options import Options
from flows.page.rows import doc_id
from flows.page.source import Source

SAMPLE_SIZE = 100
"""Pages of a source at most."""


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A page of a sample as it was read."""

    content: str
    """Digests of the page and its sidecar."""
    lines: PageLines
    """None of a page that the quarantine is for."""
    is_final: bool
    """False where another try may give other lines."""


def choose_sample(captures: Iterable[Capture]) -> list[Capture]:
    """The captures of one source that its templates are learnt from, in order of doc_id."""
    pages = ((doc_id(each.source, each.raw_path), each) for each in captures if each.problem is None)
    return [capture for _, capture in nsmallest(SAMPLE_SIZE, pages, key=lambda pair: pair[0])]


def content_mark(content_digest: str | None, sidecar_digest: str | None) -> str:
    """What tells the content of a page with its sidecar from another."""
    return f"{content_digest or ''}+{sidecar_digest or ''}"


def read_sample_page(capture: Capture, source: Source, options: Options, *, is_worker: bool = False) -> SamplePage:
    """Read one page of a sample. What is wrong with it is for the cleaning to say."""
    mark = content_mark(None, None)
    if capture.problem:
        return SamplePage(mark, [], False)
    try:
        read = read_page(capture, options.limits.max_bytes)
        mark = content_mark(read.digest, None)
        sidecar = read_sidecar(capture)
        mark = content_mark(read.digest, sidecar.digest if sidecar else None)
        with time_limit(options.limits.seconds, hard=is_worker):
            page = open_page(capture, read, sidecar, source, options.limits.max_bytes)
            charset = page.known.charset
            lines = read_lines(page.raw, name=capture.raw_path, charset=charset, source=source, options=options)
    except PageError as error:
        return SamplePage(mark, [], error.code not in TRANSIENT)
    except (VanishedError, TimeUpError, Exception):  # of a defect, the cleaning says what it is
        return SamplePage(mark, [], False)
    return SamplePage(mark, lines, True)


def stage_sample(pages: dict[str, SamplePage], path: Path) -> None:
    """Write sampled pages, by doc_id, to where the planning process reads them."""
    content = {key: [page.content, page.is_final, page.lines] for key, page in pages.items()}
    path.write_text(json.dumps(content), encoding="ascii")


def load_sample(path: Path) -> dict[str, SamplePage]:
    """The reverse of `stage_sample`."""
    content = json.loads(path.read_bytes())
    return {
        key: SamplePage(
            mark, [PageLine(line, size, is_prose, tuple(pieces)) for line, size, is_prose, pieces in lines], is_final
        )
        for key, (mark, is_final, lines) in content.items()
    }
