"""Where schemas/ is. A module of its own, so that what only reads a JSON Schema need not load Arrow."""

from pathlib import Path


def schemas_directory() -> Path:
    """In an installed package flows/schemas, in the repository schemas/ at its top."""
    packaged = Path(__file__).parent / "schemas"
    return packaged if packaged.is_dir() else packaged.parent.parent / "schemas"
