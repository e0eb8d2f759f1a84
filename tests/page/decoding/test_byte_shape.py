"""Binary, wide and seven-bit shapes."""

import random

import pytest

from flows.page.decoding.byte_shape import decode_hz, is_binary, seven_bit_charset, wide_charset

HANS = "昨天上午，区文化馆在社区广场举办了书法讲座。"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [HANS, "<p>" + HANS + "</p>", HANS[:9], "plain words only", "第1章\n2023年"])
def test_wide_charsets_by_shape(codec: str, text: str) -> None:
    assert wide_charset(text.encode(codec)) == codec.replace("-l", "l").replace("-b", "b")


@pytest.mark.parametrize("codec", ["gbk", "big5", "utf-8", "ascii", "cp1251", "euc_kr"])
def test_no_other_charset_looks_wide(codec: str) -> None:
    for text in (HANS, "<a href=/x/y.html>" + HANS + "</a>" * 9, "simple words", "нет", "안녕하세요"):
        raw = text.encode(codec, "ignore")
        assert wide_charset(raw) is None


def test_noise_is_binary_and_strays_are_not() -> None:
    assert is_binary(random.Random(5).randbytes(3000))
    assert is_binary(b"text" * 3000 + random.Random(5).randbytes(9000))
    assert not is_binary(HANS.encode("gbk") + b"\x00\x01\x00")


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (b"~{VPND~}", "hz-gb-2312"),
        (b"\x1b$)A\x0eVPND\x0f", "iso-2022-cn"),
        (b"\x1b$B$3$l\x1b(B", "iso-2022-jp"),
        (b"\x1b$)C\x0e0!\x0f", "iso-2022-kr"),
        (b"a ~{ b ~} c ~", None),
        (b"\x1b[0m colours", None),
    ],
)
def test_seven_bit_charsets(raw: bytes, charset: str | None) -> None:
    assert seven_bit_charset(raw) == charset


def test_hz_as_pages_have_it() -> None:
    assert decode_hz(b"~user ~~ ~{VPND~} a~\nb ~{VPND\nc") == "~user ~ 中文 ab 中文\nc"
