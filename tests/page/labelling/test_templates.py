"""What a source repeats, and what becomes of it in its pages."""

import random
from collections.abc import Callable

import pytest
from templated_site import HEADINGS, NEW_MENU, OLD_MENU, SIDEBAR, html_page, page_parts, text_page

from flows.page import clean_page
from flows.page.labelling.templates import MIN_PAGES, PageLine, Templates, learn_templates, line_key, page_lines

COUNT = 60
Make = Callable[[int, int], bytes]


def _learn(make: Make, name: str, count: int = COUNT) -> dict[int, str]:
    return learn_templates([page_lines(clean_page(make(n, count), name=name).lines) for n in range(count)])


@pytest.fixture(scope="module", params=[(html_page, "1.html"), (text_page, "1.txt")], ids=["html", "text"])
def site(request: pytest.FixtureRequest) -> tuple[Make, str, Templates]:
    make, name = request.param
    return make, name, _learn(make, name)


def test_shared_headings_are_no_templates_and_sidebars_are(site: tuple[Make, str, Templates]) -> None:
    templates = site[2]
    assert not {line_key(heading) for heading in HEADINGS} & templates.keys()
    assert {templates[line_key(line)] for line in SIDEBAR} == {"most"}
    assert {templates[line_key(line)] for line in (*OLD_MENU, *NEW_MENU)} == {"half"}


def test_headings_stay_and_sidebars_go(site: tuple[Make, str, Templates]) -> None:
    make, name, templates = site
    for number in range(COUNT):
        page = clean_page(make(number, COUNT), name=name, templates=templates)
        kept = page.document["text"].split("\n")
        title, sections, menu = page_parts(number, COUNT)
        assert [line for line in kept if line != title] == [line for section in sections for line in section]
        assert not {*SIDEBAR, *menu} & set(kept)


def test_what_no_rule_names_is_a_template_with_its_level(site: tuple[Make, str, Templates]) -> None:
    make, name, templates = site
    page = clean_page(make(3, COUNT), name=name, templates=templates)
    named = {row["text"]: (row["category"], row["rule"]) for row in page.removed}
    assert {named[line] for line in SIDEBAR} == {("template", "template.most")}


def test_without_templates_a_page_is_what_it_was() -> None:
    raw = html_page(1, COUNT)
    assert clean_page(raw) == clean_page(raw, templates={}) == clean_page(raw, templates=None)


def test_a_source_of_two_pages_teaches_nothing() -> None:
    assert _learn(html_page, "1.html", MIN_PAGES - 1) == {}
    assert learn_templates([]) == {}


def test_the_order_of_the_pages_does_not_count() -> None:
    pages = [page_lines(clean_page(html_page(n, COUNT)).lines) for n in range(20)]
    shuffled = random.Random(7).sample(pages, len(pages))
    assert learn_templates(pages) == learn_templates(shuffled)


def test_an_article_printed_again_is_no_template() -> None:
    texts = ("云河县志选读", "县城依山而建，城墙用青石砌成，至今尚存三段。" * 12)
    article = [PageLine(line_key(text), len(text), is_prose=True) for text in texts]
    footer = [PageLine(9, 6, is_prose=False), PageLine(10, 8, is_prose=False)]
    printed_again = [[PageLine(100 + n, 12, is_prose=False), *article, *footer] for n in range(4)]
    others = [[PageLine(200 + n, 80, is_prose=True), *footer] for n in range(4)]
    assert learn_templates([*printed_again, *others]).keys() == {9, 10}


def test_lines_that_differ_in_their_numbers_alone_are_data() -> None:
    raw = "\n".join(
        f"2020-01-0{day} 12:00\n第{day}天我们走过了石桥和竹林，天气一直很好。" for day in range(1, 5)
    ).encode()
    keys = {line.key for line in page_lines(clean_page(raw, name="1.txt").lines)}
    assert line_key("2020-01-01 12:00") not in keys
    assert not keys


def test_a_page_without_a_sentence_of_its_own_keeps_what_it_repeats() -> None:
    text = "江枫学堂建在半山腰，四面都是茶园，每年春天同学们一起上山采茶。"
    raw = f"学堂简介\n{text}".encode()
    templates = {line_key(text): "most"}
    assert text in clean_page(raw, name="1.txt", templates=templates).document["text"]
