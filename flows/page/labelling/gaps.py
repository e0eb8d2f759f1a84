"""The gaps between lines that are weighed: what lies between two that follow each other."""

from itertools import pairwise

from flows.page.labelling.answers import Gap
from flows.page.labelling.article import Article
from flows.page.labelling.wording import Wording
from flows.page.lines import Line, Reading

_BLANKS = (Gap.ADJACENT, Gap.BLANK, Gap.BLANKS)


def find_html_gaps(reading: Reading, weighed: list[Line], wordings: list[Wording], article: Article) -> list[Gap]:
    """What lies between each weighed line and the one before it."""
    lines, elements = reading.lines, reading.elements
    gaps = [Gap.SAME_PARENT]
    above = weighed[0]
    parent = elements[above.element].parent
    for line in weighed[1:]:
        a, b, above_parent = above.index + 1, line.index, parent
        parent = elements[line.element].parent
        gap = _gap_over(wordings[a:b]) if a < b else None
        if article.index and article.holds(above.index) != article.holds(b):
            gap = Gap.INTO_ARTICLE if article.holds(b) else Gap.OUT_OF_ARTICLE
        elif gap is None:
            if a < b and all(between.link_chars for between in lines[a:b]):
                gap = Gap.OVER_LINKS
            elif parent == above_parent:
                gap = Gap.SAME_PARENT
            else:
                is_near = elements[parent].parent == elements[above_parent].parent
                gap = Gap.SAME_GRANDPARENT if is_near else Gap.FAR
        gaps.append(gap)
        above = line
    return gaps


def find_text_gaps(weighed: list[Line], wordings: list[Wording], article: Article) -> list[Gap]:
    """As `find_html_gaps`, of plain text."""
    gaps = [Gap.SAME_PARENT]
    for above, below in pairwise(weighed):
        if article.holds(above.index) != article.holds(below.index):
            gaps.append(Gap.INTO_ARTICLE if article.holds(below.index) else Gap.OUT_OF_ARTICLE)
            continue
        gap = _gap_over(wordings[above.index + 1 : below.index])
        gaps.append(_BLANKS[min(2, below.blank_before)] if gap is None else gap)
    return gaps


def _gap_over(between: list[Wording]) -> Gap | None:
    """The gap that the words of decided lines make, if they say something."""
    is_opening = False
    for wording in between:
        if wording.closes:
            return Gap.OVER_CLOSING
        is_opening = is_opening or wording.opens
    return Gap.OVER_OPENING if is_opening else None
