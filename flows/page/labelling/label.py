"""Labels every line of a page: body, metadata, or removed with a category and the rule that named it.

In this order: the source's own rules, what a browser hides, the title, wording rules that leave no doubt; the lines
that are left are weighed (`evidence`, `weights`) and the likeliest runs of body among them are kept. What the page's
site repeats weighs against a line. Each of the removed is named by the wording that hints at it, by its element's
class, by the share of pages that repeat it, or by its place.
"""

from math import exp

from flows.page.labelling.article import Article, ArticleWeights
from flows.page.labelling.article_lines import keep_article
from flows.page.labelling.body_edges import extend_body, read_on
from flows.page.labelling.broken_lines import join_reading
from flows.page.labelling.code_lines import CODE, find_code_lines, settle_code
from flows.page.labelling.element_tokens import read_tokens
from flows.page.labelling.evidence import Evidence, gather_evidence
from flows.page.labelling.layout import Layout, lay_out
from flows.page.labelling.outline_edges import follow_outline
from flows.page.labelling.questions import RULED
from flows.page.labelling.settings import is_link
from flows.page.labelling.source_rules import match_source_rules
from flows.page.labelling.templates import Repeated, Templates, find_repeated, weigh_repeated
from flows.page.labelling.threads import find_thread
from flows.page.labelling.weights import Weights, choose_lines, load_weights, score_lines
from flows.page.labelling.wording import MIN_PROSE_CHARS, NO_WORDING, Wording, prose_chars, read_wording
from flows.page.lines import Label, Line, Reading
from flows.page.source import Source
from flows.page.title.choice import TitleChoice

BODY = "body"
MIN_BODY_CHARS = 10
LEANINGS = (1.0, 2.0, 3.0, 4.0, 6.0)
"""Log-odds that are added to every line, one step after the other, while hardly a line is taken for body: every page
has a body."""
BARE_LEANING = 6.0
"""The same for text without a line that is certain boilerplate: the text was already extracted from its page."""
_SURROUNDINGS = frozenset(
    ["nav", "breadcrumb", "share", "ad", "lead_in", "related", "tags", "comment", "pagination", "login", "copyright"]
)
MIN_LINK_RUN = 3
LINK_RUN = Label("removed", "nav", "layout.link_run", 0.97)
CONTROL = Label("removed", "nav", "layout.control", 0.99)
HIDDEN = Label("removed", "hidden", "layout.hidden")
SURE_MARGIN = 8.0
"""Log-odds beyond which a confidence rounds to 1."""
SURE_BODY = Label(BODY, "", "weights.body")
TITLE_ECHO = Label("removed", "title_echo", "title.echo")
NEAR_ELEMENTS = 4
"""Elements whose class may name a line: the line's own and the three around it."""
_CONTROLS = frozenset(["option", "select", "button", "textarea", "optgroup"])
_MARK_CATEGORIES = {"date": "byline", "author": "byline", "content_source": "byline", "editor": "editor"}


def label_lines(
    reading: Reading,
    *,
    title: TitleChoice,
    url: str | None = None,
    source: Source | None = None,
    templates: Templates | None = None,
) -> list[Label]:
    """Label the lines of `reading`, parallel to `reading.lines`. `title` says which of them print the title.

    templates: what the page's site repeats.
    """
    repeated = find_repeated(reading.lines, templates) if templates else {}
    joined = join_reading(reading, title) if reading.media_type == "text/plain" else None
    if joined:
        carried = joined.carry(repeated)
        return joined.spread(_label_lines(joined.reading, joined.title, url, source, carried))
    return _label_lines(reading, title, url, source, repeated)


def _label_lines(
    reading: Reading, title: TitleChoice, url: str | None, source: Source | None, repeated: Repeated
) -> list[Label]:
    wordings, decided, evidence, article = examine(reading, title, source)
    weights = load_weights(reading.media_type)
    scores = score_lines(evidence, weights)
    if repeated:
        scores = weigh_repeated(scores, evidence.indexes, repeated, wordings, title.line_indexes)
    chosen = choose_body(reading, wordings, evidence, scores, weights, title=title, url=url, article=article)
    kept = [index for index, is_body in zip(evidence.indexes, chosen, strict=True) if is_body]
    names = _ChromeNamer(reading, wordings, kept, repeated)
    decided.update(names.label_links([index for index, label in decided.items() if label is LINK_RUN]))
    for index, score, is_body in zip(evidence.indexes, scores, chosen, strict=True):
        margin = abs(score)
        if margin > SURE_MARGIN:
            decided[index] = SURE_BODY if is_body else names.label(index, 1.0)
        else:
            confidence = round(1 / (1 + exp(-margin)), 3)
            decided[index] = Label(BODY, "", "weights.body", confidence) if is_body else names.label(index, confidence)
    decided.update(settle_code(reading.lines, decided))
    return [decided[index] for index in range(len(reading.lines))]


