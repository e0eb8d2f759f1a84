"""Which lines a page may hold, in a few bytes: so that a change of templates finds its pages without reading them."""

from collections.abc import Collection, Iterable

from flows.page.labelling.templates import LineKey, held_keys
from flows.page.lines import Line

MAX_BYTES = 192
"""Of one page. A page of more lines than it is good for is taken to hold more lines than it does."""
_BITS_A_LINE = 8
_PROBES = 3
"""With so many bits and probes 3 % of the lines that a page does not hold seem to stand on it."""


def filter_lines(lines: Iterable[Line]) -> bytes:
    """A Bloom filter over the keys of the lines, and of their pieces, of a page that a browser shows."""
    keys = {key for line in lines if not line.is_hidden for key in held_keys(line.text)}
    size = min(MAX_BYTES, max(1, len(keys) * _BITS_A_LINE // 8))
    bits = 0
    for key in keys:
        bits |= _mask(key, size)
    return bits.to_bytes(size, "little")


def may_hold(line_filter: bytes, keys: Collection[LineKey]) -> bool:
    """Whether the page may hold one of the lines or pieces `keys`; False is certain."""
    if not line_filter:
        return False
    size, bits = len(line_filter), int.from_bytes(line_filter, "little")
    return any(bits & (mask := _mask(key, size)) == mask for key in keys)


def _mask(key: LineKey, size: int) -> int:
    count, step = size * 8, (key >> 32) | 1
    mask = 0
    for probe in range(_PROBES):
        mask |= 1 << ((key + probe * step) % count)
    return mask
