"""A page by its elements: how much text each holds, and which is the article's."""

from collections.abc import Container
from dataclasses import dataclass

from flows.page.labelling.article import Article, ArticleWeights, find_article
from flows.page.labelling.element_sums import Sums, add_up
from flows.page.labelling.passage import find_passage
from flows.page.labelling.wording import Wording, prose_chars
from flows.page.lines import Reading
from flows.page.title.choice import TitleChoice


@dataclass(slots=True)
class Layout:
    """A page by its elements."""

    prose: dict[int, int]
    """Characters of the lines of prose that no rule decides, by index, in order."""
    sums: Sums
    article: Article


def lay_out(
    reading: Reading,
    wordings: list[Wording],
    decided: Container[int],
    title: TitleChoice,
    weights: ArticleWeights | None = None,
) -> Layout:
    """Find the article of a page. wordings: of every line. decided: the lines that a rule decides."""
    prose, sums = measure(reading, wordings, decided)
    if reading.media_type == "text/html":
        return Layout(prose, sums, find_article(reading, wordings, sums, title, weights))
    return Layout(prose, sums, Article(0, *find_passage(reading.lines, wordings, prose, title)))


def measure(reading: Reading, wordings: list[Wording], decided: Container[int]) -> tuple[dict[int, int], Sums]:
    """Characters of the lines of prose that no rule decides, by index; the sums over the elements, code included."""
    weighed = [line for line in reading.lines if line.index not in decided]
    code = [line for line in reading.lines if line.is_code and not line.is_hidden]
    prose = {
        line.index: size
        for line in weighed
        if (size := prose_chars(wordings[line.index].text)) and line.link_chars * 3 <= size
    }
    return prose, add_up(reading.elements, reading.lines, prose, [*weighed, *code])