def examine(
    reading: Reading, title: TitleChoice, source: Source | None, weights: ArticleWeights | None = None
) -> tuple[list[Wording], dict[int, Label], Evidence, Article]:
    """The wording of every line, the labels of those on which there is no doubt, what is said of the others, and the
    article's element."""
    wordings = read_wordings(reading)
    decided = decide(reading, wordings, title, source)
    layout = lay_out(reading, wordings, decided, title, weights)
    _read_hidden(reading, wordings, layout)
    for index in list_doubtful(wordings, decided, layout):
        del decided[index]
    return wordings, decided, gather_evidence(reading, wordings, decided, title, layout), layout.article


def _read_hidden(reading: Reading, wordings: list[Wording], layout: Layout) -> None:
    """Fill in the wording of the hidden lines that stand in the article's element and may be sentences."""
    if not layout.article.index:
        return
    for line in reading.lines[layout.article.first : layout.article.last + 1]:
        if line.is_hidden and len(line.text) >= MIN_PROSE_CHARS:
            wordings[line.index] = read_wording(line.text)


def list_doubtful(wordings: list[Wording], decided: dict[int, Label], layout: Layout) -> list[int]:
    """Lines of the article's element that would be removed elsewhere on the page, but may be part of the article."""
    if not layout.article.index:
        return []
    inside = range(layout.article.first, layout.article.last + 1)
    return [index for index in inside if _is_doubtful(wordings[index], decided.get(index))]


def _is_doubtful(wording: Wording, label: Label | None) -> bool:
    """Whether a line is a link among links, a hidden sentence, or matched by a rule that is only evidence inside an
    article."""
    if label is LINK_RUN:
        return True
    if label is HIDDEN:
        return prose_chars(wording.text) > 0
    rule = wording.always
    return rule is not None and label is not None and rule.id == label.rule and rule.category in RULED


def read_wordings(reading: Reading) -> list[Wording]:
    """The wording of every line; `NO_WORDING` of the hidden, of form controls and of code, which no rule is for."""
    return [
        NO_WORDING if line.is_hidden or line.is_code or line.tag in _CONTROLS else read_wording(line.text)
        for line in reading.lines
    ]


def choose_body(
    reading: Reading,
    wordings: list[Wording],
    evidence: Evidence,
    scores: list[float],
    weights: Weights,
    *,
    title: TitleChoice,
    url: str | None,
    article: Article,
) -> list[bool]:
    """Whether each weighed line is body, parallel to `evidence.indexes`."""
    if reading.media_type == "text/plain" and not any(map(_is_surroundings, wordings)):
        scores = [score + BARE_LEANING for score in scores]
    chosen = choose_lines(scores, evidence.gaps, weights)
    for leaning in LEANINGS:
        chars = sum([len(wordings[i].text) for i, is_body in zip(evidence.indexes, chosen, strict=True) if is_body])
        if chars >= MIN_BODY_CHARS:
            break
        chosen = choose_lines([score + leaning for score in scores], evidence.gaps, weights)
    chosen = keep_article(reading.lines, wordings, evidence, scores, chosen, article)
    start = title.line_indexes[-1] + 1 if title.line_indexes else len(wordings)
    thread = find_thread(reading, wordings, evidence, chosen, start, url, article)
    if thread:
        return [index in thread for index in evidence.indexes]
    if reading.media_type == "text/plain":
        chosen = read_on(wordings, evidence, chosen)
    return extend_body(reading, wordings, evidence, follow_outline(reading.lines, wordings, evidence, chosen))


def decide(reading: Reading, wordings: list[Wording], title: TitleChoice, source: Source | None) -> dict[int, Label]:
    """The lines on which there is no doubt, by index."""
    decided = _controls_and_link_runs(reading.lines)
    for index, rule in [(index, wording.always) for index, wording in enumerate(wordings) if wording.rules]:
        if rule and not (rule.category == "related" and decided.get(index) is LINK_RUN):
            decided[index] = Label("removed", rule.category, rule.id, 0.98)
    decided.update(find_code_lines(reading.lines))
    decided.update(dict.fromkeys(title.echo_indexes, TITLE_ECHO))
    decided.update(dict.fromkeys([line.index for line in reading.lines if line.is_hidden], HIDDEN))
    decided.update(dict.fromkeys(title.line_indexes, Label("metadata", "", f"title.{title.method}")))
    if source is not None:
        _apply_source(reading.lines, source, decided)
    return decided


def _is_surroundings(wording: Wording) -> bool:
    return wording.always is not None and wording.always.category in _SURROUNDINGS


