"""Markdown in a text: headings, fenced code, tables, emphasis and links are read; their marks are no content.

Source: CommonMark 0.31, and GitHub's tables. Only what scraped texts hold of it: headings underlined, HTML and links by
reference are left as they stand. A text counts as Markdown where several of its signs agree; one may be anything.
"""

import re
from itertools import pairwise
from typing import Final

from flows.page.lines import CELL_SEPARATOR, Image, Line

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*?)(?:[ \t]+#+)?[ \t]*")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)")
_TABLE_RULE: Final = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|){1,100}(?:[ \t]*:?-+:?)?[ \t]*")
_BREAK: Final = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_QUOTE: Final = re.compile(r" {0,3}(?:> ?)+")
_BULLET: Final = re.compile(r" {0,6}[-*+] \S")
_BOLD: Final = re.compile(r"\*\*(?=[^\s*])([^*\n]{1,300})(?<=\S)\*\*|(?<!\w)__(?=[^\s_])([^_\n]{1,300})(?<=\S)__(?!\w)")
_EMPHASIS: Final = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]{1,300})(?<=\S)\*(?![*\w])")
_CODE: Final = re.compile(r"(?<!`)`([^`\n]{1,300})`(?!`)")
_LINK: Final = re.compile(
    r"(!?)\[([^\[\]\n]{0,300})\]\(<?([^\s()<>]{0,500})>?(?:[ \t]{1,9}[\"'][^\n\"']{0,200}[\"'])?\)"
)
_CELL_END: Final = re.compile(r"(?<!\\)\|")
_MIN_SIGNS: Final = 2
"""Kinds of signs that must agree."""
_MAX_CELLS: Final = 100


def is_markdown(lines: list[Line]) -> bool:
    """Whether a text is evidently Markdown.

    Signs: headings, headings below the first level, closed fences, the rule of a table, links, bold, bullets. The first
    of them or one of fences, rules and links must be there.
    """
    texts = [line.text for line in lines]
    levels = [len(found[1]) for text in texts if text.lstrip(" ")[:1] == "#" and (found := _HEADING.fullmatch(text))]
    has_fences = bool(_find_fences(texts))
    has_rule = any(_is_table_rule(text, above) for above, text in pairwise(texts))
    has_links = any("](" in text and _LINK.search(text) for text in texts)
    if not (levels or has_fences or has_rule or has_links):
        return False
    is_deep = len(levels) > 1 and max(levels) > 1
    has_bold = any("**" in text and _BOLD.search(text) for text in texts)
    has_bullets = sum(_BULLET.match(text) is not None for text in texts) > 1
    signs = (bool(levels), is_deep, has_fences, has_rule, has_links, has_bold, has_bullets)
    return sum(signs) >= _MIN_SIGNS


def read_markdown(lines: list[Line]) -> list[Image]:
    """Take the marks out of the lines and put what they say into their evidence; the images that the lines name.

    Lines of marks alone (fences, rules, breaks, images) become hidden lines.
    """
    texts = [line.text for line in lines]
    fences = _find_fences(texts)
    images: list[Image] = []
    end = -1
    is_table = False
    for number, line in enumerate(lines):
        if number in fences:
            end = fences[number]
            _hide(line)
        elif number <= end:
            if number == end:
                _hide(line)
            else:
                line.is_code = True
        else:
            below = texts[number + 1] if number + 1 < len(lines) and not lines[number + 1].blank_before else ""
            is_table = _read_table_line(line, below, is_table) or _read_line(line, images)
    return images


def _find_fences(texts: list[str]) -> dict[int, int]:
    """Line that opens a block of code → line that closes it. One that nothing closes opens nothing."""
    fences: dict[int, int] = {}
    opened, mark = -1, ""
    for number, text in enumerate(texts):
        if "```" not in text and "~~~" not in text:
            continue
        found = _FENCE.fullmatch(text)
        if found and opened < 0:
            opened, mark = number, found[1]
        elif found and found[1].startswith(mark) and not found[2].strip():
            fences[opened] = number
            opened = -1
    return fences


def _is_table_rule(text: str, above: str) -> bool:
    """The line under the header of a table: |---|:-:|."""
    return "|" in above and "|" in text and "-" in text and _TABLE_RULE.fullmatch(text) is not None


def _hide(line: Line) -> None:
    line.is_hidden, line.hidden_by = True, "markup"


def _read_table_line(line: Line, below: str, is_table: bool) -> bool:
    """Whether a line is a table's: its header, known by the rule `below`, the rule, or a row. It is read if so."""
    text = line.text
    if is_table and not line.blank_before and _TABLE_RULE.fullmatch(text):
        _hide(line)
        return True
    is_header = _is_table_rule(below, text)
    if not is_header and not (is_table and "|" in text and not line.blank_before):
        return False
    cells = _CELL_END.split(text.strip().removeprefix("|").removesuffix("|"), maxsplit=_MAX_CELLS)
    line.tag, line.is_header = "tr", is_header
    line.text = CELL_SEPARATOR.join(cell.strip() for cell in cells).rstrip(CELL_SEPARATOR) or text
    _read_inline(line)
    return True


def _read_line(line: Line, images: list[Image]) -> bool:
    """Read a line that is no table's. False, for no table goes on below it."""
    if found := _HEADING.fullmatch(line.text):
        line.heading, line.text = len(found[1]), found[2]
    elif _BREAK.fullmatch(line.text):
        _hide(line)
        return False
    elif (found := _QUOTE.match(line.text)) and found.end() < len(line.text):
        line.text = line.text[found.end() :]
    if "![" in line.text:
        pictures = [found for found in _LINK.finditer(line.text) if found[1]]
        images += [Image(found[3], found[2], line.index) for found in pictures]
        text = _LINK.sub(lambda found: "" if found[1] else found[0], line.text)
        if not text.strip():
            _hide(line)
            return False
        line.text = text
    _read_inline(line)
    return False


def _read_inline(line: Line) -> None:
    """Links, bold, emphasis, code: their marks go; how much of the line is link or bold stays as evidence."""
    text = line.text
    if "](" in text:
        links = [found[2] for found in _LINK.finditer(text)]
        text = _LINK.sub(r"\2", text)
        line.link_count, line.link_chars = len(links), sum(map(len, links))
    if "**" in text or "__" in text:
        line.bold_chars = sum(len(found[1] or found[2]) for found in _BOLD.finditer(text))
        text = _BOLD.sub(lambda found: found[1] or found[2], text)
    if "*" in text:
        text = _EMPHASIS.sub(r"\1", text)
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if text.strip():
        line.text = text
    line.link_chars, line.bold_chars = min(line.link_chars, len(line.text)), min(line.bold_chars, len(line.text))
