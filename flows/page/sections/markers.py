"""Find everything that may be the number of a section: candidates, generously; the solver chooses among them."""

import re
from dataclasses import dataclass

from flows.page.sections.lines import TextLine
from flows.page.sections.markdown_headings import Markdown
from flows.page.sections.styles import LEGAL, WEIGHT, Style
from flows.page.text.fragments import expand
from flows.page.text.han import Characters
from flows.page.text.numerals import CHINESE_FIGURES, STEMS, parse_number, parse_roman
from flows.page.text.words import words

MAX_TITLE = 40
"""Characters after its number from which a line does not look like a heading."""

WEIGHT_NAMED = 4.0
"""What it costs to ignore a heading that Markdown, or the first label below it, names."""
FIRST_BELOW = ((1,), (0,), (1, 1))
"""The rest of the first decimal label below a whole number."""
MAX_DEPTH = 5
"""Numbers of the longest decimal label."""
ANNEX_BASE = 1000
"""What stands for the letter of an annex in the path of a decimal label: A.1 is (1001, 1)."""
MAX_BARE = 99
"""The highest Chinese number that may stand without 、 or brackets: 一百二十 alone is a quantity."""

Look = tuple[bool, str]
"""How a numbered line looks: whether like a heading, and the mark that ends its number."""


@dataclass(slots=True)
class Candidate:
    """Something that looks like the marker of a section."""

    start: int
    """Offset of the label in the text."""
    label_end: int
    """Offset after the label."""
    body_start: int
    """Offset of the first character after the label and its blanks or comma."""
    style: Style
    value: int
    """Its own number: 3 for 第三条, （三） and 2.3."""
    sub: int = 0
    """1 for 第三条之一 and 第 3-1 條."""
    path: tuple[int, ...] = ()
    """(2, 3) for the label 2.3; empty for every other style."""
    line: int = 0
    """Index of the line it stands in."""
    variant: str = ""
    """The word that makes the style: 是 or 要 in 一是, 一要; 步 in 第一步. Counters run within one variant."""
    weight: float = 1.0
    """What it costs to ignore it."""
    doubt: float = 0.0
    """What it costs to take it, however well its number fits."""
    is_inline: bool = False
    """Stands inside a line, not at its start."""
    is_outer: bool = False
    """Begins a section inside a line, because the line breaks between sections were lost."""
    is_led_in: bool = False
    """The text right before it ends in a colon, or announces a list."""
    is_boundary: bool = False
    """A new document, annex or notes may begin right before it."""
    look: Look = (False, "")
    depth: int = 0
    """Its level in Markdown: 1 to 6; 0 where the text says nothing of its level."""
    label_start: int = -1
    """Offset of the label, where it does not begin the section: after the signs of Markdown."""
    key: str = ""
    """The style, with the depth of a decimal label or the variant: counters run within one key."""


