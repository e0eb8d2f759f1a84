"""How like two texts are."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reprints import make_alike, make_reprints

from flows.page.likeness.figures import contradict, read_figures
from flows.page.likeness.normal_form import digest, normalise
from flows.page.likeness.shingles import SHINGLE_CHARS, measure_similarity, read_shingles
from flows.page.likeness.signature import SKETCH_BYTES, sign, sketch


def shingles(text: str) -> set[str]:
    return {text[place : place + SHINGLE_CHARS] for place in range(len(text) - SHINGLE_CHARS + 1)}


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("「春耕」，備耕！", "春耕备耕"),
        ("ＡＢＣ １２３_", "abc123"),
        ("增长3.5%。. 5", "增长3.55"),
        ("。。。", ""),
    ],
)
def test_the_normal_form(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_points_between_digits_tell_figures_apart() -> None:
    assert normalise("3.5亿元") != normalise("35亿元")


@given(st.text("春耕备耕防汛", max_size=80), st.text("春耕备耕防汛", max_size=80))
def test_similarity_is_that_of_the_sets_of_shingles(a: str, b: str) -> None:
    shared, both = shingles(a) & shingles(b), shingles(a) | shingles(b)
    assert measure_similarity(read_shingles(a), read_shingles(b)) == len(shared) / max(1, len(both))


@given(st.text())
def test_any_text_can_be_sketched(text: str) -> None:
    assert len(sketch(normalise(text))) == SKETCH_BYTES


def test_sketches_agree_in_the_share_of_shingles() -> None:
    texts = [normalise(text.text) for text in make_reprints(20)]
    for a, b in pairwise(texts):
        agreeing = sum(x == y for x, y in zip(sketch(a), sketch(b), strict=True)) / SKETCH_BYTES
        assert abs(agreeing - measure_similarity(read_shingles(a), read_shingles(b))) < 0.2


def test_other_figures_of_the_same_contradict() -> None:
    yearly = [read_figures(text.text) for text in make_alike(20)][:5]
    assert all(contradict(a, b) for a, b in pairwise(yearly))


def test_texts_with_the_same_figures_and_bare_dates_do_not() -> None:
    a = read_figures("全县共有12个乡镇。投资3.5亿元。\n2023年5月6日")
    b = read_figures("2023年5月8日\n全縣共有12個鄉鎮，投資3.5億元；很好")
    assert not contradict(a, b)
    assert not contradict(a, read_figures("没有数字"))


def test_a_slip_among_many_figures_is_no_contradiction() -> None:
    words = "春夏秋冬东南西北"
    text = "。".join(f"{word}区共有{number}户" for number, word in enumerate(words, 10))
    assert not contradict(read_figures(text), read_figures(text.replace("10户", "19户")))
    assert contradict(read_figures("春区共有10户"), read_figures("春区共有19户"))


def test_a_signature() -> None:
    row = {
        "doc_id": "ab" * 12,
        "title": None,
        "text": "短文。",
        "date_published": date(1970, 1, 3),
        "fetched_at": datetime(1970, 1, 1, 0, 1, tzinfo=UTC),
        "publisher": "云河日报网",
        "content_source": "《云河日報》",
    }
    signed = sign(row)
    assert (signed["published"], signed["fetched"]) == (2, 60)
    assert signed["publisher"] == signed["origin"] == digest("云河日报") != 0
    assert not any(signed["sketch"])
    assert sign(row | {"text": "短文"})["normal"] == signed["normal"]
    assert sign(row | {"text": "", "publisher": None})["normal"] == 0
