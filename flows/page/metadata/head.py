"""Claims from outside the visible lines: <meta> elements, JSON-LD, <title>, the address."""

import datetime
import re

from flows.page.bylines.dates import FoundDate, find_date
from flows.page.bylines.labels import meta_names
from flows.page.bylines.people import Person, is_name, read_people
from flows.page.bylines.values import clean_source, split_keywords
from flows.page.bylines.vocabulary import is_medium, names_nobody
from flows.page.bylines.zones import AFTER_TITLE, NEAR_BEFORE, Zones
from flows.page.lines import Line, Reading
from flows.page.metadata.claims import Claim
from flows.page.reading.json_ld import read_json_ld
from flows.page.text.blanks import collapse
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.title.text import names_site, title_key, title_segments

_URL_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/_]?(?P<month>0[1-9]|1[0-2])[-/_]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?P<year2>(?:19|20)\d\d)[-/](?P<month2>\d{1,2})[-/](?P<day2>\d{1,2})(?=[/_.]|$)"
)
_NO_SITE = r"[|_,。!]|{greetings}|{front_pages}"
MAX_META_KEYWORDS = 12
MAX_KEYWORD_CHARS = 20
_PEN_NAME_CHARS = 24


def date_claims(reading: Reading, url: str | None, fetched_at: datetime.datetime | None) -> list[Claim[FoundDate]]:
    """When the head and the address say the page was published."""
    claims = []
    for name in meta_names("date"):
        if (text := reading.meta.get(name)) and (
            found := find_date(text[:60], fetched_at=fetched_at, is_labelled=True)
        ):
            claims.append(Claim(found, 2.0, f"meta:{name}", None, text))
            break
    if reading.json_ld and (text := read_json_ld(reading.json_ld).date_published):
        found = find_date(text[:60], fetched_at=fetched_at, is_labelled=True)
        if found:
            claims.append(Claim(found, 2.1, "json_ld:datePublished", None, text))
    address = url or reading.canonical_url
    if address and (found := _url_date(address, fetched_at)):
        claims.append(Claim(found, 7.0, "url", None, address))
    return claims


def _url_date(url: str, fetched_at: datetime.datetime | None) -> FoundDate | None:
    """The date that a publishing system put into an address (/2024/0510/, t20240513_, /2024-05/13/)."""
    path = url.partition("://")[2].partition("/")[2]
    found = _URL_DATE.search(path)
    if not found:
        return None
    parts = (found["year"] or found["year2"], found["month"] or found["month2"], found["day"] or found["day2"])
    date = find_date("-".join(parts), fetched_at=fetched_at)
    return FoundDate(date.date, "day", found.group(), found.start(), found.end()) if date else None


def author_claims(reading: Reading, zones: Zones) -> list[Claim[list[Person]]]:
    """Authors that the head names.

    Sites put their own name or a number there, so a name counts if it has the shape of a person's or is printed near
    the title.
    """
    claims = []
    for name in meta_names("author"):
        text = reading.meta.get(name)
        if text and (people := _certain_people(text)):
            claims.append(Claim(people, 5.0, f"meta:{name}", None, text))
            break
        if text and (shown := _shown(text, reading, zones)):
            claims.append(Claim([Person(shown[0])], 5.2, f"meta:{name}", shown[1].index, shown[1].text))
            break
    if reading.json_ld:
        names = read_json_ld(reading.json_ld).authors
        if people := [person for name in names for person in _certain_people(name)]:
            claims.append(Claim(people, 4.5, "json_ld:author", None, ", ".join(names)))
        elif len(names) == 1 and (shown := _shown(names[0], reading, zones)):
            claims.append(Claim([Person(shown[0])], 4.7, "json_ld:author", shown[1].index, shown[1].text))
    return claims


