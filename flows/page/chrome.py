"""Labels every line of a page: body, metadata, or removed with a category and the rule that named it.

In this order: the source's own rules, what a browser hides, the title, wording rules that leave no doubt; the lines
that are left are weighed (`line_evidence`, `line_weights`) and the likeliest runs of body among them are kept. Each
of the removed is named by the wording that hints at it, by its element's class, or by its place.
"""

from math import exp

from flows.page.body_edges import extend_body
from flows.page.element_tokens import read_tokens
from flows.page.line_evidence import Evidence, gather_evidence
from flows.page.line_rules import LineRule
from flows.page.line_weights import Weights, choose_lines, load_weights, score_lines
from flows.page.lines import Label, Line, Reading
from flows.page.source import Source
from flows.page.threads import find_thread
from flows.page.title import TitleChoice
from flows.page.wording import NO_WORDING, Wording, read_wording

BODY = "body"
MIN_BODY_CHARS = 10
LEANINGS = (1.0, 2.0, 3.0, 4.0)
"""A page has a body. Where hardly a line looks like one, all lines are given so much more of a chance, step by step."""
MIN_LINK_RUN = 3
LINK_RUN = Label("removed", "nav", "layout.link_run", 0.97)
CONTROL = Label("removed", "nav", "layout.control", 0.99)
_CONTROLS = frozenset(["option", "select", "button", "textarea", "optgroup"])
_MARK_CATEGORIES = {"date": "byline", "author": "byline", "content_source": "byline", "editor": "editor"}


def label_lines(
    reading: Reading, *, title: TitleChoice, url: str | None = None, source: Source | None = None
) -> list[Label]:
    """Label the lines of `reading`, parallel to `reading.lines`. `title` says which of them print the title."""
    wordings = read_wordings(reading)
    decided = decide(reading, wordings, title, source)
    evidence = gather_evidence(reading, wordings, set(decided), title)
    weights = load_weights(reading.media_type)
    scores = score_lines(evidence, weights)
    chosen = choose_body(reading, wordings, evidence, scores, weights, title=title, url=url)
    labels = _name_lines(reading, evidence, wordings, scores, chosen)
    decided.update(_name_link_runs(reading, decided, wordings, labels))
    decided.update(labels)
    return [decided[line.index] for line in reading.lines]


def read_wordings(reading: Reading) -> list[Wording]:
    """The wording of every line; `NO_WORDING` of the hidden and of form controls, which no rule needs to read."""
    return [
        NO_WORDING if line.is_hidden or line.tag in _CONTROLS else read_wording(line.text) for line in reading.lines
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
) -> list[bool]:
    """Whether each weighed line is body, parallel to `evidence.indexes`."""
    chosen = choose_lines(scores, evidence.gaps, weights)
    for leaning in LEANINGS:
        chars = sum(len(wordings[i].text) for i, is_body in zip(evidence.indexes, chosen, strict=True) if is_body)
        if chars >= MIN_BODY_CHARS:
            break
        chosen = choose_lines([score + leaning for score in scores], evidence.gaps, weights)
    start = title.line_indexes[-1] + 1 if title.line_indexes else len(wordings)
    thread = find_thread(reading, wordings, evidence, chosen, start, url)
    if thread:
        return [index in thread for index in evidence.indexes]
    return extend_body(reading, wordings, evidence, chosen)


def decide(reading: Reading, wordings: list[Wording], title: TitleChoice, source: Source | None) -> dict[int, Label]:
    """The lines on which there is no doubt, by index."""
    decided = _controls_and_link_runs(reading.lines)
    for index, wording in enumerate(wordings):
        if rule := wording.always:
            decided[index] = Label("removed", rule.category, rule.id, 0.98)
    decided.update((index, Label("removed", "title_echo", "title.echo")) for index in title.echo_indexes)
    decided.update(
        (line.index, Label("removed", "hidden", "layout.hidden")) for line in reading.lines if line.is_hidden
    )
    decided.update((index, Label("metadata", "", f"title.{title.method}")) for index in title.line_indexes)
    if source is not None:
        _apply_source(reading.lines, source, decided)
    return decided


