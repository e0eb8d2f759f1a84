"""Names of files and sources, made safe to store and to show."""

import os
import re

SOURCE_NAME = re.compile(
    r"(?!(?:inf|infinity|nan|true|false|null|none|epoch)\Z)(?=[a-z]|[0-9a-fx._-]*[g-wyz])[a-z0-9][a-z0-9._-]{0,63}\Z"
)
"""What a directory must be called to be a source. It becomes part of a path (source=<slug>), from which readers guess
types: names that read as a number, a date or a truth value would come out as such (163, 2023-01-01, 1e5, true)."""

UNSORTED = "unsorted"
"""Source of quarantine rows for what lies in no source; not allowed as the name of one."""

_UNSAFE = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Control characters, line separators and those that turn the direction of text, undecodable bytes, and \\ itself."""


_ESCAPED = re.compile(r"\\\\|(?:\\x[0-9a-f]{2})+")


def escape_path(path: str) -> str:
    """A path as it is stored: unsafe characters as the \\xNN of their bytes, a backslash doubled.

    Different paths stay different, and a path without such characters stays as it is.
    """
    return _UNSAFE.sub(_escape, path)


def unescape_path(path: str) -> str:
    """The path that `escape_path` made `path` of."""
    return _ESCAPED.sub(_unescape, path)


def _unescape(found: re.Match[str]) -> str:
    if found[0] == "\\\\":
        return "\\"
    return os.fsdecode(bytes(int(pair, 16) for pair in found[0].split("\\x")[1:]))


def _escape(found: re.Match[str]) -> str:
    if found[0] == "\\":
        return "\\\\"
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(found[0]))


def is_source_name(name: str) -> bool:
    """Whether a directory of this name can be a source."""
    return name != UNSORTED and SOURCE_NAME.match(name) is not None
