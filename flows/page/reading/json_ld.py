"""What a page's JSON-LD says of its article (schema.org terms)."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from flows.page.limits import DEFAULT_LIMITS
from flows.page.text.half_characters import read_json

ARTICLE_TYPES = frozenset(
    (
        "Article",
        "NewsArticle",
        "BlogPosting",
        "Report",
        "ScholarlyArticle",
        "TechArticle",
        "DiscussionForumPosting",
        "SocialMediaPosting",
        "OpinionNewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "QAPage",
        "Question",
        "WebPage",
    )
)
_MAX_NODES = 500


@dataclass(slots=True)
class JsonLd:
    """The fields of the first article-like object; "" or empty where it is silent.

    Baidu's cambrian.jsonld says title and pubDate for headline and datePublished.
    """

    headline: str = ""
    date_published: str = ""
    authors: list[str] = field(default_factory=list)
    publisher: str = ""
    breadcrumb: list[str] = field(default_factory=list)


def read_json_ld(texts: list[str]) -> JsonLd:
    """Read the JSON-LD scripts of a page; broken ones are passed over."""
    return _read(tuple(texts)) if texts else _EMPTY


@lru_cache(maxsize=4)
def _read(texts: tuple[str, ...]) -> JsonLd:
    facts = JsonLd()
    best_rank = 99
    for node in _nodes(texts):
        types = _strings(node.get("@type"))
        if "BreadcrumbList" in types and not facts.breadcrumb:
            facts.breadcrumb = _breadcrumb(node)
        rank = 1 if "WebPage" in types else 0
        is_article = bool(ARTICLE_TYPES.intersection(types)) or "headline" in node or "pubDate" in node
        if rank < best_rank and is_article:
            best_rank = rank
            _fill(facts, node)
    return facts


def _nodes(texts: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every object of the scripts, breadth first, within a bound."""
    nodes: list[dict[str, Any]] = []
    for text in texts:
        if len(text) > DEFAULT_LIMITS.max_json_ld_chars:
            continue
        try:
            queue: list[Any] = [read_json(text)]
        except (ValueError, RecursionError):
            continue
        while queue and len(nodes) < _MAX_NODES:
            value = queue.pop(0)
            if isinstance(value, list):
                queue[:0] = value[:_MAX_NODES]
            elif isinstance(value, dict):
                nodes.append(value)
                queue.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value)
    return nodes


def _fill(facts: JsonLd, node: dict[str, Any]) -> None:
    facts.headline = _text(node.get("headline")) or _text(node.get("name")) or _text(node.get("title"))
    facts.date_published = _text(node.get("datePublished")) or _text(node.get("pubDate"))
    facts.authors = _names(node.get("author"))
    facts.publisher = next(iter(_names(node.get("publisher"))), "")


def _breadcrumb(node: dict[str, Any]) -> list[str]:
    items = node.get("itemListElement")
    names = []
    for item in items[:20] if isinstance(items, list) else []:
        if isinstance(item, dict):
            inner = item.get("item")
            name = _text(item.get("name")) or (_text(inner.get("name")) if isinstance(inner, dict) else "")
            if name:
                names.append(name)
    return names


def _text(value: Any) -> str:
    """A JSON value as one trimmed line; "" where it is no text."""
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(value.split()) if isinstance(value, str) else ""


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in (_text(item) for item in values[:50]) if text]


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = [_text(item.get("name")) if isinstance(item, dict) else _text(item) for item in values[:20]]
    return [name for name in names if name]


_EMPTY = JsonLd()