_N = f"[{CHINESE_FIGURES}]"
_COUNTED = Characters("件种类次个天场幕轮期关招站点项级层季夜日册辑话")
"""What is counted in headings, and in sentences as well: 第一次 opens either."""
_SYMBOLS = "①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿"
_WORDS = ("section_counted", "section_sequence", "section_last", "section_aspects")
_FIRST_OF_WORDS = "".join(word[0] for name in _WORDS for word in words(name))
_OPENING = f"[0-9A-Z(第其附{CHINESE_FIGURES}{STEMS}{_SYMBOLS}Ⅰ-Ⅻ{_FIRST_OF_WORDS}]"
"""What the first character of any marker is: most lines begin with none, and need not be tried against each form."""
_LINE_MARKER = re.compile(
    expand(rf"""
    (?={_OPENING})(?:
      第\ {{0,3}}(?P<legal>{_N}{{1,9}}(?:\ {{1,3}}{_N}{{1,4}}){{0,4}}|[0-9]{{1,4}})\ {{0,3}}
        (?:-\ ?(?P<dash>[0-9]{{1,2}}|{_N}{{1,3}})\ {{0,3}})?
        (?P<word>{{section_divisions}}|{{section_units}}|[编卷篇章节目条步讲课回集]|[{_COUNTED}](?=[ :]|$))
        (?:\ ?之\ ?(?P<zhi>{_N}{{1,3}}|[0-9]{{1,2}}))?
    | 第(?P<ordinal>{_N}{{1,5}})\ ?[、,:。.]
    | (?P<point>(?:{_N}{{1,2}}|其{_N})(?:[是要则来])|其{_N}(?=[,、:.]))
    | (?P<chinese>{_N}{{1,5}}(?:\ {{1,3}}{_N}{{1,3}}){{0,3}})(?:\ {{0,3}}[、,.:。]|\ +|$)
    | \(\ {{0,3}}(?P<chinese_paren>{_N}{{1,6}}(?:\ {{1,3}}{_N}{{1,4}}){{0,4}})\ {{0,3}}[)、](?:\ ?[、.])?
    | (?P<chinese_half>{_N}{{1,3}})\)
    | (?P<decimal>[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}})(?![0-9])\.?(?:\ *、)?
    | (?:附\ ?录|APPENDIX|Appendix|ANNEX|Annex)\ ?(?P<annex>[A-Z])(?![A-Za-z])(?:\ ?[.:])?
    | (?P<lettered>[A-Z](?:\.[0-9]{{1,2}}){{1,4}})(?![0-9A-Za-z])\.?
    | (?P<arabic>[0-9](?:\ {{0,3}}[0-9]){{1,2}}(?=\ {{0,3}}[.、][^0-9 ])|[0-9]{{1,3}})
        (?:\ {{0,3}}[.、](?![0-9]|\ [0-9])|[,:](?!\ ?[0-9])|\ +(?=[^0-9 ]))
    | \(\ {{0,3}}(?P<arabic_paren>[0-9](?:\ {{0,3}}[0-9]){{0,2}})\ {{0,3}}\)(?:\ ?[、.])?
    | (?P<arabic_half>[0-9]{{1,2}})\ {{0,3}}\)(?:\ ?[、.])?
    | (?P<symbol>[{_SYMBOLS}])(?:\ ?[、.])?
    | (?P<roman_symbol>[Ⅰ-Ⅻ])\ ?[、.:]?
    | (?P<roman>[IVX]{{1,5}})\ ?[.、](?=[^0-9A-Za-z])
    | (?P<letter>[A-Z])\ ?[.、)](?![A-Za-z.]|\ [A-Za-z])
    | \((?P<letter_paren>[a-zA-Z])\)
    | (?P<stem>[{STEMS}])\ ?[、.,:]
    | \((?P<stem_paren>[{STEMS}])\)
    | (?P<sequence>{{section_sequence}}|{{section_last}})(?=\ ?[,、:])
    | (?P<named>{{section_counted}})\ ?
        (?P<count>{_N}{{1,3}}|[0-9]{{1,2}})\ ?[:、,.]
    | (?P<latin>PART|Part|STEP|Step)\ ?\.?\ ?(?P<latin_count>[0-9]{{1,2}}|{_N}{{1,2}})(?![0-9])(?:\ ?[:、,.])?
    | (?P<aspect>{{section_aspects}})(?=\ ?[,、:])
    )
    """),
    re.VERBOSE,
)
_LEGAL_WORDS = {
    "编": Style.PART,
    "卷": Style.PART,
    "篇": Style.PART,
    "章": Style.CHAPTER,
    "节": Style.SECTION,
    "目": Style.SUBSECTION,
    "条": Style.ARTICLE,
} | dict.fromkeys(words("section_divisions"), Style.PART)
_PLAIN_GROUPS = {
    "ordinal": Style.ORDINAL,
    "chinese": Style.CHINESE,
    "chinese_paren": Style.CHINESE_PAREN,
    "chinese_half": Style.CHINESE_PAREN,
    "arabic": Style.ARABIC,
    "arabic_paren": Style.ARABIC_PAREN,
    "arabic_half": Style.ARABIC_HALF,
    "symbol": Style.CIRCLED,
    "roman_symbol": Style.ROMAN,
    "roman": Style.ROMAN,
    "letter": Style.LETTER,
    "letter_paren": Style.LETTER,
    "stem": Style.STEM,
    "stem_paren": Style.STEM,
}
_LAST = 9
"""The number of the last point, which says only that none follows."""
_SEQUENCE_VALUES = {
    word: value for name in ("section_sequence", "section_aspects") for value, word in enumerate(words(name), 1)
} | dict.fromkeys(words("section_last"), _LAST)
_POINT_WORDS = Characters("其是要则来")

_REFERENCE = re.compile(expand(r"第| ?{section_rulings}|所[称列定规]|的|至|、|款|项|[,;)》”>]"))
_CROSS_REFERENCE = re.compile(
    expand("[的和及或与中至到~所条款项节章,;]|{section_rulings}|{section_statements}|、 ?[0-9]")
)
_UNIT_AFTER = re.compile(
    expand(
        r"[%‰°℃:~/\-×x*=年月日号时秒万亿元米吨千百倍个名人家岁度]|公[里斤顷]|{minutes}"
        r"|(?:[kmcMGTμ]?(?:[mgWVAJNLsB]|Hz|Pa|b)|min|dB|px|pt|rpm)(?![A-Za-z])"
    )
)
_SKIP = re.compile(r"[ ,、:]*")


