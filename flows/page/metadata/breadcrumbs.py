"""The breadcrumb of a page: where in its site it says it stands."""

import re
from dataclasses import dataclass

from flows.page.lines import Label, Line
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.search import find_lines, join_lines

MAX_ITEMS = 12
MAX_ITEM_CHARS = 80
_MAX_PART_CHARS = 24
_MAX_LINE_CHARS = 200
_SEPARATORS = (">", "＞", "»", "›")
_FIRST = 40
_BEFORE = 30
"""Lines before the title among which a breadcrumb is looked for."""
_LABEL = r"^[\W_]*[您你]?{crumb_adverbs}{0,3}的?{crumb_labels}\s?[是为在]?\s?[:>»]?\s?"
_STRONG = re.compile(r"\s*-{0,2}(?:[>＞»›→]|&gt;|::)+\s*")
_SIGN = re.compile(r">|＞|»|›|→|::|&gt;")
_CUES = (">", "＞", "»", "›", "→", "::", "&gt;", "置", "径", "徑", "页", "頁")
"""Signs and characters of which every line that is a breadcrumb holds one."""
_WEAK = re.compile(r"\s*[/／|｜\\·－]\s*|\s+-\s+|\s{1,3}(?=\S)")
_HOME = r"^[\W_]*{front_pages}\s*(?:[/\\·-]\s*\S|[|].{1,70}{last_crumbs}\W*$)"
"""A row of words parted by bars is a menu, unless it ends at the page itself."""
_SENTENCE = re.compile(r"[，。；！？]")
_TAIL = r"\s{4,}.*$|\s*[\[【(]{crumb_tools}[\])】].*$"


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """The items of a breadcrumb and the lines that print them."""

    items: tuple[str, ...]
    line_indexes: tuple[int, ...]


def find_breadcrumb(lines: list[Line], labels: list[Label], title_index: int | None) -> Breadcrumb | None:
    """The breadcrumb nearest before the title (or just after it), without a title among the first lines.

    Lines that `labels` call a breadcrumb are known to be one.
    """
    low, high = (0, _FIRST) if title_index is None else (max(0, title_index - _BEFORE), title_index + 4)
    best: Breadcrumb | None = None
    for position in find_lines(join_lines(lines[low:high]), _CUES):
        line = lines[low + position]
        text = line.text
        if best is not None and line.index in best.line_indexes:
            continue
        folded = fold_in_place(text[:_MAX_LINE_CHARS])
        is_labelled = len(text) < _MAX_LINE_CHARS and phrase(_LABEL).match(folded) is not None
        is_home = not is_labelled and len(text) <= 80 and phrase(_HOME).match(folded) is not None
        if not (is_labelled or is_home) and (len(text) > 160 or not _SIGN.search(text)):
            continue
        end = len(lines) if title_index is None or line.index >= title_index else title_index
        is_known = is_labelled or is_home or labels[line.index].category == "breadcrumb"
        found = _read_line(lines[:end], line, is_known)
        if found is not None:
            best = found
            if is_labelled:
                break
    return best


def _without_label_and_tools(text: str) -> str:
    label = phrase(_LABEL).match(fold_in_place(text))
    text = text[label.end() :] if label else text
    tools = phrase(_TAIL).search(fold_in_place(text))
    return text[: tools.start()] if tools else text


def _read_line(lines: list[Line], line: Line, is_known: bool) -> Breadcrumb | None:
    text = _without_label_and_tools(line.text.strip(" \xa0\u3000"))
    pieces = [piece.strip(" \xa0\u3000:：") for piece in _STRONG.split(text)]
    if len(pieces) == 1 and is_known:
        weak = [piece.strip(" \xa0\u3000:：") for piece in _WEAK.split(text)]
        pieces = weak if len(weak) > 1 else pieces
    items = [" ".join(piece.split()) for piece in pieces if piece.strip(" >")]
    indexes = [line.index]
    is_label_alone = not text.strip(" >＞") and phrase(_LABEL).match(fold_in_place(line.text)) is not None
    if is_label_alone and line.index + 1 < len(lines) and len(lines[line.index + 1].text) <= _MAX_PART_CHARS:
        items = [" ".join(lines[line.index + 1].text.split())]
        indexes.append(line.index + 1)
    elif not pieces[0]:
        before = lines[line.index - 1] if line.index else None
        if before is not None and len(before.text.strip()) <= 20 and not _STRONG.search(before.text):
            items.insert(0, " ".join(before.text.split()))
            indexes.insert(0, before.index)
    items, indexes = _follow(lines, items, indexes)
    if not items or len(items) > MAX_ITEMS or any(len(item) > MAX_ITEM_CHARS for item in items):
        return None
    if not is_known and (len(items) < 2 or any(len(item) > 24 or _SENTENCE.search(item) for item in items[:-1])):
        return None
    return Breadcrumb(tuple(items), tuple(indexes))


def _follow(lines: list[Line], items: list[str], indexes: list[int]) -> tuple[list[str], list[int]]:
    """Add the lines that go on: each begins with a separator, or the one before it ends with one."""
    while indexes[-1] + 1 < len(lines) and len(items) < MAX_ITEMS:
        last, following = lines[indexes[-1]].text.strip(), lines[indexes[-1] + 1].text.strip(" \xa0\u3000")
        starts = _STRONG.match(following)
        ends = last.endswith(_SEPARATORS) and len(following) <= _MAX_PART_CHARS
        if len(following) > MAX_ITEM_CHARS or not (starts or ends):
            break
        items = items + [" ".join(piece.split()) for piece in _STRONG.split(following) if piece.strip()]
        indexes = [*indexes, indexes[-1] + 1]
    return items, indexes
