"""What a page is: an article, a thread, a list of other pages, and so on, told by markup, links and repetition.

Each kind is a question with named limits, asked in the order of `_KINDS`; the first that is answered by yes names the
page. An article is what a page is that has text and is nothing else.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from flows.page.labelling.entries import (
    CONTROLS,
    MIN_ENTRY_CHARS,
    NO_ENTRIES,
    Entries,
    count_dated,
    count_names,
    entry_chars,
    find_entries,
    is_at_side,
)
from flows.page.labelling.entry_rows import is_link, is_linked_cell, prose_chars
from flows.page.labelling.wording import STAMPS
from flows.page.lines import Label, Line, Reading
from flows.page.text.folding import fold
from flows.page.text.words import words
from flows.page.title.choice import TitleChoice

KINDS = ("article", "thread", "qa", "listing", "gallery", "form", "shell", "other")
"""Explained in schemas/documents.yaml; a test holds the two together."""

OTHER_SHARE = 0.25
"""Of the characters of a kept line that is no prose: labels, cells and names count as so much text."""
SIGNED_LINES = 6
"""Date or source of an article stand so many lines below its title at most."""
MAX_OWN_TEXT = 100.0
"""Text that a listing may have outside its entries, with half as much again in their links."""
MIN_OUTWEIGHING = 10
"""Entries in the middle of the page from which it is a listing whatever its text, if they have more characters than the
text."""
AFTERWORD_SHARE = 0.5
MIN_NAMES = 20
"""Short links that make an index of names, on a page without text."""
MIN_ENTRIES = 3
"""Entries without a date that make a listing; fewer may be the links to the next and the last page."""
MIN_HEADS = 4
"""Headings without a link, or of texts of which none is the title, that may be those of other pages."""
MAX_LONELY_TEXT = 40.0
"""Text that a page of one or two dated entries, or of a column's name alone, may have."""
MIN_STAMPS = 3
"""Times of posts that make a thread."""
MAX_POST_LINES = 40
MIN_PICTURES = 4
MAX_CAPTION_CHARS = 25
"""Text for each picture of a gallery; more is an article with pictures."""
MIN_FIELDS = 4
"""Labels of fields, choices and buttons that make a form."""
FIELD_CHARS = 14
"""Characters of the label of a field."""
MAX_SHELL_CHARS = 120
"""Characters that a page shows which a script would fill, or which only points elsewhere."""
MIN_TEXT = 10.0
"""Text that an article has at least; less says nothing but a label."""
MAX_COLUMN_CHARS = 12
"""A title up to this long may be the name of a column."""
_ANSWERS = re.compile(
    r"\b(?:acceptedanswer|suggestedanswer)\b|\banswers?(?:[-_]?(?:list|item|content|body|text|card))?\b"
)
_QA_PAGE = re.compile(r'"@type"\s*:\s*"QAPage"')


@dataclass(slots=True, frozen=True)
class PageKind:
    """What a page is, and which of its lines speak of other pages."""

    kind: str
    """One of `KINDS`."""
    entries: Entries
    """Of a listing; empty for all others."""


