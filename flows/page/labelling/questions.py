"""The questions asked of every line that no rule decides, and their possible answers.

A line's evidence is a row with one number a question, the index of the answer. The weights
(flows/rules/chrome_weights.toml) give each answer its log-odds, so that each decision can be read off.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """A question; each line has exactly one of its answers."""

    name: str
    meaning: str
    values: tuple[str, ...]


HINTS = ("nav", "byline", "image", "related", "comment", "ad", "copyright", "contact", "date_widget")
"""Categories that wording rules hint at; the others are one answer together."""
RULED = ("image", "residue")
"""Categories of rules that are but evidence inside an article."""
_COUNTS = ("0", "1", "2-3", "4 or more")
_ZONES = tuple(f"{title}, {zone}" for title in ("untitled", "titled") for zone in ("head", "opening", "middle", "end"))
_TOKENS = ("none", "content", "both", "nav", "share", "comment", "related", "byline")
GROUPS: tuple[Group, ...] = (
    Group(
        "length",
        "Characters of the line.",
        ("1-3", "4-6", "7-10", "11-15", "16-22", "23-35", "36-60", "61-120", "over 120"),
    ),
    Group(
        "ending",
        "What the line ends in.",
        ("han", "stop", "semicolon", "colon", "comma", "closing", "latin", "other", "ellipsis"),
    ),
    Group("commas", "Commas in it, or a full stop before its end.", ("none", "one", "more", "sentence inside")),
    Group("start", "What it starts with.", ("plain", "bullet", "bracket", "digit", "indent")),
    Group("script", "What it is written in.", ("han", "mixed", "digits", "latin", "url")),
    Group("words", "Blank-separated words, where they are short.", ("1", "2", "3-4", "5 or more")),
    Group("hint", "Category of the wording rule that hints at chrome.", ("none", *HINTS, "other")),
    Group(
        "links",
        "Share of its characters that are links; long is 25 characters and more.",
        ("none", "some", "half, short", "half, long", "all, short", "all, long"),
    ),
    Group("ends_before", "Lines that close an article (editor, share, related, ...) above it.", _COUNTS),
    Group("ends_after", "Lines that close an article below it.", _COUNTS),
    Group("byline_ahead", "A byline follows within 12 lines and no prose stands above.", ("no", "yes")),
    Group(
        "title_distance",
        "Lines since the line that prints the title.",
        ("no title line", "before", "1-2", "3-5", "6-15", "16-40", "over 40"),
    ),
    Group(
        "mass_before",
        "Share of the page's prose that stands above it.",
        ("0", "to .05", "to .5", "to .95", "below 1", "1"),
    ),
    Group("repeated", "The same line stands elsewhere on the page.", ("no", "short", "long")),
    Group("zone", "Above the title, before the first prose, in the middle, past a closing line.", _ZONES),
    Group("tag", "Its block element.", ("other", "p", "div", "cell", "item", "h1-h2", "h3-h6", "control", "quote")),
    Group("bold", "All of it is bold.", ("no", "yes")),
    Group("near_tokens", "What class and id of the element and its two parents speak of.", _TOKENS),
    Group("far_tokens", "What class and id of further ancestors speak of.", _TOKENS),
    Group(
        "place",
        "Beside the article; near: in the parent or grandparent of its element, in text within five lines.",
        ("text", "unknown", "above, far", "above, near", "inside", "below, near", "below, far"),
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
    Group("image", "It follows an image directly; a sentence, or something shorter.", ("no", "short", "sentence")),
    Group(
        "link_run",
        "Lines that are links and nothing else, in a row with it.",
        ("no link", "1-2", "3-5", "6 or more"),
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
OFFSETS: tuple[int, ...] = tuple(sum(len(group.values) for group in GROUPS[:i]) for i in range(len(GROUPS)))
"""Where the answers of each group begin, all groups put end to end."""
GAPS = (
    "same parent", "same grandparent", "far", "adjacent", "blank", "blanks",
    "over opening", "over closing", "over links", "into the article", "out of the article",
)  # fmt: skip
"""What lies between two weighed lines that follow each other."""
