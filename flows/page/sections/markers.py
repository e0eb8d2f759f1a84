"""Read the marker that a text has at one place: 第一章, （三）, 2.1, 首先."""

import re

from flows.page.sections.candidates import Candidate
from flows.page.sections.styles import WEIGHT, Style
from flows.page.text.fragments import expand
from flows.page.text.han import Characters
from flows.page.text.numerals import CHINESE_FIGURES, STEMS, parse_number, parse_roman
from flows.page.text.words import words

MAX_DEPTH = 5
"""Numbers of the longest decimal label."""
ANNEX_BASE = 1000
"""What stands for the letter of an annex in the path of a decimal label: A.1 is (1001, 1)."""
MAX_BARE = 99
"""The highest Chinese number that may stand without 、 or brackets: 一百二十 alone is a quantity."""
_N = f"[{CHINESE_FIGURES}]"
_COUNTED = Characters("件种类次个天场幕轮期关招站点项级层季夜日册辑话")
"""What is counted in headings, but also in sentences: either may begin with 第一次."""
_SYMBOLS = "①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿"
_WORDS = ("section_counted", "section_sequence", "section_last", "section_aspects")
_FIRST_OF_WORDS = "".join(word[0] for name in _WORDS for word in words(name))
_OPENING = f"[0-9A-Z(第其附{CHINESE_FIGURES}{STEMS}{_SYMBOLS}Ⅰ-Ⅻ{_FIRST_OF_WORDS}]"
"""The first characters of all markers: most lines begin with none of them and are not tried against the forms below."""
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
"""The number of a last point: no other follows it."""
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
    """1.2.3 or A.1. Doubtful where a unit follows (a quantity) or the words of a sentence (a cross-reference)."""
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