def match_marker(folded: str, start: int, end: int) -> Candidate | None:
    """The candidate whose label starts exactly at `start` of the folded text, on a line that ends at `end`."""
    m = _LINE_MARKER.match(folded, start, end)
    candidate = _read_marker(folded, m, end) if m is not None else None
    if candidate is not None:
        candidate.key = candidate.style + (candidate.variant or (str(len(candidate.path)) if candidate.path else ""))
    return candidate


def bare_candidate(style: Style, start: int, line: int, *, value: int = 0, variant: str = "") -> Candidate:
    """A heading without a number. `value`: of a run-in heading its length, otherwise 0."""
    return Candidate(
        start, start, start, style, value, line=line, variant=variant, key=style + variant, weight=WEIGHT[style]
    )


def _read_marker(folded: str, m: re.Match[str], end: int) -> Candidate | None:
    group = m.lastgroup or ""
    if group in ("legal", "word", "zhi", "dash"):
        return _read_legal(folded, m, end)
    if group in ("decimal", "lettered"):
        return _read_decimal(folded, m, group, end)
    if group == "annex":
        candidate = _candidate(folded, m, Style.ANNEX, ord(m[group]) - 64)
        candidate.path = (ANNEX_BASE + candidate.value,)
        return candidate
    if group in ("count", "latin_count"):
        value = parse_number(m[group])
        word = m["named"] if group == "count" else m["latin"].upper()
        return _vary(_candidate(folded, m, Style.UNIT, value), word) if value else None
    if group in ("sequence", "aspect"):
        style = Style.SEQUENCE if group == "sequence" else Style.ASPECT
        return _candidate(folded, m, style, _SEQUENCE_VALUES[m[group]])
    if group == "point":
        value = parse_number(m[group].strip(_POINT_WORDS))
        variant = "其" if m[group][0] == "其" else m[group][-1]
        return _vary(_candidate(folded, m, Style.POINT, value), variant) if value else None
    return _read_plain(folded, m, group, end)


def _vary(candidate: Candidate, variant: str) -> Candidate:
    candidate.variant = variant
    return candidate


def _read_plain(folded: str, m: re.Match[str], group: str, end: int) -> Candidate | None:
    style = _PLAIN_GROUPS[group]
    figure = m[group]
    if group == "roman":
        value = parse_roman(figure)
    elif group.startswith("letter"):
        value = ord(figure.upper()) - 64
    else:
        value = parse_number(figure)
    separator = folded[m.end() - 1] if m.end() > m.end(group) else ""
    if not value or (value > MAX_BARE and style in (Style.CHINESE, Style.ORDINAL) and separator != "、"):
        return None
    candidate = _candidate(folded, m, style, value)
    if group in ("chinese", "arabic") and separator not in ("、", "."):
        return _doubt_bare(folded, candidate, end)
    return candidate


def _doubt_bare(folded: str, candidate: Candidate, end: int) -> Candidate | None:
    """一 总则, 1 总则, 一，总则: a number without its usual mark stands only before a short heading."""
    rest = folded[candidate.body_start : end].rstrip()
    if candidate.style is Style.ARABIC and (not rest or rest[0] in "&|+-*/=<>%‰°~×"):
        return None
    if candidate.style is Style.ARABIC and _UNIT_AFTER.match(rest):
        candidate.weight, candidate.doubt = 0.4, 0.35
        return candidate
    candidate.weight *= 0.6
    if folded[candidate.label_end - 1] in ",:":
        return candidate
    if len(rest) > 40 or rest.endswith(("。", ";", ",")):
        candidate.weight = 0.2
        candidate.doubt = 0.5
    return candidate


def _candidate(folded: str, m: re.Match[str], style: Style, value: int) -> Candidate:
    label_end = m.end()
    while folded[label_end - 1] == " ":
        label_end -= 1
    body = _SKIP.match(folded, m.end())
    return Candidate(m.start(), label_end, body.end() if body else m.end(), style, value, weight=WEIGHT[style])


