"""What made a row: it enters the data, and decides what is cleaned again."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

PIPELINE_VERSION = version("zhpages")
SCHEMA_VERSION = "2.1"
"""Version of the tables in schemas/; a test holds the two together."""

_RULES = Path(__file__).parents[1] / "rules"


@cache
def rules_digest() -> str:
    """16 hex digits over the names and bytes of every file below flows/rules."""
    digest = hashlib.sha256()
    for path in sorted(path for path in _RULES.rglob("*.toml") if path.is_file()):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_RULES).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()[:16]
