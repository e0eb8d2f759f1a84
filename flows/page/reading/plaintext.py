"""Plain text into lines."""

from typing import Final

from flows.page.errors import PageError
from flows.page.limits import DEFAULT_LIMITS, Limits
from flows.page.lines import Line, Reading
from flows.page.reading.markdown import is_markdown, read_markdown

INVISIBLE: Final = (
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff\ufffc"
)
"""Characters with no width: a line of only these and white space is blank."""
EDGE: Final = (
    INVISIBLE
    + " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x00\x85\xa0\u1680"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + "\u2028\u2029\u202f\u205f\u3000"
)


def read_text(text: str, *, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Split `text` into its lines; each keeps its indent (evidence of a paragraph) and loses trailing white space.

    The marks of Markdown become evidence, as far as the text is evidently written in it (`markdown`).

    Raises `PageError` too_many_lines where there are more than `limits.max_lines` lines with text or one is longer
    than `limits.max_line_chars`, and no_text where none has any.
    """
    lines: list[Line] = []
    blanks = 0
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.rstrip(EDGE)
        if not line:
            blanks += 1
            continue
        if len(line) > limits.max_line_chars:
            raise PageError("too_many_lines", f"line {number} has {len(line)} characters, over {limits.max_line_chars}")
        lines.append(Line(len(lines), line, number, blanks))
        blanks = 0
        if len(lines) > limits.max_lines:
            raise PageError("too_many_lines", f"more than {limits.max_lines} lines")
    if not lines:
        raise PageError("no_text", "every line is blank")
    images = read_markdown(lines) if is_markdown(lines) else []
    return Reading(lines, "text/plain", images=images)
