"""A claim: one value of one metadata field, where it was read and how far it is to be trusted."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
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


def best_claim(claims: list[Claim[T]]) -> Claim[T] | None:
    """The claim of the lowest rank; the first of several."""
    return min(claims, key=lambda claim: claim.rank) if claims else None
