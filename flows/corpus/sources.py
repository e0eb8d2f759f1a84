"""raw/<source>/source.toml: what is known of a source, and its own rules."""

import hashlib
import json
import os
import tomllib
from pathlib import Path
from typing import Any

from flows.contracts import first_error
from flows.corpus.page_names import SOURCE_FILE
from flows.corpus.regular_files import read_regular
from flows.page.labelling.source_rules import compile_source_rules
from flows.page.reading.html import check_selector
from flows.page.source import Source, SourceRule
from flows.page.text.fragments import expand
from flows.page.text.pattern_set import PatternError, check_pattern
from flows.page.text.rule_files import RuleError

MAX_BYTES = 262_144


class SourceError(Exception):
    """A source.toml that cannot be used; the message is one line with the file and the key."""


def load_source(raw: Path, slug: str) -> tuple[Source, str]:
    """The source called `slug`, and a digest of what its source.toml says (comments and layout do not count).

    Without a file it is a source without rules. Raises SourceError.
    """
    shown = f"{slug}/{SOURCE_FILE}"
    try:
        content = read_regular(os.fsencode(raw / slug / SOURCE_FILE), MAX_BYTES).raw
    except FileNotFoundError:
        return Source(slug), ""
    except OSError as error:
        raise SourceError(f"{shown}: {error.strerror}") from error
    if len(content) > MAX_BYTES:
        raise SourceError(f"{shown}: over {MAX_BYTES:,} bytes")
    try:
        parsed = tomllib.loads(content.decode("utf-8-sig"))
        digest = hashlib.sha256(json.dumps(parsed, sort_keys=True, default=str).encode()).hexdigest()
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{shown}: not TOML: {' '.join(str(error).split())}") from error
    return parse_source(slug, parsed, shown), digest


def parse_source(slug: str, parsed: dict[str, Any], shown: str = SOURCE_FILE) -> Source:
    """A Source out of parsed TOML. Raises SourceError; `shown` names the file in it."""
    if problem := first_error("source", parsed):
        raise SourceError(f"{shown}: {problem}")
    return Source(
        slug=slug,
        publisher=parsed.get("publisher"),
        url=parsed.get("url"),
        charset=parsed.get("charset"),
        utc_offset=parsed.get("utc_offset"),
        selectors=_selectors(parsed.get("selectors", {}), shown),
        line_rules=_line_rules(parsed.get("line_rules", []), shown),
        buckets=int(parsed["buckets"]) if "buckets" in parsed else None,
        jsonl=dict(parsed.get("jsonl", {})),
    )


def _selectors(raw: dict[str, str | list[str]], shown: str) -> dict[str, tuple[str, ...]]:
    found = {role: (value,) if isinstance(value, str) else tuple(value) for role, value in raw.items()}
    for role, selectors in found.items():
        for selector in selectors:
            if problem := check_selector(selector):
                raise SourceError(f"{shown}: selectors.{role}: {selector!r}: {problem}")
    return found


def _line_rules(raw: list[dict[str, str]], shown: str) -> tuple[SourceRule, ...]:
    rules: dict[str, SourceRule] = {}
    for position, table in enumerate(raw):
        where = f"{shown}: line_rules[{position}]"
        try:
            rule = SourceRule(**{**table, "pattern": expand(table["pattern"])})
        except RuleError as error:
            raise SourceError(f"{where}.pattern: {error}") from error
        if problem := check_pattern(rule.pattern, is_folded=rule.reads == "folded"):
            raise SourceError(f"{where}.pattern: {problem}")
        if rule.id in rules:
            raise SourceError(f"{where}.id: {rule.id!r} stands twice")
        rules[rule.id] = rule
    found = tuple(rules.values())
    try:
        compile_source_rules(found)
    except PatternError as error:
        raise SourceError(f"{shown}: line_rules: together they are {error}") from error
    return found
