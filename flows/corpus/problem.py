"""Why a file or record goes to the quarantine, where that is known before it is cleaned."""

from typing import NamedTuple


class Problem(NamedTuple):
    """A code of the quarantine, and what is wrong in one line."""

    code: str
    message: str
