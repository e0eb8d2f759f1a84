"""What can be said of each line before deciding on it: its form, its position, its setting, the gap above it."""

from collections.abc import Container
from dataclasses import dataclass

from flows.page.labelling.answers import Gap
from flows.page.labelling.gaps import find_html_gaps, find_text_gaps
from flows.page.labelling.layout import Layout
from flows.page.labelling.positions import place_lines
from flows.page.labelling.questions import Form, Position, Setting
from flows.page.labelling.settings import describe_html, describe_text
from flows.page.labelling.wording import Wording
from flows.page.lines import Reading
from flows.page.title.choice import TitleChoice


@dataclass(slots=True)
class Evidence:
    """The lines to be weighed and what can be said of each."""

    indexes: list[int]
    forms: list[Form]
    """Parallel to `indexes`, as are the other lists."""
    positions: list[Position]
    settings: list[Setting]
    gaps: list[Gap]
    """What lies between a line and the one before it; the first gap is not used."""

    @property
    def rows(self) -> list[tuple[int, ...]]:
        """An answer to each question of `GROUPS`, for each line."""
        return [(*a, *b, *c) for a, b, c in zip(self.forms, self.positions, self.settings, strict=True)]


def gather_evidence(
    reading: Reading, wordings: list[Wording], decided: Container[int], title: TitleChoice, layout: Layout
) -> Evidence:
    """Describe every line that is not in `decided`. `wordings`: of every line of the page."""
    lines = reading.lines
    indexes = [index for index in range(len(lines)) if index not in decided]
    if not indexes:
        return Evidence([], [], [], [], [Gap.SAME_PARENT])
    weighed, words = [lines[index] for index in indexes], [wordings[index] for index in indexes]
    article = layout.article
    prose = {index: size for index, size in layout.prose.items() if article.holds(index)}
    forms = [wording.form for wording in words]
    positions = place_lines(weighed, words, prose, wordings, title)
    if reading.media_type == "text/html":
        settings = describe_html(reading, weighed, words, layout, wordings)
        gaps = find_html_gaps(reading, weighed, wordings, article)
    else:
        settings = describe_text(weighed, layout, wordings)
        gaps = find_text_gaps(weighed, wordings, article)
    return Evidence(indexes, forms, positions, settings, gaps)