def _read_legal(folded: str, m: re.Match[str], end: int) -> Candidate | None:
    value = parse_number(m["legal"])
    if value is None:
        return None
    candidate = _candidate(folded, m, _LEGAL_WORDS.get(m["word"], Style.UNIT), value)
    candidate.sub = parse_number(m["dash"] or m["zhi"] or "") or 0
    if candidate.style is Style.UNIT:
        candidate.variant = m["word"]
    if _REFERENCE.match(folded, m.end(), end):
        candidate.weight = 0.3
        candidate.doubt = 0.9
    elif is_glued(folded, candidate):
        candidate.weight *= 0.7
    return candidate


def is_glued(folded: str, c: Candidate) -> bool:
    """Words follow the label directly: 第一条根据…, but also 第一条路."""
    return folded[c.label_end : c.label_end + 1] not in ("", " ", "\n", "(", "【")


def _read_decimal(folded: str, m: re.Match[str], group: str, end: int) -> Candidate | None:
    """1.2.3 or A.1. Units make it a quantity; what joins it to a sentence without a blank, a cross-reference."""
    first, *rest = m[group].split(".")
    path = (int(first) if first.isdigit() else ANNEX_BASE + ord(first) - 64, *map(int, rest))
    if len(path) > MAX_DEPTH or not path[0]:
        return None
    candidate = _candidate(folded, m, Style.DECIMAL, path[-1])
    candidate.path = path
    if len(path) == 2 and _UNIT_AFTER.match(folded, candidate.body_start, end):
        if candidate.body_start == m.end():
            return None
        candidate.weight, candidate.doubt = 0.4, 0.35
    elif _CROSS_REFERENCE.match(folded, m.end(), end):
        candidate.weight, candidate.doubt = 0.3, 0.9
    return candidate


def find_line_markers(
    folded: str, lines: list[TextLine], limit: int, markdown: Markdown | None = None
) -> list[Candidate]:
    """One candidate a line at most, for every line that starts like a numbered section; no more than `limit`."""
    candidates: list[Candidate] = []
    for index, line in enumerate(lines):
        if markdown is None:
            candidate = match_marker(folded, line.start, line.end)
        elif index in markdown.code:
            continue
        else:
            depth, start = markdown.headings.get(index, (0, line.start))
            candidate = match_marker(folded, start, line.end)
            if candidate is not None and depth:
                _set_depth(candidate, line.start, depth)
        if candidate is not None:
            candidate.line = index
            candidates.append(candidate)
            if len(candidates) >= limit:
                break
    return candidates


def find_markdown_headings(lines: list[TextLine], markdown: Markdown, taken: set[int]) -> list[Candidate]:
    """The headings of Markdown that have no number; `taken`: indexes of the lines that carry a numbered candidate."""
    found = []
    for n, (depth, start) in markdown.headings.items():
        if n not in taken:
            candidate = bare_candidate(Style.HEADING, start, n)
            _set_depth(candidate, lines[n].start, depth)
            found.append(candidate)
    return found


def _set_depth(candidate: Candidate, start: int, depth: int) -> None:
    """Let the candidate begin at the sign of Markdown, at `start`."""
    candidate.label_start = candidate.start
    candidate.start = start
    candidate.depth = depth
    candidate.weight = WEIGHT_NAMED
    candidate.doubt = 0.0
    candidate.key += f"#{depth}"


def weigh_parents(candidates: list[Candidate]) -> None:
    """Make sure of each 2 that the next decimal label, 2.1, names as its parent: of several, one that heads text."""
    since: dict[int, Candidate] = {}
    if not any(c.path for c in candidates):
        return
    for c in candidates:
        if c.style is Style.ARABIC:
            known = since.get(c.value)
            if known is None or (c.look[0] and not known.look[0]):
                since[c.value] = c
        elif c.style is Style.DECIMAL:
            parent = since.get(c.path[0])
            if parent is not None and c.path[1:] in FIRST_BELOW:
                parent.weight, parent.doubt = WEIGHT_NAMED, 0.0
            since.clear()


def note_looks(folded: str, lines: list[TextLine], candidates: list[Candidate]) -> None:
    """Note on each candidate (one a line at most) its look. A heading is short, open at its end, with text below it.

    The words of 第三条 tell enough by themselves.
    """
    for index, c in enumerate(candidates):
        if c.style in LEGAL:
            continue
        following = candidates[index + 1] if index + 1 < len(candidates) else None
        rest = folded[c.body_start : lines[c.line].end].rstrip()
        is_followed = following is not None and following.line == c.line + 1 and following.key == c.key
        is_heading = 0 < len(rest) <= MAX_TITLE and rest[-1] not in "。;,:、" and not is_followed
        c.look = (is_heading, folded[c.label_end - 1] if c.style is Style.ARABIC else "")
