"""Find headings that open their own paragraph: first sentences of neighbouring paragraphs that run in parallel."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from flows.page.sections.candidates import Candidate, bare_candidate
from flows.page.sections.lines import TextLine
from flows.page.sections.styles import Style
from flows.page.text.han import Characters
from flows.page.text.words import word_lists

MAX_RUN_IN = 26
"""Characters of a first sentence that may be a heading. The longest of 26 labelled ones has 20."""

_RUN_IN = re.compile(rf"([^。!?;:]{{3,{MAX_RUN_IN}}}+)。(?=[\s\S]{{15}})|(【[^】\n]{{2,14}}】)(?=[\s\S]{{15}})")
_NARRATIVE = re.compile(
    rf"^(?:{word_lists()['section_narrative_openers'].pattern})|[的了吗呢吧着过]$|[说道]$"
    rf"|(?:{word_lists()['section_reporting_verbs'].pattern}),"
)
_GRAM = re.compile(r"(?=([^,、“” ]{4}))")
_COUNT = re.compile(
    rf"([一二两三四五六七八九十2-9])(?:个|大|条|项|点)?(?:{word_lists()['section_list_nouns'].pattern})"
)
_COUNT_VALUES = (
    {c: n for n, c in enumerate(Characters("一二三四五六七八九十"), 1)} | {"两": 2} | {str(n): n for n in range(2, 10)}
)


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
