"""Claims from values that a page prints in pieces, a line each: calendar sheets, dates, labels above their values."""

import re
from itertools import pairwise

from flows.page.bylines.byline import MAX_BYLINE_CHARS, read_byline
from flows.page.bylines.dates import find_date
from flows.page.bylines.free import may_be_account
from flows.page.bylines.labels import label_fields
from flows.page.bylines.people import Person, is_name
from flows.page.bylines.stated import Byline
from flows.page.bylines.vocabulary import ends_with, is_medium, is_office, names_body, names_nobody
from flows.page.bylines.zones import Zones
from flows.page.lines import Line
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.words import words

PIECE_CHARS = 9
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])日?")
_MONTH = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?(?:1[0-2]|0?[1-9])月?")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?[年/.-]?")
_MONTH_AND_DAY = re.compile(r"(1[0-2]|0?[1-9])\s?[-/.月]\s?([12]\d|3[01]|0?[1-9])日?")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")
_LABEL_CHARS = 10
_VALUE_CHARS = 60
_CELL_TAGS = frozenset(("td", "th", "dt"))
_ACCOUNT_CHARS = 16
_DATE_CHARS = 30
_MENU_CHARS = 160
_KIND_CHARS = 6
_BELOW_CHARS = 160
"""Of a line under a name that are read: what makes it an account stands at its front."""
_NO_ACCOUNT = re.compile(r"[，。！？；：:;!?|/《》\\d]")
_ACCOUNT_SIGN = r"^{account_signs}$|{date}.*{account_signs}"
_ACCOUNT_LINES = 10
"""Lines under the title among which the name of an account stands."""


def read_pieces(claims: LineClaims, lines: list[Line], position: int) -> None:
    """A date over two or three lines: day, then year and month (a calendar sheet), or year, then day and time."""
    following = [line.text.strip() for line in lines[position + 1 : position + 3]]
    first = lines[position].text.strip()
    if not following or len(first) > PIECE_CHARS or len(following[0]) > PIECE_CHARS:
        return
    pieces = [first, following[0]]
    day, month = pieces if len(first) <= 3 else pieces[::-1]
    is_sheet = bool(_DAY.fullmatch(day) and _MONTH.fullmatch(month))
    text = f"{day.rstrip('日')} {month}" if is_sheet else _from_year(*pieces) or _from_year(*pieces[::-1])
    if text and not is_sheet and len(following) > 1 and _CLOCK.fullmatch(following[1]):
        pieces.append(following[1])
        text = f"{text} {following[1]}"
    found = find_date(text) if text else None
    if found is not None:
        further = tuple(range(position + 1, position + len(pieces)))
        method = "line:widget" if is_sheet else "line:pieces"
        claims.dates.append(Claim(found, 4.1, method, position, " ".join(pieces), further))


def _from_year(year: str, day: str) -> str | None:
    whole, parts = _YEAR.fullmatch(year), _MONTH_AND_DAY.fullmatch(day)
    return f"{whole[1]}-{parts[1]}-{parts[2]}" if whole and parts else None


def read_cells(lines: list[Line], position: int) -> Byline | None:
    """What a card of labels and values says: cells of one line with tabs between, or a label above its value."""
    text = lines[position].text.strip()
    if "\t" in text:
        cells = [cell.strip() for cell in text.split("\t")]
    elif 2 <= len(text) <= _LABEL_CHARS and position + 1 < len(lines):
        is_source = label_fields().get(fold_in_place(text)) == "content_source"
        is_marked = is_source or text[-1] in ":：" or lines[position].tag in _CELL_TAGS
        cells = [text, lines[position + 1].text.strip()] if is_marked else []
    else:
        return None
    pairs = [
        f"{label}：{value}"
        for cell, value in pairwise(cells)
        if (label := _label(cell)) and 0 < len(value) <= _VALUE_CHARS and not _label(value) and value[-1] not in ":："
    ]
    return read_byline("　".join(pairs)[:MAX_BYLINE_CHARS]) if pairs else None


def is_label_cell(line: Line) -> bool:
    """Whether a line is the cell of a table and short enough for a label."""
    return line.tag in _CELL_TAGS and len(line.text) <= _LABEL_CHARS


def _label(cell: str) -> str | None:
    """The label of a field that a cell holds and nothing else."""
    label = "".join(fold_in_place(cell).split()).rstrip(":") if len(cell) <= _LABEL_CHARS else ""
    return label if label_fields().get(label) else None


def read_account(claims: LineClaims, lines: list[Line], position: int, zones: Zones) -> None:
    """A name on a line of its own beside the date: an account, a medium or a person.

    An account is told by what is printed under it: its kind (百家号), the button that follows it, 发布于.
    """
    line = lines[position]
    text = line.text.strip()
    if not zones.title < position <= zones.title + _ACCOUNT_LINES or not 2 <= len(text) <= _ACCOUNT_CHARS:
        return
    following = lines[position + 1].text if position + 1 < len(lines) else ""
    if not ("20" in following or "19" in following or len(following.strip()) <= _KIND_CHARS):
        return
    folded = fold_in_place(text)
    if names_nobody(folded) or _NO_ACCOUNT.search(text) or ends_with(folded, "column_endings"):
        return
    below = [fold_in_place(other.text.strip()[:_BELOW_CHARS]) for other in lines[position + 1 : position + 4]]
    is_dated = bool(below) and find_date(below[0]) is not None
    signed = below[:1] if not is_dated else below
    is_account = bool(below) and below[0] in words("account_kinds")
    is_account = is_account or any(phrase(_ACCOUNT_SIGN).search(other) for other in signed)
    if (is_account and is_dated and not is_name(text)) or (is_account and below[0] in words("account_kinds")):
        claims.sources.append(Claim(text, 3.0, "line:account", position, text))
        return
    above = lines[position - 1]
    is_under_date = above.index > zones.title and len(above.text) <= _DATE_CHARS and find_date(above.text) is not None
    if is_under_date and (is_medium(folded) or is_office(folded)) and not _is_in_menu(lines, text, zones):
        claims.sources.append(Claim(text, 4.2, "line:after_date", position, text))
    elif is_dated and position <= zones.title + 2:
        if is_name(text):
            claims.authors.append(Claim([Person(text)], 3.6, "line:name", position, text))
        elif not line.link_chars and not _is_in_menu(lines, text, zones):
            if names_body(folded):
                claims.sources.append(Claim(text, 4.0, "line:before_date", position, text))
            elif below[0][:1].isdecimal() and ":" in below[0] and may_be_account(text, folded):
                claims.sources.append(Claim(text, 4.4, "line:before_clock", position, text))


def _is_in_menu(lines: list[Line], text: str, zones: Zones) -> bool:
    """Whether a line above the title holds a text: that of a column."""
    return any(text in line.text for line in lines[: zones.title] if len(line.text) <= _MENU_CHARS)
