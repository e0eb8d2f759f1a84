"""One file, cleaned as a run would clean it, for those who look at a page."""

import os
from pathlib import Path

from flows.corpus.inputs import SIDECAR_SUFFIX, SOURCE_FILE, Capture
from flows.corpus.paths import escape_path, is_source_name
from flows.corpus.reading import read_page, read_sidecar
from flows.corpus.sidecars import parse_sidecar
from flows.corpus.sources import load_source
from flows.page import Options, Page, Source, clean_page


def clean_file(file: Path, options: Options) -> Page:
    """Clean `file` with its sidecar and the source.toml above it, if it has them.

    Raises PageError where a run would put it into the quarantine, SourceError, and OSError for what is no file.
    """
    file = file.absolute()
    top = _source_directory(file)
    source = load_source(top.parent, top.name)[0] if is_source_name(top.name) else Source("unsorted")
    has_sidecar = os.path.lexists(file.with_name(file.name + SIDECAR_SUFFIX))
    raw_path = escape_path(str(file.relative_to(top)))
    capture = Capture(source.slug, raw_path, bytes(file), sidecar_stamp="present" if has_sidecar else "")
    if not file.exists():
        raise FileNotFoundError("no such file")
    if file.is_dir():
        raise IsADirectoryError("a directory; give one of its pages")
    sidecar = read_sidecar(capture)
    known = parse_sidecar(sidecar.raw if sidecar else None)
    return clean_page(
        read_page(capture, options.limits.max_bytes).raw,
        name=capture.raw_path,
        url=known.url,
        charset=known.charset,
        source=source,
        fetched_at=known.fetched_at,
        options=options,
    )


def _source_directory(file: Path) -> Path:
    """The nearest directory above with a source.toml, or directly below one named raw; else the file's own."""
    for directory in file.parents:
        if os.path.lexists(directory / SOURCE_FILE) or directory.parent.name == "raw":
            return directory
    return file.parent
