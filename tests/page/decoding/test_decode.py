"""The ladder: every charset, declarations that lie, damage, mojibake, binary."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.page.decoding.cns11643 import cns_planes
from flows.page.decoding.decode import FLAGS, METHODS, Decoded, decode
from flows.page.errors import PageError

HANS = (
    "昨天上午，区文化馆在社区广场举办了一场免费的书法讲座，来了三十多位居民。\n"
    "主讲人说：“写字先要坐正，再谈笔画。”大家听完以后自己动手练习，效果很好。\n"
)
HANT = (
    "昨天上午，區文化館在社區廣場舉辦了一場免費的書法講座，來了三十多位居民。\n"
    "主講人說：「寫字先要坐正，再談筆畫。」大家聽完以後自己動手練習，效果很好。\n"
)
HTML = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=%s"><title>%s</title></head>'
    "<body>\n%s</body></html>"
)


def names(decoded: Decoded) -> set[str]:
    return {flag.partition(":")[0] for flag in decoded.flags}


@pytest.mark.parametrize(
    ("text", "codec", "charset", "method"),
    [
        (HANS, "utf-8", "utf-8", "utf-8"),
        (HANT, "utf-8", "utf-8", "utf-8"),
        (HANS, "utf-8-sig", "utf-8", "bom"),
        (HANS, "gb2312", "gbk", "chinese"),
        (HANT.replace("「", "“").replace("」", "”"), "gbk", "gbk", "chinese"),
        (HANS + "𠮷野家", "gb18030", "gb18030", "chinese"),
        (HANT, "big5", "big5", "chinese"),
        (HANT + "佢哋嘅書", "big5hkscs", "big5", "chinese"),
        (HANS, "utf-16-le", "utf-16le", "shape"),
        (HANT, "utf-16-be", "utf-16be", "shape"),
        (HANS, "utf-32-le", "utf-32le", "shape"),
        (HANT, "utf-32-be", "utf-32be", "shape"),
        (HANS, "hz", "hz-gb-2312", "escape"),
        ("Nothing but ASCII here, a~{b}~ c+AAA-.\n", "ascii", "utf-8", "ascii"),
    ],
)
def test_each_charset_without_a_declaration(text: str, codec: str, charset: str, method: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert (decoded.charset, decoded.method) == (charset, method)
    assert decoded.flags == ()
    assert decoded.replacement_count == 0
    assert not decoded.is_repaired


@pytest.mark.parametrize(
    ("mark", "codec", "charset"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32be"),
        (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
    ],
)
def test_byte_order_marks_decide_and_go(mark: bytes, codec: str, charset: str) -> None:
    decoded = decode(mark + HANS.encode(codec))
    assert (decoded.text, decoded.charset, decoded.method) == (HANS, charset, "bom")


def test_euc_tw() -> None:
    codes = {char: code for code, char in cns_planes()[1].items()}
    raw = b"".join(codes[char] if char in codes else char.encode() for char in HANT)
    decoded = decode(raw)
    assert (decoded.text, decoded.charset) == (HANT, "euc-tw")


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5"])
@pytest.mark.parametrize("label", ["utf-8", "gb2312", "big5", "iso-8859-1", "shift_jis", "x-made-up"])
@pytest.mark.parametrize("where", ["meta", "http"])
def test_no_declaration_outweighs_the_bytes(codec: str, label: str, where: str) -> None:
    body = HANT if codec == "big5" else HANS
    page = HTML % (label if where == "meta" else codec, body[:10], body)
    decoded = decode(page.encode(codec), label if where == "http" else None)
    agrees = {"utf-8": "utf-8", "gbk": "gb2312", "big5": "big5"}[codec] == label
    assert decoded.text == page
    assert decoded.charset == codec
    assert ("declaration_conflict" in decoded.flags) is not agrees
    assert decoded.charset_declared == label


def test_a_declaration_is_reported_from_http_before_meta() -> None:
    page = (HTML % ("gb2312", "", HANS)).encode("gbk")
    assert decode(page).charset_declared == "gb2312"
    assert decode(page, "text/html; charset=GBK").charset_declared == "gbk"
    assert decode(HANS.encode()).charset_declared is None


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5"])
@pytest.mark.parametrize("at", [0, 10, 30])
def test_a_stray_byte_costs_itself_only(codec: str, at: int) -> None:
    text = HANT if codec == "big5" else HANS
    raw = text[:at].encode(codec) + b"\xff" + text[at:].encode(codec)
    decoded = decode(raw)
    assert decoded.text.replace("\ufffd", "") == text
    assert decoded.replacement_count == 1
    assert names(decoded) & {"bad_bytes", "truncated"}


def test_a_lone_lead_byte_does_not_throw_the_line_out_of_step() -> None:
    raw = HANS[:12].encode("gbk") + b"\xd6" + HANS[12:].encode("gbk")
    decoded = decode(raw)
    assert decoded.text.replace("\ufffd", "") == HANS
    assert decoded.flags == ("bad_bytes",)


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "big5", "utf-16-le"])
def test_a_cut_file_loses_only_that_character(codec: str) -> None:
    text = (HANT if codec == "big5" else HANS).rstrip("。\n")
    decoded = decode(text.encode(codec)[:-1])
    assert decoded.text.rstrip("\ufffd") == text[:-1]
    assert "truncated" in decoded.flags


@pytest.mark.parametrize("codec", ["utf-8", "gbk"])
def test_a_file_cut_in_front_loses_only_that_character(codec: str) -> None:
    decoded = decode(HANS.encode(codec)[1:])
    assert decoded.text.lstrip("\ufffd") == HANS[1:]
    assert "truncated" in decoded.flags


@pytest.mark.parametrize(("codec", "body"), [("gbk", HANS), ("big5", HANT)])
def test_a_footer_in_another_charset(codec: str, body: str) -> None:
    footer = "联系我们 关于本站 版权所有\n"
    for raw in (body.encode(codec) + footer.encode(), footer.encode(codec, "ignore") + body.encode()):
        decoded = decode(raw)
        assert "�" not in decoded.text
        assert decoded.text.endswith((footer, body))
        assert "mixed_charsets" in decoded.flags


def test_code_page_936_and_gb18030_2022() -> None:
    assert decode(HANS.encode("gbk") + b"\x8050").text.endswith("€50")
    assert decode(HANS.encode("gbk") + b"\xa3\xa0").text.endswith("\u3000")
    assert decode(HANS.encode("gbk") + b"\xa6\xd9").text.endswith("\ufe10")


def test_nul_bytes_go() -> None:
    decoded = decode(HANS.encode("gbk").replace(b"\n", b"\x00\n"))
    assert decoded.text == HANS
    assert decoded.flags == ("nul_bytes",)


@pytest.mark.parametrize("raw", ["学习".encode("gbk"), "图片".encode("gbk"), "母婴".encode("gbk")])
def test_gbk_that_is_valid_utf8_by_chance(raw: bytes) -> None:
    decoded = decode(raw)
    assert decoded.text == raw.decode("gbk")
    assert decoded.flags == ("ambiguous_charset",)
    assert decode(b"<p>" + raw + b"</p>").text == f"<p>{raw.decode('gbk')}</p>"
    assert decode(raw, "gb2312").flags == ()
    assert decode(raw, "utf-8").text == raw.decode("utf-8")


@pytest.mark.parametrize("text", ["café © 2020 · déjà vu", "Привет, мир", "Ελληνικά", "naïve – “x” …", "ﬁ"])
def test_other_utf8_stays(text: str) -> None:
    assert decode(text.encode()).text == text
    assert decode(text.encode()).flags == ()


@pytest.mark.parametrize("text", ["неве", "Kolízia mien", "žádný výchozí", "Ayırıcı", "نص قصير", "Žádost o"])
def test_short_utf8_of_two_byte_letters_is_no_gbk(text: str) -> None:
    assert decode(text.encode()).text == text


def test_german_is_no_mojibake() -> None:
    text = "<p>_Löschen rückgängig</p><p>Größe ändern, Schlüssel löschen</p>"
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "Вчера утром на площади прошло занятие.",
        "어제 오전 가운데 광장에서 서예 교실이 열렸습니다.",
        "<p>日本語のテキストです</p>",
        "Přišlo třicet žáků.",
    ],
)
def test_utf_16_of_other_languages(text: str, codec: str) -> None:
    assert decode(text.encode(codec)).text == text


def test_other_languages_are_flagged() -> None:
    text = "Сегодня утром в городе прошла встреча, на которой обсудили три вопроса. " * 3
    decoded = decode(text.encode("cp1251"))
    assert (decoded.text, decoded.method) == (text, "detector")
    assert "not_chinese" in decoded.flags


MOJIBAKE = [
    (HANS, "utf-8", "latin-1"),
    (HANT, "gbk", "latin-1"),
    (HANT, "big5", "latin-1"),
]


@pytest.mark.parametrize(("text", "was", "read_as"), MOJIBAKE)
def test_mojibake_is_restored(text: str, was: str, read_as: str) -> None:
    text = text.replace("「", "“").replace("」", "”") if was == "gbk" else text
    decoded = decode(text.encode(was).decode(read_as).encode())
    assert decoded.text == text
    assert decoded.is_repaired
    assert decoded.flags == (f"mojibake_repaired:{was}>windows-1252",)


def test_mojibake_read_as_gbk_is_restored() -> None:
    text = "书法讲座"
    decoded = decode(text.encode().decode("gbk").encode())
    assert decoded.text == text
    assert decoded.flags == ("mojibake_repaired:utf-8>gbk",)


def test_mojibake_twice_and_on_some_lines_only() -> None:
    twice = HANS.encode().decode("latin-1").encode().decode("latin-1")
    assert decode(twice.encode()).text == HANS
    first, second, _ = HANS.split("\n")
    some = f"{first}\n{second.encode().decode('latin-1')}\n{first}"
    assert decode(some.encode()).text == f"{first}\n{second}\n{first}"


def test_lost_text_is_flagged_and_left() -> None:
    lossy = HANS.encode().decode("gbk", "replace")
    decoded = decode(lossy.encode())
    assert decoded.text == lossy
    assert not decoded.is_repaired
    assert "mojibake_lossy" in decoded.flags
    assert "lost_gbk_text" in decode((HANS + "锟斤拷锟斤拷").encode()).flags
    assert "uninitialised_memory" in decode((HANS + "烫烫烫烫").encode("gbk")).flags
    assert "replacement_character" in decode((HANS + "\ufffd").encode()).flags
    assert "private_use" in decode((HANS + "\ue123").encode()).flags
    assert "private_use" in decode((HANS + "\uf0d8").encode()).flags


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        b"%PDF-1.4\n1 0 obj\n",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
        b"\x7fELF\x02\x01\x01\x00",
        bytes(range(256)) * 20,
        b"\xff\xfe" + b"\x01\x00\x02\x00a\x00" * 50,
        b"\xff" * 500,
    ],
)
def test_binary_is_refused(raw: bytes) -> None:
    with pytest.raises(PageError) as refused:
        decode(raw)
    assert refused.value.code == "not_text"


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", b"\x00\x00", codecs.BOM_UTF8, "\u3000\n".encode(), b"\xff\xfe"])
def test_nothing_is_refused_as_empty(raw: bytes) -> None:
    with pytest.raises(PageError) as refused:
        decode(raw)
    assert refused.value.code == "empty_file"


TEXTS = st.text(st.sampled_from("今天的书法课在三楼，请提前到。\n <p>aA1是不了區發"), min_size=1, max_size=200)


@given(TEXTS)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if text.strip():
        assert decode(text.encode()).text == text


@settings(max_examples=300)
@given(
    st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("gb18030") + b"\xff"), st.none() | st.text(max_size=20)
)
def test_whatever_comes_in(raw: bytes, declared: str | None) -> None:
    try:
        decoded = decode(raw, declared)
    except PageError as refused:
        assert refused.code in ("not_text", "empty_file")
        return
    assert decoded == decode(raw, declared)
    assert decoded.method in METHODS
    assert names(decoded) <= set(FLAGS)
    assert 0 <= decoded.confidence <= 1
    assert "\x00" not in decoded.text
    decoded.text.encode()
