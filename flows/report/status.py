"""How a dataset stands: its sources, its last runs, its quarantine with what to do, and rules that match nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from flows.corpus.inspecting import read_again
from flows.corpus.profiles import name_matches
from flows.corpus.sources import SourceError, load_source
from flows.dataset.loading import read_arrow
from flows.page.errors import CODES

TEMPLATE_EXAMPLES = 3
SAMPLE = 50
"""Pages of a source that are cleaned again to see which of its selectors and rules match."""


@dataclass(frozen=True, slots=True)
class Status:
    """What `zhpages status` shows."""

    sources: list[dict[str, Any]]
    """The counts by source of the last run."""
    runs: list[dict[str, Any]]
    """The last runs, latest first."""
    quarantine: list[dict[str, str]]
    """file, code, reason and remedy."""
    dead: list[str]
    """Selectors and rules of source.toml that match nothing, in lines."""
    profiles: list[dict[str, Any]]
    """By source, of the last run: its documents and how many of them fill what, lines that its pages repeat; with
    `template_examples`, those of them that stand on most pages."""


def read_status(raw: Path, out: Path, *, sources: list[str] | None = None, run_count: int = 5) -> Status:
    """Read it. Raises DatasetError where there is no dataset."""
    runs = read_arrow("runs", out=out).sort_by([("started_at", "descending")]).to_pylist()[:run_count]
    counts = [each for each in runs[0]["sources"] if sources is None or each["source"] in sources]
    quarantine = [
        {
            "file": f"{row['source']}/{row['raw_path']}",
            "code": row["code"],
            "reason": row["message"],
            "remedy": CODES.get(row["code"], ("", ""))[1],
        }
        for row in read_arrow("quarantine", sources, None, out).to_pylist()
    ]
    dead = [line for each in counts for line in _dead(raw, out, each["source"])]
    return Status(counts, runs, quarantine, dead, [*_profiles(runs[0], counts, out)])


def _profiles(run: dict[str, Any], counts: list[dict[str, Any]], out: Path) -> Iterator[dict[str, Any]]:
    looks = {each["source"]: each for each in run["source_profiles"] or ()}
    for each in counts:
        if profile := looks.get(each["source"]):
            examples = _template_examples(out, each["source"]) if profile["template_line_count"] else []
            yield {**profile, "document_count": each["document_count"], "template_examples": examples}


def _template_examples(out: Path, slug: str) -> list[dict[str, Any]]:
    removed = read_arrow("removed", slug, ["doc_id", "text", "category"], out)
    lines = removed.filter(pc.equal(removed["category"], "template")).group_by("text")
    found = lines.aggregate([("doc_id", "count_distinct")]).rename_columns(["text", "documents"])
    ordered = found.sort_by([("documents", "descending"), ("text", "ascending")])
    examples: list[dict[str, Any]] = ordered.slice(0, TEMPLATE_EXAMPLES).to_pylist()
    return examples


def _dead(raw: Path, out: Path, slug: str) -> Iterator[str]:
    """What of a source.toml matches on none of some pages, those with the smallest doc_id."""
    try:
        source = load_source(raw, slug)[0]
    except SourceError as error:
        yield str(error)
        return
    wanted = dict(name_matches(source))
    if not wanted:
        return
    paths = read_arrow("documents", slug, ["raw_path"], out)["raw_path"].to_pylist()[:SAMPLE]
    again = read_again(raw, slug)
    looked_at = 0
    for path in paths:
        if page := again(path)[0]:
            looked_at += 1
            for key in {each.rule for each in page.labels} | {each.mark for each in page.lines}:
                wanted.pop(key, None)
    if looked_at:
        yield from (f"{slug}/source.toml: {name} matches on none of {looked_at} pages" for name in wanted.values())
