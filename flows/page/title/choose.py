"""The title of a page: what its head, its headings and its first lines agree on."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from flows.page.bylines.vocabulary import is_body
from flows.page.lines import Line, Reading
from flows.page.source import Source
from flows.page.text.blanks import collapse
from flows.page.text.folding import fold_in_place
from flows.page.title.agreement import SHORTEST_PART, find_agreement, join_parts
from flows.page.title.choice import MAX_TITLE_CHARS, NO_TITLE, TitleChoice, finish_choice
from flows.page.title.head_titles import HeadTitle, best_head, head_titles
from flows.page.title.layout import (
    SCAN_LINES,
    body_sample,
    find_title_line,
    is_set_apart,
    official_span,
    paragraph_anchor,
    repeated_share,
)
from flows.page.title.text import (
    cut_byline,
    part_keys,
    split_subtitle,
    title_key,
)

_COLUMN_CHARS = 8
"""A title up to this long may be the name of the column."""
_BODY_NAME_CHARS = 16
_CERTAIN_PLACE = 8.0
"""Score of `find_title_line` from which a line's place outweighs a <title> that no line repeats."""
_LEADING_TAG = re.compile(r"【(?P<title>[^【】]{6,80})】")


@dataclass(frozen=True)
class _Page:
    """What the candidates look at, each thing made when the first of them needs it."""

    reading: Reading
    source: Source | None

    @property
    def lines(self) -> list[Line]:
        return self.reading.lines

    @cached_property
    def heads(self) -> list[HeadTitle]:
        return head_titles(self.reading)

    @cached_property
    def agreed(self) -> TitleChoice | None:
        """The line that says what the head says."""
        return find_agreement(self.lines, self.heads) if self.heads else None

    @cached_property
    def body(self) -> str:
        return body_sample(self.lines, self.anchor)

    @cached_property
    def anchor(self) -> int:
        return paragraph_anchor(self.lines)

    @cached_property
    def placed(self) -> tuple[int, float] | None:
        """The line that stands where a title stands, with its score."""
        return find_title_line(self.lines, self.anchor, self.body)

    @property
    def is_placed_for_certain(self) -> bool:
        return self.placed is not None and self.placed[1] >= _CERTAIN_PLACE

    @cached_property
    def stated(self) -> HeadTitle | None:
        """What the head says, where no line says it too."""
        return best_head(self.heads) if self.agreed is None else None

    def repeated(self, text: str) -> float:
        return repeated_share(text, self.body)


def choose_title(reading: Reading, *, source: Source | None = None) -> TitleChoice:
    """Choose the title of `reading`; `NO_TITLE` where nothing on the page is one."""
    page = _Page(reading, source)
    return next((choice for candidate in _CANDIDATES if (choice := candidate(page)) is not None), NO_TITLE)


def _marked(page: _Page) -> TitleChoice | None:
    """The line that the source's own selectors name."""
    marked = [line for line in page.lines if line.mark == "title"] if page.source is not None else []
    if not marked:
        return None
    text = marked[0].text[:MAX_TITLE_CHARS]
    return finish_choice(page.lines, cut_byline(text), (marked[0].index,), "mark", text)


def _agreed_in_length(page: _Page) -> TitleChoice | None:
    """What head and line agree on, if it is too long for the name of a column."""
    agreed = page.agreed
    return agreed if agreed is not None and len(agreed.title or "") > _COLUMN_CHARS else None


def _behind_column(page: _Page) -> TitleChoice | None:
    """ "名家专栏：大桥两岸" in the head, where 名家专栏 and 大桥两岸 are lines of their own: the latter."""
    agreed = page.agreed
    if agreed is None or not agreed.title or not agreed.line_indexes:
        return None
    for head in page.heads:
        column, colon, rest = head.text.partition("：")
        if not colon or title_key(column) != title_key(agreed.title):
            continue
        wanted = {key for key in part_keys(rest) if len(key) >= SHORTEST_PART}
        for line in page.lines[agreed.line_indexes[-1] + 1 : page.anchor]:
            if title_key(line.text) in wanted:
                return finish_choice(page.lines, line.text, (line.index,), "head+line", line.text)
    return None


def _placed_over_column(page: _Page) -> TitleChoice | None:
    """A line in the title's place, where head and line agree on a column only (通知公告)."""
    agreed, placed = page.agreed, page.placed
    if agreed is None or placed is None or not page.is_placed_for_certain or placed[0] in agreed.line_indexes:
        return None
    is_outdone = page.repeated(page.lines[placed[0]].text) > page.repeated(agreed.title or "") + 0.2
    return _placed(page) if is_outdone else None


def _agreed(page: _Page) -> TitleChoice | None:
    """What head and line agree on."""
    return page.agreed


def _placed_over_silent_head(page: _Page) -> TitleChoice | None:
    """A line in the title's place, where the head says what the text does not, or names a body and nothing more."""
    head, placed = page.stated, page.placed
    if head is None or placed is None:
        return None
    stated, shown = page.repeated(head.text), page.repeated(page.lines[placed[0]].text)
    is_silent = shown >= 0.25 > stated or (shown > stated and page.is_placed_for_certain)
    if not is_silent and page.is_placed_for_certain:
        is_silent = len(head.text) <= _BODY_NAME_CHARS and is_body(fold_in_place(head.text))
    return _placed(page) if is_silent else None


def _stated(page: _Page) -> TitleChoice | None:
    """What the head says."""
    head = page.stated
    if head is None:
        return None
    return finish_choice(page.lines, _complete(page.lines, head.text), (), f"head:{head.method}", head.text)


def _placed(page: _Page) -> TitleChoice | None:
    """The line that stands where a title stands.

    In a text without markup, a line that nothing sets apart stays in the text as well: it may be its first.
    """
    if page.placed is None:
        return None
    position, score = page.placed
    first, last = official_span(page.lines, position)
    indexes = tuple(range(first, last + 1))
    shown = [cut_byline(page.lines[index].text) for index in indexes]
    text = join_parts(shown, "")
    is_bare = page.reading.media_type == "text/plain" and score < _CERTAIN_PLACE and len(indexes) == 1
    if is_bare and not is_set_apart(page.lines, position):
        title, subtitle = split_subtitle(collapse(text))
        return TitleChoice(title, subtitle, (), (), "layout:kept", collapse(page.lines[position].text)[:200])
    return finish_choice(page.lines, text, indexes, "layout", join_parts([page.lines[i].text for i in indexes], ""))


_CANDIDATES: tuple[Callable[[_Page], TitleChoice | None], ...] = (
    _marked,
    _behind_column,
    _agreed_in_length,
    _placed_over_column,
    _agreed,
    _placed_over_silent_head,
    _stated,
    _placed,
)
"""In order of trust; the first that has a title gives it."""


def _complete(lines: list[Line], text: str) -> str:
    """A title that the head cuts short (…), as the first line that begins so gives it in full."""
    stem = text.rstrip(".… ")
    if not text.endswith(("...", "…")) or len(stem) < SHORTEST_PART:
        return text
    for line in lines[:SCAN_LINES]:
        if line.text.startswith(stem):
            tag = _LEADING_TAG.match(line.text)
            if tag:
                return tag["title"]
            if len(line.text) <= MAX_TITLE_CHARS:
                return line.text
    return stem
