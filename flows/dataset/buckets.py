"""Which file of a source a page's rows go to."""

PAGES_PER_BUCKET = 4096
"""Pages of a source that share a file of each table, at most on average: some MB of compressed text, all of which one
changed page rewrites."""


def bucket_count(page_count: int) -> int:
    """Files that each table of a source of so many pages is split into: one, or the next power of two.

    It depends on the pages that are there and on nothing before them, so that every way to them ends in the same files.
    """
    needed = -(-page_count // PAGES_PER_BUCKET)
    return 1 << max(0, needed - 1).bit_length()


def bucket_of(doc_id: str, count: int) -> int:
    """The bucket of a page among `count`: equal ranges of doc_id, so that files in order are in order of doc_id."""
    return int(doc_id[:8], 16) * count >> 32
