"""Which language the letters tell."""

import pytest

from flows.page.writing.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("昨天上午举办了讲座。", "zh"),
        ("她在日记里写道ありがとう，然后合上本子，走出了图书馆的大门，天已经黑了。", "zh"),
        ("図書館の利用時間を延長しました。", "ja"),
        ("도서관 이용 시간이 연장되었습니다", "ko"),
        ("The water of the valley is for the growers and the town in summer.", "en"),
        ("Вчера утром на площади прошло занятие.", None),
        ("12345", None),
    ],
)
def test_letters_tell_the_language(text: str, language: str | None) -> None:
    assert detect_language(text, has_only_plain=False) == language
