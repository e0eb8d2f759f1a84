"""Wordings are shared between pages: what is wrong with one line must not reach another."""

from hypothesis import given
from hypothesis import strategies as st

from flows.page.labelling.wording import Wording, read_words


def words_of(raw: str) -> tuple[object, ...]:
    alone = Wording(raw)
    read_words([alone])
    return alone.text, alone.rules, alone.form, alone.edges


@given(st.lists(st.one_of(st.text(max_size=30), st.sampled_from(["甲\n乙", "上一篇：某某", "版权所有", "来源：某报"]))))
def test_lines_are_read_together_as_each_by_itself(texts: list[str]) -> None:
    together = [Wording(text) for text in texts]
    read_words(together)
    assert [(each.text, each.rules, each.form, each.edges) for each in together] == [words_of(text) for text in texts]


def test_a_wording_is_read_once() -> None:
    wording = Wording("来源：某报")
    read_words([wording, wording])
    read_words([wording])
    assert wording.is_read and wording.rules
