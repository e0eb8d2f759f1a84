"""Undoing wrong decodings, and leaving alone what is none."""

import pytest

from flows.page.decoding.mojibake import is_lossy_mojibake, may_be_mojibake, repair_mojibake

HANS = "昨天上午，区文化馆在社区广场举办了一场免费的书法讲座。"


def windows_1252(raw: bytes) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_windows_1252_with_its_gaps(charset: str) -> None:
    assert repair_mojibake(windows_1252(HANS.encode(charset))) == (HANS, f"{charset}>windows-1252")


def test_a_run_within_a_chinese_line() -> None:
    line = f"标题：{windows_1252('书法讲座'.encode())}（第三期）"
    assert repair_mojibake(line) == ("标题：书法讲座（第三期）", "utf-8>windows-1252")


def test_utf8_read_as_gbk_by_line() -> None:
    wrong = "讲座安排".encode().decode("gbk")
    assert repair_mojibake(f"{HANS}\n{wrong}\n") == (f"{HANS}\n讲座安排\n", "utf-8>gbk")


@pytest.mark.parametrize(
    "text", [HANS, "Crème brûlée à l’été, naïve façade", "Ärger über Öl – größer", "涓涓细流，汇成江河。", "©®°±·×", ""]
)
def test_ordinary_text_is_no_mojibake(text: str) -> None:
    assert repair_mojibake(text) is None
    assert not is_lossy_mojibake(text)


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_the_screen_lets_every_mojibake_through(charset: str) -> None:
    for wrong in (windows_1252((HANS * 20).encode(charset)), (HANS * 20).encode().decode("gbk", "replace")):
        assert may_be_mojibake(wrong, "utf-8", wrong.encode())
    assert not may_be_mojibake(HANS * 20, "utf-8", (HANS * 20).encode())


def test_lossy() -> None:
    assert is_lossy_mojibake((HANS * 3).encode().decode("gbk", "replace"))
    assert is_lossy_mojibake(windows_1252((HANS * 3).encode()).replace("\x81", "?").replace("\x8d", "?"))


def test_a_page_whose_head_is_ascii() -> None:
    head = "<html><head>" + "<link rel=stylesheet href=/a.css>\n" * 100
    for charset in ("utf-8", "gbk"):
        wrong = head + windows_1252(HANS.encode(charset))
        assert repair_mojibake(wrong) == (head + HANS, f"{charset}>windows-1252")


def test_accented_prose_with_typographic_quotes_is_not_lossy() -> None:
    assert not is_lossy_mojibake("« L’été où l’on a créé… » – à Orléans, c’était l’idée… déjà’ né’ été’ " * 5)
