"""Candidates: what looks like the marker of a section, or a heading without one."""

from dataclasses import dataclass

from flows.page.sections.styles import WEIGHT, Style

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


def bare_candidate(style: Style, start: int, line: int, *, value: int = 0, variant: str = "") -> Candidate:
    """A heading without a number. `value`: of a run-in heading its length, otherwise 0."""
    return Candidate(
        start, start, start, style, value, line=line, variant=variant, key=style + variant, weight=WEIGHT[style]
    )
