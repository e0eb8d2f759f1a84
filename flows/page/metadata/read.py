"""What a page says of itself: who wrote it, where it comes from, when it appeared; each value with its evidence."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from flows.page.bylines.people import Person, read_people, split_post
from flows.page.bylines.stated import unlabelled_editor
from flows.page.bylines.zones import SENTENCE, Zones, find_zones
from flows.page.lines import Label, Reading
from flows.page.metadata import head, scripts
from flows.page.metadata.attachments import find_attachments
from flows.page.metadata.breadcrumbs import find_breadcrumb
from flows.page.metadata.card import read_card, read_day
from flows.page.metadata.claims import Claim, LineClaims, best_claim
from flows.page.metadata.footer import COPYRIGHT_RANK, copyright_claims
from flows.page.metadata.identifiers import find_document_number, is_issue_of_gazette
from flows.page.metadata.images import find_images
from flows.page.metadata.lines import read_lines
from flows.page.metadata.published import read_published
from flows.page.source import Source
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase
from flows.page.text.words import words
from flows.page.title.choice import TitleChoice

MAX_SNIPPET_CHARS = 200
_MAX_PEOPLE = 20
_MAX_EMAILS = 20
_BYLINE_FIELDS = frozenset(("authors", "content_source", "date_published", "editors"))
_BYLINE_CHARS = 60
_BESIDE_TITLE = 4
_PERIODICAL = r"(?P<name>.{2,12}?){periodical_offices}"


@dataclass(slots=True)
class Metadata:
    """The metadata columns of one row of `documents`; None or an empty list where the page does not say."""

    title: str | None = None
    subtitle: str | None = None
    authors: list[dict[str, str | None]] = field(default_factory=list)
    """{"name", "post", "affiliation"}"""
    publisher: str | None = None
    """The site."""
    content_source: str | None = None
    """来源: whom the site took the text from."""
    editors: list[dict[str, str | None]] = field(default_factory=list)
    """{"role", "name"}"""
    date_published: datetime.date | None = None
    """The first day where the text names only a month or year."""
    date_published_text: str | None = None
    published_at: datetime.datetime | None = None
    """In UTC; None where the page does not say of which zone its time is."""
    date_precision: str | None = None
    """Of the text the date was read from: "year", "month", "day", "minute" or "second"."""
    issue: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    """索引号; this and the four below are of the card of an official paper."""
    issuing_body: str | None = None
    date_created: datetime.date | None = None
    subject_category: str | None = None
    validity: str | None = None
    breadcrumb: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    icp_number: str | None = None
    police_number: str | None = None
    emails: list[str] = field(default_factory=list)
    images: list[dict[str, str | None]] = field(default_factory=list)
    """{"url", "caption"}"""
    attachments: list[dict[str, str | None]] = field(default_factory=list)
    """{"url", "name"}"""
    evidence: list[dict[str, Any]] = field(default_factory=list)
    """{"field", "method", "line_index" (None outside the lines), "snippet"}"""
    byline_lines: tuple[int, ...] = ()
    """Lines about the title or at the end of the text that are a byline and nothing else, whatever their labels."""

    def note(self, name: str, method: str, line_index: int | None, snippet: str) -> None:
        """Record where the value of field `name` was read from."""
        text = " ".join(snippet[: 4 * MAX_SNIPPET_CHARS].split())[:MAX_SNIPPET_CHARS]
        self.evidence.append({"field": name, "method": method, "line_index": line_index, "snippet": text})


def read_metadata(
    reading: Reading,
    labels: list[Label],
    *,
    title: TitleChoice,
    url: str | None = None,
    fetched_at: datetime.datetime | None = None,
    source: Source | None = None,
) -> Metadata:
    """Read the metadata of a page; strings are verbatim, white space aside, in the page's own script.

    `labels` are parallel to `reading.lines`. Relative dates are read with `fetched_at` only, and with it later dates
    are refused.
    """
    metadata = Metadata()
    zones = find_zones(reading.lines, labels, title.line_indexes)
    claims = read_lines(reading, labels, zones, fetched_at)
    claims.sources += scripts.source_claims(reading, zones)
    claims.authors += scripts.author_claims(reading, zones)
    _put_title(metadata, title)
    _put_date(metadata, claims, reading, url, fetched_at)
    _put_publisher(metadata, claims, reading, title, source)
    _put_source(metadata, claims, reading)
    _put_editors(metadata, claims, reading)
    _put_authors(metadata, claims, reading, title, zones)
    _put_breadcrumb(metadata, claims, reading, labels, title)
    _put_keywords(metadata, claims, reading, title)
    _put_numbers(metadata, claims, reading, title)
    _put_images(metadata, reading, labels, title, zones)
    _put_card(metadata, reading, labels, zones)
    _put_attachments(metadata, reading, labels, title, zones, url)
    _put_published(metadata, reading, source)
    metadata.byline_lines = _byline_lines(metadata, reading, zones)
    return metadata


def _byline_lines(metadata: Metadata, reading: Reading, zones: Zones) -> tuple[int, ...]:
    """Lines above the last of the body that a field of the byline was read from and that hold no sentence.

    A date counts only beside the title: 时间 in a notice is part of it. Who signs at the end may be part of the text.
    """
    found: set[int] = set()
    for item in metadata.evidence:
        index, name = item["line_index"], item["field"]
        if index is None or name not in _BYLINE_FIELDS or index >= zones.body_last:
            continue
        text = reading.lines[index].text
        is_near = abs(index - zones.title) <= _BESIDE_TITLE and index < zones.body_first
        if len(text) <= _BYLINE_CHARS and not SENTENCE.search(text) and (is_near or name != "date_published"):
            found.add(index)
    return tuple(sorted(found))


def _put_title(metadata: Metadata, title: TitleChoice) -> None:
    if title.title is None:
        return
    metadata.title, metadata.subtitle = title.title, title.subtitle
    indexes: tuple[int | None, ...] = title.line_indexes or (None,)
    for index in indexes:
        metadata.note("title", title.method, index, title.snippet)
    if title.subtitle is not None:
        metadata.note("subtitle", title.method, indexes[-1], title.subtitle)


def _put_date(
    metadata: Metadata,
    claims: LineClaims,
    reading: Reading,
    url: str | None,
    fetched_at: datetime.datetime | None,
) -> None:
    """The best claim; where the head names the same day, the visible text of it is the evidence."""
    stated = [*head.date_claims(reading, url, fetched_at), *scripts.date_claims(reading, fetched_at)]
    best = best_claim([*claims.dates, *stated])
    if best is None:
        return
    if best.line_index is None:
        same = [claim for claim in claims.dates if claim.value.date == best.value.date and claim.rank < 6.0]
        best = best_claim(same) or best
    metadata.date_published = best.value.date
    metadata.date_published_text = " ".join(best.value.text.split())
    metadata.date_precision = best.value.precision
    metadata.note("date_published", best.method, best.line_index, best.snippet)
    for index in best.further_lines:
        metadata.note("date_published", best.method, index, best.snippet)


def _put_publisher(
    metadata: Metadata, claims: LineClaims, reading: Reading, title: TitleChoice, source: Source | None
) -> None:
    if source is not None and source.publisher:
        metadata.publisher = source.publisher
        metadata.note("publisher", "source.toml", None, source.publisher)
        return
    best = best_claim([*head.publisher_claims(reading, title.title), *claims.publishers])
    if best is None or best.rank > COPYRIGHT_RANK:
        best = best_claim(copyright_claims(claims.copyright_lines)) or best
    if best is not None:
        metadata.publisher = best.value
        metadata.note("publisher", best.method, best.line_index, best.snippet)


def _put_source(metadata: Metadata, claims: LineClaims, reading: Reading) -> None:
    """来源; a periodical's own page (it names the issue and its publisher is a 杂志社) is its own source."""
    best = best_claim([*claims.sources, *head.source_claims(reading)])
    if best is not None:
        metadata.content_source = best.value
        metadata.note("content_source", best.method, best.line_index, best.snippet)
        return
    publisher = metadata.publisher
    if publisher is None or not claims.issues:
        return
    if periodical := phrase(_PERIODICAL).fullmatch(fold_in_place(publisher)):
        metadata.content_source = publisher[slice(*periodical.span("name"))]
        metadata.note("content_source", "publisher:periodical", None, publisher)


