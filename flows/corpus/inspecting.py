"""One file, cleaned as a run would clean it, for those who look at a page."""

import hashlib
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from flows.corpus.container_listing import expand
from flows.corpus.containers.kinds import container_kind
from flows.corpus.inputs import SIDECAR_SUFFIX, Capture, Inputs, discover
from flows.corpus.page_names import SOURCE_FILE
from flows.corpus.paths import escape_path, is_source_name, unescape_path
from flows.corpus.reading import OpenedPage, VanishedError, open_page, read_page, read_sidecar
from flows.corpus.sampling import choose_sample, read_sample_page
from flows.corpus.sources import SourceError, load_source
from flows.page import Options, Page, PageError, Source, clean_page
from flows.page.decode import decode
from flows.page.labelling.templates import Templates, learn_templates

_RECORDS_SHOWN = 5


def clean_file(file: Path, options: Options, *, with_templates: bool = False) -> Page:
    """Clean `file`, or the record of a container (`archive.warc.gz#000001`), with its sidecar and the source.toml above
    it, if it has them.

    with_templates: with what its source's pages repeat as well, which are read for that.

    Raises PageError where a run would put it into the quarantine, SourceError, and OSError for what is no file.
    """
    file = file.absolute()
    top = _source_directory(file)
    source = load_source(top.parent, top.name)[0] if is_source_name(top.name) else Source("unsorted")
    held = _container_of(file)
    if held is None and not file.exists():
        raise FileNotFoundError("no such file")
    if file.is_dir():
        raise IsADirectoryError("a directory; give one of its pages")
    records = _records(source.slug, top, held or file)
    capture = records.get(escape_path(str(file.relative_to(top))))
    if capture is None:
        raise FileNotFoundError(_describe_records(file, records))
    if capture.problem:
        raise PageError(capture.problem.code, capture.problem.message)
    opened = _open(capture, source, options)
    return _clean(capture, opened, source, options, _learn(top, source, options) if with_templates else None)


def _container_of(file: Path) -> Path | None:
    """The container that a path leads into by a # in it; None for a path that is that of a file."""
    if os.path.lexists(file):
        return None
    parts = str(file).split("#")
    heads = (Path("#".join(parts[:count])) for count in range(len(parts) - 1, 0, -1))
    return next((head for head in heads if head.is_file() and container_kind(head.name)), None)


def _records(slug: str, top: Path, file: Path) -> dict[str, Capture]:
    """raw_path → capture of a file, or of the records of a container."""
    capture = _capture(slug, escape_path(str(file.relative_to(top))), file)
    expanded = expand(Inputs([capture], [slug], Counter())).captures
    return {each.raw_path: each for each in expanded}


def _describe_records(file: Path, records: dict[str, Capture]) -> str:
    keys = [path.rpartition("/")[2] for path, capture in records.items() if capture.problem is None]
    shown = ", ".join(keys[:_RECORDS_SHOWN]) + ", …" * (len(keys) > _RECORDS_SHOWN)
    return f"a container of {len(keys):,} pages; give one of them: {shown}" if keys else "a container without a page"


def _learn(top: Path, source: Source, options: Options) -> Templates:
    """What the pages of a source repeat, as a run would learn it."""
    sample = choose_sample(expand(discover(top.parent, (top.name,))).captures)
    pages = [read_sample_page(capture, source, options).lines for capture in sample]
    return learn_templates([lines for lines in pages if lines])


def clean_stream(stream: BinaryIO, options: Options) -> Page:
    """Clean a page that is in no file. Raises PageError."""
    return clean_page(stream.read(options.limits.max_bytes + 1), name="-", source=Source("unsorted"), options=options)


def _capture(slug: str, raw_path: str, file: Path) -> Capture:
    has_sidecar = os.path.lexists(file.with_name(file.name + SIDECAR_SUFFIX))
    size = 0 if container_kind(file.name) else -1
    return Capture(slug, raw_path, os.fsencode(file), size=size, sidecar_stamp="present" if has_sidecar else "")


def _open(capture: Capture, source: Source, options: Options) -> OpenedPage:
    read = read_page(capture, options.limits.max_bytes)
    return open_page(capture, read, read_sidecar(capture), source, options.limits.max_bytes)


def _clean(
    capture: Capture, opened: OpenedPage, source: Source, options: Options, templates: Templates | None = None
) -> Page:
    return clean_page(
        opened.raw,
        name=capture.raw_path,
        url=opened.known.url,
        charset=opened.known.charset,
        source=source,
        fetched_at=opened.known.fetched_at,
        options=options,
        templates=templates,
    )


Again = tuple[Page | None, str, str]
"""A page cleaned again, its decoded text where it is HTML, and the digest of its bytes; (None, "", "") without it."""


def read_again(raw: Path, slug: str, templates: Templates | None = None) -> Callable[[str], Again]:
    """What reads and cleans a page of the source `slug` again, by the raw_path that the dataset has of it.

    templates: what the source's pages repeat.
    """
    try:
        source = load_source(raw, slug)[0]
    except SourceError:
        source = Source(slug)
    options = Options()

    listed: dict[Path, dict[str, Capture]] = {}

    def find(raw_path: str) -> Capture:
        file = raw.absolute() / slug / unescape_path(raw_path)
        held = _container_of(file)
        if held is None:
            return _capture(slug, raw_path, file)
        if held not in listed:
            listed[held] = _records(slug, raw.absolute() / slug, held)
        return listed[held][raw_path]

    def read(raw_path: str) -> Again:
        try:
            capture = find(raw_path)
            opened = _open(capture, source, options)
            page = _clean(capture, opened, source, options, templates)
            declared = opened.known.charset or source.charset
        except (PageError, VanishedError, OSError, KeyError):
            return None, "", ""
        is_html = page.document["media_type"] == "text/html"
        html = decode(opened.raw, declared=declared).text if is_html else ""
        return page, html, hashlib.sha256(opened.raw).hexdigest()

    return read


def _source_directory(file: Path) -> Path:
    """The nearest directory above with a source.toml, or directly below one named raw; else the file's own."""
    for directory in file.parents:
        if os.path.lexists(directory / SOURCE_FILE) or directory.parent.name == "raw":
            return directory
    return file.parent
