"""Which address a picture really has."""

from typing import Final

_LAZY_SOURCES: Final = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazyload",
    "data-lazy",
    "data-actualsrc",
    "data-echo",
    "data-url",
    "data-original-src",
    "zoomfile",
    "file",
)
"""Where scripts that load pictures late keep the address: the usual names of lazy loaders, and Discuz's two."""

_HAS_NO_LAZY_SOURCE: Final = frozenset(_LAZY_SOURCES).isdisjoint


def choose_image_url(attributes: dict[str, str | None]) -> str:
    """The address of the picture itself, as written; "" where there is none. data: addresses are placeholders."""
    if not _HAS_NO_LAZY_SOURCE(attributes):
        for name in _LAZY_SOURCES:
            value = attributes.get(name)
            if value and ("/" in value or "." in value) and not value.startswith("data:"):
                return value.strip()
    source = (attributes.get("src") or "").strip()
    if source and not source.startswith("data:"):
        return source
    for name in ("data-srcset", "srcset"):
        candidates = (attributes.get(name) or "").split(maxsplit=1)
        if candidates and not candidates[0].startswith("data:"):
            return candidates[0].rstrip(",")
    return ""
