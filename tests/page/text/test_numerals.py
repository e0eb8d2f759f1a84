import pytest

from flows.page.text.numerals import parse_number, parse_roman


@pytest.mark.parametrize(
    ("figures", "value"),
    [
        ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百", 100),
        ("一百零三", 103), ("一百二十", 120), ("一千二百六十", 1260), ("二〇", 20), ("一○二", 102), ("廿一", 21),
        ("卅", 30), ("壹", 1), ("拾贰", 12), ("兩", 2), ("7", 7), ("12", 12),
        ("①", 1), ("⑩", 10), ("⑴", 1), ("⒊", 3), ("㈣", 4), ("Ⅳ", 4),
        ("甲", 1), ("癸", 10), ("二 十", 20),
    ],
)  # fmt: skip
def test_numerals(figures: str, value: int) -> None:
    assert parse_number(figures) == value


@pytest.mark.parametrize("figures", ["", "船", "一二船", "一二十", "½", "九九九九九九"])
def test_not_numerals(figures: str) -> None:
    assert parse_number(figures) is None


@pytest.mark.parametrize(("figures", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("B", None)])
def test_roman(figures: str, value: int | None) -> None:
    assert parse_roman(figures) == value
