"""What the elements around a line say of it: their class, their links, their share of the page's prose."""

from bisect import bisect_left

from flows.page.element_tokens import read_tokens
from flows.page.lines import Element, Line

CHROME_VALUES = {
    "copyright": 3, "breadcrumb": 3, "nav": 3, "share": 4, "comment": 5, "login": 3, "related": 6, "ad": 4, "tags": 4,
    "pagination": 3, "disclaimer": 3, "editor": 4, "byline": 7, "image": 7,
}  # fmt: skip
"""Categories that class names speak of → answers of near_tokens and far_tokens; 1 is content, 2 content and chrome."""
_BRANCH_SHARES = (0.0001, 0.05, 0.2)
_LINK_SHARES = (0.05, 0.3, 0.7)
_MASS_SHARES = (0.3, 0.7)
Surroundings = tuple[int, int, int, int, int, int]
"""near_tokens, far_tokens, main_distance, main_branch, parent_links, parent_mass."""


def describe_containers(elements: list[Element], lines: list[Line], prose: list[int]) -> list[Surroundings]:
    """The surroundings of the lines that stand directly in each element. `prose`: characters of prose by line."""
    count = len(elements)
    chars, links, mass = [0] * count, [0] * count, [0] * count
    for line, prose_chars in zip(lines, prose, strict=True):
        element = line.element
        chars[element] += len(line.text)
        links[element] += line.link_chars
        mass[element] += prose_chars
    for index in range(count - 1, 0, -1):
        parent = elements[index].parent
        chars[parent] += chars[index]
        links[parent] += links[index]
        mass[parent] += mass[index]
    shares = [
        (
            1 + bisect_left(_LINK_SHARES, link / (size or 1)),
            (2 + bisect_left(_MASS_SHARES, part / (size or 1))) if part else 1,
        )
        for size, link, part in zip(chars, links, mass, strict=True)
    ]
    total = mass[0] or 1
    own, far = [0] * count, [0] * count
    distances, branches = [0] * count, [0] * count
    result: list[Surroundings] = []
    for index, element in enumerate(elements):
        parent = max(element.parent, 0)
        grandparent = max(elements[parent].parent, 0)
        value = own[index] = _token_value(element.tokens)
        inherited = far[parent]
        far[index] = value if value > 2 or not inherited or (value and inherited < 3) else inherited
        if mass[index] * 2 >= total or not index:
            distances[index], branches[index] = 1, 1
        else:
            distances[index] = min(6, distances[parent] + 1)
            is_child = distances[parent] == 1
            branches[index] = 2 + bisect_left(_BRANCH_SHARES, mass[index] / total) if is_child else branches[parent]
        near = value or own[parent] or own[grandparent]
        above = far[max(elements[grandparent].parent, 0)]
        result.append((near, above, distances[index], branches[index], *shares[parent]))
    return result


def _token_value(tokens: str) -> int:
    is_content, category = read_tokens(tokens)
    return (2 if is_content else CHROME_VALUES[category]) if category else int(is_content)
