"""The questions asked of every line that no rule decides, and their possible answers.

A line's evidence is a row with one number a question, the index of the answer. The weights
(flows/rules/chrome_weights.toml) give each answer its log-odds, so that each decision can be read off.
"""

from dataclasses import dataclass
from typing import NamedTuple

from flows.page.labelling.answers import (
    Commas,
    Ending,
    Gap,
    LinkRun,
    Links,
    MassBefore,
    Picture,
    Place,
    Repeated,
    Script,
    Start,
    Tag,
    TitleDistance,
    Tokens,
    Words,
    Zone,
)


@dataclass(frozen=True, slots=True)
class Group:
    """A question; each line has exactly one of its answers."""

    name: str
    meaning: str
    values: tuple[str, ...]


HINTS = ("nav", "byline", "image", "related", "comment", "ad", "copyright", "contact", "date_widget")
"""Categories that wording rules hint at; the others are one answer together."""
HINT_ANSWERS = {category: answer for answer, category in enumerate(HINTS, 1)}
"""Answers to hint; a category that is none of them is the last answer, no hint the first."""
RULED = ("image", "residue")
"""Categories of rules that are only evidence inside an article."""
RULED_ANSWERS = {category: answer for answer, category in enumerate(RULED, 1)}
"""Answers to ruled, alike."""
_COUNTS = ("0", "1", "2-3", "4 or more")
GROUPS: tuple[Group, ...] = (
    Group(
        "length",
        "Characters of the line.",
        ("1-3", "4-6", "7-10", "11-15", "16-22", "23-35", "36-60", "61-120", "over 120"),
    ),
    Group(
        "ending",
        "What the line ends in.",
        Ending.all_written(),
    ),
    Group("commas", "Commas in it, or a full stop before its end.", Commas.all_written()),
    Group("start", "What it starts with.", Start.all_written()),
    Group("script", "What it is written in.", Script.all_written()),
    Group("words", "Blank-separated words, where they are short.", Words.all_written()),
    Group("hint", "Category of the wording rule that hints at chrome.", ("none", *HINTS, "other")),
    Group(
        "links",
        "Share of its characters that are links; long is 25 characters and more.",
        Links.all_written(),
    ),
    Group("ends_before", "Lines that close an article (editor, share, related, ...) above it.", _COUNTS),
    Group("ends_after", "Lines that close an article below it.", _COUNTS),
    Group("byline_ahead", "A byline follows within 12 lines and no prose stands above.", ("no", "yes")),
    Group(
        "title_distance",
        "Lines since the line that prints the title.",
        TitleDistance.all_written(),
    ),
    Group(
        "mass_before",
        "Share of the page's prose that stands above it.",
        MassBefore.all_written(),
    ),
    Group("repeated", "The same line stands elsewhere on the page.", Repeated.all_written()),
    Group("zone", "Above the title, before the first prose, in the middle, past a closing line.", Zone.all_written()),
    Group("tag", "Its block element.", Tag.all_written()),
    Group("bold", "All of it is bold.", ("no", "yes")),
    Group("near_tokens", "What class and id of the element and its two parents speak of.", Tokens.all_written()),
    Group("far_tokens", "What class and id of further ancestors speak of.", Tokens.all_written()),
    Group(
        "place",
        "Beside the article; near: in the parent or grandparent of its element, in text within five lines.",
        Place.all_written(),
    ),
    Group(
        "branch",
        "In the article's element: text in that child of it, with further elements, which the line stands in.",
        ("none", "no text", "little text", "some text", "much text"),
    ),
    Group(
        "cards", "Its element, or one around it, is one of several alike that hold text.", ("no", "2-3", "4 or more")
    ),
    Group("parent_links", "Share of links in the parent element.", ("text", "to .05", "to .3", "to .7", "over .7")),
    Group("parent_mass", "Share of prose in the parent element.", ("text", "0", "to .3", "to .7", "over .7")),
    Group("image", "It follows an image directly; a sentence, or something shorter.", Picture.all_written()),
    Group(
        "link_run",
        "Lines that are links and nothing else, in a row with it.",
        LinkRun.all_written(),
    ),
    Group("hidden", "A browser does not show it at first.", ("no", "yes")),
    Group(
        "ruled",
        "Category of the rule that would take it out if it stood outside the article.",
        ("none", *RULED, "other"),
    ),
    Group(
        "company",
        "Share of prose among the characters of the five lines above and below.",
        ("none", "to .3", "to .6", "to .85", "more"),
    ),
    Group(
        "list_run",
        "Short lines that end in no full stop, in a row with it.",
        ("no", "1-2", "3-5", "6-12", "over 12"),
    ),
    Group("blank_before", "Blank lines above it, in plain text.", ("html", "0", "1", "2", "3 or more")),
)


class Form(NamedTuple):
    """Answers to the questions on the words of a line, in the order of `GROUPS`, as are the next two."""

    length: int
    ending: int
    commas: int
    start: int
    script: int
    words: int
    hint: int


class Position(NamedTuple):
    """Answers to the questions on where in the page a line stands."""

    links: int
    ends_before: int
    ends_after: int
    byline_ahead: int
    title_distance: int
    mass_before: int
    repeated: int
    zone: int


class Setting(NamedTuple):
    """Answers to the questions on the elements and the lines around a line."""

    tag: int
    bold: int
    near_tokens: int
    far_tokens: int
    place: int
    branch: int
    cards: int
    parent_links: int
    parent_mass: int
    image: int
    link_run: int
    hidden: int
    ruled: int
    company: int
    list_run: int
    blank_before: int


OFFSETS: tuple[int, ...] = tuple(sum(len(group.values) for group in GROUPS[:i]) for i in range(len(GROUPS)))
"""Where the answers of each group begin, all groups put end to end."""
GAPS = Gap.all_written()
"""What lies between two weighed lines that follow each other."""
