"""Keep the lines of the article's element unless there is a reason to remove them.

Reasons are: a wording rule, links, a class of chrome on an element without much of the article's text, and weights that
are sure. A sentence is kept wherever it stands in the element, a shorter line only between lines that are kept.
"""

from flows.page.labelling.answers import Place, Tokens
from flows.page.labelling.article import Article
from flows.page.labelling.evidence import Evidence
from flows.page.labelling.wording import Wording, prose_chars
from flows.page.lines import Line

SURE_CHROME = -3.0
"""Log-odds below which the weights are sure of chrome."""


def keep_article(
    lines: list[Line],
    wordings: list[Wording],
    evidence: Evidence,
    scores: list[float],
    chosen: list[bool],
    article: Article,
) -> list[bool]:
    """`chosen`, with those lines of the article added that there is no reason to remove; `scores` and `chosen` are of
    the weighed lines."""
    kept = [k for k, index in enumerate(evidence.indexes) if chosen[k] and article.holds(index)]
    if not article.index or not kept:
        return chosen
    result = list(chosen)
    for k, setting in enumerate(evidence.settings):
        if chosen[k] or setting.place != Place.INSIDE or scores[k] <= SURE_CHROME:
            continue
        if max(setting.near_tokens, setting.far_tokens) > Tokens.BOTH:
            continue
        index = evidence.indexes[k]
        line, wording = lines[index], wordings[index]
        if wording.rules or line.is_hidden or line.link_chars * 3 > len(line.text):
            continue
        result[k] = kept[0] < k < kept[-1] or prose_chars(wording.text) > 0
    return result
