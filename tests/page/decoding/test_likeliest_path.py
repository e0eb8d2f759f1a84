"""Reading a faulty run along its likeliest path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.decoding.character_bits import USUAL_HAN
from flows.page.decoding.likeliest_path import read_likeliest

HANS = "社区广场举办了一场免费的书法讲座"
HANT = "社區廣場舉辦了一場免費的書法講座"


@pytest.mark.parametrize(("text", "charset"), [(HANS, "gbk"), (HANT, "big5"), (HANS + "𠮷", "gb18030")])
def test_valid_text_is_read_as_it_is(text: str, charset: str) -> None:
    raw = text.encode(charset)
    assert read_likeliest(raw, charset, at_start=False, at_end=False, is_faulty=True) == text


@pytest.mark.parametrize(("text", "charset"), [(HANS, "gbk"), (HANT, "big5")])
@pytest.mark.parametrize("at", [3, 7, 12])
def test_a_byte_that_fits_nowhere_is_dropped(text: str, charset: str, at: int) -> None:
    raw = text[:at].encode(charset) + b"\xff" + text[at:].encode(charset)
    read = read_likeliest(raw, charset, at_start=False, at_end=False, is_faulty=True)
    assert read == f"{text[:at]}\ufffd{text[at:]}"


def test_a_character_cut_at_either_end() -> None:
    raw = HANS.encode("gbk")
    assert read_likeliest(raw[:-1], "gbk", at_start=False, at_end=True, is_faulty=True) == HANS[:-1] + "\ufffd"
    assert read_likeliest(raw[1:], "gbk", at_start=True, at_end=False, is_faulty=True) == "\ufffd" + HANS[1:]


def test_the_euro_of_code_page_936() -> None:
    assert read_likeliest(b"\x80\xff", "gbk", at_start=False, at_end=False, is_faulty=True) == "€\ufffd"


@given(st.binary(max_size=60), st.sampled_from(["gbk", "gb18030", "big5"]), st.booleans(), st.booleans())
def test_any_bytes(raw: bytes, charset: str, at_edge: bool, is_faulty: bool) -> None:
    read = read_likeliest(raw, charset, at_start=at_edge, at_end=at_edge, is_faulty=is_faulty)
    assert len(read) <= len(raw) + raw.count(b"\x88")
    assert bool(read) is bool(raw)


def test_usual_characters_are_the_first_levels() -> None:
    assert {"的", "啊", "座", "麼", "籲"} <= USUAL_HAN
    assert not {"瑄", "𠮷", "あ"} & USUAL_HAN
