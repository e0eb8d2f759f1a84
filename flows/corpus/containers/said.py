"""What a packing says of the page in it, which is used as a sidecar's word is."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from flows.corpus.sidecars import Sidecar, parse_sidecar
from flows.page.errors import PageError


@dataclass(frozen=True, slots=True)
class Said:
    """Fields of a sidecar, and whether the page was cut off when it was fetched."""

    known: Sidecar = field(default_factory=Sidecar)
    is_truncated: bool = False


def say(url: Any = None, fetched_at: Any = None, charset: Any = None) -> Said:
    """What can be used of three values: what no sidecar may say is left out."""
    values = {"url": url, "fetched_at": fetched_at, "charset": charset}
    sound = {name: value for name, value in values.items() if isinstance(value, str) and _is_sound(name, value)}
    return Said(_parse(sound))


def join(first: Sidecar, second: Sidecar) -> Sidecar:
    """The word of the first, and where it has none that of the second."""
    return Sidecar(first.url or second.url, first.fetched_at or second.fetched_at, first.charset or second.charset)


def mail_moment(text: str | None) -> datetime | None:
    """A date as mail and HTTP write it; None for what is none."""
    try:
        return parsedate_to_datetime(text) if text else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _parse(values: dict[str, str]) -> Sidecar:
    return parse_sidecar(json.dumps(values).encode())


def _is_sound(name: str, value: str) -> bool:
    try:
        _parse({name: value})
    except PageError:
        return False
    return True
