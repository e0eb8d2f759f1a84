"""A source's own rules, parsed from its source.toml (the parsing lives in flows.corpus.sources)."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LineRule:
    """A wording rule of one source: lines that `pattern` finds (re.search) are kept or removed."""

    id: str
    pattern: re.Pattern[str]
    action: str
    """"keep" or "remove"."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What raw/<slug>/source.toml says; every field is optional there except that it must be valid."""

    slug: str
    publisher: str | None = None
    url: str | None = None
    charset: str | None = None
    selectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """CSS selectors by role: content, drop, title, author, date, content_source, editor."""
    line_rules: tuple[LineRule, ...] = ()
    buckets: int = 8
    """Parquet files a table of this source is split into, by hash of doc_id."""
