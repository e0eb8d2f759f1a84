"""Text to its tree of numbered and unnumbered sections. Entry: `split_sections`."""

from flows.page.sections.split import Section, split_sections

__all__ = ["Section", "split_sections"]
