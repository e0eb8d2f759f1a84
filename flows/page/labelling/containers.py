"""What the elements around a line say of it: where it stands beside the article's, their class, their links."""

from bisect import bisect_left

from flows.page.labelling.answers import Place, Tokens
from flows.page.labelling.article import Article
from flows.page.labelling.element_sums import Sums
from flows.page.labelling.element_tokens import token_value
from flows.page.lines import Element, Line

HEAVY_SHARE = 0.3
"""An element with so much of the article's text is no chrome, whatever its class says."""
_BRANCH_SHARES = (0.0001, 0.05, 0.2)
_LINK_SHARES = (0.05, 0.3, 0.7)
_MASS_SHARES = (0.3, 0.7)
_ABOVE = (Place.INSIDE, Place.NEAR_ABOVE, Place.FAR_ABOVE)
_BELOW = (Place.INSIDE, Place.NEAR_BELOW, Place.FAR_BELOW)
"""The answers for lines below the article, by the distance from it."""
Surroundings = tuple[int, int, int, int, int, int, int]
"""near_tokens, far_tokens, place, branch, cards, parent_links, parent_mass."""
_Branch = tuple[int, int, int, int, int]
"""What an element passes down to its children: what its own class speaks of, then far_tokens, branch, cards, and how
far it is from the article: 0 inside, 1 in the parent or grandparent of its element, 2 further off."""


class Containers:
    """What the elements say of the lines within."""

    def __init__(self, elements: list[Element], sums: Sums, article: Article) -> None:
        self.elements, self.sums, self.article = elements, sums, article
        self.heavy = HEAVY_SHARE * sums.mass[article.index]
        """Mass from which a class of chrome is not believed."""
        parents = sums.parents
        near = parents[article.index]
        self.near = {near, parents[near]}
        self.branches: dict[int, _Branch] = {0: (0, 0, 0, 0, 0 if not article.index else 1 if 0 in self.near else 2)}
        self.settings: dict[int, tuple[int, int, int, int]] = {}
        """near_tokens, far_tokens, parent_links and parent_mass of the lines in children of an element."""

    def describe(self, line: Line) -> Surroundings:
        """The surroundings of a line."""
        index = line.element
        parent = self.sums.parents[index]
        near, far, links, share = self.settings.get(parent) or self._setting(parent)
        own, _, branch, cards, distance = self.branches.get(index) or self._branch(index)
        place = (_ABOVE if line.index < self.article.first else _BELOW)[distance]
        return own or near, far, place, branch, cards, links, share

    def _setting(self, index: int) -> tuple[int, int, int, int]:
        sums, parents, branches = self.sums, self.sums.parents, self.branches
        own = (branches.get(index) or self._branch(index))[0]
        above = parents[index]
        links = 1 + bisect_left(_LINK_SHARES, sums.links[index] / (sums.chars[index] or 1))
        prose = sums.prose[index]
        share = 2 + bisect_left(_MASS_SHARES, prose / (sums.chars[index] or 1)) if prose else 1
        setting = own or branches[above][0], branches[parents[above]][1], links, share
        self.settings[index] = setting
        return setting

    def _branch(self, index: int) -> _Branch:
        """The branch that ends in element `index`; those above it are made on the way."""
        branches, parents = self.branches, self.sums.parents
        missing = []
        while index not in branches:
            missing.append(index)
            index = parents[index]
        branch = branches[index]
        for node in reversed(missing):
            branch = branches[node] = self._descend(node, branch)
        return branch

    def _descend(self, index: int, above: _Branch) -> _Branch:
        """The branch of an element whose parent's is `above`."""
        sums = self.sums
        mass = sums.mass[index]
        own = token_value(self.elements[index].tokens)
        if own > Tokens.CONTENT and mass >= self.heavy:
            own = Tokens.CONTENT if own == Tokens.BOTH else Tokens.NONE
        _, far, branch, cards, distance = above
        if index == self.article.index:
            return own, 0, 0, 0, 0
        far = own if own > Tokens.BOTH or not far or (own and far <= Tokens.BOTH) else far
        element = self.elements[index]
        count = sums.alike.get((element.parent, element.tag, element.tokens), (0, 0))[1]
        cards = max(cards, (count > 1) + (count > 3))
        if distance == 0:
            if not branch and sums.is_block[index]:
                branch = 1 + bisect_left(_BRANCH_SHARES, mass / (sums.mass[self.article.index] or 1))
        else:
            distance = 1 if index in self.near else distance if element.parent in self.near else 2
        return own, far, branch, cards, distance
