"""Labels every line of a page: body, metadata, or removed with a category and the rule that named it."""

from flows.page.line_rules import LineRule, fold, match_rules
from flows.page.lines import Label, Line, Reading
from flows.page.source import Source
from flows.page.title import TitleChoice

_SENTENCE_ENDS = frozenset("。！？…；!?;”」』’")


def label_lines(
    reading: Reading, *, title: TitleChoice, url: str | None = None, source: Source | None = None
) -> list[Label]:
    """Label the lines of `reading`, parallel to `reading.lines`."""
    hits = match_rules([fold(line.text) for line in reading.lines])
    scores = [_score(line, hits.get(line.index, [])) for line in reading.lines]
    for index in title.line_indexes + title.echo_indexes:
        scores[index] = 0.0
    first, last = _best_run(scores)
    labels = []
    for line in reading.lines:
        index = line.index
        rules = hits.get(index, [])
        always = [rule for rule in rules if rule.strength == "always"]
        if index in title.line_indexes:
            labels.append(Label("metadata"))
        elif index in title.echo_indexes:
            labels.append(Label("removed", "title_echo", "title.echo"))
        elif line.is_hidden:
            labels.append(Label("removed", "hidden", "layout.hidden"))
        elif always:
            labels.append(Label("removed", always[0].category, always[0].id))
        elif first <= index <= last:
            labels.append(Label("body"))
        elif rules:
            labels.append(Label("removed", rules[0].category, rules[0].id))
        else:
            labels.append(Label("removed", "nav" if index < first else "related", "layout.outside_run"))
    return labels


def _score(line: Line, rules: list[LineRule]) -> float:
    if any(rule.strength == "always" for rule in rules) or line.is_hidden:
        return -1.5
    size = len(line.text)
    if line.link_chars * 2 > size:
        return -1.0
    if line.text[-1] in _SENTENCE_ENDS or "。" in line.text:
        return 1.0 + min(size, 200) / 40
    return min(size, 60) / 40 - 1.0


def _best_run(scores: list[float]) -> tuple[int, int]:
    """First and last index of the run with the largest sum; (0, -1) of none."""
    best, total, start, run = 0.0, 0.0, 0, (0, -1)
    for index, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, index
        total += score
        if total > best:
            best, run = total, (start, index)
    return run
