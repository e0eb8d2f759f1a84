"""The questions, their answers and the evidence agree on names and order."""

import itertools
from inspect import isclass

import pytest

from flows.page.labelling import answers
from flows.page.labelling.answers import Answer, Gap, Place, Tokens
from flows.page.labelling.article import QUESTIONS
from flows.page.labelling.questions import (
    GAPS,
    GROUPS,
    HINT_ANSWERS,
    HINTS,
    OFFSETS,
    RULED_ANSWERS,
    Form,
    Position,
    Setting,
)

KINDS = [kind for kind in vars(answers).values() if isclass(kind) and issubclass(kind, Answer) and kind is not Answer]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_answer_is_its_index_among_those_written(kind: type[Answer]) -> None:
    written = kind.all_written()
    assert len(set(written)) == len(kind)
    assert [written[answer] for answer in kind] == [answer.written for answer in kind]
    assert any(written == group.values for group in (*GROUPS, *QUESTIONS)) or kind is Gap


def test_evidence_answers_the_questions_in_their_order() -> None:
    assert Form._fields + Position._fields + Setting._fields == tuple(group.name for group in GROUPS)
    assert Gap.all_written() == GAPS


def test_offsets_put_the_answers_end_to_end() -> None:
    sizes = [len(group.values) for group in GROUPS]
    assert OFFSETS[0] == 0
    assert [b - a for a, b in itertools.pairwise(OFFSETS)] == sizes[:-1]


def test_categories_answer_after_none_and_before_all_others() -> None:
    values = {group.name: group.values for group in GROUPS}
    assert [values["hint"][answer] for answer in HINT_ANSWERS.values()] == list(HINTS)
    assert {values["ruled"][answer]: answer for answer in RULED_ANSWERS.values()} == RULED_ANSWERS


def test_kinds_of_chrome_come_after_both() -> None:
    chrome = {token for token in Tokens if token > Tokens.BOTH}
    assert chrome == set(Tokens) - {Tokens.NONE, Tokens.CONTENT, Tokens.BOTH}
    assert Place.FAR_ABOVE < Place.NEAR_ABOVE < Place.INSIDE < Place.NEAR_BELOW < Place.FAR_BELOW
