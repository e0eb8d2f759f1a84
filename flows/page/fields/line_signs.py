"""Lines that hold a sign, found in the whole page at once: most pages have few of them, and `str.find` is fast."""

from collections.abc import Iterable

from flows.page.lines import Line


def join_lines(lines: Iterable[Line]) -> str:
    """The lines' texts with a line break between two."""
    return "\n".join([line.text for line in lines])


def find_lines(joined: str, signs: tuple[str, ...]) -> list[int]:
    """Positions of the lines of `joined` (by `join_lines`) that hold one of `signs`, in order and in linear time."""
    found: set[int] = set()
    for sign in signs:
        position, counted, place = 0, 0, joined.find(sign)
        while place >= 0:
            position += joined.count("\n", counted, place)
            found.add(position)
            counted = joined.find("\n", place)
            place = joined.find(sign, counted + 1) if counted >= 0 else -1
    return sorted(found)
