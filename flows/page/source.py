"""A source's own rules, parsed from its source.toml (the parsing lives in flows.corpus.sources)."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SourceRule:
    """A wording rule of one source: lines in which `pattern` is found are kept or removed."""

    id: str
    pattern: str
    """A regular expression for RE2, with its names written out."""
    action: str
    """"keep" or "remove"."""
    reason: str = ""
    reads: str = "folded"
    """"folded": the line as the general rules read it (Simplified, half-width, lower case); "raw": as it stands."""


@dataclass(frozen=True, slots=True)
class Source:
    """What raw/<slug>/source.toml says; every field is optional there except that it must be valid."""

    slug: str
    publisher: str | None = None
    url: str | None = None
    charset: str | None = None
    utc_offset: str | None = None
    """Of the times of day that its pages print: "+08:00"."""
    selectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """CSS selectors by role: content, drop, title, author, date, content_source, editor."""
    line_rules: tuple[SourceRule, ...] = ()
    buckets: int | None = None
    """Parquet files a table of this source is split into, by hash of doc_id; None: as many as its size asks for."""
    jsonl: dict[str, str] = field(default_factory=dict)
    """What a field of a line of JSON is for → its name: html, text, content, url, title, fetched_at, charset."""
