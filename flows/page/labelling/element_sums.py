"""Sums over the subtree of every element of a page: characters, links, text."""

from dataclasses import dataclass

from flows.page.lines import Element, Line

OTHER_SHARE = 0.25
"""Of the characters of a line that is no prose and no link: they count as so much text."""


@dataclass(slots=True)
class Sums:
    """Sums over the subtree of every element; lists are parallel to the elements unless said otherwise."""

    parents: list[int]
    """The root is its own parent."""
    chars: list[int]
    links: list[int]
    prose: list[int]
    mass: list[float]
    """Text: prose, and a part of what else is no link, in code and in the lines that no rule decides."""
    direct: list[float]
    """Text that stands in the element itself or in its children."""
    line_mass: list[float]
    """Parallel to the page's lines."""
    is_block: list[bool]
    """It holds further elements."""
    largest: list[float]
    """Text of the largest of its children."""
    alike: dict[tuple[int, str, str], tuple[int, int]]
    """Parent, tag and class of elements that hold text and further elements → the first of them, and their number."""


def add_up(elements: list[Element], lines: list[Line], prose: dict[int, int], weighed: list[Line]) -> Sums:
    """`prose`: characters of the lines of prose, by index. weighed: the lines that no rule decides, and
    code."""
    count = len(elements)
    chars, links, sentences, is_block = [0] * count, [0] * count, [0] * count, [False] * count
    mass, direct, largest, line_mass = [0.0] * count, [0.0] * count, [0.0] * count, [0.0] * len(lines)
    parents = [element.parent for element in elements]
    parents[0] = 0
    for line in lines:
        chars[line.element] += len(line.text)
        if line.link_chars:
            links[line.element] += line.link_chars
    for index, size in prose.items():
        sentences[lines[index].element] += size
    for line in weighed:
        line_mass[line.index] = text = prose.get(line.index) or OTHER_SHARE * (len(line.text) - line.link_chars)
        mass[line.element] += text
    alike: dict[tuple[int, str, str], tuple[int, int]] = {}
    for index, parent in enumerate(parents):
        if text := mass[index]:
            direct[index] += text
            if index:
                direct[parent] += text
    for index in range(count - 1, 0, -1):
        parent = parents[index]
        is_block[parent] = True
        if size := chars[index]:
            chars[parent] += size
            links[parent] += links[index]
            sentences[parent] += sentences[index]
            if text := mass[index]:
                mass[parent] += text
                if text > largest[parent]:
                    largest[parent] = text
                if is_block[index]:
                    key = parent, elements[index].tag, elements[index].tokens
                    alike[key] = index, alike[key][1] + 1 if key in alike else 1
    return Sums(parents, chars, links, sentences, mass, direct, line_mass, is_block, largest, alike)
