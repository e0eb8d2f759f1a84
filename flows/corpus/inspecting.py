"""One file, cleaned as a run would clean it, for those who look at a page."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from flows.corpus.inputs import SIDECAR_SUFFIX, SOURCE_FILE, Capture, discover
from flows.corpus.paths import escape_path, is_source_name, unescape_path
from flows.corpus.reading import VanishedError, read_page, read_sidecar
from flows.corpus.sampling import choose_sample, read_sample_page
from flows.corpus.sidecars import Sidecar, parse_sidecar
from flows.corpus.sources import SourceError, load_source
from flows.page import Options, Page, PageError, Source, clean_page
from flows.page.decode import decode
from flows.page.labelling.templates import Templates, learn_templates


def clean_file(file: Path, options: Options, *, with_templates: bool = False) -> Page:
    """Clean `file` with its sidecar and the source.toml above it, if it has them.

    with_templates: with what its source's pages repeat as well, which are read for that.

    Raises PageError where a run would put it into the quarantine, SourceError, and OSError for what is no file.
    """
    file = file.absolute()
    top = _source_directory(file)
    source = load_source(top.parent, top.name)[0] if is_source_name(top.name) else Source("unsorted")
    capture = _capture(source.slug, escape_path(str(file.relative_to(top))), file)
    if not file.exists():
        raise FileNotFoundError("no such file")
    if file.is_dir():
        raise IsADirectoryError("a directory; give one of its pages")
    raw = read_page(capture, options.limits.max_bytes).raw
    return _clean(capture, raw, source, options, _learn(top, source, options) if with_templates else None)


def _learn(top: Path, source: Source, options: Options) -> Templates:
    """What the pages of a source repeat, as a run would learn it."""
    sample = choose_sample(discover(top.parent, (top.name,)).captures)
    pages = [read_sample_page(capture, source, options).lines for capture in sample]
    return learn_templates([lines for lines in pages if lines])


def clean_stream(stream: BinaryIO, options: Options) -> Page:
    """Clean a page that is in no file. Raises PageError."""
    return clean_page(stream.read(options.limits.max_bytes + 1), name="-", source=Source("unsorted"), options=options)


def _capture(slug: str, raw_path: str, file: Path) -> Capture:
    has_sidecar = os.path.lexists(file.with_name(file.name + SIDECAR_SUFFIX))
    return Capture(slug, raw_path, os.fsencode(file), sidecar_stamp="present" if has_sidecar else "")


def _known(capture: Capture) -> Sidecar:
    sidecar = read_sidecar(capture)
    return parse_sidecar(sidecar.raw if sidecar else None)


def _clean(capture: Capture, raw: bytes, source: Source, options: Options, templates: Templates | None = None) -> Page:
    known = _known(capture)
    return clean_page(
        raw,
        name=capture.raw_path,
        url=known.url,
        charset=known.charset,
        source=source,
        fetched_at=known.fetched_at,
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

    def read(raw_path: str) -> Again:
        file = raw.absolute() / slug / unescape_path(raw_path)
        capture = _capture(slug, raw_path, file)
        try:
            content = read_page(capture, options.limits.max_bytes).raw
            page = _clean(capture, content, source, options, templates)
            declared = _known(capture).charset or source.charset
        except (PageError, VanishedError, OSError):
            return None, "", ""
        is_html = page.document["media_type"] == "text/html"
        html = decode(content, declared=declared).text if is_html else ""
        return page, html, hashlib.sha256(content).hexdigest()

    return read


def _source_directory(file: Path) -> Path:
    """The nearest directory above with a source.toml, or directly below one named raw; else the file's own."""
    for directory in file.parents:
        if os.path.lexists(directory / SOURCE_FILE) or directory.parent.name == "raw":
            return directory
    return file.parent
