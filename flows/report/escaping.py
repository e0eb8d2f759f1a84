"""Text from pages, made harmless for a terminal, Markdown or HTML."""

import html
import json
import re
from typing import Any

_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~])")


def printable(text: str) -> str:
    """`text` with control, bidirectional and surrogate characters written out as <U+001B>."""
    return _UNSAFE.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def printable_json(value: Any) -> str:
    """`value` as JSON that a terminal shows and acts on in no other way: such characters are written \\u009b."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def markdown(text: str) -> str:
    """`text` as literal Markdown on one line, also inside a table cell."""
    return html.escape(_MARKDOWN.sub(r"\\\1", printable(" ".join(text.split()))), quote=False)
