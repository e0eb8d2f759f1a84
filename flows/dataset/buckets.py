"""Which file of a source a page's rows go to."""


def bucket_of(doc_id: str, count: int) -> int:
    """The bucket of a page among `count`: equal ranges of doc_id, so that files in order are in order of doc_id."""
    return int(doc_id[:8], 16) * count >> 32
