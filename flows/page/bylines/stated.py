"""What a byline states."""

from dataclasses import dataclass, field

from flows.page.bylines.dates import FoundDate
from flows.page.bylines.people import Person
from flows.page.text.words import words


@dataclass(slots=True)
class Editor:
    """Somebody who handled the text."""

    role: str
    """The label as printed, without blanks: 责任编辑, 审核, …"""
    name: str


def unlabelled_editor(name: str) -> Editor:
    """An editor whom the head or the markup of the page names, so that there is no printed label."""
    return Editor(words("unlabelled_role")[0], name)


@dataclass(slots=True)
class Dated:
    """A date of a byline and how it was labelled."""

    kind: str
    """"published", "dated", "updated" or "" without a label."""
    found: FoundDate


@dataclass(slots=True)
class Byline:
    """What one line states; empty where it states nothing."""

    authors: list[Person] = field(default_factory=list)
    author_signals: str = ""
    """How the authors were told: "label", "posted", "before_date", "after_date", "slash"."""
    author_post: str | None = None
    """What an author who is named elsewhere is: （作者系某局局长）."""
    content_source: str | None = None
    source_signals: str = ""
    """How the source was told: "label", "contributor", "author" (of a body named as one), "after_date", "slash",
    "before_date", or "before_clock", "after_clock" where nothing but its place says that it is one."""
    editors: list[Editor] = field(default_factory=list)
    credits: list[Editor] = field(default_factory=list)
    """Those who took the pictures: editors of a line that names an editor too; captions name them as well."""
    dates: list[Dated] = field(default_factory=list)
    document_number: str | None = None
    issue: str | None = None
    keywords: list[str] = field(default_factory=list)
    publisher: str | None = None
    label_count: int = 0
    first_label: int = -1
    """Place of the first label; -1 without one."""
