"""Pages that list others, and pages that only look so."""

import re
from collections.abc import Callable

import pytest
from listing_pages import LISTINGS, NAMES, OTHERS

from flows.page import clean_page
from flows.page.labelling.entries import Entries, count_dated, find_entries, is_at_side
from flows.page.labelling.label import label_lines
from flows.page.lines import Label, Reading
from flows.page.reading.html import read_html
from flows.page.reading.plaintext import read_text
from flows.page.title.choose import choose_title


def read(html: str) -> tuple[Reading, list[Label], Entries]:
    reading = read_html(html)
    labels = label_lines(reading, title=choose_title(reading))
    return reading, labels, find_entries(reading, labels)


@pytest.mark.parametrize("name", LISTINGS)
def test_a_page_that_lists_others(name: str) -> None:
    assert clean_page(LISTINGS[name].encode()).document["page_kind"] == "listing"


VARIANTS: dict[str, Callable[[str], str]] = {
    "without classes": lambda page: re.sub(r' (?:class|id)="[^"]*"', "", page),
    "dates of posts": lambda page: re.sub(r"(2023-\d\d-\d\d)", r"发表于 \1 10:24:33", page),
    "dates in Chinese": lambda page: re.sub(r"2023-0?(\d+)-(\d\d)", r"2023年\1月\2日", page),
    "one <title> for all": lambda page: re.sub(r"<title>.*?</title>", "<title>柳溪在线</title>", page),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", LISTINGS)
def test_another_site_writes_it_otherwise(name: str, variant: str) -> None:
    page = VARIANTS[variant](LISTINGS[name])
    assert clean_page(page.encode()).document["page_kind"] == "listing"


def test_rows_that_a_script_makes_links() -> None:
    page = re.sub(
        r'<a href="/art/\d+.html">(.*?)</a>', r"<b onclick='go()'>\1</b>", LISTINGS["dates in a layout table"]
    )
    assert clean_page(page.encode()).document["page_kind"] == "listing"


@pytest.mark.parametrize("name", OTHERS)
def test_a_page_that_only_looks_so(name: str) -> None:
    assert clean_page(OTHERS[name].encode()).document["page_kind"] != "listing"


def test_rows_of_one_kind_are_entries_however_long_their_text() -> None:
    reading, _, entries = read(LISTINGS["whole posts"])
    assert {reading.lines[index].text for index in entries.lines} == set(NAMES[:4])
    inside = range(min(entries.lines), max(entries.lines))
    assert entries.covered.issuperset(inside)
    assert count_dated(reading.lines, entries.lines) == 4


def test_links_above_and_below_an_article_do_not_cover_it() -> None:
    reading, labels, entries = read(OTHERS["article with a side of links"])
    body = [line.index for line, label in zip(reading.lines, labels, strict=True) if label.kind == "body"]
    assert body
    assert entries.covered.isdisjoint(body)
    assert not entries.main


def test_lines_at_the_side() -> None:
    reading, labels, _ = read(OTHERS["article with a side of links"])
    at_side = [line.text for line in reading.lines if is_at_side(reading, labels, line.index)]
    assert "首页" in at_side
    assert "热门文章" in at_side
    assert NAMES[2] not in at_side


def test_text_has_no_entries() -> None:
    reading = read_text("\n".join(NAMES))
    assert find_entries(reading, label_lines(reading, title=choose_title(reading))) == Entries()
