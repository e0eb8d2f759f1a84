"""Pieces of a line: what two glued menus share although no line of one is a line of the other.

A scrape of text may hold a whole menu as one line, in several forms over the pages of a site. Its pieces are runs of
Chinese characters chosen by their hashes (winnowing), so that lines which share `PIECE_CHARS + WINDOW - 1` characters
share a piece, wherever these stand. A line is taken for the site's own only where most of its pieces are known to be;
no line is cut.
"""

import re
from collections.abc import Container, Iterable, Sequence
from hashlib import blake2b
from zlib import crc32

from flows.page.labelling.wording import prose_chars

PIECE_CHARS = 8
WINDOW = 8
"""Of so many neighbouring runs one is a piece; a line has a piece for about four of its characters."""
MIN_GLUED_CHARS = 30
"""Chinese characters of a line. Shorter ones may be a heading, a signature or those that a notice is for."""
MAX_GLUED_CHARS = 4000
MIN_COVERED = 0.6
"""Share of a line's pieces: what is put between two pieces spoils those at its edges. On 198 labelled pages of sites of
three or more no line of a body was covered so far."""
_OTHER = re.compile("[^一-鿿]+")

PieceKey = int
"""64 bits of a hash over a piece; that of a line of the same characters is another."""


def read_pieces(folded: str) -> tuple[PieceKey, ...]:
    """The pieces of a folded line, in order, each once; none where it is no glued menu by its form: it is short, reads
    as prose or is not Chinese. Digits, Latin and signs between its words do not count."""
    if len(folded) < MIN_GLUED_CHARS or prose_chars(folded):
        return ()
    text = _OTHER.sub("", folded)
    if not MIN_GLUED_CHARS <= len(text) <= MAX_GLUED_CHARS or len(text) * 2 < len(folded):
        return ()
    runs = [text[start : start + PIECE_CHARS] for start in range(len(text) - PIECE_CHARS + 1)]
    hashes = [crc32(run.encode()) for run in runs]
    chosen: dict[str, None] = {}
    for start in range(len(runs) - WINDOW + 1):
        least = min(hashes[start : start + WINDOW])
        chosen[runs[hashes.index(least, start)]] = None
    return tuple(map(_piece_key, chosen))


def is_covered(pieces: Sequence[PieceKey], known: Container[PieceKey]) -> bool:
    """Whether a line of these pieces is made of pieces that its source repeats."""
    return bool(pieces) and sum(piece in known for piece in pieces) >= MIN_COVERED * len(pieces)


def single_pieces(lines: Iterable[Sequence[PieceKey]]) -> set[PieceKey]:
    """The pieces of a page's lines that stand in one or two of them; those of more are the rows of a table."""
    first: set[PieceKey] = set()
    second: set[PieceKey] = set()
    more: set[PieceKey] = set()
    for pieces in lines:
        for piece in pieces:
            seen = second if piece in first else first
            (more if piece in second else seen).add(piece)
    return first - more


def _piece_key(run: str) -> PieceKey:
    return int.from_bytes(blake2b(run.encode(), digest_size=8, person=b"piece").digest(), "little")
