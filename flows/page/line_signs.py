"""Lines that hold a sign, found in the whole page at once: most pages have few of them, and `str.find` is fast."""

from collections.abc import Iterable

from flows.page.lines import Line


def join_lines(lines: Iterable[Line]) -> str:
    """The lines' texts with a line break between two."""
    return "\n".join([line.text for line in lines])


def find_lines(joined: str, signs: tuple[str, ...]) -> list[int]:
    """Positions, in order, of the lines of `joined` (as `join_lines` gives it) that hold one of `signs`."""
    found: set[int] = set()
    for sign in signs:
        position, counted, place = 0, 0, joined.find(sign)
        while place >= 0:
            position += joined.count("\n", counted, place)
            found.add(position)
            counted = joined.find("\n", place)
            place = joined.find(sign, counted) if counted >= 0 else -1
    return sorted(found)
