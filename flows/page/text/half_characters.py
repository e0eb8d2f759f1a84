"""Half characters: lone surrogates, which JSON can write (\\ud83d) and neither UTF-8 nor Parquet can hold."""

import json
import re
from typing import Any, Final

_HALF: Final = re.compile("[\ud800-\udfff]")
_WRITTEN: Final = re.compile(r"\\u[dD][89a-fA-F]")


def mend(value: Any) -> Any:
    """A value of lists, dicts and others with U+FFFD for each half character of its strings; lengths stay.

    Raises RecursionError for what is nested deeper than Python calls.
    """
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [mend(item) for item in value]
    if isinstance(value, dict):
        return {mend(key): mend(item) for key, item in value.items()}
    return value


def read_json(text: str) -> Any:
    """What JSON from outside says, in whole characters; raw control characters in its strings are allowed.

    A whole number of more digits than Python reads is a float, so that it does not cost the fields beside it. Raises
    ValueError or RecursionError for what is no JSON, or nested too deep.
    """
    try:
        found = json.loads(text, strict=False)
    except json.JSONDecodeError:
        raise
    except ValueError:
        found = json.loads(text, strict=False, parse_int=float)
    return mend_read(found, text)


def mend_read(value: Any, text: str) -> Any:
    """`value`, which was read from `text`, in whole characters."""
    return mend(value) if _WRITTEN.search(text) else value
