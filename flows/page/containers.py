"""What the elements around a line say of it: their class, their links, their share of the page's prose."""

from bisect import bisect_left
from dataclasses import dataclass

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


@dataclass(slots=True)
class _Branch:
    """What an element passes down to its children."""

    own: int
    """What its class speaks of."""
    far: int
    distance: int
    mass: int


class Containers:
    """Sums over the subtree of every element, and what they say of the lines within."""

    def __init__(self, elements: list[Element], lines: list[Line], prose: list[int]) -> None:
        """`prose`: characters of prose of each line."""
        count = len(elements)
        chars, links, mass = [0] * count, [0] * count, [0] * count
        for line, prose_chars in zip(lines, prose, strict=True):
            element = line.element
            chars[element] += len(line.text)
            links[element] += line.link_chars
            mass[element] += prose_chars
        parents = [element.parent for element in elements]
        for index in range(count - 1, 0, -1):
            parent = parents[index]
            chars[parent] += chars[index]
            links[parent] += links[index]
            mass[parent] += mass[index]
        self.elements, self.parents = elements, parents
        self.chars, self.links, self.mass = chars, links, mass
        self.total = mass[0] or 1
        self.branches = {0: _Branch(0, 0, 1, 1)}
        self.described: dict[int, Surroundings] = {}

    def describe(self, index: int) -> Surroundings:
        """The surroundings of the lines that stand directly in element `index`."""
        found = self.described.get(index)
        if found is None:
            branch = self._branch(index)
            parent = max(self.parents[index], 0)
            above = self.branches[max(self.parents[parent], 0)]
            size = self.chars[parent] or 1
            links = 1 + bisect_left(_LINK_SHARES, self.links[parent] / size)
            mass = self.mass[parent]
            share = 2 + bisect_left(_MASS_SHARES, mass / size) if mass else 1
            near = branch.own or self.branches[parent].own or above.own
            outer = self.branches[max(self.parents[max(self.parents[parent], 0)], 0)]
            found = self.described[index] = (near, outer.far, branch.distance, branch.mass, links, share)
        return found

    def _branch(self, index: int) -> _Branch:
        """The branch that ends in element `index`; those above it are made on the way."""
        missing = []
        while index not in self.branches:
            missing.append(index)
            index = self.parents[index]
        branch = self.branches[index]
        for node in reversed(missing):
            own = _token_value(self.elements[node].tokens)
            far = own if own > 2 or not branch.far or (own and branch.far < 3) else branch.far
            mass = self.mass[node]
            if mass * 2 >= self.total:
                distance, answer = 1, 1
            else:
                distance = min(6, branch.distance + 1)
                is_child = branch.distance == 1
                answer = 2 + bisect_left(_BRANCH_SHARES, mass / self.total) if is_child else branch.mass
            branch = self.branches[node] = _Branch(own, far, distance, answer)
        return branch


def _token_value(tokens: str) -> int:
    is_content, category = read_tokens(tokens)
    return (2 if is_content else CHROME_VALUES[category]) if category else int(is_content)
