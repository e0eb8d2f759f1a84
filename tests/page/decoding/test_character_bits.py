"""Which language a text is likeliest in."""

import pytest

from flows.page.decoding.character_bits import (
    COMMON_HANGUL,
    COMMON_KANJI,
    FREQUENT_HANGUL,
    alphabetic,
    chinese,
    japanese,
    korean,
    language_bits,
)

LANGUAGES = (chinese, japanese, korean, alphabetic)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("zh", "昨天上午，区文化馆在社区广场举办了一场免费的书法讲座。"),
        ("ja", "昨日の午前、文化館で無料の書道教室が開かれました。"),
        ("ko", "어제 오전 문화관에서 무료 서예 교실이 열렸습니다."),
        ("alphabetic", "Вчера утром в доме культуры прошло занятие."),
    ],
)
def test_a_sentence_is_likeliest_in_its_own_language(name: str, text: str) -> None:
    assert min((language() for language in LANGUAGES), key=lambda other: language_bits(text, other)).name == name


def test_no_character_is_in_two_tiers() -> None:
    assert len(set(COMMON_HANGUL + FREQUENT_HANGUL)) == len(COMMON_HANGUL + FREQUENT_HANGUL)
    assert len(set(COMMON_KANJI)) == len(COMMON_KANJI)


def test_what_wrong_alphabets_give_costs_more() -> None:
    assert language_bits("привет", alphabetic()) < language_bits("приВеТ", alphabetic())
    assert language_bits("déjà vu", alphabetic()) < language_bits("dÃ©jÃ vu", alphabetic())
    assert language_bits("กิน", alphabetic()) < language_bits("ินก", alphabetic())
    assert language_bits("ﾃｽﾄ", japanese()) < language_bits("ﾃ ｽ ﾄ", japanese())
