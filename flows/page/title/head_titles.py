"""The titles that the head of a page states."""

from dataclasses import dataclass

from flows.page.lines import Reading
from flows.page.reading.json_ld import read_json_ld
from flows.page.text.blanks import collapse
from flows.page.title.choice import MAX_TITLE_CHARS
from flows.page.title.text import (
    names_site,
    strip_site,
    title_key,
)

_META_TITLES = (
    ("articletitle", 4.0),
    ("headline", 3.5),
    ("citation_title", 3.5),
    ("og:title", 3.0),
    ("twitter:title", 2.5),
    ("dc.title", 2.5),
    ("dcterms.title", 2.5),
)


@dataclass(slots=True)
class HeadTitle:
    """A title that the page's head states."""

    text: str
    key: str
    method: str
    weight: float


def head_titles(reading: Reading) -> list[HeadTitle]:
    """The titles that meta elements, JSON-LD and <title> state; not those that only name the site."""
    meta = reading.meta
    stated = [(meta[name], f"meta:{name}", weight) for name, weight in _META_TITLES if meta.get(name)]
    if reading.json_ld and (headline := read_json_ld(reading.json_ld).headline):
        stated.append((headline, "json_ld:headline", 3.5))
    if reading.html_title:
        stated.append((reading.html_title, "title", 0.0))
    heads = []
    for text, method, weight in stated:
        text = collapse(text[:1000])[:400]
        key = title_key(text)
        if len(key) >= 2:
            heads.append(HeadTitle(text, key, method, weight))
    site = title_key(meta.get("og:site_name", ""))
    return [head for head in heads if head.key != site] or heads


def best_head(heads: list[HeadTitle]) -> HeadTitle | None:
    """The stated title to use where no visible line agrees; None where the head only names the site."""
    title = next((head for head in heads if head.method == "title"), None)
    ranked = sorted((head for head in heads if head is not title), key=lambda head: -head.weight)
    for head in ranked:
        text = strip_site(head.text)
        if 2 <= len(text) <= MAX_TITLE_CHARS and (title is None or title_key(text) in title.key):
            return HeadTitle(text, title_key(text), head.method, head.weight)
    if title is not None:
        text = strip_site(title.text)
        if 2 <= len(text) <= MAX_TITLE_CHARS and not (len(text) <= 16 and names_site(text)):
            return HeadTitle(text, title_key(text), title.method, 0.0)
    return ranked[0] if ranked and len(ranked[0].text) <= MAX_TITLE_CHARS else None
