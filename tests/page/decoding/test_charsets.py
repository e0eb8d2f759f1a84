"""The charsets agree with the Encoding Standard, code point by code point."""

import hashlib

import pytest

from flows.page.decoding.charsets import decode_charset, decode_plain_gbk, decodes, has_a_letter_a_byte

# sha256 of the standard's indexes written as `table_digest` does; GB with the 2022 characters in place of private use.
BIG5_SHA256 = "067855bab30498fcb06a2dbdfdbe58efcccc73579ff415a00e1bf309a7a6c165"
GB_SHA256 = "04c32dfd7f9e4456dc84eaf9d940e91be232c4b204366e1ea3601e32ac84b215"


def table_digest(charset: str) -> tuple[int, str]:
    """Return (number of code points, sha256 of the lines "81FE character") over every pair of bytes."""
    lines = []
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            char = decodes(bytes((lead, trail)), charset)
            if char is not None:
                lines.append(f"{lead:02X}{trail:02X} {char}\n")
    return len(lines), hashlib.sha256("".join(lines).encode()).hexdigest()


def test_big5_is_the_standards_index() -> None:
    assert table_digest("big5") == (18_594, BIG5_SHA256)


def test_gb18030_is_the_standards_index() -> None:
    assert table_digest("gb18030") == (23_940, GB_SHA256)
    assert table_digest("gbk") == (23_940, GB_SHA256)


def test_plain_gbk_never_disagrees_with_the_index() -> None:
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            pair = bytes((lead, trail))
            plain = decode_plain_gbk(pair)
            assert plain is None or plain == decode_charset(pair, "gb18030")


@pytest.mark.parametrize(
    ("raw", "char"),
    [
        (b"\x80", "€"),
        (b"\xa2\xe3", "€"),
        (b"\x81\x30\x81\x30", "\x80"),
        (b"\x84\x31\xa4\x37", "\ufffd"),
        (b"\x90\x30\x81\x30", "\U00010000"),
        (b"\xe3\x32\x9a\x35", "\U0010ffff"),
    ],
)
def test_gb18030_single_and_four_byte_characters(raw: bytes, char: str) -> None:
    assert decode_charset(raw, "gb18030") == char


def test_big5_slashes_are_told_apart_where_they_are_aligned() -> None:
    assert decode_charset(b"\xa2\x41\xa1\xfe\xa2\x42\xa2\x40", "big5") == "∕／﹨＼"
    assert decode_charset(b"\xa4\xa2\x41", "big5") == decode_charset(b"\xa4\xa2", "big5") + "A"


def test_windows_1252_has_no_gaps() -> None:
    text = decode_charset(bytes(range(256)), "windows-1252")
    assert len(text) == 256
    assert text[0x80] == "€"
    assert text[0x81] == "\x81"


def test_the_windows_charsets_have_c1_controls_in_their_gaps() -> None:
    assert decodes(b"\x81\xe0", "windows-1251") is not None
    assert decode_charset(b"\x81\xa1", "windows-874") == "\x81ก"
    assert decodes(b"\xfc", "windows-874") is None
    assert decode_charset(b"\xfc\x81", "windows-874", "replace") == "\ufffd\x81"


def test_charsets_with_a_letter_a_byte() -> None:
    for charset in ("windows-1252", "windows-874", "koi8-r", "iso-8859-6", "x-mac-cyrillic", "cp855"):
        assert has_a_letter_a_byte(charset)
    for charset in ("gbk", "big5", "euc-tw", "shift_jis", "utf-8", "utf-16le", "utf-7", "iso-2022-jp", "hex", "x-no"):
        assert not has_a_letter_a_byte(charset)


def test_replacing_never_loses_a_valid_neighbour() -> None:
    assert decode_charset("年".encode("gbk") + b"\xff" + "月".encode("gbk"), "gbk", "replace") == "年\ufffd月"
    assert decode_charset("年".encode("big5") + b"\x80" + "月".encode("big5"), "big5", "replace") == "年\ufffd月"


@pytest.mark.parametrize("charset", ["gbk", "gb18030", "big5", "euc-tw", "utf-8"])
def test_strict_refuses_a_cut_character(charset: str) -> None:
    assert decodes(b"ab\xc4", charset) is None
