"""Putting pages into raw/, with what is known of them beside them."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from flows.corpus.inputs import SIDECAR_SUFFIX
from flows.corpus.leftovers import is_leftover
from flows.corpus.page_names import SOURCE_FILE
from flows.corpus.paths import is_source_name

_STUB = """# What is known of this site; README, "Adding a page, adding a source", shows what can stand here.
# publisher = "…"
"""


class AddingError(Exception):
    """A page that cannot be added; the message is one line that says what to do."""


def add_bytes(raw: Path, source: str, name: str, content: bytes, url: str | None = None) -> Path:
    """Write a page as raw/<source>/<name>, its sidecar if `url` is known, and a source.toml if the source is new.

    Raises AddingError, and then nothing was written: for a name that no source can have, and where another page stands.
    """
    if not is_source_name(source):
        raise AddingError(f"{source}: not the name of a source: lower-case letters, digits, - _ . and no bare number")
    page = raw / source / name
    if not page.resolve().is_relative_to((raw / source).resolve()) or name.endswith(SIDECAR_SUFFIX):
        raise AddingError(f"{name}: not a name of a page within its source")
    if page.exists() and page.read_bytes() != content:
        raise AddingError(f"{page}: another page is there; remove it, or give this one another name")
    page.parent.mkdir(parents=True, exist_ok=True)
    toml = raw / source / SOURCE_FILE
    if not toml.exists():
        toml.write_text(_STUB, "utf-8")
    page.write_bytes(content)
    if url:
        sidecar = json.dumps({"url": url}, ensure_ascii=False) + "\n"
        page.with_name(page.name + SIDECAR_SUFFIX).write_text(sidecar, "utf-8")
    return page


def name_for(content: bytes, url: str | None) -> str:
    """A name for a page that came without one: the last part of its address, else the beginning of its digest."""
    last = (url or "").partition("?")[0].rstrip("/").rpartition("/")[2] if (url or "").count("/") > 2 else ""
    stem = "".join(char for char in last if char.isalnum() or char in "._-").lstrip(".")[:80]
    if not stem:
        stem = hashlib.sha256(content).hexdigest()[:12]
    return stem if "." in stem else f"{stem}.{'html' if b'<' in content[:2_000] else 'txt'}"


def files_in(directory: Path) -> Iterator[tuple[Path, str]]:
    """(file, name below the directory) of every regular file in it, sorted; links and leftovers of systems aside."""
    for file in sorted(directory.rglob("*")):
        parts = file.relative_to(directory).parts
        if file.is_file() and not file.is_symlink() and not any(map(is_leftover, parts)):
            yield file, "/".join(parts)
