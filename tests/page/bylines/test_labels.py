"""Labels: where they stand, and what is said of wrong rules."""

import pytest

from flows.page.bylines.labels import begins_with_label, find_labels, label_fields, label_rules, meta_names
from flows.page.text.rule_files import RuleError, parse_rule_file


def test_labels_of_a_line() -> None:
    hits = find_labels("来源:江口晚报 作者:林小川 责 编:何田")
    assert [(hit.word, hit.start) for hit in hits] == [("来源", 0), ("作者", 8), ("责编", 15)]
    assert [hit.word for hit in find_labels("图片来源:江口晚报")] == ["图片来源"]
    assert find_labels("江口晚报") == []


def test_a_label_before_a_name_with_nothing_between() -> None:
    assert [hit.word for hit in find_labels("[责任编辑林小川]")] == ["责任编辑"]
    assert find_labels("责任编辑的工作是核对每一个数字") == []


def test_lines_that_begin_with_a_label() -> None:
    assert begins_with_label("（作者：林小川）")
    assert not begins_with_label("本文的作者：林小川")


def test_each_word_labels_one_field() -> None:
    assert len({rule.id for rule in label_rules()}) == len(label_rules())
    assert label_fields()["来源"] == "content_source"
    assert "article:published_time" in meta_names("date")


REST = 'reason = "Some labels."\nmatch = []\nno_match = []\n[meta]\nreason = ""'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[[label]]\nid = "a"', '"meta" is a required property'),
        (f'[[label]]\nid = "a"\nfield = "colour"\n{REST}', r"label\[0\].field"),
        (f'[[label]]\nid = "a"\nfield = "author"\nword = "x"\n{REST}', r"no key 'word'; there are id, field"),
    ],
)
def test_a_wrong_file_is_told_in_one_line(content: str, message: str) -> None:
    with pytest.raises(RuleError, match=message) as caught:
        parse_rule_file("bylines", "bylines.toml", content.encode())
    assert "\n" not in str(caught.value)
