"""One page, bytes in, rows out: the whole way of a page in one function."""

from dataclasses import dataclass, field
from datetime import datetime

from flows.page.body import build_body, join_wordings, split_wordings
from flows.page.decoding.decode import Decoded, decode
from flows.page.errors import PageError
from flows.page.labelling.label import label_lines
from flows.page.labelling.page_kind import tell_kind
from flows.page.labelling.templates import PageLines, Templates, page_lines
from flows.page.limits import Limits
from flows.page.lines import Label, Line, Reading
from flows.page.listing import choose_listing_title, drop_entry_date, settle_title
from flows.page.metadata.read import Metadata, read_metadata
from flows.page.options import Options
from flows.page.parts import Part, shows_part
from flows.page.reading.html import read_html
from flows.page.reading.media import detect_media
from flows.page.reading.plaintext import read_text
from flows.page.reading.strangers import name_stranger
from flows.page.rows import PageFile, Row, build_document, build_removed, build_sections, doc_id
from flows.page.sections.split import split_sections
from flows.page.source import Source
from flows.page.title.choose import choose_title
from flows.page.writing.script import normalise_lines


@dataclass(slots=True, frozen=True)
class Page:
    """The rows of one page, keyed by the columns of schemas/*.yaml."""

    document: Row
    sections: list[Row]
    removed: list[Row]
    lines: list[Line] = field(repr=False)
    """Every line of the page, in reading order, for those who look at a page rather than at the dataset."""
    labels: list[Label] = field(repr=False)
    """What each line is; parallel to `lines`."""


DEFAULT_OPTIONS = Options()
_CITED_CATEGORY = {
    "authors": "byline",
    "content_source": "byline",
    "date_published": "byline",
    "issue": "byline",
    "document_number": "byline",
    "index_number": "byline",
    "issuing_body": "byline",
    "date_created": "byline",
    "subject_category": "byline",
    "validity": "byline",
    "editors": "editor",
    "breadcrumb": "breadcrumb",
    "keywords": "tags",
    "icp_number": "icp",
    "police_number": "icp",
    "emails": "contact",
}
"""Field → category of a line it was read from."""


def clean_page(
    raw: bytes,
    *,
    name: str = "x.html",
    url: str | None = None,
    charset: str | None = None,
    source: Source | None = None,
    fetched_at: datetime | None = None,
    options: Options = DEFAULT_OPTIONS,
    templates: Templates | None = None,
    part: Part | None = None,
) -> Page:
    """Clean one page. Pure: the same arguments give the same rows.

    raw: the bytes as scraped. name: path below the source's directory; with the source it makes the doc_id, and its
    ending helps to tell HTML from text. url, charset, fetched_at: what the scraper knew. source: its source.toml.
    templates: what its site repeats, see `labelling.templates`. part: its place in an article of several files, if
    their names say so.

    Raises PageError where the page belongs in the quarantine.
    """
    decoded, reading = _read(raw, name, charset, source, options.limits)
    title = choose_title(reading, source=source)
    labels = label_lines(reading, title=title, url=url, source=source, templates=templates)
    metadata = read_metadata(reading, labels, title=title, url=url, fetched_at=fetched_at, source=source)
    kind = tell_kind(reading, labels, title, len(metadata.images))
    if kind.kind == "listing":
        title = choose_listing_title(reading, title, kind.entries.covered)
        settle_title(labels, title)
        metadata = read_metadata(reading, labels, title=title, url=url, fetched_at=fetched_at, source=source)
        drop_entry_date(metadata, kind.entries.covered)
    _settle_labels(labels, metadata)

    kept = [line for line, label in zip(reading.lines, labels, strict=True) if label.kind == "body"]
    normalised = normalise_lines(split_wordings(kept), options)
    body = build_body(kept, join_wordings(kept, normalised.texts))
    sections = split_sections(body.text, evidence=body.hints)

    slug = source.slug if source else ""
    file = PageFile(doc_id(slug, name), name, slug, url, fetched_at, raw)
    section_rows = build_sections(file, body.text, sections)
    removed_rows = build_removed(file, reading.lines, labels)
    document = build_document(
        file, decoded, reading, metadata, normalised, body, section_rows, removed_rows, page_kind=kind.kind
    )
    if part is not None and kind.kind != "listing" and shows_part(reading.lines, part):
        document |= {"part_of": part.part_of, "part_number": part.number}
    return Page(document, section_rows, removed_rows, reading.lines, labels)


def read_lines(
    raw: bytes,
    *,
    name: str,
    charset: str | None = None,
    source: Source | None = None,
    options: Options = DEFAULT_OPTIONS,
) -> PageLines:
    """The lines of one page, as templates are learnt from them; arguments and errors are those of `clean_page`."""
    return page_lines(_read(raw, name, charset, source, options.limits)[1].lines)


def _read(raw: bytes, name: str, charset: str | None, source: Source | None, limits: Limits) -> tuple[Decoded, Reading]:
    if len(raw) > limits.max_bytes:
        raise PageError("too_large", f"{len(raw):,} bytes, the limit is {limits.max_bytes:,}")
    decoded = decode(raw, declared=charset or (source.charset if source else None))
    if stranger := name_stranger(decoded.text):
        raise PageError("not_a_page", stranger)
    if detect_media(name, decoded.text) == "text/html":
        encoded = raw if is_as_it_came(decoded) else None
        return decoded, read_html(decoded.text, encoded=encoded, source=source, limits=limits)
    return decoded, read_text(decoded.text, limits=limits)


def is_as_it_came(decoded: Decoded) -> bool:
    """Whether the text is the file's own UTF-8, byte for byte, so that it need not be encoded again."""
    return decoded.method == "utf-8" and not decoded.is_repaired and "nul_bytes" not in decoded.flags


def _settle_labels(labels: list[Label], metadata: Metadata) -> None:
    """Let the labels agree with what the metadata was read from.

    A line set aside as metadata that no field cites is a removed byline: each line is in exactly one place. A line
    that was removed for its place alone, and that a field cites, is named for that field; so is one that is a byline
    and nothing else.
    """
    cited = {item["line_index"]: item["field"] for item in metadata.evidence if item["line_index"] is not None}
    for index in [index for index, label in enumerate(labels) if label.kind == "metadata"]:
        if index not in cited:
            labels[index] = Label("removed", "byline", "metadata.uncited", labels[index].confidence)
    for index, field_name in cited.items():
        label = labels[index]
        if label.kind == "removed" and label.rule.startswith("layout.") and field_name in _CITED_CATEGORY:
            labels[index] = Label("removed", _CITED_CATEGORY[field_name], "metadata.cited", label.confidence)
    for index in metadata.byline_lines:
        label = labels[index]
        if label.kind == "body" or label.category in ("nav", "pagination", "related"):
            category = _CITED_CATEGORY.get(cited[index], "byline")  # the last that cites it may be a picture's caption
            labels[index] = Label("removed", category, "metadata.cited", label.confidence)
