"""Titles, bylines, dates, people, identifiers: what flows.page.title and flows.page.metadata read with."""
