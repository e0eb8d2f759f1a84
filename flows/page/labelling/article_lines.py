"""The container decides, lines confirm: what stands in the article is the article's unless something objects.

Objections are a wording rule, links, a class that speaks of chrome on an element without much of the article's text,
and weights that are sure. A sentence of the article's element is kept wherever it stands in it, a shorter line between
lines that are kept.
"""

from flows.page.labelling.article import Article
from flows.page.labelling.containers import INSIDE
from flows.page.labelling.evidence import Evidence
from flows.page.labelling.questions import GROUPS
from flows.page.labelling.wording import Wording, prose_chars
from flows.page.lines import Line

SURE_CHROME = -3.0
"""Log-odds below which the weights are sure of chrome."""
SPEAKS_OF_CHROME = 2
"""Answers to near_tokens and far_tokens above this one name a kind of chrome."""
_NEAR, _FAR, _PLACE = (
    next(index for index, group in enumerate(GROUPS) if group.name == name)
    for name in ("near_tokens", "far_tokens", "place")
)


def keep_article(
    lines: list[Line],
    wordings: list[Wording],
    evidence: Evidence,
    scores: list[float],
    chosen: list[bool],
    article: Article,
) -> list[bool]:
    """`chosen` with the article's lines to which nothing objects; `scores` and `chosen` are of the weighed ones."""
    kept = [k for k, index in enumerate(evidence.indexes) if chosen[k] and article.holds(index)]
    if not article.index or not kept:
        return chosen
    result = list(chosen)
    for k, row in enumerate(evidence.rows):
        if chosen[k] or row[_PLACE] != INSIDE or scores[k] <= SURE_CHROME:
            continue
        if max(row[_NEAR], row[_FAR]) > SPEAKS_OF_CHROME:
            continue
        index = evidence.indexes[k]
        line, wording = lines[index], wordings[index]
        if wording.rules or line.is_hidden or line.link_chars * 3 > len(line.text):
            continue
        result[k] = kept[0] < k < kept[-1] or prose_chars(wording.text) > 0
    return result
