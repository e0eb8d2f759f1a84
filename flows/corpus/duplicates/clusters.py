"""Clusters of documents that are the same or nearly so, out of digests and compared pairs.

Documents of one cluster are linked by pairs; two of them need not be alike themselves where a third is like both, as
with two reprints that were cut in different places.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from flows.corpus.duplicates.comparing import Compared
from flows.corpus.duplicates.ranking import Numbers, Positions, Ranked

KINDS = ("exact", "normalised", "near")


@dataclass(slots=True)
class Link:
    """A document that is not the earliest of its cluster."""

    kind: str
    similar_to: int
    """The position of the document of the cluster that it is most like."""
    similarity: float


@dataclass(slots=True)
class Clusters:
    """By position; documents that are like no other are in none of the mappings."""

    first: dict[int, int] = field(default_factory=dict)
    """The earliest of its cluster, which may be itself."""
    size: dict[int, int] = field(default_factory=dict)
    """By earliest: documents in its cluster."""
    links: dict[int, Link] = field(default_factory=dict)
    reprint_of: dict[int, int] = field(default_factory=dict)
    """The document of another source that it says it was taken from."""


def first_of_same(digests: Numbers) -> Positions:
    """Of each position the earliest with the same digest; itself where that is 0."""
    _, first, inverse = np.unique(digests, return_index=True, return_inverse=True)
    found = first[inverse]
    return np.where(digests != 0, found, np.arange(len(digests)))


def build_clusters(ranked: Ranked, same: Positions, compared: Compared) -> Clusters:
    """The clusters. same: `first_of_same` of the normal forms."""
    near = compared.similarity > 0
    pairs, similarity = compared.pairs[near], compared.similarity[near]
    clusters = Clusters()
    _link_near(clusters, pairs.tolist(), similarity.tolist())
    _link_same(clusters, ranked, same)
    copies = np.flatnonzero(same != np.arange(len(same)))
    roots = _roots([*pairs.tolist(), *zip(copies.tolist(), same[copies].tolist(), strict=True)])
    clusters.first = roots
    for root in roots.values():
        clusters.size[root] = clusters.size.get(root, 0) + 1
    for root in clusters.size:
        clusters.links.pop(root, None)
    _link_reprints(clusters, ranked)
    return clusters


def _link_near(clusters: Clusters, pairs: list[list[int]], similarity: list[float]) -> None:
    """Each document to the one it is most like, the earlier where two are."""
    for (earlier, later), value in zip(pairs, similarity, strict=True):
        for one, other in ((later, earlier), (earlier, later)):
            link = clusters.links.get(one)
            if link is None or (value, -other) > (link.similarity, -link.similar_to):
                clusters.links[one] = Link("near", other, value)


def _link_same(clusters: Clusters, ranked: Ranked, same: Positions) -> None:
    copies = np.flatnonzero(same != np.arange(len(same)))
    first_exact = first_of_same(ranked.exact)
    for position, model, exact in zip(
        copies.tolist(), same[copies].tolist(), first_exact[copies].tolist(), strict=True
    ):
        is_exact = exact != position
        clusters.links[position] = Link("exact" if is_exact else "normalised", exact if is_exact else model, 1.0)


def _roots(pairs: Iterable[tuple[int, int] | list[int]]) -> dict[int, int]:
    """Of each position that stands in `pairs` the earliest that it is linked to."""
    parent: dict[int, int] = {}

    def find(position: int) -> int:
        parent.setdefault(position, position)
        while (above := parent[position]) != position:
            parent[position] = parent[above]
            position = above
        return position

    for a, b in pairs:
        one, other = sorted((find(a), find(b)))
        parent[other] = one
    return {position: find(position) for position in sorted(parent)}


def _link_reprints(clusters: Clusters, ranked: Ranked) -> None:
    """Each document to the earliest one of its cluster in another source whose site it names as its origin."""
    members: dict[int, list[int]] = {}
    for position, root in clusters.first.items():
        members.setdefault(root, []).append(position)
    for cluster in members.values():
        sites: dict[int, list[int]] = {}
        for position in cluster:
            if site := int(ranked.site[position]):
                sites.setdefault(site, []).append(position)
        for position in cluster:
            others = sites.get(int(ranked.origin[position]), []) if ranked.origin[position] else []
            origin = next((other for other in others if ranked.source[other] != ranked.source[position]), None)
            if origin is not None:
                clusters.reprint_of[position] = origin