def _controls_and_link_runs(lines: list[Line]) -> dict[int, Label]:
    """Form controls, and runs of lines that are links and nothing else.

    On 169 labelled pages one line in 600 of such a run belonged to a body.
    """
    labels: dict[int, Label] = {}
    run: list[int] = []
    for line in lines:
        if line.tag in _CONTROLS:
            labels[line.index] = CONTROL
        elif is_link(line):
            run.append(line.index)
            if len(run) == MIN_LINK_RUN:
                labels.update(dict.fromkeys(run, LINK_RUN))
            elif len(run) > MIN_LINK_RUN:
                labels[line.index] = LINK_RUN
        elif run:
            run = []
    return labels


def _apply_source(lines: list[Line], source: Source, decided: dict[int, Label]) -> None:
    """Put the rules of source.toml before the general ones. Where it selects content, lines that nothing else decides
    are body inside the content and removed outside."""
    has_content = any(line.mark == "content" for line in lines)
    rules = match_source_rules(source.line_rules, [line.text for line in lines])
    for line, rule in zip(lines, rules, strict=True):
        label = decided.get(line.index)
        is_title = label is not None and label.kind == "metadata"
        if line.mark.startswith("drop:"):
            decided[line.index] = Label("removed", "source_rule", line.mark)
        elif line.mark in _MARK_CATEGORIES:
            decided[line.index] = Label("removed", _MARK_CATEGORIES[line.mark], f"source.{line.mark}")
        elif has_content and (label is None or label in (LINK_RUN, CODE)):
            is_content = line.mark == "content"
            decided[line.index] = (
                Label(BODY, "", "source.content") if is_content else Label("removed", "source_rule", "source.content")
            )
        if rule is not None and not is_title:
            is_kept = rule.action == "keep"
            decided[line.index] = (
                Label(BODY, "", f"source.{rule.id}")
                if is_kept
                else Label("removed", "source_rule", f"source.{rule.id}")
            )


class _ChromeNamer:
    """Names lines that were taken for chrome: by their wording, their elements' classes, as a template or by place."""

    def __init__(self, reading: Reading, wordings: list[Wording], kept: list[int], repeated: Repeated) -> None:
        """`kept`: the lines of the body, in order."""
        self.lines, self.elements, self.wordings = reading.lines, reading.elements, wordings
        self.repeated = repeated
        self.first, self.last = (kept[0], kept[-1]) if kept else (len(reading.lines), -1)

    def label(self, index: int, confidence: float) -> Label:
        """The label of a line that was weighed."""
        if rules := self.wordings[index].rules:
            return Label("removed", rules[0].category, rules[0].id, confidence)
        line = self.lines[index]
        if category := self._element_category(line.element):
            return Label("removed", category, f"tokens.{category}", confidence)
        if index in self.repeated:
            return Label("removed", "template", f"template.{self.repeated[index]}", confidence)
        is_link = line.link_chars * 2 > len(line.text)
        if index < self.first:
            return Label("removed", "nav", "layout.links_above" if is_link else "layout.above_body", confidence)
        if index > self.last:
            return Label("removed", "related", "layout.links_below" if is_link else "layout.below_body", confidence)
        if is_link:
            return Label("removed", "related", "layout.links_inside", confidence)
        return Label("removed", "residue", "layout.inside_body", confidence)

    def label_links(self, indexes: list[int]) -> dict[int, Label]:
        """The labels of lines in runs of links, by index. Elements of one class in one parent share their category.

        A link 要闻 or 专题 above the body is an entry of a menu, not the heading of a list.
        """
        lines, elements, wordings, first = self.lines, self.elements, self.wordings, self.first
        named: dict[int, Label] = {}
        siblings: dict[tuple[int, str, bool], Label] = {}
        for index in indexes:
            is_above = index < first
            rules = wordings[index].rules
            if rules and not (is_above and rules[0].category == "related"):
                named[index] = Label("removed", rules[0].category, rules[0].id, LINK_RUN.confidence)
                continue
            place = lines[index].element
            element = elements[place]
            key = element.parent, element.tokens, is_above
            label = siblings.get(key)
            if label is None:
                category = self._element_category(place) or ("nav" if is_above else "related")
                label = siblings[key] = Label("removed", category, LINK_RUN.rule, LINK_RUN.confidence)
            named[index] = label
        return named

    def _element_category(self, index: int) -> str:
        """The category that the class of an element, or the nearest of those around it, speaks of."""
        for _ in range(NEAR_ELEMENTS):
            element = self.elements[index]
            if element.tokens and (category := read_tokens(element.tokens)[1]):
                return category
            index = element.parent
            if index < 0:
                break
        return ""
