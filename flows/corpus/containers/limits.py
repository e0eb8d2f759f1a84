"""Every bound on what a container may cost, named once. What one page may cost stands in `flows.page.limits`."""

CHUNK_BYTES = 1 << 18
"""Read, and unpacked, at a time."""
MAX_RECORDS = 5_000_000
"""Of one container; a record that is planned takes about a kilobyte of memory."""
MAX_RECORD_BYTES = 256_000_000
"""A greater record is not read at all, whatever the limit of a page is."""
MAX_HEAD_BYTES = 65_536
"""Of the head of an HTTP answer or of a WARC record."""
MAX_SEQUENTIAL_BYTES = 2_000_000_000
"""What a container that can only be read from its beginning may unpack to: each process reads it once."""
MAX_ARCHIVE_BYTES = 100_000_000_000
"""What all members of a zip may unpack to."""
MAX_RATIO = 500
"""Unpacked to packed bytes; pages reach 20, a stream of equal bytes 1,000 and more."""
RATIO_FREE_BYTES = 64_000_000
"""So much may be unpacked whatever the ratio is."""
MAX_LAYERS = 4
"""Packings around one page: a zstd file of an answer whose body is gzip has two."""
MAX_DAMAGES = 1000
"""Damaged places of a container after which the rest of it is given up."""
MAX_PARTS = 2_000
"""Parts of an MHTML page."""
