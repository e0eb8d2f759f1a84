"""What a page declares of its charset."""

import pytest

from flows.page.charset.declared import byte_order_mark, charset_label, declared_charset


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        (b'<meta charset="GBK">', "gbk"),
        (b"<META HTTP-EQUIV=Content-Type CONTENT='text/html; CHARSET=gb2312'>", "gb2312"),
        (b'<?xml version="1.0" encoding="Big5"?><html>', "big5"),
        (b'<script charset="utf-8" src="x"></script><meta charset="gbk"/>', "gbk"),
        (b"<p>charset=gbk</p>", None),
        (b"<meta name=description content='a page'>" + b" " * 5000 + b"<meta charset='big5'>", "big5"),
        (b" " * 20_000 + b"<meta charset='big5'>", None),
        (b"", None),
    ],
)
def test_meta_and_xml(raw: bytes, label: str | None) -> None:
    assert declared_charset(raw) == label


@pytest.mark.parametrize(
    ("declared", "label"),
    [
        ("GBK", "gbk"),
        ("text/html; charset=GB2312", "gb2312"),
        ('text/html;charset="utf-8"; x=1', "utf-8"),
        ("", None),
        (None, None),
        ("x" * 1000, "x" * 60),
    ],
)
def test_header_values(declared: str | None, label: str | None) -> None:
    assert charset_label(declared) == label


def test_longer_marks_win() -> None:
    assert byte_order_mark(b"\xff\xfe\x00\x00a")[1] == "utf-32le"
    assert byte_order_mark(b"\xff\xfea\x00")[1] == "utf-16le"
    assert byte_order_mark(b"abc") == (b"", None)
