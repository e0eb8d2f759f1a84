"""The instant of publication: only where the zone is stated, and of the day that the page is of."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page import clean_page
from flows.page.lines import NamedText, Reading
from flows.page.metadata.published import read_published
from flows.page.source import Source

DAY = datetime.date(2023, 5, 6)
MORNING = datetime.datetime(2023, 5, 6, 0, 30, tzinfo=datetime.UTC)
JSON_LD = '{"@type": "NewsArticle", "datePublished": "2023-05-06T08:30:00+08:00"}'


def read(
    reading: Reading | None = None, *, text: str = "2023-05-06 08:30", line: str = "", offset: str | None = None
) -> datetime.datetime | None:
    found = read_published(reading or Reading([], "text/html"), DAY, text, line, offset)
    return found[0] if found else None


@pytest.mark.parametrize(
    "stated",
    ["2023-05-06T08:30:00+08:00", "2023-05-06T00:30:00Z", "2023-05-06 08:30:00 +0800", "2023-05-06T00:30:00.000Z"],
)
def test_meta_elements_with_an_offset(stated: str) -> None:
    assert read(Reading([], "text/html", meta={"article:published_time": stated})) == MORNING


def test_json_ld_and_time_elements() -> None:
    assert read(Reading([], "text/html", json_ld=[JSON_LD])) == MORNING
    assert read(Reading([], "text/html", named=[NamedText("date", "5月6日", "2023-05-06T08:30:00+08:00")])) == MORNING


def test_the_day_may_begin_later_in_china() -> None:
    found = read(Reading([], "text/html", meta={"pubdate": "2023-05-05T22:00:00Z"}), text="2023-05-06")
    assert found == datetime.datetime(2023, 5, 5, 22, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "2023-05-06 08:30:00",
        "2023-05-06",
        "2023-04-01T08:30:00+08:00",
        "2023-05-06T25:30:00Z",
        "2023-05-06T08:30+99:00",
    ],
)
def test_without_a_zone_or_of_another_day_there_is_none(stated: str) -> None:
    assert read(Reading([], "text/html", meta={"pubdate": stated})) is None


def test_a_time_that_the_page_does_not_show_is_that_of_a_change() -> None:
    later = Reading([], "text/html", meta={"article:published_time": "2023-05-06T11:30:00+08:00"}, json_ld=[JSON_LD])
    assert read(later, text="2023-05-06 08:33") == MORNING
    assert read(later, text="2023-05-06 07:00") is None


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2023-05-06 08:30", 0),
        ("2023年5月6日下午3:30", 7),
        ("2023年5月6日 15时30分", 7),
        ("2023-05-06", None),
        ("", None),
    ],
)
def test_a_line_that_says_beijing_and_a_source_that_says_its_offset(text: str, hour: int | None) -> None:
    expected = hour if hour is None else datetime.datetime(2023, 5, 6, hour, 30, tzinfo=datetime.UTC)
    assert read(text=text, line=f"发布时间：{text}（北京时间）") == expected
    assert read(text=text, offset="+08:00") == expected
    assert read(text=text) is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text(stated: str, text: str) -> None:
    found = read(Reading([], "text/html", meta={"pubdate": stated}), text=text, line=text, offset="+08:00")
    assert found is None or found.tzinfo is datetime.UTC


def test_a_source_that_says_its_offset_gives_its_pages_an_instant() -> None:
    body = "<p>近日，东岭大桥建成通车，群众前来观看，十分高兴。</p>"
    page = f"<h1>东岭大桥建成通车</h1><p>发布时间：2023-05-06 08:30</p>{body}"
    plain = clean_page(page.encode(), name="t.html").document
    told = clean_page(page.encode(), name="t.html", source=Source("dongling", utc_offset="+08:00")).document
    assert (plain["published_at"], told["published_at"]) == (None, MORNING)
    (evidence,) = [item for item in told["metadata_evidence"] if item["field"] == "published_at"]
    assert (evidence["method"], evidence["line_index"]) == ("source.toml", 1)
