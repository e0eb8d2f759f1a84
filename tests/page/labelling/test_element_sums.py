"""Sums over the elements of a page."""

from hypothesis import given
from hypothesis import strategies as st

from flows.page.labelling.element_sums import OTHER_SHARE, Sums, add_up
from flows.page.lines import Element, Line, Reading
from flows.page.reading.html import read_html

SENTENCE = "柳溪镇的石桥修好以后，两岸的人来往方便多了。"
LABEL = "柳溪在线"


def sums_of(reading: Reading) -> Sums:
    prose = {line.index: len(line.text) for line in reading.lines if line.text == SENTENCE}
    return add_up(reading.elements, reading.lines, prose, reading.lines)


def test_an_element_holds_what_its_children_hold() -> None:
    reading = read_html(f"<div id=a><p>{SENTENCE}</p><p>{LABEL}</p></div><div id=b><a href=/>{LABEL}</a></div>")
    sums, by_token = sums_of(reading), {element.tokens: i for i, element in enumerate(reading.elements)}
    a, b = by_token["a"], by_token["b"]
    assert (sums.chars[a], sums.links[a], sums.prose[a]) == (len(SENTENCE) + len(LABEL), 0, len(SENTENCE))
    assert sums.mass[a] == len(SENTENCE) + OTHER_SHARE * len(LABEL)
    assert sums.direct[a] == sums.mass[a]
    assert sums.largest[a] == len(SENTENCE)
    assert (sums.links[b], sums.mass[b]) == (len(LABEL), 0)
    assert sums.mass[0] == sums.mass[a]


def test_elements_alike_are_counted_and_the_first_is_known() -> None:
    reading = read_html(f"<div id=all>{f'<div class=card><p>{SENTENCE}</p></div>' * 3}</div>")
    cards = [i for i, element in enumerate(reading.elements) if element.tokens == "card"]
    parent = reading.elements[cards[0]].parent
    assert sums_of(reading).alike[parent, "div", "card"] == (cards[0], 3)


@st.composite
def pages(draw: st.DrawFn) -> Reading:
    elements = [Element("", -1, 0)]
    for index in range(1, draw(st.integers(1, 12))):
        parent = draw(st.integers(0, index - 1))
        elements.append(Element(draw(st.sampled_from(["div", "p"])), parent, elements[parent].depth + 1))
    places = draw(st.lists(st.integers(0, len(elements) - 1), max_size=20))
    texts = draw(st.lists(st.sampled_from([SENTENCE, LABEL]), min_size=len(places), max_size=len(places)))
    lines = [Line(i, text, element=place) for i, (place, text) in enumerate(zip(places, texts, strict=True))]
    return Reading(lines, "text/html", elements)


@given(pages())
def test_the_root_holds_all_and_no_child_more_than_its_parent(reading: Reading) -> None:
    sums = sums_of(reading)
    assert sums.chars[0] == sum(len(line.text) for line in reading.lines)
    assert abs(sums.mass[0] - sum(sums.line_mass)) < 1e-6
    for index, element in enumerate(reading.elements[1:], 1):
        assert sums.chars[index] <= sums.chars[element.parent]
        assert sums.mass[index] <= sums.mass[element.parent] + 1e-6
        assert sums.direct[index] <= sums.mass[index] + 1e-6
