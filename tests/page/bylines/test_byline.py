"""Bylines: a labelled table of their forms, and the invariants of reading any line."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.bylines.byline import read_byline
from flows.page.bylines.labels import LabelRule, find_labels, label_fields, label_rules
from flows.page.bylines.reporters import read_reporters, tail_bracket
from flows.page.bylines.stated import Byline
from flows.page.bylines.values import clean_source, split_keywords
from flows.page.text.folding import fold_in_place

TABLE = Path(__file__).with_name("bylines.tsv")


def table_rows() -> list[tuple[str, dict[str, str]]]:
    rows = []
    for row in TABLE.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            line, *fields = row.split("\t")
            rows.append((line, dict(item.split("=", 1) for item in fields if item)))
    return rows


def stated(byline: Byline) -> dict[str, str]:
    """A byline in the notation of the table."""
    people = [
        "|".join((person.name, person.post or "", person.affiliation or "")).rstrip("|") for person in byline.authors
    ]
    dates = [f"{dated.found.date}/{dated.found.precision}" for dated in byline.dates]
    fields = {
        "source": byline.content_source,
        "author": ";".join(people),
        "editor": ";".join(f"{editor.role}:{editor.name}" for editor in byline.editors),
        "date": ";".join(dates),
        "issue": byline.issue,
        "number": byline.document_number,
        "keywords": ";".join(byline.keywords),
        "publisher": byline.publisher,
    }
    return {name: value for name, value in fields.items() if value}


def test_table_of_bylines() -> None:
    rows = table_rows()
    assert len(rows) >= 150
    right = total = 0
    wrong = []
    for line, want in rows:
        got = stated(read_byline(line))
        for name in sorted(want.keys() | got.keys()):
            total += 1
            if want.get(name) == got.get(name):
                right += 1
            else:
                wrong.append(f"{line}: {name} should be {want.get(name)!r}, is {got.get(name)!r}")
    assert right / total >= 0.98, "\n".join(wrong)


@pytest.mark.parametrize("rule", label_rules(), ids=lambda rule: rule.id)
def test_label_rules_hold_their_examples(rule: LabelRule) -> None:
    assert rule.reason
    fields = label_fields()
    field = rule.field
    for line in rule.match:
        assert field in {fields[hit.word] for hit in find_labels(fold_in_place(line))}, line
    for line in rule.no_match:
        assert field not in {fields[hit.word] for hit in find_labels(fold_in_place(line))}, line


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("本报讯（记者 林小川）昨日，东岭大桥通车。", ["林小川/记者/"]),
        ("本报江口1月5日电（记者林小川、何田）昨日，东岭大桥通车。", ["林小川/记者/", "何田/记者/"]),
        ("【東嶺社記者林小川台北報導】昨日，大橋通車。", ["林小川/記者/東嶺社"]),
        ("〔記者林小川／台北報導〕昨日，大橋通車。", ["林小川/記者/"]),
        ("林小川／綜合報導", ["林小川//"]),
        ("東嶺時報 記者林小川／江口報導 2024-03-05", ["林小川/記者/"]),
        ("江口科技讯（林小川）1月5日消息，", ["林小川//"]),
        ("東嶺社記者林小川台北16日電", ["林小川/記者/"]),
        ("東嶺社記者何田台北16日電", ["何田/記者/"]),
        ("记者在现场看到，工人们正在施工（下同）。", []),
        (
            "昨日，东岭大桥通车，市长出席并讲话，沿线群众前来围观，场面十分热闹，" * 2 + "（记者 林小川）",
            [],
        ),
    ],
)
def test_reporters(text: str, people: list[str]) -> None:
    found = [f"{person.name}/{person.post or ''}/{person.affiliation or ''}" for person in read_reporters(text)]
    assert found == people


def test_relative_dates_need_the_time_of_fetching() -> None:
    line = "3小时前 来源：江口晚报"
    assert read_byline(line).dates == []
    dates = read_byline(line, fetched_at=datetime.datetime(2024, 3, 5, 1, 0)).dates
    assert [str(dated.found.date) for dated in dates] == ["2024-03-04"]


def test_tail_bracket() -> None:
    assert tail_bracket("全文完。（作者：林小川）") == "作者：林小川"
    assert tail_bracket("全文完（作者：林小川（江口大学））。") == "作者：林小川（江口大学）"
    assert tail_bracket("全文完。") is None


def test_an_interview_is_no_byline() -> None:
    assert read_byline("记者：今年的汛期，江口的堤防准备得如何？有哪些困难？").authors == []


def test_clean_source() -> None:
    assert clean_source("《江口晚报》") == "江口晚报"
    assert clean_source("“江口发布”微信公众号") == "“江口发布”微信公众号"
    assert clean_source(" 2023年第4期 ") is None
    assert clean_source("资料图") is None


def test_split_keywords() -> None:
    assert split_keywords("港口,物流, 港口 调研") == ["港口", "物流", "港口 调研"]


@given(
    st.text(
        alphabet=st.sampled_from("来源作者责编辑：:/|（）()《》、 \u3000林小川记2024-03年月日第期[]【】\ta。"),
        max_size=160,
    )
)
def test_any_line_is_read(text: str) -> None:
    byline = read_byline(text)
    assert all(person.name.strip() == person.name != "" for person in byline.authors)
    assert all(editor.name and editor.role for editor in byline.editors)
    assert byline.content_source is None or byline.content_source.strip()
    assert all(1990 <= dated.found.date.year <= 2099 for dated in byline.dates)


@given(st.text(max_size=300))
def test_folding_keeps_places(text: str) -> None:
    assert len(fold_in_place(text)) == len(text)
