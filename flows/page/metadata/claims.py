"""Claims: one value of one metadata field each, where it was read and how far it is to be trusted."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from flows.page.bylines.dates import FoundDate
from flows.page.bylines.people import Person
from flows.page.bylines.stated import Editor
from flows.page.lines import Line

T = TypeVar("T", covariant=True)


@dataclass(slots=True)
class Claim(Generic[T]):
    """One source's word on a field."""

    value: T
    rank: float
    """The lower the better; ranks are compared within one field only."""
    method: str
    """How it was read: "label", "meta:<name>", "json_ld", "url", …"""
    line_index: int | None
    """None where it was not read from a line."""
    snippet: str
    further_lines: tuple[int, ...] = ()
    """Other lines that the value stands on, where it is printed in pieces."""


@dataclass(slots=True)
class LineClaims:
    """What the lines claim, field by field."""

    dates: list[Claim[FoundDate]] = field(default_factory=list)
    author_posts: list[Claim[str]] = field(default_factory=list)
    authors: list[Claim[list[Person]]] = field(default_factory=list)
    sources: list[Claim[str]] = field(default_factory=list)
    editors: list[Claim[Editor]] = field(default_factory=list)
    publishers: list[Claim[str]] = field(default_factory=list)
    copyright_lines: list[Line] = field(default_factory=list)
    """Lines of the footer that may name the publisher, still to be read."""
    keywords: list[Claim[list[str]]] = field(default_factory=list)
    numbers: list[Claim[str]] = field(default_factory=list)
    issues: list[Claim[str]] = field(default_factory=list)
    icp: list[Claim[str]] = field(default_factory=list)
    police: list[Claim[str]] = field(default_factory=list)
    emails: list[Claim[str]] = field(default_factory=list)
    boards: list[Claim[str]] = field(default_factory=list)
    """Boards of a bulletin board that the page's post stands on."""


def best_claim(claims: list[Claim[T]]) -> Claim[T] | None:
    """The claim of the lowest rank; the first of several."""
    return min(claims, key=lambda claim: claim.rank) if claims else None
