"""PAGE.meta.json: what the scraper knew of a page."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flows.contracts import first_error
from flows.page.errors import PageError
from flows.page.text.half_characters import read_json

MAX_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Sidecar:
    """What is read of it."""

    url: str | None = None
    fetched_at: datetime | None = None
    """In UTC."""
    charset: str | None = None


def parse_sidecar(content: bytes | None) -> Sidecar:
    """What a sidecar says; None: nothing. Raises PageError bad_sidecar with one line that says what is wrong where."""
    if content is None:
        return Sidecar()
    if len(content) > MAX_BYTES:
        raise PageError("bad_sidecar", f"over {MAX_BYTES:,} bytes")
    try:
        raw = read_json(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PageError("bad_sidecar", f"not JSON: {error}") from error
    if problem := first_error("sidecar", raw):
        raise PageError("bad_sidecar", problem)
    return Sidecar(raw.get("url"), _moment(raw), raw.get("charset"))


def _moment(raw: dict[str, Any]) -> datetime | None:
    text = raw.get("fetched_at")
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        if "T" not in text.upper() and " " not in text.strip():
            raise ValueError
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise PageError("bad_sidecar", "fetched_at: not an ISO 8601 date and time") from error
