"""Reading bytes that are not valid as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.decoding.charsets import decodes
from flows.page.decoding.damaged_bytes import decode_by_line, resynchronise

HANS = "昨天上午，区文化馆在社区广场举办了一场免费的书法讲座，来了三十多位居民。"
HANT = "昨天上午，區文化館在社區廣場舉辦了一場免費的書法講座，來了三十多位居民。"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (HANS, "gbk"),
        (HANT, "big5"),
        ("我买了A股和B股，住在C座。\n", "gbk"),
        ("他穿T恤唱K歌，_標題_[新聞]|首頁。\n", "big5"),
        ("喺度嗰啲人好鍾意飲茶", "big5"),
        ("李瑄和王堃，赟", "gbk"),
    ],
)
def test_valid_text_is_left_alone(text: str, charset: str) -> None:
    raw = text.encode("big5hkscs" if charset == "big5" else charset)
    assert resynchronise(raw, text, charset) == (text, 0, False)


def test_big5_falls_out_of_step_silently_and_is_brought_back() -> None:
    raw = HANT[:10].encode("big5") + b"\xa4" + HANT[10:].encode("big5")
    text = decodes(raw, "big5")
    assert text is not None
    mended, replaced, is_mixed = resynchronise(raw, text, "big5")
    assert (mended.replace("\ufffd", ""), replaced, is_mixed) == (HANT, 1, False)


def test_a_line_of_utf8_that_happens_to_be_valid_gbk() -> None:
    footer = "联系我们"
    raw = HANS.encode("gbk") + b"\n" + footer.encode()
    text = decodes(raw, "gbk")
    assert text is not None
    assert resynchronise(raw, text, "gbk") == (f"{HANS}\n{footer}", 0, True)


def test_lines_in_other_charsets() -> None:
    raw = b"\n".join((HANS.encode(), HANS.encode("gbk"), HANT.encode("big5"), b"plain"))
    assert decode_by_line(raw, "utf-8", others=("gb18030", "big5")) == (f"{HANS}\n{HANS}\n{HANT}\nplain", 0, True)


def test_a_four_byte_character_cut_at_the_end() -> None:
    raw = (HANS + "𠮷").encode("gb18030")
    for cut in (1, 2, 3):
        text, replaced, _ = decode_by_line(raw[:-cut], "gb18030", others=("utf-8",))
        assert text.rstrip("\ufffd") == HANS
        assert replaced >= 1


def test_a_very_long_faulty_line_is_read_to_its_end() -> None:
    raw = (HANS * 3000).encode("gbk") + b"\xff" + "。完".encode("gbk")
    text, replaced, _ = decode_by_line(raw, "gbk", others=("utf-8",))
    assert text == HANS * 3000 + "\ufffd。完"
    assert replaced == 1


@given(st.binary(max_size=120), st.sampled_from(["gbk", "gb18030", "big5", "utf-8", "euc-tw"]))
def test_every_byte_is_read_or_replaced(raw: bytes, charset: str) -> None:
    text, replaced, _ = decode_by_line(raw, charset, others=())
    assert text.count("\n") == raw.count(b"\n")
    assert 0 <= replaced <= len(raw)
    ascii_in = bytes(byte for byte in raw if byte < 0x30)
    assert "".join(char for char in text if char < "0").encode() == ascii_in
