"""One page: bytes in, rows out. Pure and deterministic: no clock, no disk (but packaged rules), no Prefect."""

from flows.page.clean import Page, clean_page
from flows.page.errors import PageError
from flows.page.options import Options
from flows.page.source import Source

__all__ = ["Options", "Page", "PageError", "Source", "clean_page"]
