"""Find headings without a number: short lines that stand apart, and first sentences that run in parallel.

One short line proves nothing: it may be a caption, a name, a line of verse. Headings come in groups that look alike,
each with text of its own below it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Protocol

from flows.page.sections.lines import TextLine
from flows.page.sections.markers import Candidate, bare_candidate
from flows.page.sections.styles import Style
from flows.page.sections.zones import MAX_CONTENTS_LINE, Contents, read_title

MAX_HEADING_LINE = 34
"""Characters; a longer line is running text. Of 226 labelled headings without a number 97 % have at most 20."""
MANY_ALIKE = 5
"""Short lines of a text between its paragraphs, from which their lengths may differ more."""
MAX_MARKED = 60
"""Characters of the longest paragraph that markup can make a heading."""
MAX_RUN_IN = 26
"""Characters of a first sentence that may be a heading. The longest of 26 labelled ones has 20."""

_ENDS_OPEN = "。,;:、.…-—"
_CREDIT = re.compile(
    r"^[(【◎▲△●]?(?:文|图|圖|摄影?|攝影?|供图|供稿|制图|资料|記者|记者|通[讯訊][员員]|作者|[编編]者?按|编辑|編輯"
    r"|[责責]任?[编編]|来源|來源|审核|審核|校对|校對|签发|初审|终审|策划|出品|监制|撰[稿文]|日期|时间|時間|地点|地點|电话|電話"
    r"|地址|邮箱|附件?|[图表圖][0-9]|注|备注|原标题|标签|關鍵|关键词|摘要|相关|相關|[阅閱][读讀]|点击|點擊|上一[篇页]|下一[篇页]"
    r"|更多|扫码|返回|参考)"
    r"|(?:记者|記者|通讯员|报道|報道|報導|摄|攝|供图|供稿|日报|晚报|新华社|[讯訊]|整理|编辑|編輯)$"
    r"|报记者|報記者|截图|图片|圖片|图源|电话|電話|:.*[0-9]{3}|[|/@=<>{}\\$_~^→]|https?:|[0-9]{4} ?[-年]"
    r"|^\(.*\)$|^[“《].*[”》]$"
)
"""What names a person, a source, a date or a link rather than what the text below says."""
_CAPTION = re.compile(r"[(【]?(?:[▲△◎]|[图圖](?:[为為]|[0-9:])|.{0,30}(?:[供截][图圖]|[摄攝影])[)】]?$)")
_MATTER = re.compile(
    r"【?(?:前 *言|引 *言|[导導序绪緒] *[言论論]|[结結] *[语語论論]|[结結]束[语語]|[后後] *[记記]|附 *[录錄]|尾 *[声聲]"
    r"|[参參]考(?:文[献獻]|[资資]料|[书書]目)|致 *[谢謝]|[编編][后後][语語])】?"
)
_GAP = re.compile("[, ]")
_SHORT_KEY = re.compile(r"^[^:]{1,4}:")
_RUN_IN = re.compile(rf"([^。!?;:]{{3,{MAX_RUN_IN}}}+)。(?=[\s\S]{{15}})|(【[^】\n]{{2,14}}】)(?=[\s\S]{{15}})")
_NARRATIVE = re.compile(
    r"^(?:[这這那他她它我你您咱“]|但|而且|因[为為此而]|所以|如[果今何]|[虽雖]然|[当當][天时年日前晚地]|[从從在][2这這那此]|不但"
    r"|不[仅僅]|由[于於]|[于於]是|[为為]了|后[来來]|有人|毫无|毫無|[许許]多人)"
    r"|[的了吗嗎呢吧着过過]$|[说說道]$|(?:指出|强调|強調|表示|[认認][为為]|介[绍紹]|透露|告[诉訴]|[说說称稱]),"
)
"""A sentence that tells or reports."""
_GRAM = re.compile(r"(?=([^,、“” ]{4}))")
_COUNT = re.compile(
    r"([一二两兩三四五六七八九十2-9])(?:个|個|大|条|项|點|点)?"
    r"(?:方面|重点|原则|要求|措施|任务|环节|问题|维度|維度|关系|關係|建议|层面|層面|举措|舉措|抓手|着力点|点)"
)
_COUNT_VALUES = (
    {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2, "兩": 2} | {str(n): n for n in range(2, 10)}
)


class Hint(Protocol):
    """What markup says of the paragraph that begins at offset `start`."""

    @property
    def start(self) -> int: ...
    @property
    def heading(self) -> int:
        """1 to 6 inside h1 to h6, otherwise 0."""

    @property
    def is_bold(self) -> bool: ...


@dataclass(slots=True)
class _Shape:
    """Features of a short line that its fellow headings share."""

    line: int
    text: str
    commas: int
    layout: tuple[bool, bool, bool]
    """Whether it stands in brackets, and whether its indent, and its distance from the line above, differ from running
    text."""


def find_unnumbered_headings(
    folded: str, lines: list[TextLine], taken: set[int], contents: Contents | None = None
) -> list[Candidate]:
    """Headings that fill a short line of their own. `taken`: indexes of the lines that carry a numbered candidate.

    Where a contents list names headings, those are the headings; otherwise they are the short lines that look alike.
    """
    if contents and contents.titles:
        return _find_listed(folded, lines, taken, contents)
    is_body = [_is_body(folded, line) for line in lines]
    short = [n for n, is_text in enumerate(is_body[:-1]) if not is_text and n not in taken]
    if not short or sum(is_body) < 2:
        return []
    indent, gap = _usual_layout([line for line, is_text in zip(lines, is_body, strict=True) if is_text])
    shapes: list[_Shape] = []
    found: list[Candidate] = []
    for n in short:
        line = lines[n]
        heading = folded[line.start : line.end].rstrip()
        if _MATTER.fullmatch(heading):
            found.append(bare_candidate(Style.MATTER, line.start, n))
        elif (is_body[n + 1] or n + 1 in taken) and (not n or is_body[n - 1] or n - 1 in taken) and _may_head(heading):
            layout = (heading[0] == "【", line.indent != indent, line.blank_before > gap)
            shapes.append(_Shape(n, heading, len(_GAP.findall(heading)), layout))
    found += [bare_candidate(Style.HEADING, lines[s.line].start, s.line) for s in _choose_alike(shapes)]
    return sorted(found, key=lambda c: c.start)


def _usual_layout(body: list[TextLine]) -> tuple[int, int]:
    """The commonest indent of running text, and the commonest number of blank lines above it."""
    indents, gaps = Counter([line.indent for line in body]), Counter([line.blank_before for line in body])
    return indents.most_common(1)[0][0], gaps.most_common(1)[0][0]


def find_marked_headings(folded: str, lines: list[TextLine], taken: set[int], hints: Sequence[Hint]) -> list[Candidate]:
    """Headings that the markup names: h2 to h6, each level a counter of its own, or else whole bold paragraphs.

    Empty where it names fewer than two: one bold line is an emphasis, one h2 the title of a box.
    """
    by_start = {hint.start: hint for hint in hints}
    marked = [
        (n, by_start[line.start])
        for n, line in enumerate(lines[:-1])
        if line.start in by_start and n not in taken and line.end - line.start <= MAX_MARKED
    ]
    chosen = [(n, str(hint.heading)) for n, hint in marked if hint.heading > 1]
    if len(chosen) < 2:
        bold = [n for n, hint in marked if hint.is_bold]
        chosen = [(n, "") for n in bold if not _CREDIT.search(folded[lines[n].start : lines[n].end].rstrip())]
    if len(chosen) < 2:
        return []
    return [bare_candidate(Style.HEADING, lines[n].start, n, variant=variant) for n, variant in chosen]


def _find_listed(folded: str, lines: list[TextLine], taken: set[int], contents: Contents) -> list[Candidate]:
    """The lines below a contents list that have the words of its entries; each entry once, no entry of a further list."""
    places: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        if line.start >= contents.end and n not in taken and line.end - line.start <= MAX_CONTENTS_LINE:
            title = read_title(folded[line.start : line.end])
            if title in contents.titles:
                places.setdefault(title, []).append(n)
    listed = {n for ns in places.values() for n in ns}
    found = [next((n for n in ns if n + 1 not in listed), ns[0]) for ns in places.values()]
    return [bare_candidate(Style.HEADING, lines[n].start, n) for n in sorted(found)]


def _is_body(folded: str, line: TextLine) -> bool:
    """Running text: a long line, a whole sentence with its stop, the words that lead a list in, a caption in it."""
    length = line.end - line.start
    if length > MAX_HEADING_LINE:
        return True
    last = folded[line.end - 1]
    if last == ":":
        return length >= 15
    if _CAPTION.match(folded, line.start, line.end):
        return True
    return length >= 12 and last in "。!?;”…" and "。" in folded[line.start : line.end]


def _may_head(heading: str) -> bool:
    if len(heading) < 2 or heading[-1] in _ENDS_OPEN or "。" in heading or ";" in heading:
        return False
    if _CREDIT.search(heading) or _SHORT_KEY.match(heading):
        return False
    return sum("一" <= char <= "鿿" for char in heading) >= max(2, len(heading) // 2)


def _choose_alike(shapes: list[_Shape]) -> list[_Shape]:
    """Those of the short lines that look alike: by their layout where it sets them apart, otherwise by their length."""
    texts = Counter([s.text for s in shapes])
    shapes = [s for s in shapes if texts[s.text] == 1]
    chosen: list[_Shape] = []
    for layout in sorted({s.layout for s in shapes}, reverse=True):
        group = [s for s in shapes if s.layout == layout]
        if any(layout):
            if len(group) >= 2:
                chosen += group
            continue
        group = [s for s in group if s.line]
        if len(group) >= 2:
            middle = median(len(s.text) for s in group)
            least, most = (0.3, 2.2) if len(group) >= MANY_ALIKE else (0.55, 1.8)
            group = [s for s in group if max(4, least * middle) <= len(s.text) <= most * middle]
        if len(group) >= 3 or (len(group) == 2 and _is_pair(*group)):
            chosen += group
    return sorted(chosen, key=lambda s: s.line)


def _is_pair(a: _Shape, b: _Shape) -> bool:
    return abs(len(a.text) - len(b.text)) <= 2 and a.commas == b.commas


def find_run_ins(folded: str, lines: list[TextLine], taken: set[int]) -> list[Candidate]:
    """Headings that open their paragraph: first sentences of neighbouring paragraphs that run in parallel."""
    found: list[Candidate] = []
    run: list[tuple[int, str]] = []
    before = -1
    for n, line in enumerate(lines):
        m = None if n in taken else _RUN_IN.match(folded, line.start, line.end)
        if m is None:
            if run:
                found += _close_run(folded, lines, run, before)
                run = []
            before = n
        else:
            run.append((n, m[1] or m[2]))
    return found + _close_run(folded, lines, run, before)


def _close_run(folded: str, lines: list[TextLine], run: list[tuple[int, str]], before: int) -> list[Candidate]:
    """Candidates of a run of paragraphs, if their first sentences are parallel. `before`: the line above the run."""
    if len(run) < 2:
        return []
    announced = _read_count(folded[lines[before].start : lines[before].end]) if before >= 0 else 0
    for k in range(len(run), 1, -1):
        if k == announced and _is_parallel([s for _, s in run[:k]], need=1):
            run = run[:k]
            break
    else:
        run = _longest_parallel(run)
    return [bare_candidate(Style.RUN_IN, lines[n].start, n, value=len(sentence)) for n, sentence in run]


def _read_count(text: str) -> int:
    counts = _COUNT.findall(text.replace("\n", ""))
    return _COUNT_VALUES.get(counts[-1], 0) if counts else 0


def _longest_parallel(run: list[tuple[int, str]]) -> list[tuple[int, str]]:
    sentences = [s for _, s in run]
    if len(run) >= 3 and _is_parallel(sentences, need=2):
        return run
    return run if len(run) == 2 and _is_parallel(sentences, need=4) else []


def _is_parallel(sentences: Sequence[str], need: int) -> bool:
    """Enough signs that sentences are headings of one list: alike in length, beginning, end, words and clauses."""
    lengths = [len(s) for s in sentences]
    if len(set(sentences)) < len(sentences):
        return False
    if max(lengths) > 1.5 * min(lengths) + 2 or any(_NARRATIVE.search(s) for s in sentences):
        return False
    signs = 4 * all(s[0] == "【" for s in sentences)
    signs += max(lengths) - min(lengths) <= 2
    signs += 2 * (_share(s[:2] for s in sentences) >= 0.6)
    signs += 2 * (_share(s[-2:] for s in sentences) >= 0.6)
    signs += 2 * (_share_words(sentences) >= 0.6)
    signs += len({s.count(",") for s in sentences}) == 1 and max(lengths) <= 16
    return signs >= need


def _share_words(sentences: Sequence[str]) -> float:
    """Share of the sentences that have the commonest run of four characters in common."""
    counts = Counter(gram for s in sentences for gram in set(_GRAM.findall(s)))
    return max(counts.values(), default=0) / len(sentences)


def _share(items: Iterable[str]) -> float:
    counts = Counter(items)
    return max(counts.values()) / sum(counts.values())
