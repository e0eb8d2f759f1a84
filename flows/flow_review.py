"""The Prefect flow `zhpages-review`: the review written anew, for a folder that a web server shows."""

from pathlib import Path

from prefect import flow

from flows.report.review.write import MAX_PAGES, write_review


@flow(name="zhpages-review")
def review(
    raw: Path = Path("raw"),
    processed: Path = Path("processed"),
    to: Path = Path("review"),
    sources: list[str] | None = None,
    pages: int = MAX_PAGES,
) -> str:
    """Write the review of the dataset into `to`. Raises DatasetError where there is no dataset."""
    written = write_review(raw, processed, to, sources=sources, max_pages=pages)
    return f"{written.index}: {written.page_count:,} of {written.document_count:,} documents"
