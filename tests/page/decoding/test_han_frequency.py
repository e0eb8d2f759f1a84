"""The yardstick of what reads as Chinese."""

from flows.page.decoding.han_frequency import COMMON_HAN, FREQUENT_HAN, READS_AS_CHINESE, score_chinese

HANS = "昨天上午，区文化馆在社区广场举办了一场免费的书法讲座。"
HANT = "昨天上午，區文化館在社區廣場舉辦了一場免費的書法講座。"


def test_the_tiers_are_apart_and_ideographs() -> None:
    assert not COMMON_HAN & FREQUENT_HAN
    assert all(char >= "\u3400" for char in COMMON_HAN | FREQUENT_HAN)


def test_right_and_wrong_readings() -> None:
    for text, codec, wrong in ((HANS, "gbk", "big5hkscs"), (HANT, "big5", "gb18030")):
        assert score_chinese(text)[1] > READS_AS_CHINESE + 0.2
        assert score_chinese(text.encode(codec).decode(wrong, "replace"))[1] < READS_AS_CHINESE - 0.1


def test_nothing_chinese() -> None:
    assert score_chinese("plain, ，。") == (0, 0.0)
