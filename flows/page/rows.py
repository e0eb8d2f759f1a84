"""Rows of `documents`, `sections` and `removed`, as plain dicts keyed by the columns of schemas/*.yaml."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flows.page.body import Body
from flows.page.decoding.decode import Decoded
from flows.page.lines import Label, Line, Reading
from flows.page.metadata.read import Metadata
from flows.page.sections.split import Section
from flows.page.text.han import count_han
from flows.page.versions import PIPELINE_VERSION, SCHEMA_VERSION, rules_digest
from flows.page.writing.measures import find_personal_data, measure
from flows.page.writing.script import Normalised

Row = dict[str, Any]


@dataclass(slots=True, frozen=True)
class PageFile:
    """Which file a page is."""

    doc_id: str
    name: str
    source: str
    url: str | None
    fetched_at: datetime | None
    raw: bytes


def doc_id(source: str, name: str) -> str:
    """Key of the page `name` (path below the source's directory) of `source`: 24 hex digits.

    96 bits of SHA-256: stable over re-scrapes, and no two alike among 10^12 pages.
    """
    return hashlib.sha256(f"{source}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:24]


def build_sections(file: PageFile, text: str, sections: list[Section]) -> list[Row]:
    """Rows of `sections`: one for each section of the document's text, in reading order."""
    return [
        {
            "doc_id": file.doc_id,
            "source": file.source,
            "section_index": index,
            "parent_index": section.parent_index,
            "level": section.level,
            "number": section.number or None,
            "label": section.label or None,
            "style": section.style or None,
            "heading": section.heading or None,
            "heading_path": list(section.heading_path),
            "is_run_in": section.is_run_in,
            "text": text[section.start : section.end],
            "char_start": section.start,
            "char_end": section.end,
            "char_count": section.end - section.start,
            "anomalies": list(section.anomalies),
        }
        for index, section in enumerate(sections)
    ]


def build_removed(file: PageFile, lines: list[Line], labels: list[Label]) -> list[Row]:
    """Rows of `removed`: one for each line that was taken out."""
    doc_id, source = file.doc_id, file.source
    return [
        {
            "doc_id": doc_id,
            "source": source,
            "line_index": line.index,
            "text": line.text,
            "category": label.category,
            "rule": label.rule,
            "confidence": label.confidence,
        }
        for line, label in zip(lines, labels, strict=True)
        if label.kind == "removed"
    ]


def build_document(
    file: PageFile,
    decoded: Decoded,
    reading: Reading,
    metadata: Metadata,
    normalised: Normalised,
    body: Body,
    sections: list[Row],
    removed: list[Row],
    *,
    page_kind: str,
) -> Row:
    """The row of `documents`."""
    return {
        **_identity(file, reading),
        "page_kind": page_kind,
        "part_of": None,
        "part_number": None,
        **_charset(decoded),
        **_metadata(metadata, normalised),
        "in_language": normalised.in_language,
        "script_original": normalised.script_original,
        "opencc_config": normalised.opencc_config,
        "converted_char_count": normalised.converted_char_count,
        "text": body.text,
        "code_spans": [{"start": start, "end": end} for start, end in body.code_spans],
        "text_original": body.original,
        "char_count": len(body.text),
        "han_count": count_han(body.text),
        **asdict(measure(body.text)),
        "personal_data": [asdict(each) for each in find_personal_data(body.text)],
        "section_count": len(sections),
        "removed_line_count": len(removed),
        "removed_char_ratio": _removed_ratio(body, removed),
        "quality_flags": _quality_flags(reading, normalised, metadata, body),
        "pipeline_version": PIPELINE_VERSION,
        "rules_digest": rules_digest(),
        "schema_version": SCHEMA_VERSION,
    }


def _identity(file: PageFile, reading: Reading) -> Row:
    return {
        "doc_id": file.doc_id,
        "source": file.source,
        "url": file.url or reading.canonical_url or None,
        "raw_path": file.name,
        "content_digest": hashlib.sha256(file.raw).hexdigest(),
        "content_length": len(file.raw),
        "media_type": reading.media_type,
        "fetched_at": file.fetched_at,
    }


def _charset(decoded: Decoded) -> Row:
    return {
        "charset": decoded.charset,
        "charset_declared": decoded.charset_declared,
        "charset_method": decoded.method,
        "charset_confidence": round(decoded.confidence, 3),
        "replacement_count": decoded.replacement_count,
        "is_repaired": decoded.is_repaired,
        "charset_flags": list(decoded.flags),
    }


def _metadata(metadata: Metadata, normalised: Normalised) -> Row:
    """The columns of metadata, their wording in the page's normal form: all strings are converted in one pass."""
    people = [*metadata.authors, *metadata.editors]
    captions = [image["caption"] for image in metadata.images] + [file["name"] for file in metadata.attachments]
    single = [metadata.title, metadata.subtitle, metadata.publisher, metadata.content_source]
    single += [metadata.issue, metadata.document_number]
    single += [metadata.index_number, metadata.issuing_body, metadata.subject_category, metadata.validity]
    strings = [*single, *metadata.breadcrumb, *metadata.keywords, *captions]
    strings += [value for person in people for value in person.values()]
    wanted = list(dict.fromkeys(filter(None, strings)))
    form = dict(zip(wanted, normalised.convert(wanted), strict=True))

    def convert(text: str | None) -> str | None:
        return form[text] or None if text else None

    return {
        "title": convert(metadata.title),
        "subtitle": convert(metadata.subtitle),
        "authors": [{key: convert(value) for key, value in author.items()} for author in metadata.authors],
        "publisher": convert(metadata.publisher),
        "content_source": convert(metadata.content_source),
        "editors": [{key: convert(value) for key, value in editor.items()} for editor in metadata.editors],
        "date_published": metadata.date_published,
        "date_published_text": metadata.date_published_text,
        "date_precision": metadata.date_precision,
        "published_at": metadata.published_at,
        "issue": convert(metadata.issue),
        "document_number": convert(metadata.document_number),
        "index_number": convert(metadata.index_number),
        "issuing_body": convert(metadata.issuing_body),
        "date_created": metadata.date_created,
        "subject_category": convert(metadata.subject_category),
        "validity": convert(metadata.validity),
        "breadcrumb": list(filter(None, map(convert, metadata.breadcrumb))),
        "keywords": list(filter(None, map(convert, metadata.keywords))),
        "icp_number": metadata.icp_number,
        "police_number": metadata.police_number,
        "emails": metadata.emails,
        "images": [{"url": image["url"], "caption": convert(image["caption"])} for image in metadata.images],
        "attachments": [{"url": file["url"], "name": convert(file["name"])} for file in metadata.attachments],
        "metadata_evidence": metadata.evidence,
    }


def _removed_ratio(body: Body, removed: list[Row]) -> float:
    gone = sum([len(row["text"]) for row in removed])
    return round(gone / max(1, gone + len(body.original)), 4)


def _quality_flags(reading: Reading, normalised: Normalised, metadata: Metadata, body: Body) -> list[str]:
    flags = {*reading.flags, *normalised.flags}
    if not body.text:
        flags.add("no_body")
    if not metadata.title:
        flags.add("no_title")
    return sorted(flags)
