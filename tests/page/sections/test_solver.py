"""Trees of outlines that hold lists, restart, skip or mix styles."""

from flows.page.sections.split import split_sections

BODY = "渡口管理所每天早晚各巡查一次，发现问题立即记入值班簿册。\n"
LIST = "巡查的内容：\n1. 船只是否系牢，缆绳有没有磨损；\n2. 跳板是否平稳，护栏有没有松动；\n3. 救生衣是否齐全。\n"


def numbers(text: str) -> list[tuple[int, str]]:
    return [(s.level, s.number) for s in split_sections(text) if s.level]


def test_lists_inside_a_decimal_outline() -> None:
    text = (
        f"1. 概述\n1.1 历史\n{BODY}{LIST}1.2 现状\n{BODY}{LIST}2. 管理\n{BODY}{LIST}2.1 人员\n{BODY}{LIST}"
        f"2.2 船只\n{BODY}3. 附则\n{BODY}"
    )
    headed = [(s.level, s.number) for s in split_sections(text) if s.heading and len(s.heading) == 2]
    assert headed == [(1, "1"), (2, "1.1"), (2, "1.2"), (1, "2"), (2, "2.1"), (2, "2.2"), (1, "3")]


def test_a_list_between_headings_of_its_own_style() -> None:
    text = f"1. 船只\n{BODY}2. 巡查\n{BODY}{LIST}3. 人员\n{BODY}4. 经费\n{BODY}"
    headed = [(s.level, s.ordinal) for s in split_sections(text) if len(s.heading) == 2]
    assert headed == [(1, 1), (1, 2), (1, 3), (1, 4)]


def test_chinese_numerals_inside_a_section_of_their_own_style() -> None:
    inner = "".join(f"{n}　渡口的第几件事\n{BODY}" for n in "一二三")
    outer = [f"{n}　渡口的大事\n{BODY}" for n in "一二三四"]
    text = outer[0] + outer[1] + inner + outer[2] + outer[3]
    assert numbers(text)[-2:] == [(1, "3"), (1, "4")]
    assert [level for level, _ in numbers(text)] == [1, 1, 2, 2, 2, 1, 1]


def test_decimals_without_a_parent() -> None:
    assert numbers(f"2.1 船只\n{BODY}{LIST}2.2 人员\n{BODY}2.2.1 船工\n{BODY}3.1 经费\n{BODY}")[0] == (1, "2.1")
    text = f"2.1 船只\n{BODY}2.2 人员\n{BODY}2.2.1 船工\n{BODY}3.1 经费\n{BODY}"
    assert numbers(text) == [(1, "2.1"), (1, "2.2"), (2, "2.2.1"), (1, "3.1")]


def test_more_than_a_hundred_items() -> None:
    text = "".join(f"（{n}）{BODY}" for n in ("一百一十", "一百一十一", "一百一十二", "一百一十三"))
    assert [s.ordinal for s in split_sections("（一百零九）" + BODY + text)] == [109, 110, 111, 112, 113]


def test_a_short_line_before_the_first_number_holds_none_of_them() -> None:
    text = (
        f"渡口的来历\n{BODY}一、船只\n{BODY}渡口的白天\n{BODY}二、人员\n{BODY}渡口的夜里\n{BODY}"
        f"三、经费\n{BODY}渡口的明天\n{BODY}四、附则\n{BODY}"
    )
    found = [(s.level, s.number) for s in split_sections(text) if s.label]
    assert found == [(1, "1"), (1, "2"), (1, "3"), (1, "4")]


def test_annexes_with_lettered_outlines() -> None:
    text = (
        f"1 范围\n{BODY}1.1 船只\n{BODY}附录A 检验方法\nA.1 一般要求\n{BODY}A.2 步骤\n{BODY}"
        f"A.2.1 准备\n{BODY}附录 B 记录\n{BODY}"
    )
    assert numbers(text) == [(1, "1"), (2, "1.1"), (1, "A"), (2, "A.1"), (2, "A.2"), (3, "A.2.1"), (1, "B")]


def test_cross_references_and_quantities_at_the_start_of_a_line() -> None:
    text = (
        f"4.2 缆绳\n4.2.1 通则\n{BODY}4.2.2的试验适用于麻绳。\n4.2.3和4.2.4中的要求不适用于钢索。\n"
        "3.5 吨以下的船免检。\n"
        f"4.2.2 麻绳\n{BODY}4.2.3 钢索\n{BODY}2.9mm的钢丝不得使用。\n"
    )
    assert numbers(text) == [(1, "4.2"), (2, "4.2.1"), (2, "4.2.2"), (2, "4.2.3")]


def test_headings_that_begin_with_what_is_counted() -> None:
    assert numbers(f"1 范围\n{BODY}1.1 人员\n{BODY}1.2 年检\n{BODY}2 个人的渡船\n{BODY}2.1 元件\n{BODY}") == [
        (1, "1"),
        (2, "1.1"),
        (2, "1.2"),
        (1, "2"),
        (2, "2.1"),
    ]


def test_counted_things_head_sections_where_they_stand_apart() -> None:
    text = "".join(f"第{n}件　渡口的事情\n{BODY}" for n in "一二三")
    assert [(s.label, s.heading) for s in split_sections(text)] == [(f"第{n}件", "渡口的事情") for n in "一二三"]
    assert not numbers("第一次涨水的时候，渡口停了三天。\n第二次涨水的时候，渡口停了五天。\n")
