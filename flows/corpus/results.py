"""What became of a batch of pages."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class BatchResult:
    """What became of a batch: counts and names only; the rows are in the staged files."""

    stem: str
    """Of its staged files."""
    parts: list[str] = field(default_factory=list)
    """Stems of the staged files of pages that were set aside."""
    page_count: int = 0
    document_count: int = 0
    section_count: int = 0
    removed_line_count: int = 0
    vanished_count: int = 0
    quarantine_codes: dict[str, int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    """Rows that break the contract; one stops the commit."""

    def add(self, part: "BatchResult") -> None:
        """Count in a page that was set aside."""
        self.parts.append(part.stem)
        self.page_count += part.page_count
        self.document_count += part.document_count
        self.section_count += part.section_count
        self.removed_line_count += part.removed_line_count
        self.vanished_count += part.vanished_count
        self.quarantine_codes = dict(Counter(self.quarantine_codes) + Counter(part.quarantine_codes))
        self.violations += part.violations
