"""What the elements around a line say of it: their class, their links, their share of the page's prose."""

from bisect import bisect_left
from functools import lru_cache

from flows.page.labelling.element_tokens import read_tokens
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


_Branch = tuple[int, int, int, int]
"""What an element passes down to its children: what its own class speaks of, then far_tokens, main_distance and
main_branch."""
_Setting = tuple[Surroundings, Surroundings]
"""What an element says of the lines in its children: the surroundings where a child has no prose and its class is
silent; the same, but with the element's own main_distance and main_branch."""


class Containers:
    """Sums over the subtree of every element, and what they say of the lines within."""

    def __init__(self, elements: list[Element], lines: list[Line], prose: dict[int, int]) -> None:
        """`prose`: characters of the lines of prose, by index."""
        count = len(elements)
        chars, links, mass = [0] * count, [0] * count, [0] * count
        for line in lines:
            chars[line.element] += len(line.text)
            if line.link_chars:
                links[line.element] += line.link_chars
        for index, size in prose.items():
            mass[lines[index].element] += size
        parents = [element.parent for element in elements]
        parents[0] = 0
        for index in range(count - 1, 0, -1):
            if size := chars[index]:
                parent = parents[index]
                chars[parent] += size
                if links[index]:
                    links[parent] += links[index]
                if mass[index]:
                    mass[parent] += mass[index]
        self.elements, self.parents = elements, parents
        self.chars, self.links, self.mass = chars, links, mass
        self.total = mass[0] or 1
        self.branches: dict[int, _Branch] = {0: (0, 0, 1, 1)}
        self.settings: dict[int, _Setting] = {}
        """Of the parents of lines' elements."""

    def describe(self, index: int) -> Surroundings:
        """The surroundings of the lines that stand directly in element `index`."""
        parent = self.parents[index]
        quiet, (near, far, distance, branch, links, share) = self.settings.get(parent) or self._setting(parent)
        if not index:
            return near, far, distance, branch, links, share
        tokens = self.elements[index].tokens
        near = (_token_value(tokens) if tokens else 0) or near
        if mass := self.mass[index]:
            distance, branch = self._descend(mass, distance, branch)
            return near, far, distance, branch, links, share
        return quiet if near == quiet[0] else (near, *quiet[1:])

    def _setting(self, index: int) -> _Setting:
        """The setting that element `index` is."""
        own, _, distance, branch = self._branch(index)
        parents, branches = self.parents, self.branches
        above = parents[index]
        size, mass = self.chars[index] or 1, self.mass[index]
        near, far = own or branches[above][0], branches[parents[above]][1]
        links = 1 + bisect_left(_LINK_SHARES, self.links[index] / size)
        share = 2 + bisect_left(_MASS_SHARES, mass / size) if mass else 1
        below, branch_below = self._descend(0, distance, branch)
        setting = (near, far, below, branch_below, links, share), (near, far, distance, branch, links, share)
        self.settings[index] = setting
        return setting

    def _descend(self, mass: int, distance: int, branch: int) -> tuple[int, int]:
        """main_distance and main_branch of an element of that mass in a parent of that distance and branch."""
        if mass * 2 >= self.total:
            return 1, 1
        if distance == 1:
            branch = 2 + bisect_left(_BRANCH_SHARES, mass / self.total)
        return distance + 1 if distance < 6 else 6, branch

    def _branch(self, index: int) -> _Branch:
        """The branch that ends in element `index`; those above it are made on the way."""
        branches, parents = self.branches, self.parents
        missing = []
        while index not in branches:
            missing.append(index)
            index = parents[index]
        _, far, distance, answer = branch = branches[index]
        for node in reversed(missing):
            own = _token_value(self.elements[node].tokens)
            if own > 2 or not far or (own and far < 3):
                far = own
            distance, answer = self._descend(self.mass[node], distance, answer)
            branch = branches[node] = (own, far, distance, answer)
        return branch


@lru_cache(maxsize=8192)
def _token_value(tokens: str) -> int:
    is_content, category = read_tokens(tokens)
    return (2 if is_content else CHROME_VALUES[category]) if category else int(is_content)
