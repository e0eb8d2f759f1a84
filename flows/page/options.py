"""What a user may choose about the text that comes out."""

from dataclasses import dataclass, field

from flows.page.limits import DEFAULT_LIMITS, Limits

TARGET_SCRIPTS = ("Hans", "Hant", "keep")
PUNCTUATIONS = ("restore", "keep")


@dataclass(frozen=True, slots=True)
class Options:
    """Options of a run; they enter the data, so they enter the digest that decides what is re-cleaned."""

    target_script: str = "Hans"
    """One of TARGET_SCRIPTS. `keep` leaves each line in the script it has."""
    punctuation: str = "restore"
    """`restore` gives Han context its full-width ，；：？！（） back; `keep` leaves punctuation alone."""
    limits: Limits = field(default=DEFAULT_LIMITS)
