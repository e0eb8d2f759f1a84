"""Data files that are not as the last run left them."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from flows.dataset import files, layout
from flows.dataset.manifest import DOCUMENT, QUARANTINED, Entry
from flows.dataset.state import FileRecord

_TABLES = {DOCUMENT: ("documents", "duplicates"), QUARANTINED: ("quarantine",)}


def find_damage(
    source: str, present: Mapping[str, Path], recorded: Mapping[str, FileRecord], known: Iterable[Entry]
) -> dict[str, str]:
    """Place → what is wrong with it, as far as names and sizes tell.

    present, recorded: the files of `source` that are there, and those that should be. known: its manifest.
    """
    needed = {(table, entry.bucket) for entry in known for table in _TABLES[entry.status]}
    places = {layout.part_place(table, source, bucket) for table, bucket in needed}
    found = {}
    for place in sorted(places | recorded.keys() | present.keys()):
        if place not in present:
            found[place] = "is missing"
        elif place not in recorded:
            found[place] = "was not written by a run"
        elif present[place].stat().st_size != recorded[place]["byte_count"]:
            found[place] = "is not as it was written"
    return found


def find_altered(
    present: Mapping[str, Path], recorded: Mapping[str, FileRecord], buckets: Collection[int]
) -> dict[str, str]:
    """As `find_damage`, but by what the files of `buckets` hold: each is read once."""
    return {
        place: "is not as it was written"
        for place in sorted(recorded.keys() & present.keys())
        if layout.bucket_of_place(place) in buckets and files.digest(present[place]) != recorded[place]["sha256"]
    }