@dataclass(frozen=True)
class _Page:
    """What the questions look at, each thing made when the first of them needs it."""

    reading: Reading
    labels: list[Label]
    title: TitleChoice
    pictures: int

    @cached_property
    def body(self) -> list[Line]:
        return [line for line, label in zip(self.reading.lines, self.labels, strict=True) if label.kind == "body"]

    @cached_property
    def texts(self) -> dict[int, float]:
        """Of the lines of the body, by index: characters that count as text."""
        return {line.index: _text(line) for line in self.body}

    @cached_property
    def body_text(self) -> float:
        return sum(self.texts.values())

    @cached_property
    def is_of_one_piece(self) -> bool:
        """One stretch of text with no line of links in it outweighs the others and all links: no list has it."""
        texts, longest, running = self.texts, 0.0, 0.0
        for line in self.reading.lines:
            if is_link(line) or is_linked_cell(line):
                running = 0.0
            elif line.index in texts:
                running += texts[line.index]
                longest = max(longest, running)
        links = sum([line.link_chars for line in self.reading.lines])
        return longest > max(MAX_OWN_TEXT, links) and longest * 3 >= 2 * self.body_text

    @cached_property
    def has_rows_of_texts(self) -> bool:
        """Several headings, the title or what is taken for it among them, may each head a text of another page."""
        lines, indexes = self.reading.lines, self.title.line_indexes
        levels = Counter((line.heading, is_link(line)) for line in self.shown if line.heading)
        if not indexes:
            return any(count >= MIN_HEADS for count in levels.values())
        first = lines[indexes[0]]
        return first.heading > 0 and levels[first.heading, is_link(first)] >= (2 if is_link(first) else MIN_HEADS)

    @cached_property
    def entries(self) -> Entries:
        return find_entries(self.reading, self.labels) if self.reading.media_type == "text/html" else NO_ENTRIES

    @cached_property
    def own_text(self) -> float:
        """Text of the body outside the entries."""
        return sum([size for index, size in self.texts.items() if index not in self.entries.covered])

    @cached_property
    def is_signed(self) -> bool:
        """Date, source or author stand below a title that is no link: the head of an article."""
        if not self.title.line_indexes or self.title.method == "layout:kept":
            return False
        lines, indexes = self.reading.lines, self.title.line_indexes
        below = range(indexes[-1] + 1, min(indexes[-1] + 1 + SIGNED_LINES, len(lines)))
        bylines = [i for i in below if self.labels[i].category == "byline" and i not in self.entries.lines]
        bylines = [i for i in bylines if not is_at_side(self.reading, self.labels, i)]
        if not bylines or any(is_link(lines[i]) for i in indexes):
            return False
        return self.entries.lines.isdisjoint(indexes) and not self.entries.covered.issuperset(bylines)

    @cached_property
    def shown(self) -> list[Line]:
        return [line for line in self.reading.lines if not line.is_hidden]


def tell_kind(reading: Reading, labels: list[Label], title: TitleChoice, pictures: int) -> PageKind:
    """What the page is. Linear in the page.

    labels: those of `label_lines`, parallel to the lines of `reading`. pictures: images that belong to the text.
    """
    page = _Page(reading, labels, title, pictures)
    kind = next((kind for kind, asks in _KINDS if asks(page)), "other")
    return PageKind(kind, page.entries if kind == "listing" else NO_ENTRIES)


def _is_qa(page: _Page) -> bool:
    """Microdata says so, or class names speak of a question and of answers that hold prose."""
    if any(_QA_PAGE.search(text) for text in page.reading.json_ld):
        return page.body_text >= MIN_TEXT
    elements = page.reading.elements
    if not any("question" in element.tokens for element in elements):
        return False
    answers = {
        i for i, element in enumerate(elements) if "answer" in element.tokens and _ANSWERS.search(element.tokens)
    }
    given = [line for line in page.shown if prose_chars(line.text) and _is_within(page.reading, line.element, answers)]
    return bool(given) and page.body_text >= MIN_TEXT


def _is_thread(page: _Page) -> bool:
    """Between most of the times of posts stands kept text that is no entry of a list."""
    stamps = [index for index, label in enumerate(page.labels) if label.rule in STAMPS]
    if len(stamps) < MIN_STAMPS:
        return False
    kept = {index for index, size in page.texts.items() if size >= 1}
    lines = page.reading.lines
    links = {i for i in page.entries.lines if lines[i].heading or lines[i].link_chars >= MIN_ENTRY_CHARS}
    posts = 0
    for first, end in zip(stamps, [*stamps[1:], stamps[-1] + MAX_POST_LINES], strict=True):
        post = range(first + 1, min(end, first + MAX_POST_LINES))
        posts += not kept.isdisjoint(post) and links.isdisjoint(post)
    return posts >= MIN_STAMPS and posts * 2 >= len(stamps)


def _is_listing(page: _Page) -> bool:
    """Entries, or an index of names, or the name of a column, and no article's head and hardly a text of its own."""
    if page.reading.media_type != "text/html" or (page.is_of_one_piece and not page.has_rows_of_texts):
        return False
    entries, own = page.entries, page.own_text
    if page.is_signed:
        return _is_made_of_entries(page)
    if own > MAX_LONELY_TEXT:
        return _outweigh_text(page)
    if len(entries.lines) >= MIN_ENTRIES and own * 2 <= entries.chars:
        return True
    return count_dated(page.reading.lines, entries.lines) > 0 or _names_column(page) or _is_index(page)


