"""What CSS declarations say about the layout of a text."""

import re
from functools import lru_cache
from typing import Final, NamedTuple


class Style(NamedTuple):
    """What a style says about layout; "" or False where it is silent."""

    display: str = ""
    is_hidden: bool = False
    is_preformatted: bool = False
    is_bold: bool = False
    is_zero_size: bool = False


SILENT: Final = Style()

_DECLARATION: Final = re.compile(
    r"(?:^|[;\s])(display|visibility|white-space|font-weight|font-size)\s{0,9}:\s{0,9}([a-z0-9.%-]{1,20})"
)
_MAX_STYLE_CHARS: Final = 1000
_PRESERVING: Final = frozenset(("pre", "pre-wrap", "pre-line", "break-spaces"))
_BOLD_WEIGHTS: Final = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_ZERO_SIZE: Final = re.compile(r"0+(?:\.0*)?(?:px|pt|em|rem|%)?\Z")


def read_style(style: str) -> Style | None:
    """The layout properties of a `style` attribute, if it has any; the last declaration of one wins, as in CSS."""
    return _read_short_style(style[:_MAX_STYLE_CHARS])


@lru_cache(maxsize=4096)
def _read_short_style(text: str) -> Style | None:
    found = dict(_DECLARATION.findall(text.lower()))
    display = found.get("display", "")
    style = Style(
        display=display,
        is_hidden=display == "none" or found.get("visibility") in ("hidden", "collapse"),
        is_preformatted=found.get("white-space") in _PRESERVING,
        is_bold=found.get("font-weight") in _BOLD_WEIGHTS,
        is_zero_size=_ZERO_SIZE.match(found.get("font-size", "1")) is not None,
    )
    return style if style != SILENT else None
