"""The files that a page offers beside its text."""

from flows.page.bylines.zones import OTHER_TEXTS
from flows.page.lines import FileLink, Label, Reading
from flows.page.text.folding import fold_in_place
from flows.page.text.words import words

MAX_ATTACHMENTS = 60
_BELOW_BODY = 15
"""Lines below the text among which its attachments are listed."""
_SITE = ("nav", "breadcrumb", "share", "ad", "pagination", "login", "copyright", "icp")
_NO_PLACES = frozenset((*_SITE, *OTHER_TEXTS))
"""Categories of lines whose files are the site's, or another text's."""


def find_attachments(
    reading: Reading, labels: list[Label], first: int, last: int, address: str | None = None
) -> list[FileLink]:
    """Files linked between the lines `first` (the title) and `last` (the end of the body) or shortly below, in order.

    One that several links lead to is told once, by the first that has more of a name. Files of other sites than that of
    `address` are references of the text, unless the line calls them attachments.
    """
    site = _site(address or "")
    end = min(_first_of_others(labels, last), last + _BELOW_BODY + 1, len(labels))
    found: dict[str, FileLink] = {}
    for link in reading.files:
        if not first <= link.line_index < end or _is_elsewhere(labels[link.line_index]):
            continue
        if _site(link.url) in ("", site) or not site or _is_offered(reading, link.line_index):
            known = found.get(link.url)
            if known is None or known.name is None:
                found[link.url] = link
    return list(found.values())[:MAX_ATTACHMENTS]


def _first_of_others(labels: list[Label], last: int) -> int:
    """Position of the heading below the body under which other pages are listed; behind all lines without one."""
    below = range(last + 1, len(labels))
    return next((place for place in below if labels[place].rule == "related.heading"), len(labels))


def _is_elsewhere(label: Label) -> bool:
    """Whether wording or markup says that a line is the site's, or another text's; its place alone says nothing."""
    if label.kind != "removed" or label.rule.startswith("layout."):
        return False
    return label.category in _NO_PLACES or label.rule.startswith("drop:")


def _is_offered(reading: Reading, index: int) -> bool:
    """Whether a line, or the one above it, says that what it links is offered with the text."""
    texts = fold_in_place("\n".join(line.text[:200] for line in reading.lines[max(0, index - 1) : index + 1]))
    return any(word in texts for word in words("attachment_labels"))


def _site(address: str) -> str:
    """The site of an address: the part of its host that is registered; "" for a relative one."""
    scheme, mark, rest = address.partition("//")
    if not mark or scheme not in ("", "http:", "https:"):
        return ""
    host = rest.partition("/")[0].rpartition("@")[2].partition(":")[0].lower().split(".")
    is_second_level = len(host) > 2 and len(host[-1]) == 2 and len(host[-2]) <= 3
    return ".".join(host[-3:] if is_second_level else host[-2:])
