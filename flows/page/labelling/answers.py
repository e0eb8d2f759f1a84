"""The possible answers to the questions of the weights, an enumeration a question.

An answer is its own index among the answers, and says how the files of weights write it. Questions that are answered by
a number's range (length, shares, counts) have none here: their answers are in the order of the numbers.
"""

from enum import Enum
from typing import Self


class Answer(int, Enum):
    """An answer: an index, with the name that the files of weights write."""

    written: str

    def __new__(cls, written: str) -> Self:
        index = len(cls.__members__)
        answer = int.__new__(cls, index)
        answer._value_ = index
        answer.written = written
        return answer

    @classmethod
    def all_written(cls) -> tuple[str, ...]:
        """How the files of weights write the answers, in their order."""
        return tuple(answer.written for answer in cls)


class Ending(Answer):
    """What a line ends in."""

    HAN = "han"
    STOP = "stop"
    SEMICOLON = "semicolon"
    COLON = "colon"
    COMMA = "comma"
    CLOSING = "closing"
    LATIN = "latin"
    OTHER = "other"
    ELLIPSIS = "ellipsis"


class Commas(Answer):
    """Commas in a line, or a full stop before its end."""

    NONE = "none"
    ONE = "one"
    MORE = "more"
    SENTENCE_INSIDE = "sentence inside"


class Start(Answer):
    """What a line starts with."""

    PLAIN = "plain"
    BULLET = "bullet"
    BRACKET = "bracket"
    DIGIT = "digit"
    INDENT = "indent"


class Script(Answer):
    """What a line is written in."""

    HAN = "han"
    MIXED = "mixed"
    DIGITS = "digits"
    LATIN = "latin"
    URL = "url"


class Words(Answer):
    """Blank-separated words, where they are short."""

    ONE = "1"
    TWO = "2"
    FEW = "3-4"
    MANY = "5 or more"


class Links(Answer):
    """Share of a line's characters that are links."""

    NONE = "none"
    SOME = "some"
    HALF_SHORT = "half, short"
    HALF_LONG = "half, long"
    ALL_SHORT = "all, short"
    ALL_LONG = "all, long"


class TitleDistance(Answer):
    """Lines since the title; those below it are in the order of their distance."""

    NO_TITLE = "no title line"
    BEFORE = "before"
    NEXT = "1-2"
    NEAR = "3-5"
    FAR = "6-15"
    FARTHER = "16-40"
    FARTHEST = "over 40"


class MassBefore(Answer):
    """Share of the page's prose above a line."""

    NONE = "0"
    LITTLE = "to .05"
    HALF = "to .5"
    MOST = "to .95"
    NEARLY_ALL = "below 1"
    ALL = "1"


class Repeated(Answer):
    """Whether the same line stands elsewhere on the page."""

    NO = "no"
    SHORT = "short"
    LONG = "long"


class Zone(Answer):
    """Part of the page: above the title, before the first prose, in the middle, past a closing line."""

    UNTITLED_HEAD = "untitled, head"
    UNTITLED_OPENING = "untitled, opening"
    UNTITLED_MIDDLE = "untitled, middle"
    UNTITLED_END = "untitled, end"
    TITLED_HEAD = "titled, head"
    TITLED_OPENING = "titled, opening"
    TITLED_MIDDLE = "titled, middle"
    TITLED_END = "titled, end"


class Tag(Answer):
    """A line's block element."""

    OTHER = "other"
    PARAGRAPH = "p"
    DIV = "div"
    CELL = "cell"
    ITEM = "item"
    UPPER_HEADING = "h1-h2"
    LOWER_HEADING = "h3-h6"
    CONTROL = "control"
    QUOTE = "quote"


class Tokens(Answer):
    """What class and id speak of; those after BOTH are kinds of chrome and nothing else."""

    NONE = "none"
    CONTENT = "content"
    BOTH = "both"
    NAV = "nav"
    SHARE = "share"
    COMMENT = "comment"
    RELATED = "related"
    BYLINE = "byline"


class Place(Answer):
    """Where a line stands beside the article."""

    TEXT = "text"
    UNKNOWN = "unknown"
    FAR_ABOVE = "above, far"
    NEAR_ABOVE = "above, near"
    INSIDE = "inside"
    NEAR_BELOW = "below, near"
    FAR_BELOW = "below, far"


class Picture(Answer):
    """Whether a line follows an image directly."""

    NO = "no"
    SHORT = "short"
    SENTENCE = "sentence"


class LinkRun(Answer):
    """Lines of links in a row with it."""

    NO_LINK = "no link"
    FEW = "1-2"
    SOME = "3-5"
    MANY = "6 or more"


class Gap(Answer):
    """What lies between two weighed lines that follow each other."""

    SAME_PARENT = "same parent"
    SAME_GRANDPARENT = "same grandparent"
    FAR = "far"
    ADJACENT = "adjacent"
    BLANK = "blank"
    BLANKS = "blanks"
    OVER_OPENING = "over opening"
    OVER_CLOSING = "over closing"
    OVER_LINKS = "over links"
    INTO_ARTICLE = "into the article"
    OUT_OF_ARTICLE = "out of the article"


class ArticleTag(Answer):
    """The tag of an element that may be the article."""

    OTHER = "other"
    ARTICLE = "article"
    SECTION = "section"
    DIV = "div"
    CELL = "cell"
    TABLE = "table"
    PARAGRAPH = "paragraph"
    LIST = "list"
    BODY = "body"
    SURROUNDINGS = "surroundings"


class TitlePlace(Answer):
    """Where the title is printed, beside such an element."""

    NOWHERE = "nowhere"
    HEAD = "at its head"
    INSIDE = "inside"
    JUST_ABOVE = "above, to .02"
    NEAR_ABOVE = "above, to .2"
    ABOVE = "above, to .6"
    FAR_ABOVE = "above, more"
    BELOW = "below"


class Alike(Answer):
    """Whether such an element is one of several alike."""

    NONE = "none"
    FIRST_OF_FEW = "first of 2-3"
    LATER_OF_FEW = "later of 2-3"
    FIRST_OF_MANY = "first of more"
    LATER_OF_MANY = "later of more"