def _shown(name: str, reading: Reading, zones: Zones) -> tuple[str, Line] | None:
    """A pen name of the head, with the short line about the title that shows it; None where there is none."""
    name = collapse(name[:_PEN_NAME_CHARS])
    folded = fold_in_place(name)
    if not 2 <= len(name) < _PEN_NAME_CHARS or folded.isdecimal() or names_nobody(folded) or is_medium(folded):
        return None
    if folded in fold_in_place(reading.html_title):
        return None
    for line in reading.lines[max(0, zones.title - NEAR_BEFORE) : zones.title + AFTER_TITLE]:
        text = line.text.strip()
        label = phrase(r"{author_before_name}").match(text)
        rest = text[label.end() if label else 0 :].strip(" :：").removeprefix(name)
        is_alone = rest != text and (not rest or not rest[0].isalnum())
        if is_alone and len(rest) <= _PEN_NAME_CHARS and line.index != zones.title and not line.is_hidden:
            return name, line
    return None


def _certain_people(text: str) -> list[Person]:
    people = read_people(text[:120])
    return people if people and all(is_name(person.name) for person in people) else []


def source_claims(reading: Reading) -> list[Claim[str]]:
    """来源 by the head."""
    for name in meta_names("content_source"):
        if (text := reading.meta.get(name)) and (value := clean_source(text[:80])):
            return [Claim(value, 2.0, f"meta:{name}", None, text)]
    return []


def publisher_claims(reading: Reading, title: str | None) -> list[Claim[str]]:
    """The site by the head: its declared name, or the ending of <title> that is named like a site."""
    claims = []
    key = title_key(title or "")
    for name in meta_names("publisher"):
        text = collapse(reading.meta.get(name, "")[:200])
        if 2 <= len(text) <= 30 and not _is_no_site(text) and title_key(text) != key:
            claims.append(Claim(text, 1.0, f"meta:{name}", None, text))
            break
    if reading.json_ld and (text := read_json_ld(reading.json_ld).publisher):
        claims.append(Claim(text, 1.1, "json_ld:publisher", None, text))
    for part in reversed(title_segments(reading.html_title)[1:]):
        is_short = 2 <= len(part) <= 16 and part != title
        if is_short and is_medium(fold_in_place(part)) and not _is_no_site(part):
            claims.append(Claim(part, 2.2, "title", None, reading.html_title))
            break
    return claims


def _is_no_site(text: str) -> bool:
    """Whether a text says more than a site's name."""
    return phrase(_NO_SITE).search(fold_in_place(text)) is not None


def keyword_claims(reading: Reading, title: str | None) -> list[Claim[list[str]]]:
    """Keywords by the head, without the page's own title, a site's list of everything, or a title sliced up."""
    key = title_key(title or "")
    for name in meta_names("keywords"):
        text = reading.meta.get(name)
        if not text or "<" in text or "=" in text:
            continue
        keyed = [
            (word, word_key)
            for word in split_keywords(text[:600])
            if len(word) <= MAX_KEYWORD_CHARS
            and (word_key := title_key(word)) not in ("", key)
            and not names_site(word)
        ]
        words = [word for word, _ in keyed]
        is_sliced = len(words) >= 5 and all(word_key in key for _, word_key in keyed)
        whole = "".join([word_key for _, word_key in keyed])
        is_sliced = is_sliced or (whole in key and 3 * len(whole) > 2 * len(key))
        if words and len(words) <= MAX_META_KEYWORDS and not is_sliced:
            return [Claim(words, 5.0, f"meta:{name}", None, text)]
    return []


def breadcrumb_claims(reading: Reading) -> list[Claim[list[str]]]:
    """The breadcrumb by JSON-LD."""
    items = read_json_ld(reading.json_ld).breadcrumb if reading.json_ld else []
    return [Claim(items, 3.0, "json_ld:breadcrumb", None, " > ".join(items))] if items else []


def editor_names(reading: Reading) -> list[Claim[str]]:
    """Editors by the head."""
    for name in meta_names("editor"):
        if (text := reading.meta.get(name)) and (people := _certain_people(text)):
            return [Claim(person.name, 5.0, f"meta:{name}", None, text) for person in people]
    return []


def number_claims(reading: Reading) -> list[Claim[str]]:
    """文号 by the head."""
    for name in meta_names("document_number"):
        text = collapse(reading.meta.get(name, "")[:80])
        if len(text) >= 5 and not names_nobody(fold_in_place(text)):
            return [Claim(text, 2.0, f"meta:{name}", None, text)]
    return []
