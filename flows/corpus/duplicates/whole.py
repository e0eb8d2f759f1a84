"""The signatures of the whole dataset after a run, and the table of duplicates that comes of them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from flows.corpus.duplicates.update import Holdings, Update, make_basis, update
from flows.dataset import files, layout
from flows.dataset.errors import DatasetError
from flows.dataset.signatures import keep_rows, read_pairs, read_signatures, write_signatures
from flows.dataset.staging import SIGNATURES, Group, StagedBatches
from flows.dataset.state import State


@dataclass(frozen=True, slots=True)
class Signed:
    """The signatures of one source after a run."""

    bucket_count: int
    path: Path
    sha256: str
    is_new: bool
    """Staged by this run."""


def are_known(out: Path, slug: str, state: State) -> bool:
    """Whether the signatures of a source are as the last run wrote them."""
    place = layout.signatures_place(slug)
    sha256 = state["records"].get(place)
    return sha256 is not None and files.is_file_of(out / place, sha256)


def sign_source(
    slug: str, bucket_count: int, kept: Iterable[str], staged: StagedBatches, out: Path, target: Path, state: State
) -> Signed | None:
    """Write the signatures of a source of which documents changed; None where it has no documents left.

    kept: doc_ids of the documents that stay as they are. Raises DatasetError where theirs are not to be had.
    """
    place, doc_ids = layout.signatures_place(slug), set(kept)
    parts = staged.read_source(SIGNATURES, slug)
    if doc_ids:
        known = read_signatures(out / place, state["records"].get(place))
        if known is None:
            raise DatasetError(f"{out / place} was damaged while this run was at work; run again, which makes it anew")
        parts.append(keep_rows(known, doc_ids))
    if not parts:
        return None
    path = layout.staged_path(target, place)
    write_signatures(path, parts)
    return Signed(bucket_count, path, files.digest(path), is_new=True)


def signed_before(out: Path, slug: str, state: State) -> Signed | None:
    """The signatures of a source of which no document changed; None where it has no documents."""
    place, counts = layout.signatures_place(slug), state["sources"].get(slug)
    if counts is None or not counts["document_count"]:
        return None
    return Signed(counts["bucket_count"], out / place, state["records"].get(place, ""), is_new=False)


def find_duplicates(
    signed: Mapping[str, Signed],
    parts: Collection[Group],
    made: Mapping[str, Path],
    out: Path,
    target: Path,
    state: State,
    *,
    is_changed: bool,
) -> Update | None:
    """The table brought up to date; None where it is.

    signed: by source. parts: those that have pages, with documents or without. made: place → path of the files of this
    run. is_changed: a file of the dataset was made anew.
    """
    bucket_counts = {slug: each.bucket_count for slug, each in signed.items()}
    basis = make_basis({slug: each.sha256 for slug, each in signed.items()}, bucket_counts)
    pairs_sha256 = state["records"].get(layout.PAIRS_PLACE)
    if not is_changed and read_pairs(out, pairs_sha256).basis == basis:
        return None
    tables: dict[str, pa.Table] = {}
    problems = []
    for slug, each in signed.items():
        table = read_signatures(each.path, each.sha256)
        if table is None:
            problems.append(f"{each.path} cannot be read; {slug} is not compared until a run looks at it")
        else:
            tables[slug] = table
    readable = [group for group in parts if group[0] in tables or group[0] not in signed]
    holdings = Holdings(out, target, bucket_counts, readable, made)
    found = update(tables, "" if problems else basis, holdings, pairs_sha256, state["files"])
    found.problems[:0] = problems
    return found
