"""Files that are no pages, told by their content: feeds, site maps, and a source.toml under another name."""

import re
import tomllib

from flows.contracts import first_error

_HEAD_CHARS = 4000
_ROOT = re.compile(
    r"[\ufeff\s]*(?:<\?xml[^>]{0,200}>\s*)?(?:<(?:\?|!--)[^>]{0,1000}>\s*){0,5}<(?P<root>rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]"
)
_KINDS = {
    "rss": "a feed (RSS)",
    "rdf:RDF": "a feed (RSS)",
    "feed": "a feed (Atom)",
    "urlset": "a site map",
    "sitemapindex": "a site map",
}
_TABLES = re.compile(r"^[ \t]*(?:\[selectors\]|\[\[line_rules\]\])[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_MAX_TOML_CHARS = 262_144


def name_stranger(text: str) -> str:
    """What a file is that is no page, by its content; "" for a page."""
    if found := _ROOT.match(text, 0, _HEAD_CHARS):
        return f"{_KINDS[found['root']]} by its content, not a page"
    if len(text) <= _MAX_TOML_CHARS and _TABLES.search(text) and _is_source(text):
        return "settings of a source by its content; they are read from source.toml alone, in the source's directory"
    return ""


def _is_source(text: str) -> bool:
    try:
        parsed = tomllib.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return first_error("source", parsed) is None
