"""A page that lists others has a title and a date of its own, or none; never those of an entry."""

from collections.abc import Collection

from flows.page.lines import Label, Reading
from flows.page.metadata.read import Metadata
from flows.page.title.choice import NO_TITLE, TitleChoice
from flows.page.title.text import strip_site

_DATES = ("date_published", "published_at")


def choose_listing_title(reading: Reading, title: TitleChoice, covered: Collection[int]) -> TitleChoice:
    """`title`, unless an entry was taken for it or no head states it: then the <h1> or <title> of the page."""
    is_of_an_entry = any(index in covered for index in title.line_indexes)
    if title.method == "mark" or (title.method not in ("layout", "") and not is_of_an_entry):
        return title
    for line in reading.lines:
        if line.heading == 1 and line.index not in covered and not line.is_hidden and not line.link_chars:
            return TitleChoice(line.text, None, (line.index,), (), "layout", line.text[:200])
    if stated := strip_site(reading.html_title):
        return TitleChoice(stated, None, (), (), "head:title", reading.html_title[:200])
    return NO_TITLE if any(i in covered for i in title.line_indexes) else title


def settle_title(labels: list[Label], title: TitleChoice) -> None:
    """Let the labels agree with the title of a listing: the line that is its title no longer is removed."""
    for index, label in enumerate(labels):
        if index in title.line_indexes:
            labels[index] = Label("metadata", "", f"title.{title.method}")
        elif label.kind == "metadata" and label.rule.startswith("title."):
            labels[index] = Label("removed", "title_echo", "title.echo")


def drop_entry_date(metadata: Metadata, covered: Collection[int]) -> None:
    """Drop a date that only an entry or the head states: the head of a listing repeats the date of its newest entry."""
    cited = [item["line_index"] for item in metadata.evidence if item["field"] == "date_published"]
    if any(index is not None and index not in covered for index in cited):
        return
    metadata.date_published = metadata.date_published_text = metadata.date_precision = metadata.published_at = None
    metadata.evidence = [item for item in metadata.evidence if item["field"] not in _DATES]
    still_cited = {item["line_index"] for item in metadata.evidence}
    metadata.byline_lines = tuple(index for index in metadata.byline_lines if index in still_cited)