def _put_editors(metadata: Metadata, claims: LineClaims, reading: Reading) -> None:
    seen: set[tuple[str, str]] = set()
    stated = [
        Claim(unlabelled_editor(claim.value), 9.0, claim.method, None, claim.snippet)
        for claim in head.editor_names(reading)
    ]
    for claim in claims.editors or stated:
        key = (claim.value.role, claim.value.name)
        if key not in seen and len(seen) < _MAX_PEOPLE:
            seen.add(key)
            metadata.editors.append({"role": claim.value.role, "name": claim.value.name})
            metadata.note("editors", claim.method, claim.line_index, claim.snippet)


def _put_authors(metadata: Metadata, claims: LineClaims, reading: Reading, title: TitleChoice, zones: Zones) -> None:
    """The best claim's people, with the posts that other claims add to the same names; never the site or an editor."""
    found = list(claims.authors)
    if title.subtitle is not None and (people := [person for person in read_people(title.subtitle) if person.post]):
        index = title.line_indexes[-1] if title.line_indexes else None
        found.append(Claim(people, 2.0, "subtitle", index, title.subtitle))
    found.extend(head.author_claims(reading, zones))
    denied = {fold_in_place(name) for name in (metadata.publisher, metadata.content_source) if name}
    editors = {fold_in_place(editor["name"] or "") for editor in metadata.editors}
    usable = []
    for claim in sorted(found, key=lambda claim: claim.rank):
        people = [
            person
            for person in claim.value
            if (key := fold_in_place(person.name)) not in denied
            and (claim.line_index is not None or key not in editors)
        ]
        if people:
            usable.append(Claim(people, claim.rank, claim.method, claim.line_index, claim.snippet))
    if not usable:
        return
    best = usable[0]
    chosen = list(best.value)
    if best.line_index is not None:
        names = {person.name for person in chosen}
        for claim in usable[1:]:
            if claim.method == best.method == "line:label" and claim.rank == best.rank:
                chosen.extend(person for person in claim.value if person.name not in names)
                names.update(person.name for person in claim.value)
    metadata.note("authors", best.method, best.line_index, best.snippet)
    for person in chosen[:_MAX_PEOPLE]:
        metadata.authors.append(_enriched(metadata, person, usable[1:]))
    described = best_claim(claims.author_posts)
    if described is not None and len(metadata.authors) == 1 and metadata.authors[0]["post"] is None:
        affiliation, post = split_post(described.value)
        metadata.authors[0] |= {"post": post, "affiliation": affiliation}
        metadata.note("authors", described.method, described.line_index, described.snippet)


