"""How sections are marked: the styles of numbering, their usual order, and what each is worth to the solver."""

from enum import StrEnum


class Style(StrEnum):
    """How a section is marked. The value is what `sections.style` holds."""

    PREAMBLE = "preamble"
    """Text before the first section."""
    CLOSING = "closing"
    """Text after the last section that belongs to none: a closing paragraph, signature lines."""
    PART = "part"
    """第一编, 第二分编, 第一部分, 第一篇, 第一卷."""
    CHAPTER = "chapter"
    """第一章."""
    SECTION = "section"
    """第一节."""
    SUBSECTION = "subsection"
    """第一目."""
    ARTICLE = "article"
    """第一条, 第 7-1 條, 第一百二十条之一."""
    CHINESE = "chinese"
    """一、 (also 一 and 一. where they are used so)."""
    CHINESE_PAREN = "chinese_paren"
    """（一）."""
    ARABIC = "arabic"
    """1. or 1、 or 1 before a heading."""
    DECIMAL = "decimal"
    """1.2, 1.2.3: the label is a whole path."""
    ANNEX = "annex"
    """附录A, Appendix A: its sections are A.1, A.1.1."""
    ARABIC_PAREN = "arabic_paren"
    """（1）."""
    ARABIC_HALF = "arabic_half"
    """1）."""
    CIRCLED = "circled"
    """①."""
    ROMAN = "roman"
    """Ⅰ. or II."""
    LETTER = "letter"
    """A. or （a）."""
    STEM = "stem"
    """甲、."""
    ORDINAL = "ordinal"
    """第一，."""
    SEQUENCE = "sequence"
    """首先，其次，再次，最后."""
    POINT = "point"
    """一是, 二要, 三则, 其一."""
    ASPECT = "aspect"
    """一方面，另一方面."""
    UNIT = "unit"
    """第一步, 第一讲, 第一件, 第一天; 案例一：, PART 1."""
    MATTER = "matter"
    """前言, 结语, 参考文献: a part of the whole text outside its numbering."""
    HEADING = "heading"
    """A heading without a number."""
    RUN_IN = "run_in"
    """A heading without a number that opens its own paragraph."""


LEGAL = frozenset({Style.PART, Style.CHAPTER, Style.SECTION, Style.SUBSECTION, Style.ARTICLE})
"""Styles whose order of rank is fixed by drafting rules (立法技术规范; 中央法規標準法 §§ 8, 9)."""

SPOKEN = frozenset({Style.ORDINAL, Style.SEQUENCE, Style.ASPECT, Style.POINT})
"""Styles of counting in running text; they nest in any order."""

UNNUMBERED = frozenset({Style.MATTER, Style.HEADING, Style.RUN_IN})
"""Styles without a counter."""

NESTING = frozenset(
    {
        Style.CHINESE,
        Style.CHINESE_PAREN,
        Style.ARABIC,
        Style.DECIMAL,
        Style.ARABIC_HALF,
        Style.ARABIC_PAREN,
        Style.CIRCLED,
        Style.LETTER,
    }
)
"""Styles that number lists inside sections that are numbered in the same style."""

RANK = {
    Style.PART: 0.0,
    Style.ANNEX: 1.0,
    Style.UNIT: 1.5,
    Style.CHAPTER: 2.0,
    Style.SECTION: 3.0,
    Style.SUBSECTION: 4.0,
    Style.ARTICLE: 5.0,
    Style.ROMAN: 9.0,
    Style.STEM: 9.5,
    Style.CHINESE: 10.0,
    Style.CHINESE_PAREN: 11.0,
    Style.ARABIC: 12.0,
    Style.DECIMAL: 12.1,
    Style.ARABIC_HALF: 13.0,
    Style.ARABIC_PAREN: 13.2,
    Style.CIRCLED: 14.0,
    Style.LETTER: 14.5,
    Style.ORDINAL: 15.0,
    Style.SEQUENCE: 15.2,
    Style.ASPECT: 15.5,
    Style.POINT: 16.0,
    Style.MATTER: 0.0,
    Style.HEADING: 0.0,
    Style.RUN_IN: 20.0,
}
"""The usual order of nesting, outer styles first (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）)."""

WEIGHT = {
    Style.PART: 3.0,
    Style.ANNEX: 2.0,
    Style.UNIT: 1.2,
    Style.CHAPTER: 3.0,
    Style.SECTION: 3.0,
    Style.SUBSECTION: 2.0,
    Style.ARTICLE: 3.0,
    Style.ROMAN: 1.5,
    Style.STEM: 1.5,
    Style.CHINESE: 2.5,
    Style.CHINESE_PAREN: 2.5,
    Style.ARABIC: 1.6,
    Style.DECIMAL: 2.0,
    Style.ARABIC_HALF: 1.5,
    Style.ARABIC_PAREN: 1.8,
    Style.CIRCLED: 1.6,
    Style.LETTER: 0.8,
    Style.ORDINAL: 1.2,
    Style.SEQUENCE: 0.8,
    Style.ASPECT: 0.8,
    Style.POINT: 1.6,
    Style.MATTER: 1.6,
    Style.HEADING: 1.6,
    Style.RUN_IN: 0.8,
}
"""What it costs the solver to ignore a marker of this style at the start of a line."""
