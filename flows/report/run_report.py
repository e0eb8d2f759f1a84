"""A run as Markdown for the Prefect page, and the numbers behind it."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.dataset import load
from flows.dataset.state import PROFILE_COUNTS, SOURCE_COUNTS
from flows.page.errors import CODES
from flows.pipeline import RunReport
from flows.report.escaping import markdown

SOURCE_HEADINGS = tuple(SOURCE_COUNTS.values())

_MAX_NAMED = 100
"""Files of the quarantine that the report of a run names."""
_CHANGES = ("seen", "new", "changed", "unchanged", "deleted")


def source_rows(report: RunReport) -> list[tuple[str, ...]]:
    """A row a source: its name, then SOURCE_COUNTS; the sums come last."""
    sources: list[dict[str, Any]] = report.run["sources"]
    rows = [(each["source"], *(f"{each[column]:,}" for column in SOURCE_COUNTS)) for each in sources]
    return [*rows, ("all", *(f"{sum(each[column] for each in sources):,}" for column in SOURCE_COUNTS))]


def profile_rows(report: RunReport) -> list[tuple[str, ...]]:
    """A row a source with documents: its name, what shares of them fill what, the lines that its pages repeat."""
    documents = {each["source"]: each["document_count"] for each in report.run["sources"]}
    shares = [name for name in PROFILE_COUNTS if name != "template_line_count"]
    return [
        (
            each["source"],
            *(f"{each[name] / documents[each['source']]:.0%}" for name in shares),
            f"{each['template_line_count']:,}",
        )
        for each in report.run["source_profiles"]
        if documents[each["source"]]
    ]


def changes_line(report: RunReport) -> str:
    """What the run found in raw/ and how long it took, in one line."""
    seconds = (report.run["finished_at"] - report.run["started_at"]).total_seconds()
    counts = ", ".join(f"{report.run[f'{name}_count']:,} {name}" for name in _CHANGES)
    held = f", {report.held_count:,} kept as they were for what cannot be read" if report.held_count else ""
    return f"{counts}{held} – {seconds:.1f} s"


def run_markdown(report: RunReport, processed: Path) -> str:
    """The report of a run: what changed, counts by source and by category of removed lines, what to look at."""
    parts = [
        f"# Run {report.run['run_id']}",
        f"{changes_line(report)}. The dataset is in `{processed}`; the run's row is in `{processed}/runs`.",
        _table(("source", *SOURCE_HEADINGS), source_rows(report)),
        "## Documents with a title, a date, 来源, a body",
        _table(("source", "title", "date", "content_source", "body", "lines that pages repeat"), profile_rows(report)),
        "## Removed lines by category",
        _table(
            ("category", "lines"), [(name, f"{count:,}") for name, count in category_counts(processed).most_common()]
        ),
    ]
    if report.quarantined:
        parts += ["## Quarantined by this run", *_quarantine_parts(report, processed)]
    if report.problems:
        parts += ["## To look at", "\n".join(f"- {markdown(problem)}" for problem in report.problems)]
    return "\n\n".join(parts) + "\n"


def _quarantine_parts(report: RunReport, processed: Path) -> list[str]:
    """A table of the files that this run put into the quarantine, with reason and remedy; how many more there are."""
    places = set(report.quarantined[:_MAX_NAMED])
    frame = load("quarantine", columns=["source", "raw_path", "code", "message"], processed=processed)
    rows = [
        (f"{row['source']}/{row['raw_path']}", f"{row['code']}: {row['message']}", CODES.get(row["code"], ("", ""))[1])
        for row in frame.to_dict("records")
        if f"{row['source']}/{row['raw_path']}" in places
    ]
    more = len(report.quarantined) - _MAX_NAMED
    return [_table(("file", "reason", "what to do"), rows, "---"), *([f"And {more:,} more."] if more > 0 else [])]


def category_counts(processed: Path) -> Counter[str]:
    """Removed lines of the whole dataset by category."""
    return Counter(load("removed", columns=["category"], processed=processed)["category"].tolist())


def quarantine_rows(processed: Path, limit: int) -> list[dict[str, str]]:
    """The quarantine as it stands with what to do about each file, at most `limit` rows of it."""
    frame = load("quarantine", columns=["source", "raw_path", "stage", "code", "message"], processed=processed)
    rows = [{**row, "remedy": CODES.get(row["code"], ("", ""))[1]} for row in frame.head(limit).to_dict("records")]
    return [{str(name): markdown(value) for name, value in row.items()} for row in rows]


def _table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], rest: str = "---:") -> str:
    rule = ("---", *(rest for _ in headings[1:]))
    body = [tuple(markdown(cell) for cell in row) for row in rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (headings, rule, *body))
