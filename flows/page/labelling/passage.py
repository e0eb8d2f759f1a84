"""The article of plain text: the stretch of lines with the most prose for the other lines it holds."""

import re

from flows.page.labelling.wording import Wording
from flows.page.lines import Line
from flows.page.title.choice import TitleChoice

MAX_PROSE = 100
"""A longer line says no more of where the article is."""
LINE_COST = 12
"""What a line that is no prose costs the stretch, in characters of prose; one that counts or goes on costs nothing."""
_MARKER = re.compile(r"[(第]?[一二三四五六七八九十百]{1,3}[)、.条章节]")
RULED_COST = 50
"""What a line costs that a rule knows as chrome."""
RUN_COST = 60
"""What each further one of several such lines costs: one alone may stand within an article."""
FIRST_SHARE = 0.45
"""The first stretch below the title that is worth this share of the best stretch is the article."""


def find_passage(
    lines: list[Line], wordings: list[Wording], prose: dict[int, int], title: TitleChoice
) -> tuple[int, int]:
    """First and last line of the article; all of the lines where there is no prose."""
    stretches = _list_stretches(lines, wordings, prose)
    if not stretches:
        return 0, len(lines) - 1
    title_line = title.line_indexes[-1] if title.line_indexes else -1
    best = max(worth for worth, _, _ in stretches)
    for worth, start, end in stretches:
        if end > title_line >= 0 and worth >= FIRST_SHARE * best:
            return start, end
    return next((start, end) for worth, start, end in stretches if worth == best)


def _list_stretches(lines: list[Line], wordings: list[Wording], prose: dict[int, int]) -> list[tuple[float, int, int]]:
    """Worth, first and last line of the stretches that are worth more than any longer or shorter one around them."""
    stretches: list[tuple[float, int, int]] = []
    running = best = 0.0
    start = end = 0
    was_ruled = False
    for index in range(len(lines)):
        size = prose.get(index, 0)
        wording = wordings[index]
        is_ruled = wording.always is not None
        if size:
            running += min(size, MAX_PROSE)
        elif is_ruled:
            running -= RUN_COST if was_ruled else RULED_COST
        elif not (wording.text.endswith((":", ";")) or _MARKER.match(wording.text)):
            running -= LINE_COST
        was_ruled = is_ruled
        if running > best:
            best, end = running, index
        if running <= 0:
            if best:
                stretches.append((best, start, end))
            running, best, start = 0.0, 0.0, index + 1
    if best:
        stretches.append((best, start, end))
    return stretches
