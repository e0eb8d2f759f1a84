"""Words that are right in neither script."""

import pytest

from flows.page.writing.half_converted import is_half_converted


@pytest.mark.parametrize("text", ["一座裡程碑", "经曆", "經曆", "乾部們", "方麵", "製度", "颱灣", "髮佈", "後麵"])
def test_wrong_words_are_found(text: str) -> None:
    assert is_half_converted(text)


@pytest.mark.parametrize("text", ["里程碑", "經歷", "幹部", "餅乾部門", "麵包", "颱風", "理髮", "日曆", "這裡", "製造"])
def test_right_words_are_not(text: str) -> None:
    assert not is_half_converted(text)
