"""What the words of a line say."""

from flows.page.labelling.wording import read_wording


def test_what_rules_say_is_summed_up() -> None:
    wording = read_wording("來源：某報 2024-01-05 10:20")
    assert wording.text == "来源:某报 2024-01-05 10:20"
    assert wording.is_byline and wording.opens and not wording.closes
    assert wording.always is not None and wording.always.category == "byline"


def test_rules_of_the_edges_are_apart() -> None:
    wording = read_wording("（此件公开发布）")
    assert (wording.rules, wording.edges) == ((), frozenset(["tail"]))


def test_a_short_line_is_read_once() -> None:
    assert read_wording("版权所有") is read_wording("版权所有")
