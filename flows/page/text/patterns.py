"""Patterns of the code: written with the names of word lists and fragments, compiled when the first page needs them.

A class of all Han characters alone takes `re` a millisecond or two to compile.
"""

import re
from functools import cache

from flows.page.text.fragments import expand


@cache
def phrase(source: str) -> re.Pattern[str]:
    """The pattern of a constant `source`, its {names} written out. RuleError where one is unknown."""
    return re.compile(expand(source))
