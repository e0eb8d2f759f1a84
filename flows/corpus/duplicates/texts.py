"""The texts of documents that are to be compared, on the disk, to be had in any order.

They are copied out of the dataset's files, each of which is read once, a row group at a time.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flows.dataset import parquet
from flows.dataset.errors import DatasetError
from flows.page.likeness.figures import Figures, read_figures
from flows.page.likeness.normal_form import normalise
from flows.page.likeness.shingles import Hashes, read_shingles

MAX_HELD_BYTES = 64_000_000
"""Of wordings that are kept for the next pairs, but for one that is over it alone."""
_BETWEEN = "\0"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared."""

    shingles: Hashes
    figures: Figures

    @property
    def size(self) -> int:
        """About the bytes that it takes."""
        return self.shingles.nbytes + 500 * len(self.figures) + 500


class Texts:
    """Title and text of some documents."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._places: dict[str, tuple[int, int]] = {}
        self._held: OrderedDict[str, Wording] = OrderedDict()
        self._held_bytes = 0

    def __contains__(self, doc_id: str) -> bool:
        return doc_id in self._places

    def copy(self, path: Path, doc_ids: Collection[str]) -> None:
        """Take the texts of `doc_ids` out of a file of `documents`. Raises DatasetError for what is damaged."""
        try:
            for rows in parquet.read_groups(path, ["doc_id", "title", "text"]):
                for doc_id, title, text in zip(*(rows[name].to_pylist() for name in rows.column_names), strict=True):
                    if doc_id in doc_ids:
                        content = f"{title or ''}{_BETWEEN}{text}".encode()
                        self._places[doc_id] = (self._stream.tell(), len(content))
                        self._stream.write(content)
        except FileNotFoundError as error:
            raise DatasetError(f"{path} is missing") from error

    def read(self, doc_id: str) -> Wording:
        """The wording of a document; KeyError where its text was not found."""
        if doc_id not in self._held:
            self._held[doc_id] = self._read(doc_id)
            self._held_bytes += self._held[doc_id].size
            while self._held_bytes > MAX_HELD_BYTES and len(self._held) > 1:
                self._held_bytes -= self._held.popitem(last=False)[1].size
        self._held.move_to_end(doc_id)
        return self._held[doc_id]

    def _read(self, doc_id: str) -> Wording:
        begin, length = self._places[doc_id]
        end = self._stream.tell()
        self._stream.seek(begin)
        title, _, text = self._stream.read(length).decode().partition(_BETWEEN)
        self._stream.seek(end)
        return Wording(read_shingles(normalise(text)), read_figures(f"{title}\n{text}"))


@contextmanager
def open_texts(path: Path) -> Iterator[Texts]:
    """A place for texts in the file `path`, which is deleted at the end."""
    with path.open("w+b") as stream:
        try:
            yield Texts(stream)
        finally:
            path.unlink()
