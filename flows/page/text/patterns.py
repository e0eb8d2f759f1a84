"""Patterns that many pages do without, compiled when the first page needs them.

A class of all Han characters alone takes `re` a millisecond or two to compile.
"""

import re
from functools import cache


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a constant `source`."""
    return re.compile(source)
