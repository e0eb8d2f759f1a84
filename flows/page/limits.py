"""Every bound on what one page may cost, named once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from math import inf


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one page. Over one of them the page is quarantined; the others do not notice."""

    max_bytes: int = 20_000_000
    """Raw size. The largest real article pages seen are 2 MB."""
    max_depth: int = 400
    """Nesting of elements; browsers flatten at 512."""
    max_nodes: int = 300_000
    max_lines: int = 100_000
    max_line_chars: int = 2_000_000
    max_attributes: int = 500
    """Attributes of one element that are looked at; further ones are ignored."""
    max_table_cells: int = 20_000
    max_json_ld_chars: int = 200_000
    """Longer JSON-LD is ignored."""
    max_script_chars: int = 3_000_000
    """Longer scripts are not looked at for data."""
    seconds: float = 5.0
    """Wall time of one page."""


DEFAULT_LIMITS = Limits()


def choose_limits(changes: Mapping[str, float]) -> Limits:
    """The default limits with some of them changed. Raises ValueError for an unknown name or a value not above 0."""
    types = {field.name: type(getattr(DEFAULT_LIMITS, field.name)) for field in fields(Limits)}
    for name, value in changes.items():
        if name not in types:
            raise ValueError(f"no limit {name!r}; there are {', '.join(types)}")
        if not 0 < value < inf:
            raise ValueError(f"limit {name}: {value:g} is not a number above 0")
    return replace(DEFAULT_LIMITS, **{name: types[name](value) for name, value in changes.items()})
