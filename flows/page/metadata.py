"""What a page says of itself: who wrote it, where it comes from, when it appeared; each value with its evidence."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from flows.page.lines import Label, Reading
from flows.page.source import Source
from flows.page.title import TitleChoice


@dataclass(slots=True)
class Metadata:
    """The metadata columns of one row of `documents`; None or an empty list where the page does not say."""

    title: str | None = None
    subtitle: str | None = None
    authors: list[dict[str, str | None]] = field(default_factory=list)
    """{"name", "post", "affiliation"}"""
    publisher: str | None = None
    """The site."""
    content_source: str | None = None
    """来源: whom the site took the text from."""
    editors: list[dict[str, str | None]] = field(default_factory=list)
    """{"role", "name"}"""
    date_published: datetime.date | None = None
    date_published_text: str | None = None
    date_precision: str | None = None
    """Of the text the date was read from: "year", "month", "day", "minute" or "second"."""
    issue: str | None = None
    document_number: str | None = None
    breadcrumb: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    icp_number: str | None = None
    police_number: str | None = None
    emails: list[str] = field(default_factory=list)
    images: list[dict[str, str | None]] = field(default_factory=list)
    """{"url", "caption"}"""
    evidence: list[dict[str, Any]] = field(default_factory=list)
    """{"field", "method", "line_index" (None outside the lines), "snippet"}"""


def read_metadata(
    reading: Reading,
    labels: list[Label],
    *,
    title: TitleChoice,
    url: str | None = None,
    fetched_at: datetime.datetime | None = None,
    source: Source | None = None,
) -> Metadata:
    """Read the metadata of a page."""
    metadata = Metadata(title=title.title, subtitle=title.subtitle)
    return metadata