def _enriched(metadata: Metadata, person: Person, others: list[Claim[list[Person]]]) -> dict[str, str | None]:
    """The person with the post and body that another claim gives the same name."""
    post, affiliation = person.post, person.affiliation
    if post is None or fold_in_place(post).startswith(words("reporters")):
        for claim in others:
            other = next(
                (other for other in claim.value if fold_in_place(other.name) == fold_in_place(person.name)), None
            )
            if other is not None and other.post is not None and other.post != post:
                post, affiliation = other.post, other.affiliation or affiliation
                metadata.note("authors", claim.method, claim.line_index, claim.snippet)
                break
    return {"name": person.name, "post": post, "affiliation": affiliation}


def _put_breadcrumb(
    metadata: Metadata, claims: LineClaims, reading: Reading, labels: list[Label], title: TitleChoice
) -> None:
    """The breadcrumb; a gazette's page says there which issue it is of, a bulletin board's which board."""
    first = min(title.line_indexes, default=None)
    found = find_breadcrumb(reading.lines, labels, first)
    if found is None:
        best = best_claim(head.breadcrumb_claims(reading))
        if best is not None:
            metadata.breadcrumb = best.value
            metadata.note("breadcrumb", best.method, None, best.snippet)
        return
    metadata.breadcrumb = list(found.items)
    for index in found.line_indexes:
        metadata.note("breadcrumb", "line:breadcrumb", index, reading.lines[index].text)
    last = metadata.breadcrumb[-1]
    if claims.boards and claims.boards[0].value in last:
        metadata.breadcrumb[-1] = claims.boards[0].value
    elif is_issue_of_gazette(last):
        claims.issues.append(Claim(last, 3.0, "line:breadcrumb", found.line_indexes[-1], last))


