"""Names of charsets: what a page's label means, and which names count as the same.

A charset goes by its name in the WHATWG Encoding Standard, in lower case (gbk, gb18030, big5, utf-16le, shift_jis, …),
or by IANA's for what the standard does not have (hz-gb-2312, iso-2022-cn, iso-2022-kr, euc-tw, utf-32le, utf-32be).
"""

import codecs
import re

_LABELS = {
    "utf-8": "utf8 unicode-1-1-utf-8 unicode11utf8 x-unicode20utf8 utf-8-sig",
    "gbk": "gb2312 gb_2312 gb_2312-80 csgb2312 csiso58gb231280 iso-ir-58 chinese euc-cn x-gbk cp936 ms936 windows-936",
    "gb18030": "gb-18030",
    "big5": "big-5 big5-hkscs big5hkscs cn-big5 csbig5 x-x-big5 cp950 ms950 windows-950",
    "hz-gb-2312": "hz",
    "iso-2022-cn": "iso-2022-cn-ext",
    "euc-tw": "euctw x-euc-tw",
    "utf-16le": "utf-16 unicode ucs-2",
    "utf-16be": "",
    "utf-32le": "utf-32",
    "utf-32be": "",
    "shift_jis": "sjis x-sjis shift-jis ms_kanji ms932 csshiftjis cp932 windows-31j windows-932",
    "euc-jp": "eucjp x-euc-jp x-euc cseucpkdfmtjapanese euc_jis_2004",
    "iso-2022-jp": "csiso2022jp iso-2022-jp-1 iso-2022-jp-2",
    "euc-kr": "euckr x-euc-kr cseuckr ks_c_5601 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 csksc56011987 iso-ir-149"
    " korean uhc cp949 ms949 windows-949",
    "iso-2022-kr": "csiso2022kr",
    "windows-1252": "iso-8859-1 latin1 latin-1 l1 us-ascii ascii cp1252",
    "windows-1254": "iso-8859-9 latin5 l5",
    "windows-874": "iso-8859-11 tis-620 dos-874 cp874",
    "koi8-u": "koi8-ru",
    "x-mac-cyrillic": "x-mac-ukrainian",
    "macintosh": "mac x-mac-roman csmacintosh",
}
"""Charset → the labels, in lower case, that pages write for it besides its own name."""

LABELS = {label: charset for charset, labels in _LABELS.items() for label in (charset, *labels.split())}
"""Label → charset. The rest is asked of Python."""

_OF_CODEC = {
    "cp866": "ibm866",
    "iso2022_jp": "iso-2022-jp",
    "iso2022_kr": "iso-2022-kr",
    "iso8859-1": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "windows-874",
    "mac-roman": "macintosh",
    "mac-cyrillic": "x-mac-cyrillic",
}
_NUMBERED_CODEC = re.compile("(?:cp(?=125)|iso(?=8859-))")
_FAMILY = {"gbk": "gb", "gb18030": "gb", "utf-16le": "utf-16", "utf-16be": "utf-16"}


def canonical_charset(label: str | None) -> str | None:
    """Return the charset that a declared label means, or None for a label that nothing knows."""
    if not label:
        return None
    name = label.strip().strip("'\"").lower()[:40]
    if name in LABELS:
        return LABELS[name]
    try:
        found = codecs.lookup(name).name if name.isascii() and name.isprintable() else None
    except (LookupError, ValueError):
        return None
    return charset_of_codec(found) if found else None


def charset_of_codec(codec: str) -> str:
    """Return the charset that Python calls `codec`: cp1251 → windows-1251, iso8859-2 → iso-8859-2, cp949 → euc-kr."""
    name = _OF_CODEC.get(codec) or LABELS.get(codec) or LABELS.get(codec.replace("_", "-"))
    return name or _NUMBERED_CODEC.sub(lambda found: "windows-" if found[0] == "cp" else "iso-", codec)


def charset_family(charset: str) -> str:
    """Return the family within which declarations count as agreeing: gb2312, gbk and gb18030 are one."""
    return _FAMILY.get(charset, charset)
