"""Which files are containers, told by their names."""

import re

_KIND = re.compile(
    r".*\.(?:(?P<warc>warc(?:\.gz|\.zst)?)|(?P<wacz>wacz)|(?P<jsonl>(?:jsonl|ndjson|jl)(?:\.gz|\.zst|\.bz2|\.xz)?)"
    r"|(?P<zip>zip)|(?P<tar>tar(?:\.gz|\.zst|\.bz2|\.xz)?|tgz|tzst|tbz2?|txz))",
    re.IGNORECASE | re.DOTALL,
)


def container_kind(name: str) -> str:
    """warc, wacz, jsonl, zip or tar; "" for a file that is one page."""
    found = _KIND.fullmatch(name)
    return found.lastgroup or "" if found else ""