def _put_keywords(metadata: Metadata, claims: LineClaims, reading: Reading, title: TitleChoice) -> None:
    stated = head.keyword_claims(reading, title.title)
    best = best_claim([*claims.keywords, *stated])
    if stated and best is not None and best.value == ["".join(stated[0].value)]:
        best = stated[0]
    if best is not None:
        metadata.keywords = best.value
        metadata.note("keywords", best.method, best.line_index, best.snippet)


def _put_numbers(metadata: Metadata, claims: LineClaims, reading: Reading, title: TitleChoice) -> None:
    numbers = [*claims.numbers, *head.number_claims(reading)]
    in_title = find_document_number(title.title or "")
    if in_title:
        index = title.line_indexes[0] if title.line_indexes else None
        numbers.append(Claim(in_title, 3.5, "title", index, title.title or ""))
    for name, best in (
        ("document_number", best_claim(numbers)),
        ("issue", best_claim(claims.issues)),
        ("icp_number", best_claim(claims.icp)),
        ("police_number", best_claim(claims.police)),
    ):
        if best is not None:
            setattr(metadata, name, " ".join(best.value.split()))
            metadata.note(name, best.method, best.line_index, best.snippet)
    for claim in claims.emails:
        if claim.value not in metadata.emails and len(metadata.emails) < _MAX_EMAILS:
            metadata.emails.append(claim.value)
            metadata.note("emails", claim.method, claim.line_index, claim.snippet)


def _put_images(metadata: Metadata, reading: Reading, labels: list[Label], title: TitleChoice, zones: Zones) -> None:
    first = min(title.line_indexes, default=zones.title)
    for image in find_images(reading, labels, title.title, first, zones.body_last):
        metadata.images.append({"url": image.url, "caption": image.caption})
        metadata.note("images", "caption" if image.caption else "image", image.line_index, image.caption or image.url)


def _put_card(metadata: Metadata, reading: Reading, labels: list[Label], zones: Zones) -> None:
    """The card of an official paper; its number where the page does not say it elsewhere."""
    for name, entry in read_card(reading, labels, zones).items():
        value = read_day(entry.value) if name == "date_created" else entry.value
        if value is not None and getattr(metadata, name) is None:
            setattr(metadata, name, value)
            metadata.note(name, "line:card", entry.line_index, entry.snippet)


def _put_attachments(
    metadata: Metadata, reading: Reading, labels: list[Label], title: TitleChoice, zones: Zones, url: str | None
) -> None:
    first = min(title.line_indexes, default=zones.title)
    for link in find_attachments(reading, labels, first, zones.body_last, url or reading.canonical_url):
        metadata.attachments.append({"url": link.url, "name": link.name})
        metadata.note("attachments", "link", link.line_index, link.name or link.url)


def _put_published(metadata: Metadata, reading: Reading, source: Source | None) -> None:
    dated = [item for item in metadata.evidence if item["field"] == "date_published"]
    snippet = dated[0]["snippet"] if dated else ""
    utc_offset = source.utc_offset if source is not None else None
    found = read_published(reading, metadata.date_published, metadata.date_published_text, snippet, utc_offset)
    if found is not None:
        metadata.published_at, method, stated = found
        index = dated[0]["line_index"] if method in ("line:beijing_time", "source.toml") else None
        metadata.note("published_at", method, index, stated)
