"""What labels mean."""

import pytest

from flows.page.decoding.charset_names import canonical_charset, charset_family, charset_of_codec


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        ("GB2312", "gbk"),
        (" 'utf8' ", "utf-8"),
        ("Big5-HKSCS", "big5"),
        ("iso-8859-1", "windows-1252"),
        ("cp1251", "windows-1251"),
        ("ISO-8859-5", "iso-8859-5"),
        ("latin2", "iso-8859-2"),
        ("TIS-620", "windows-874"),
        ("KS_C_5601-1987", "euc-kr"),
        ("windows-31j", "shift_jis"),
        ("koi8-r", "koi8-r"),
        ("x-no-such", None),
        ("é\x00", None),
        ("", None),
        (None, None),
    ],
)
def test_labels(label: str | None, charset: str | None) -> None:
    assert canonical_charset(label) == charset


def test_declarations_agree_within_a_family() -> None:
    assert charset_family("gbk") == charset_family("gb18030")
    assert charset_family("gbk") != charset_family("big5")


@pytest.mark.parametrize(
    ("codec", "charset"),
    [
        ("cp1251", "windows-1251"),
        ("cp949", "euc-kr"),
        ("iso8859-2", "iso-8859-2"),
        ("iso2022_jp", "iso-2022-jp"),
        ("mac-roman", "macintosh"),
        ("cp874", "windows-874"),
    ],
)
def test_names_of_codecs(codec: str, charset: str) -> None:
    assert charset_of_codec(codec) == charset
