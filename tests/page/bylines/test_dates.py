"""Dates: every form, its precision, and what is refused."""

import datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.bylines.dates import EARLIEST_YEAR, LATEST_YEAR, find_date

FETCHED = datetime.datetime(2024, 5, 20, 8, 0)


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("2024-08-31 10:49", "2024-08-31", "minute"),
        ("2024-8-3", "2024-08-03", "day"),
        ("2024/08/31 10:49:05", "2024-08-31", "second"),
        ("2024.08.31", "2024-08-31", "day"),
        ("2024年8月31日", "2024-08-31", "day"),
        ("2024 年 8 月 31 日", "2024-08-31", "day"),
        ("2024年08月31日10:49", "2024-08-31", "minute"),
        ("2024年8月31日 星期六 10时49分", "2024-08-31", "minute"),
        ("2024年8月31日 上午 10:49", "2024-08-31", "minute"),
        ("2024-08-31T10:49:05+08:00", "2024-08-31", "second"),
        ("2024-08-3110:49:05", "2024-08-31", "second"),
        ("2024-08-31 10:49:0521江口网", "2024-08-31", "second"),
        ("2024年8月", "2024-08-01", "month"),
        ("2024-08", "2024-08-01", "month"),
        ("二〇二四年八月三十一日", "2024-08-31", "day"),
        ("二○二四年八月", "2024-08-01", "month"),
        ("二零二四年", "2024-01-01", "year"),
        ("民國113年8月31日", "2024-08-31", "day"),
        ("中華民國一百一十三年八月", "2024-08-01", "month"),
        ("民国113.8.31", "2024-08-31", "day"),
        ("27 2022-11", "2022-11-27", "day"),
        ("272022-11", "2022-11-27", "day"),
        ("7 2022-11", "2022-11-07", "day"),
        ("27 / 2022年11月", "2022-11-27", "day"),
        ("24-8-31 10:49", "2024-08-31", "minute"),
        ("31/12/2024", "2024-12-31", "day"),
        ("12/31/2024 10:49", "2024-12-31", "minute"),
        ("东岭站 (Sat Aug 31 10:49:05 2024)", "2024-08-31", "second"),
        ("August 31, 2024", "2024-08-31", "day"),
        ("31 Aug 2024 10:49", "2024-08-31", "minute"),
    ],
)
def test_forms(text: str, date: str, precision: str) -> None:
    found = find_date(text)
    assert found is not None
    assert (str(found.date), found.precision) == (date, precision)


@pytest.mark.parametrize(
    "text",
    [
        "2024-13-01",
        "2024-02-30",
        "1949年10月1日",
        "3024-01-01",
        "2023年第10期",
        "5/6/2024",
        "2024-05-132024",
        "电话 0431-20240831",
        "3小时前",
        "昨天 10:22",
        "05-13 10:22",
        "20240831",
        "113-08-31",
        "24-8-31",
        "",
    ],
)
def test_no_date(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "date"), [("20240831", "2024-08-31"), ("113-08-31", "2024-08-31"), ("112/9/1", "2023-09-01")]
)
def test_forms_that_need_a_label(text: str, date: str) -> None:
    found = find_date(text, is_labelled=True)
    assert found is not None
    assert str(found.date) == date


@pytest.mark.parametrize(
    ("text", "date", "precision"),
    [
        ("刚刚", "2024-05-20", "day"),
        ("25分钟前", "2024-05-20", "day"),
        ("9小時前", "2024-05-19", "day"),
        ("昨天 10:22", "2024-05-19", "minute"),
        ("前天", "2024-05-18", "day"),
        ("三天前", "2024-05-17", "day"),
        ("2周前", "2024-05-06", "day"),
        ("3个月前", "2024-02-01", "month"),
        ("2年前", "2022-01-01", "year"),
        ("05-13 10:22", "2024-05-13", "minute"),
        ("12月31日", "2023-12-31", "day"),
    ],
)
def test_forms_that_need_the_time_of_fetching(text: str, date: str, precision: str) -> None:
    found = find_date(text, fetched_at=FETCHED)
    assert found is not None
    assert (str(found.date), found.precision) == (date, precision)


def test_later_than_fetched_is_refused() -> None:
    assert find_date("2024-06-01", fetched_at=FETCHED) is None
    assert find_date("2024-05-20 07:00", fetched_at=FETCHED) is not None


def test_places_are_those_of_the_text() -> None:
    text = "来源：江口网 2024年8月31日 10:49 作者：何田"
    found = find_date(text)
    assert found is not None
    assert text[found.start : found.end].strip() == found.text == "2024年8月31日 10:49"


@given(st.text(alphabet="0123456789-/.年月日:： T民國中華二〇一三前昨天小时", max_size=60), st.booleans())
def test_any_text(text: str, is_labelled: bool) -> None:
    for fetched_at in (None, FETCHED):
        found = find_date(text, fetched_at=fetched_at, is_labelled=is_labelled)
        if found is not None:
            assert EARLIEST_YEAR <= found.date.year <= LATEST_YEAR
            assert text[found.start : found.end].strip() == found.text
            assert fetched_at is None or found.date <= datetime.date(2024, 5, 21)


def test_the_date_that_stands_first_is_found() -> None:
    dates = ["2024年8月31日", "2023-01-02", "2024年8月", "民國113年8月31日", "二〇二四年八月", "August 31, 2024"]
    for first, second in permutations(dates, 2):
        found = find_date(f"{first}，{second}")
        assert found is not None
        assert found.text == first