def _is_made_of_entries(page: _Page) -> bool:
    """Many of the entries were kept as the body, and say more than the rest of it: the contents of a book.

    A page with neither text nor pictures is made of its entries, whatever was kept of them.
    """
    if page.own_text < MIN_TEXT and not page.pictures and len(page.entries.main) >= MIN_OUTWEIGHING:
        return True
    kept = [line for line in page.body if line.index in page.entries.main]
    return len(kept) >= MIN_OUTWEIGHING and sum(map(entry_chars, kept)) >= page.own_text


def _outweigh_text(page: _Page) -> bool:
    """Whether the entries in the middle of the page, without those above its title, have more characters than its own
    text.

    Text below the entries counts half if the title stands above them: the page was hardly made for it. Teasers count as
    part of the entries, unless there is more than a little text above that they may belong to.
    """
    lines, entries, titled = page.reading.lines, page.entries, -1
    if page.title.method.startswith("head+line") and entries.covered.isdisjoint(page.title.line_indexes):
        titled = page.title.line_indexes[-1]
    main = sorted(index for index in entries.main if index > titled)
    is_many = len(main) >= MIN_OUTWEIGHING
    if len(main) < MIN_ENTRIES or (page.own_text > MAX_OWN_TEXT and not is_many):
        return False
    above = sum([size for index, size in page.texts.items() if index not in entries.covered and index < main[0]])
    text = above + (page.own_text - above) * (AFTERWORD_SHARE if titled >= 0 else 1.0)
    listed = float(sum([entry_chars(lines[index]) for index in main]))
    if above <= MAX_LONELY_TEXT:
        listed += page.body_text - page.own_text
    return listed >= text * (1 if is_many or count_dated(lines, main) * 2 >= len(main) else 2)


def _is_index(page: _Page) -> bool:
    """Many short links, and little else but them."""
    return not page.pictures and count_names(page.reading, page.labels) >= MIN_NAMES


def _names_column(page: _Page) -> bool:
    """The title is one of those that lists have, or an entry of the page's own menu."""
    stated = fold(page.title.title or "")
    if any(stated.startswith(f"{word}{sign}") for word in words("index_titles") for sign in (":", " ", "-")):
        return True
    if stated in words("index_titles"):
        return True
    is_short = 0 < len(stated) <= MAX_COLUMN_CHARS
    return is_short and any(is_link(page.reading.lines[index]) for index in page.title.echo_indexes)


def _is_gallery(page: _Page) -> bool:
    """Pictures with no more text than captions have."""
    return page.pictures >= MIN_PICTURES and page.body_text <= MAX_CAPTION_CHARS * page.pictures


def _is_form(page: _Page) -> bool:
    """Labels of fields within a form, choices and buttons outweigh everything else that is no link."""
    forms = {index for index, element in enumerate(page.reading.elements) if element.tag == "form"}
    if not forms or page.is_of_one_piece or page.own_text > MAX_LONELY_TEXT or page.is_signed:
        return False
    rest = [line for line in page.shown if not line.link_chars]
    fields = [line for line in rest if _is_field(line) and _is_within(page.reading, line.element, forms)]
    return len(fields) >= MIN_FIELDS and len(fields) * 2 > len(rest)


def _is_shell(page: _Page) -> bool:
    """Nothing kept, and hardly anything shown."""
    return page.body_text < MIN_TEXT and sum([len(line.text) for line in page.shown]) <= MAX_SHELL_CHARS


def _is_article(page: _Page) -> bool:
    """It has a text."""
    return page.body_text >= MIN_TEXT


_KINDS: tuple[tuple[str, Callable[[_Page], bool]], ...] = (
    ("qa", _is_qa),
    ("thread", _is_thread),
    ("listing", _is_listing),
    ("gallery", _is_gallery),
    ("form", _is_form),
    ("shell", _is_shell),
    ("article", _is_article),
)


def _text(line: Line) -> float:
    """Characters of a kept line that count as text."""
    if is_link(line):
        return 0.0
    return prose_chars(line.text) or OTHER_SHARE * (len(line.text) - line.link_chars)


def _is_field(line: Line) -> bool:
    return line.tag in CONTROLS or len(line.text) <= FIELD_CHARS


def _is_within(reading: Reading, element: int, wanted: set[int]) -> bool:
    while element > 0 and element not in wanted:
        element = reading.elements[element].parent
    return element in wanted
