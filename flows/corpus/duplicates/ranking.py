"""The signatures of the whole dataset as columns, the earliest document first."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from flows.dataset.signatures import as_matrix
from flows.page.likeness.signature import SKETCH_BYTES

Numbers = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int64]
_LAST = np.iinfo(np.int64).max
"""Stands for a date that is not known: of two documents that with a date comes first."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One row a document. A *position* is a place in these columns: the smaller, the earlier."""

    sources: list[str]
    source: npt.NDArray[np.int32]
    """Index in `sources`."""
    high: Numbers
    """The first 64 bits of doc_id."""
    low: npt.NDArray[np.uint32]
    """The other 32."""
    exact: Numbers
    normal: Numbers
    mark: Numbers
    site: Numbers
    """Digest of the site's name: the publisher of the document or, where it has none, of most of its source's."""
    origin: Numbers
    sketch: npt.NDArray[np.uint8]

    def doc_id(self, position: int) -> str:
        """The identifier of a document."""
        return f"{int(self.high[position]):016x}{int(self.low[position]):08x}"


def rank(tables: Mapping[str, pa.Table]) -> Ranked:
    """All documents by date_published, then fetched_at, then doc_id. tables: the signatures by source."""
    sources = sorted(tables)
    whole = pa.concat_tables([tables[slug] for slug in sources]) if sources else None
    if whole is None or not whole.num_rows:
        none = np.empty(0, np.uint64)
        empty = np.empty((0, SKETCH_BYTES), np.uint8)
        return Ranked(sources, none.astype(np.int32), none, none.astype(np.uint32), none, none, none, none, none, empty)
    source = np.repeat(np.arange(len(sources), dtype=np.int32), [tables[slug].num_rows for slug in sources])
    keys = as_matrix(whole["doc_id"], 12)
    high = np.ascontiguousarray(keys[:, :8]).view(">u8").ravel().astype(np.uint64)
    low = np.ascontiguousarray(keys[:, 8:]).view(">u4").ravel().astype(np.uint32)
    dates = [whole[name].cast(pa.int64()).fill_null(_LAST).to_numpy() for name in ("fetched", "published")]
    order = np.lexsort((low, high, *dates))
    columns = {name: whole[name].to_numpy()[order] for name in ("exact", "normal", "mark", "publisher", "origin")}
    source = source[order]
    site = _name_sites(source, columns.pop("publisher"), len(sources))
    sketch = as_matrix(whole["sketch"], SKETCH_BYTES)[order]
    return Ranked(sources, source, high[order], low[order], **columns, site=site, sketch=sketch)


def _name_sites(source: npt.NDArray[np.int32], publisher: Numbers, count: int) -> Numbers:
    """`publisher`, and the commonest one of its source where a document has none."""
    common = np.zeros(count, np.uint64)
    for index in range(count):
        names, times = np.unique(publisher[(source == index) & (publisher != 0)], return_counts=True)
        if len(names):
            common[index] = names[np.argmax(times)]
    return np.where(publisher != 0, publisher, common[source])
