"""White space."""


def collapse(text: str) -> str:
    """White space of any kind trimmed and collapsed to single spaces."""
    return " ".join(text.split())
