"""GB, Big5, EUC-TW or none of them."""

import pytest

from flows.page.decoding.chinese_charset import choose_charset, is_mostly_utf8, sample_stretches

HANS = "昨天上午，区文化馆在社区广场举办了一场免费的书法讲座。"
HANT = "昨天上午，區文化館在社區廣場舉辦了一場免費的書法講座。"


def choose(raw: bytes, *declared: str) -> tuple[str, str, float]:
    return choose_charset(raw, sample_stretches(raw), declared)


@pytest.mark.parametrize(
    ("text", "codec", "charset"), [(HANS, "gbk", "gb18030"), (HANT, "gbk", "gb18030"), (HANT, "big5", "big5")]
)
@pytest.mark.parametrize("length", [4, 8, 16, 27])
def test_short_texts(text: str, codec: str, charset: str, length: int) -> None:
    assert choose(text[:length].encode(codec))[0] == charset


def test_a_declaration_breaks_a_tie() -> None:
    tie = "囧".encode("gbk")
    assert choose(tie, "gbk")[:2] == ("gb18030", "declared")
    assert choose(tie, "utf-8", "big5")[:2] == ("big5", "declared")


def test_the_sample_is_small_and_finds_late_text() -> None:
    raw = b"x" * 1_000_000 + HANS.encode("gbk") * 1000
    stretches = sample_stretches(raw)
    assert 0 < sum(map(len, stretches)) < 10_000
    assert choose_charset(raw, stretches, ())[0] == "gb18030"
    assert sample_stretches(b"only ascii") == []


def test_four_byte_characters_are_sampled_whole() -> None:
    raw = "世𬍛华".encode("gb18030")
    assert sample_stretches(raw) == [raw]


def test_utf8_with_a_few_faults_is_utf8() -> None:
    assert is_mostly_utf8(sample_stretches((HANS.encode() + b"\xff ") * 3))
    assert is_mostly_utf8(sample_stretches(HANS.encode() * 3 + b"\n" + HANS.encode("gbk")))
    assert not is_mostly_utf8(sample_stretches(HANS.encode("gbk") * 3))
    assert not is_mostly_utf8(sample_stretches(HANT.encode("big5") * 3))
