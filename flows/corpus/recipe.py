"""What makes rows of a page besides the page itself: while it stays the same, rows need not be made again."""

import hashlib
import json
import platform
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from pathlib import Path

import flows.corpus.containers
import flows.page
from flows.dataset import schema
from flows.page.options import Options
from flows.page.versions import PIPELINE_VERSION

PACKAGES = (
    "beautifulsoup4",
    "brotli",
    "chardet",
    "fastwarc",
    "google-re2",
    "opencc",
    "pyarrow",
    "selectolax",
    "zstandard",
)
"""Packages that rows, or the bytes of their files, depend on."""


@cache
def versions() -> dict[str, str]:
    """Name → version of what the rows depend on."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


@cache
def code_digest() -> str:
    """SHA-256 over the code and rules that make rows of a page."""
    page = Path(flows.page.__file__).parent
    digest = hashlib.sha256()
    rules = [path for path in (page.parent / "rules").rglob("*.*") if path.is_file()]
    unpacking = Path(flows.corpus.containers.__file__).parent
    for path in sorted([*page.rglob("*.py"), *rules, *unpacking.rglob("*.py")]):
        digest.update(f"{path.relative_to(page.parent).as_posix()}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def recipe_digest(options: Options, source_digest: str, buckets: int) -> str:
    """Digest of everything that decides the rows of a source's pages but the pages."""
    parts = {
        "pipeline": PIPELINE_VERSION,
        "schema": schema.load_contract().version,
        "code": code_digest(),
        "versions": versions(),
        "options": asdict(options),
        "source": source_digest,
        "buckets": buckets,
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]
