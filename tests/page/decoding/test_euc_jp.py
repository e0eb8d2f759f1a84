"""EUC-JP with the index of the Encoding Standard."""

import pytest

from flows.page.decoding.charsets import decode_charset, decodes


def test_every_pair_is_the_one_of_shift_jis() -> None:
    for text in ("ひらがなカタカナ漢字", "亜腕弌熙", "、。，．・：；？！"):
        assert decode_charset(text.encode("euc_jp"), "euc-jp") == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xa1\xc1\xa1\xdd", "～－"),
        (b"\xad\xa1", "①"),
        (b"\x8e\xb1\x8e\xb2", "ｱｲ"),
        (b"\x8f\xb0\xa1", "丂"),
        (b"a\xa4\xa2b", "aあb"),
    ],
)
def test_other_than_pythons_codec(raw: bytes, text: str) -> None:
    assert decode_charset(raw, "euc-jp") == text


def test_faults() -> None:
    assert decodes(b"\xa4\xa2\xa4", "euc-jp") is None
    assert decode_charset(b"\xa4\xa2\xa4", "euc-jp", "replace") == "あ\ufffd"
    assert decode_charset(b"\xff\xa4\xa2", "euc-jp", "replace") == "\ufffdあ"
