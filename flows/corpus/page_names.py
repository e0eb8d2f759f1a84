"""Names among the pages of a source that no page has."""

import re

SOURCE_FILE = "source.toml"
_NO_PAGE = re.compile(
    r"(?P<settings>sources?\.(?:toml|tml|yaml|yml|json))"
    r"|(?P<note>(?:readme|licen[cs]e|changelog)\.(?:md|rst))"
    r"|(?P<feed>(?:rss2?|feed|atom|sitemap(?:[_-][\w-]+)?)\.xml)"
    r"|.+\.(?P<kind>js|mjs|css|map|rss|atom)",
    re.IGNORECASE | re.DOTALL,
)


def no_page(name: str) -> str:
    """What a file of this name is, if it is no page; "" where it may be one."""
    found = _NO_PAGE.fullmatch(name)
    if found is None:
        return ""
    if found["settings"]:
        return f"settings of a source are read from {SOURCE_FILE}, directly in its directory, spelt so"
    if found["feed"]:
        return "a feed or site map, not a page"
    return "a note on the pages, not one of them" if found["note"] else f"a file of type .{found['kind'].lower()}"
