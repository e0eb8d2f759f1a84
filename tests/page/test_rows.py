"""What rows are computed from."""

import re

from hypothesis import given
from hypothesis import strategies as st

from flows.page.rows import count_han

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@given(st.text(st.one_of(st.characters(), st.characters(min_codepoint=0x3300, max_codepoint=0x4E10))))
def test_han_characters_are_counted(text: str) -> None:
    assert count_han(text) == len(_HAN.findall(text))
    assert all(count_han(char) == bool(_HAN.match(char)) for char in text)
