"""Markers, zones and the solution over them: what flows.page.sections splits with."""