def _controls_and_link_runs(lines: list[Line]) -> dict[int, Label]:
    """Form controls, and runs of lines that are links and nothing else.

    On 169 labelled pages one line in 600 of such a run belonged to a body.
    """
    labels: dict[int, Label] = {}
    run: list[int] = []
    for line in lines:
        if line.tag in _CONTROLS:
            labels[line.index] = CONTROL
        elif line.link_chars * 10 >= len(line.text) * 9:
            run.append(line.index)
            if len(run) == MIN_LINK_RUN:
                labels.update(dict.fromkeys(run, LINK_RUN))
            elif len(run) > MIN_LINK_RUN:
                labels[line.index] = LINK_RUN
        elif run:
            run = []
    return labels


def _apply_source(lines: list[Line], source: Source, decided: dict[int, Label]) -> None:
    """What source.toml says overrides the general rules; outside its content only wording that is sure has a name."""
    has_content = any(line.mark == "content" for line in lines)
    for line in lines:
        label = decided.get(line.index)
        is_title = label is not None and label.kind == "metadata"
        if line.mark.startswith("drop:"):
            decided[line.index] = Label("removed", "source_rule", line.mark)
        elif line.mark in _MARK_CATEGORIES:
            decided[line.index] = Label("removed", _MARK_CATEGORIES[line.mark], f"source.{line.mark}")
        elif has_content and (label is None or label is LINK_RUN):
            is_content = line.mark == "content"
            decided[line.index] = (
                Label(BODY, "", "source.content") if is_content else Label("removed", "source_rule", "source.content")
            )
        for rule in source.line_rules:
            if not is_title and rule.pattern.search(line.text):
                is_kept = rule.action == "keep"
                decided[line.index] = (
                    Label(BODY, "", f"source.{rule.id}")
                    if is_kept
                    else Label("removed", "source_rule", f"source.{rule.id}")
                )
                break


def _name_lines(
    reading: Reading,
    evidence: Evidence,
    wordings: list[Wording],
    scores: list[float],
    chosen: list[bool],
) -> dict[int, Label]:
    """Labels of the weighed lines."""
    kept = [index for index, is_body in zip(evidence.indexes, chosen, strict=True) if is_body]
    span = (kept[0], kept[-1]) if kept else (len(reading.lines), -1)
    labels = {}
    for index, score, is_body in zip(evidence.indexes, scores, chosen, strict=True):
        confidence = round(1 / (1 + exp(-min(20.0, abs(score)))), 3)
        if is_body:
            labels[index] = Label(BODY, "", "weights.body", confidence)
        else:
            category, rule = _name(reading, reading.lines[index], wordings[index].rules, span)
            labels[index] = Label("removed", category, rule, confidence)
    return labels


def _name_link_runs(
    reading: Reading, decided: dict[int, Label], wordings: list[Wording], labels: dict[int, Label]
) -> dict[int, Label]:
    """Better names for the lines of link runs, now that the body's place is known."""
    kept = [index for index, label in labels.items() if label.kind == BODY]
    span = (kept[0], kept[-1]) if kept else (len(reading.lines), -1)
    named: dict[int, Label] = {}
    made: dict[tuple[int, bool], Label] = {}
    for index, label in decided.items():
        if label is LINK_RUN:
            rules = wordings[index].rules
            if rules:
                named[index] = Label("removed", rules[0].category, rules[0].id, LINK_RUN.confidence)
                continue
            line = reading.lines[index]
            key = (line.element, index < span[0])
            if key not in made:
                category, _ = _name(reading, line, (), span)
                made[key] = Label("removed", category, LINK_RUN.rule, LINK_RUN.confidence)
            named[index] = made[key]
    return named


def _name(reading: Reading, line: Line, rules: tuple[LineRule, ...], span: tuple[int, int]) -> tuple[str, str]:
    """Category and rule of a line that was taken for chrome; `span`: first and last line of the body."""
    if rules:
        return rules[0].category, rules[0].id
    node = line.element
    for _ in range(4):
        element = reading.elements[node]
        _, category = read_tokens(element.tokens)
        if category:
            return category, f"tokens.{category}"
        node = element.parent
        if node < 0:
            break
    is_link = line.link_chars * 2 > len(line.text)
    if line.index < span[0]:
        return "nav", "layout.links_above" if is_link else "layout.above_body"
    if line.index > span[1]:
        return "related", "layout.links_below" if is_link else "layout.below_body"
    return ("related", "layout.links_inside") if is_link else ("residue", "layout.inside_body")
