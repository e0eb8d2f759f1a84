"""How many files a source has, and which of them a page is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.dataset.buckets import PAGES_PER_BUCKET, bucket_count, bucket_of

DOC_IDS = st.binary(min_size=16, max_size=16).map(bytes.hex)


@pytest.mark.parametrize(
    ("pages", "count"),
    [(0, 1), (1, 1), (4096, 1), (4097, 2), (8192, 2), (8193, 4), (16_385, 8), (300_000, 128), (1_000_000, 256)],
)
def test_count_follows_the_size(pages: int, count: int) -> None:
    assert bucket_count(pages) == count


@given(st.integers(1, 10**8))
def test_no_file_has_too_many_pages_or_few(pages: int) -> None:
    count = bucket_count(pages)
    assert pages / count <= PAGES_PER_BUCKET
    assert count == 1 or pages / count > PAGES_PER_BUCKET / 2


@given(DOC_IDS, DOC_IDS, st.integers(1, 1024))
def test_files_in_order_are_in_order_of_doc_id(one: str, other: str, count: int) -> None:
    low, high = sorted((one, other))
    assert 0 <= bucket_of(low, count) <= bucket_of(high, count) < count


@given(DOC_IDS, st.integers(0, 9))
def test_twice_as_many_files_split_each(key: str, power: int) -> None:
    assert bucket_of(key, 2 << power) // 2 == bucket_of(key, 1 << power)
