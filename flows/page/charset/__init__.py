"""Charsets of Chinese pages: what flows.page.decode decides with."""
