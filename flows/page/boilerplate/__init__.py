"""Wording, place and markup of lines: what flows.page.chrome labels with."""
