"""What a page declares of its charset."""

import re
import subprocess
import sys

import pytest
from bs4.dammit import EncodingDetector
from hypothesis import given
from hypothesis import strategies as st

from flows.page.decoding.declared import byte_order_mark, charset_label, declared_charset

META_PIECES = (
    *("meta", ">", "/>", "charset", "CharSet", "=", " = ", "gbk", "UTF-8", "big5:1990", "é"),
    *('"', "'", ";", " ", "/", "text/html; charset=gb2312", 'http-equiv="Content-Type" content="', "x" * 40),
)


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


@given(st.lists(st.sampled_from(META_PIECES), max_size=12).map("".join))
def test_a_meta_is_read_as_bs4_reads_it(rest: str) -> None:
    raw = f"<meta {rest}".encode()
    shown = [raw[: match.start() + 80] for match in re.finditer(b"charset", raw, re.IGNORECASE)]
    labels = (EncodingDetector.find_declared_encoding(markup, is_html=True) for markup in shown)
    assert declared_charset(raw) == next(filter(None, labels), None)


def test_the_last_charset_of_a_tag_counts() -> None:
    assert declared_charset(b"<meta charset=gbk charset=big5>") == "big5"
    assert declared_charset(b"<meta charset=charset =big5>") == "big5"
    assert declared_charset(b"<meta charset=gbk><meta charset=big5>") == "gbk"


def test_ordinary_pages_do_not_import_bs4() -> None:
    pages = [b"<meta charset=gbk>x", b'<meta http-equiv=Content-Type content="text/html; charset=utf-8">']
    check = f"import sys; from flows.page.decode import decode; [*map(decode, {pages})]; sys.exit('bs4' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


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
