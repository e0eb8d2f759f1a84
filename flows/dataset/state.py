"""What the last run recorded of the dataset, and the commit under way: read through one door.

What comes out of it has the shape described here; whatever else lies there ends in a DatasetError of one line.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypedDict, cast

from flows.dataset import files, layout, schema
from flows.dataset.errors import DatasetError, VersionError

SOURCE_COUNTS = {
    "page_count": "pages",
    "document_count": "documents",
    "section_count": "sections",
    "removed_line_count": "removed lines",
    "quarantine_count": "quarantined",
}
"""What is counted of each source, with its heading."""
PROFILE_COUNTS = ("title_count", "date_count", "content_source_count", "body_count", "template_line_count")
"""What is counted of the looks of each source."""

_SLUG = "[^/]+"
_PART = re.compile(rf"(?:{'|'.join(layout.PARTITIONED)})/source={_SLUG}/part-[0-9]{{5}}\.parquet")
_RECORD = re.compile(
    rf"_state/(?:manifest|signatures)/{_SLUG}\.parquet|_state/templates/{_SLUG}\.json"
    rf"|{re.escape(layout.RUNS_PLACE)}|{re.escape(layout.PAIRS_PLACE)}"
)
_OTHER_PLACE = re.compile(
    rf"{_RECORD.pattern}|_state/runs/[0-9A-Za-z-]+\.json|datapackage\.json|README\.md|_state/dataset\.json"
)
_STAGED = re.compile(r"_state/staging(?:/(?!\.)[^/]+)+")
_DIGEST = re.compile("[0-9a-f]{64}")


class FileRecord(TypedDict):
    """A data file as it was written."""

    row_count: int
    byte_count: int
    sha256: str


class State(TypedDict):
    """The state of the whole."""

    schema_version: str
    run_id: str | None
    sources: dict[str, dict[str, int]]
    """By source: bucket_count, SOURCE_COUNTS and PROFILE_COUNTS."""
    files: dict[str, FileRecord]
    """The data files by their place."""
    records: dict[str, str]
    """SHA-256 of the other files that a run reads again, by their place: manifests, templates,
    signatures, pairs, and the table of runs."""


class Renaming(TypedDict):
    """A staged file and its place."""

    origin: str
    place: str


class Journal(TypedDict):
    """A commit that was begun."""

    replace: list[Renaming]
    delete: list[str]


def empty_state() -> State:
    """That of a dataset without anything in it."""
    return {
        "schema_version": schema.load_contract().version,
        "run_id": None,
        "sources": {},
        "files": {},
        "records": {},
    }


def read_state(out: Path) -> State:
    """The state of the whole, after the commit under way; the empty one where there is none."""
    path = layout.state_path(out)
    journal = read_journal(out)
    for renaming in journal["replace"] if journal else ():
        if renaming["place"] == layout.STATE_PLACE and (out / renaming["origin"]).is_file():
            path = out / renaming["origin"]
    raw = _read_json(path)
    if raw is None:
        return empty_state()
    if isinstance(raw, dict):
        raw.setdefault("records", {})  # datasets written before there were any
        for counts in raw["sources"].values() if _is_mapping(raw.get("sources"), re.compile(_SLUG), _is_object) else ():
            for name in PROFILE_COUNTS:
                counts.setdefault(name, 0)  # likewise
    if not _is_state(raw):
        raise DatasetError(f"{path}: not the state of a dataset; run with --full, which builds it anew")
    return cast(State, raw)


def read_journal(out: Path) -> Journal | None:
    """The commit that was begun and not finished; None where there is none."""
    path = layout.journal_path(out)
    raw = _read_json(path)
    if raw is None:
        return None
    if not _is_journal(raw):
        raise DatasetError(f"{path}: not a journal; run with --full, which builds the dataset anew")
    renamings: list[Renaming] = [{"origin": entry["from"], "place": entry["to"]} for entry in raw["replace"]]
    return {"replace": renamings, "delete": raw["delete"]}


def _read_json(path: Path) -> Any:
    """What a file of JSON holds; None where there is no file."""
    try:
        with files.open_file(path) as stream:
            return json.load(stream)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or "not JSON"
        raise DatasetError(
            f"{path} cannot be read ({reason}); run with --full, which builds the dataset anew"
        ) from error


def _is_state(raw: Any) -> bool:
    return (
        _has_keys(raw, "schema_version", "run_id", "sources", "files", "records")
        and isinstance(raw["schema_version"], str)
        and isinstance(raw["run_id"], str | None)
        and _is_mapping(raw["sources"], re.compile(_SLUG), _is_source)
        and _is_mapping(raw["files"], _PART, _is_file_record)
        and _is_mapping(raw["records"], _RECORD, _is_digest)
    )


def _is_object(raw: Any) -> bool:
    return isinstance(raw, dict)


def _is_source(raw: Any) -> bool:
    return _has_keys(raw, "bucket_count", *SOURCE_COUNTS, *PROFILE_COUNTS) and all(map(_is_count, raw.values()))


def _is_file_record(raw: Any) -> bool:
    return (
        _has_keys(raw, "row_count", "byte_count", "sha256")
        and _is_count(raw["row_count"])
        and _is_count(raw["byte_count"])
        and _is_digest(raw["sha256"])
    )


def _is_journal(raw: Any) -> bool:
    return (
        isinstance(raw, dict)
        and raw.keys() >= {"replace", "delete"}
        and isinstance(raw["replace"], list)
        and all(map(_is_renaming, raw["replace"]))
        and isinstance(raw["delete"], list)
        and all(map(_is_place, raw["delete"]))
    )


def _is_renaming(raw: Any) -> bool:
    return (
        _has_keys(raw, "from", "to")
        and isinstance(raw["from"], str)
        and _STAGED.fullmatch(raw["from"]) is not None
        and _is_place(raw["to"])
    )


def _is_place(raw: Any) -> bool:
    return isinstance(raw, str) and bool(_PART.fullmatch(raw) or _OTHER_PLACE.fullmatch(raw))


def _has_keys(raw: Any, *keys: str) -> bool:
    return isinstance(raw, dict) and raw.keys() == set(keys)


def _is_mapping(raw: Any, key: re.Pattern[str], is_value: Callable[[Any], bool]) -> bool:
    return isinstance(raw, dict) and all(key.fullmatch(name) and is_value(value) for name, value in raw.items())


def _is_count(raw: Any) -> bool:
    return type(raw) is int and 0 <= raw < 1 << 63


def _is_digest(raw: Any) -> bool:
    return isinstance(raw, str) and _DIGEST.fullmatch(raw) is not None


def check_version(out: Path) -> None:
    """Raise VersionError when the dataset was written under another major version of the schema."""
    written, ours = read_state(out)["schema_version"], schema.load_contract().version
    if written.partition(".")[0] != ours.partition(".")[0]:
        raise VersionError(
            f"{out} was written with schema version {written}, this is {ours}: move it away, or run with --full, which"
            " builds it anew"
        )


def current_files(out: Path) -> dict[str, Path]:
    """As `layout.placed_files`, after the commit under way: files not renamed yet are named where they are staged."""
    found = layout.placed_files(out)
    journal = read_journal(out)
    for renaming in journal["replace"] if journal else ():
        staged, place = out / renaming["origin"], renaming["place"]
        if staged.exists() and place.endswith(".parquet") and not place.startswith("_"):
            found[place] = staged
    for place in journal["delete"] if journal else ():
        found.pop(place, None)
    return found
