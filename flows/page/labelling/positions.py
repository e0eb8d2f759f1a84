"""The positions of lines: where in the page each of them stands."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from flows.page.labelling.answers import Links, MassBefore, Repeated, TitleDistance, Zone
from flows.page.labelling.questions import Position
from flows.page.labelling.wording import Wording
from flows.page.lines import Line
from flows.page.title.choice import TitleChoice

_DISTANCE_LINES = (2, 5, 15, 40)
_DISTANCES = (
    TitleDistance.NEXT, TitleDistance.NEAR, TitleDistance.FAR, TitleDistance.FARTHER, TitleDistance.FARTHEST
)  # fmt: skip
_MASSES = (MassBefore.LITTLE, MassBefore.HALF, MassBefore.MOST, MassBefore.NEARLY_ALL)
_UNTITLED = (Zone.UNTITLED_HEAD, Zone.UNTITLED_OPENING, Zone.UNTITLED_MIDDLE, Zone.UNTITLED_END)
_TITLED = (Zone.TITLED_HEAD, Zone.TITLED_OPENING, Zone.TITLED_MIDDLE, Zone.TITLED_END)
BYLINE_LINES = 11
"""A byline at most so many lines below a line belongs to it."""
LONG_LINE_CHARS = 15
LONG_LINK_CHARS = 25
MIN_OPENING_CHARS = 20
"""A shorter sentence does not open an article: it may be a slogan of the page's head."""
MIN_CLOSING_SHARE = 0.3


@dataclass(slots=True, frozen=True)
class _Marks:
    """The lines of a page from which the positions of the others are told."""

    titled: int
    """The last line that prints the title; -1 where none does."""
    opening: int
    """The first line of prose below it."""
    ends: list[int]
    """Lines that close an article, in order."""
    heralds: set[int]
    """Lines above the first prose that a byline follows."""


def _find_marks(weighed: list[Line], prose: dict[int, int], wordings: list[Wording], title: TitleChoice) -> _Marks:
    titled = title.line_indexes[-1] if title.line_indexes else -1
    opening = next((i for i, size in prose.items() if i > titled and size >= MIN_OPENING_CHARS), -1)
    if opening < 0:
        opening = next((line.index for line in weighed if line.index > titled), len(wordings))
    earliest = max(opening, _closing_start(prose, sum(prose.values()) or 1))
    worded = [(i, wording) for i, wording in enumerate(wordings) if wording.rules]
    ends = [i for i, wording in worded if wording.closes and i > earliest]
    first_prose = next(iter(prose), len(wordings))
    bylines = [i for i, wording in worded if wording.is_byline]
    heralds = {k for i in bylines for k in range(max(0, i - BYLINE_LINES), min(i, first_prose + 1))}
    return _Marks(titled, opening, ends, heralds)


def place_lines(
    weighed: list[Line], words: list[Wording], prose: dict[int, int], wordings: list[Wording], title: TitleChoice
) -> list[Position]:
    """The positions of the weighed lines.

    words: of `weighed`. prose: characters of the lines of prose, by index, in order. wordings: of the whole page.
    """
    marks, counts = _find_marks(weighed, prose, wordings, title), Counter([wording.text for wording in wordings])
    total, running, mass = sum(prose.values()) or 1, 0, MassBefore.NONE
    positions: list[Position] = []
    for line, wording in zip(weighed, words, strict=True):
        index = line.index
        before = bisect_left(marks.ends, index) if marks.ends else 0
        positions.append(
            Position(
                links=_links(line) if line.link_chars else Links.NONE,
                ends_before=_few(before),
                ends_after=_few(len(marks.ends) - before),
                byline_ahead=int(index in marks.heralds),
                title_distance=_title_distance(index, marks.titled),
                mass_before=mass,
                repeated=_repeated(wording.text) if counts[wording.text] > 1 else Repeated.NO,
                zone=_zone(index, marks, before),
            )
        )
        if index in prose:
            running += prose[index]
            mass = _mass(running, total)
    return positions


def _mass(running: int, total: int) -> MassBefore:
    if running == total:
        return MassBefore.ALL
    return _MASSES[bisect_left((total * 0.05, total * 0.5, total * 0.95), running)]


def _title_distance(index: int, titled: int) -> TitleDistance:
    if titled < 0:
        return TitleDistance.NO_TITLE
    return TitleDistance.BEFORE if index < titled else _DISTANCES[bisect_left(_DISTANCE_LINES, index - titled)]


def _repeated(text: str) -> Repeated:
    return Repeated.SHORT if len(text) < LONG_LINE_CHARS else Repeated.LONG


def _zone(index: int, marks: _Marks, ends_before: int) -> Zone:
    zones = _UNTITLED if marks.titled < 0 else _TITLED
    if index <= marks.titled:
        return zones[0]
    return zones[3] if ends_before else zones[1] if index < marks.opening else zones[2]


def _links(line: Line) -> Links:
    size = len(line.text)
    share, is_long = line.link_chars / size, size >= LONG_LINK_CHARS
    if share < 0.3:
        return Links.SOME
    if share < 0.75:
        return Links.HALF_LONG if is_long else Links.HALF_SHORT
    return Links.ALL_LONG if is_long else Links.ALL_SHORT


def _closing_start(prose: dict[int, int], total: int) -> int:
    """The line at which `MIN_CLOSING_SHARE` of the prose has passed: a share bar above it closes nothing."""
    running = 0
    for index, size in prose.items():
        running += size
        if running >= total * MIN_CLOSING_SHARE:
            return index
    return -1


def _few(count: int) -> int:
    return count if count < 2 else 2 if count < 4 else 3
