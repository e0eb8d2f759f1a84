"""EUC-TW and ISO-2022-CN."""

import hashlib

from flows.page.decoding.charsets import decode_charset, decodes
from flows.page.decoding.cns11643 import cns_planes

# sha256 over glibc's EUC-TW of planes 1 and 2, as the lines "1 A1A1 character".
PLANES_SHA256 = "3c0290efb33aa7390f2e5c26d1f79bf5c6cbb7ae2df5d23554dd91d9f04581dd"


def test_planes_are_those_of_the_standard() -> None:
    lines = [
        f"{plane} {code.hex().upper()} {char}\n"
        for plane in (1, 2)
        for code, char in sorted(cns_planes()[plane].items())
    ]
    assert len(lines) == 13_517
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == PLANES_SHA256


def test_euc_tw_planes_in_two_and_four_bytes() -> None:
    assert decode_charset(b"\xa4\xa1\x8e\xa1\xa4\xa1 a", "euc-tw") == "００ a"
    assert decode_charset(b"\x8e\xa2\xa1\xa1", "euc-tw") == "乂"
    assert decodes(b"\x8e\xa3\xa1\xa1", "euc-tw") is None
    assert decode_charset(b"\x8e\xa3\xa1\xa1x", "euc-tw", "replace") == "\ufffdx"


def test_iso_2022_cn_shifts_and_designations() -> None:
    raw = b"a\x1b$)A\x0eVPND\x0fb\x1b$)G\x0e$!\x0f\x1b$*H\x1bN!!c"
    assert decode_charset(raw, "iso-2022-cn") == "a中文b０乂c"


def test_iso_2022_cn_designations_end_with_the_line() -> None:
    assert decode_charset(b"\x1b$)A\x0eVP\n\x0eVP\x0f", "iso-2022-cn", "replace") == "中\n\ufffd"
