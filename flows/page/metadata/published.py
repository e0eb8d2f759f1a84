"""The instant of publication, where a page states the time of day and the zone it is of."""

import datetime
import re
from collections.abc import Iterator
from functools import cache

from flows.page.bylines.labels import meta_names
from flows.page.lines import Reading
from flows.page.reading.json_ld import read_json_ld
from flows.page.text.folding import fold_in_place
from flows.page.text.words import word_lists, words

_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_MAX_CHARS = 60
_STATED = re.compile(
    r"(?P<date>(?:19|20)\d\d-\d\d-\d\d)[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(?P<zone>Z|[+-]\d\d:?\d\d)(?!\d)"
)
_SAME_MINUTES = 15
"""Between the time of day that the page shows and what its head states: more apart it is that of a change."""
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)")

Instant = tuple[datetime.datetime, str, str]
"""When, how it was read, and the words it was read from."""


def read_published(
    reading: Reading, date: datetime.date | None, text: str | None, snippet: str, utc_offset: str | None
) -> Instant | None:
    """The instant at which the page says it was published, in UTC.

    date, text: day of publication and how the page writes it; an instant of another day, or of another time than the
    page shows, belongs to something else.
    snippet: the line that was read from, which may say that its time is Beijing's. utc_offset: what source.toml says of
    the site's clock. Without any word on the zone there is no instant: None.
    """
    if date is None:
        return None
    clock = _clock().search(fold_in_place(text), len("2023")) if text else None
    shown = _time(clock) if clock else None
    for method, stated in _statements(reading):
        found = _STATED.search(stated[:_MAX_CHARS])
        instant = _instant(found, found["date"], _zone(found["zone"])) if found else None
        if instant and _agrees(instant, date, shown):
            return instant.astimezone(datetime.UTC), method, stated
    is_beijing = any(word in fold_in_place(snippet) for word in words("beijing_time"))
    zone = _CHINA if is_beijing else _zone(utc_offset) if utc_offset else None
    if clock and zone and (instant := _instant(clock, date.isoformat(), zone)):
        return instant.astimezone(datetime.UTC), "line:beijing_time" if is_beijing else "source.toml", text or ""
    return None


@cache
def _clock() -> re.Pattern[str]:
    """Finds a time of day in a folded text."""
    lists = word_lists()
    part = rf"(?P<part>{lists['afternoon'].pattern}|{lists['other_day_parts'].pattern})?"
    return re.compile(
        part + r"\s{0,2}(?P<hour>[01]?\d|2[0-3])\s?[:时点]\s?(?P<minute>[0-5]\d)(?:\s?[:分]\s?(?P<second>[0-5]\d))?"
    )


def _statements(reading: Reading) -> Iterator[tuple[str, str]]:
    """What the head and the elements of the page state of the time, in order of trust."""
    for name in meta_names("date"):
        if text := reading.meta.get(name):
            yield f"meta:{name}", text
    if reading.json_ld:
        yield "json_ld:datePublished", read_json_ld(reading.json_ld).date_published
    for named in reading.named:
        if named.kind == "date" and named.value:
            yield "time", named.value


def _zone(offset: str) -> datetime.timezone | None:
    if offset == "Z":
        return datetime.UTC
    found = _OFFSET.fullmatch(offset)
    if found is None or int(found["hours"]) > 14 or int(found["minutes"]) > 59:
        return None
    size = datetime.timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    return datetime.timezone(-size if found["sign"] == "-" else size)


def _time(found: re.Match[str]) -> datetime.time | None:
    """The time of day that was matched; None where there is no such time."""
    hour = int(found["hour"])
    if found.groupdict().get("part") in words("afternoon") and hour < 12:
        hour += 12
    try:
        return datetime.time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def _instant(found: re.Match[str], date: str, zone: datetime.timezone | None) -> datetime.datetime | None:
    """The time of day that was matched, on a day, in a zone; None where there is no such instant."""
    time = _time(found)
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return None
    return datetime.datetime.combine(day, time, zone) if time is not None and zone is not None else None


def _agrees(instant: datetime.datetime, date: datetime.date, shown: datetime.time | None) -> bool:
    """Whether an instant is of a day, and about the time that the page shows, by its own clock or by China's."""
    for local in (instant, instant.astimezone(_CHINA)):
        if local.date() != date:
            continue
        if shown is None or abs(60 * (local.hour - shown.hour) + local.minute - shown.minute) <= _SAME_MINUTES:
            return True
    return False
