"""What a user may choose about the text that comes out."""

from dataclasses import dataclass, field
from enum import StrEnum

from flows.page.limits import DEFAULT_LIMITS, Limits


class TargetScript(StrEnum):
    """Script of the text that comes out."""

    HANS = "Hans"
    HANT = "Hant"
    KEEP = "keep"


class Punctuation(StrEnum):
    """What becomes of half-width punctuation in Han context."""

    RESTORE = "restore"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a run; they enter the data, so they enter the digest that decides what is re-cleaned."""

    target_script: str = "Hans"
    """A TargetScript. `keep` leaves each line in the script it has."""
    punctuation: str = "restore"
    """A Punctuation. `restore` gives Han context its full-width ，；：？！（） back; `keep` leaves it alone."""
    limits: Limits = field(default=DEFAULT_LIMITS)
