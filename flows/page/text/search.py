"""Lines that hold a sign, found in the whole page at once: most pages have few of them, and `str.find` is fast."""

from collections.abc import Iterable

from flows.page.lines import Line


def join_lines(lines: Iterable[Line]) -> str:
    """The lines' texts with a line break between two."""
    return "\n".join([line.text for line in lines])


def find_lines(joined: str, signs: tuple[str, ...]) -> list[int]:
    """Positions of the lines of `joined` (by `join_lines`) that hold one of `signs`, in order and in linear time."""
    places: list[int] = []
    for sign in signs:
        place = joined.find(sign)
        while place >= 0:
            places.append(place)
            end = joined.find("\n", place)
            place = joined.find(sign, end + 1) if end >= 0 else -1
    found: dict[int, None] = {}
    position, counted = 0, 0
    for place in sorted(places):
        position += joined.count("\n", counted, place)
        counted = place
        found[position] = None
    return list(found)
