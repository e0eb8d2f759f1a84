"""Values of a byline: where they end, and what is taken off them."""

import re

from flows.page.bylines.dates import find_date
from flows.page.bylines.vocabulary import stop_pattern
from flows.page.metadata.identifiers import ISSUE
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.words import words

MAX_SOURCE_CHARS = 40
EDGE = " \t\u3000\xa0:：,，;；、。．.|｜/／·*>＞<＜-—－"
_QUOTES = "《》〈〉“”\"'‘’「」『』【】[]（）()"
_CLAUSE = re.compile(r"(?<=.)[，；。]")
_LEADING = EDGE + _QUOTES
_OPEN, _CLOSE = "(（[【《〔", ")）]】》〕"
_CLOSING = re.compile(f"[{re.escape(_CLOSE)}]")
_COMMAS = re.compile(r"[,，、;；|｜]")
_REPORTER = r"(?<=[报社网台刊]){own_media}?{reporter_ranks}?{reporter_words}$"
_NOTE = r"\(\s?{source_notes}\s?[:]?[^()]{0,40}\)?\s*$"
"""A note behind the name of a medium, in a folded text."""


def cut_value(value: str, folded: str) -> str:
    """A value, which is also given folded, up to the first widget, date or bracket that was not opened in it."""
    end = len(value)
    stop = stop_pattern().search(folded, len(value) - len(value.lstrip(_LEADING)))
    if stop:
        end = stop.start()
    date = find_date(value[:end])
    if date:
        end = date.start
    if not _CLOSING.search(value, 0, end):
        return value[:end]
    depth = 0
    for place, char in enumerate(value[:end]):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth < 0:
            return value[:place]
    return value[:end]


def clean_source(value: str) -> str | None:
    """The name of a medium or body in a value: quotes, issue and further words taken off; None where none is left."""
    value = ISSUE.sub("", value) if "期" in value else value
    value = _without_end(value, _NOTE) if "(" in value or "（" in value else value
    value = unquote(_CLAUSE.split(value, maxsplit=1)[0].strip(EDGE))
    tokens = value.split()
    if not tokens:
        return None
    name = value if value.isascii() else tokens[0]
    if len(tokens) > 1 and all(len(token) == 1 for token in tokens):
        name = "".join(tokens)
    name = unquote(name.strip(EDGE))
    name = _without_end(name, _REPORTER) if name.endswith("者") else name
    if (
        not 2 <= len(name) <= MAX_SOURCE_CHARS
        or "。" in name
        or "@" in name
        or name.isdigit()
        or fold_in_place(name) in words("no_sources")
    ):
        return None
    return name


def _without_end(value: str, ending: str) -> str:
    """A value up to where a pattern of its folded form begins."""
    found = phrase(ending).search(fold_in_place(value))
    return value[: found.start()] if found else value


def unquote(value: str) -> str:
    """Quotes and brackets around a value taken off; those inside stay."""
    value = value.strip()
    if value[:1] not in _QUOTES and value[-1:] not in _QUOTES:
        return value
    for _ in range(3):
        if len(value) > 1 and value[0] in "《〈“\"'‘「『【[（(" and value[-1] in "》〉”\"'’」』】]）)":
            value = value[1:-1].strip()
        elif value[:1] in "”\"'》）)】]" or (
            value[:1] in _QUOTES and not any(c in value[1:] for c in "》〉”’」』】]）)")
        ):
            value = value[1:].strip()
        elif value[-1:] in "“\"'《（(【[" or (
            value[-1:] in "》〉”’」』】]）)" and not any(c in value for c in "《〈“‘「『【[（(")
        ):
            value = value[:-1].strip()
    return value


def split_keywords(value: str) -> list[str]:
    """Keywords cut at their separators: commas and the like where there are any, otherwise blanks."""
    value = value.strip(EDGE)
    parts = _COMMAS.split(value)
    if len(parts) == 1:
        parts = value.split()
    words = [" ".join(part.split()).strip(EDGE + "#") for part in parts]
    return list(dict.fromkeys(word for word in words if 1 < len(word) <= 60))[:30]
