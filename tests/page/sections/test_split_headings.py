"""Whole documents whose headings have no number, by their wording or by the markup: all texts are invented."""

from test_split import BODY, outline

from flows.page.sections.split import Section, split_sections


class Hint:
    def __init__(self, start: int, heading: int, is_bold: bool, is_data: bool = False, is_item: bool = False) -> None:
        self.start, self.heading, self.is_bold, self.is_data, self.is_item = start, heading, is_bold, is_data, is_item


def hinted(text: str, **levels: int) -> list[Section]:
    hints = [Hint(text.index(words), level, level == 0) for words, level in levels.items()]
    return [s for s in split_sections(text, evidence=sorted(hints, key=lambda h: h.start)) if s.level]


def test_contents_list_names_headings_without_number() -> None:
    body = "渡口管理所每天早晚各巡查一次，发现问题立即记入值班簿册，并且报告镇里。\n"
    titles = ["来历", "摆渡的人", "Ferry 号", "桥"]
    text = "渡口\n" + "".join(t + "\n" for t in titles) + body + "".join(t + "\n" + body for t in titles)
    assert outline(text) == [(1, "", t) for t in titles]


def test_headings_without_number() -> None:
    body = "渡口管理所每天早晚各巡查一次，发现问题立即记入值班簿册，并且报告镇里。\n"
    text = body + "撑船的人老了\n" + body * 2 + "过河的人少了\n" + body + "新桥就要通了\n" + body
    assert outline(text) == [(1, "", "撑船的人老了"), (1, "", "过河的人少了"), (1, "", "新桥就要通了")]
    assert {s.style for s in split_sections(text)} == {"preamble", "heading"}


def test_one_short_line_is_no_heading() -> None:
    body = "渡口管理所每天早晚各巡查一次，发现问题立即记入值班簿册，并且报告镇里。\n"
    assert outline(body + "老码头一景\n" + body) == []


def test_run_in_headings_that_a_count_announces() -> None:
    text = (
        "从三个方面管好渡口。\n"
        "坚持安全第一。每条船都要配齐救生衣，没有配齐的不得下水。\n"
        "坚持便民为本。早晚各加开两班，方便上学的孩子和赶集的人。\n"
        "坚持节约办事。能修的不换，能省的不花，把钱用在码头上。\n"
    )
    assert outline(text) == [(1, "", "坚持安全第一"), (1, "", "坚持便民为本"), (1, "", "坚持节约办事")]
    assert all(s.is_run_in for s in split_sections(text) if s.level)


def test_stories_have_no_run_in_headings() -> None:
    text = (
        "天还没有亮。老李已经把船推下了水，河面上起了一层薄雾。\n"
        "他摸出烟袋。想了想又放回去，今天的风有点大，不宜久坐。\n"
        "对岸有人喊。声音顺着水面飘过来，听不清喊的是什么话。\n"
    )
    assert outline(text) == []


def test_markup_names_headings_and_their_levels() -> None:
    body = "渡口管理所每天早晚各巡查一次。\n"
    text = "".join(f"{title}\n{body}" for title in ("来历", "木船", "铁船", "现状"))
    assert [(s.level, s.heading) for s in hinted(text, 来历=2, 木船=3, 铁船=3, 现状=2)] == [
        (1, "来历"),
        (2, "木船"),
        (2, "铁船"),
        (1, "现状"),
    ]


def test_bold_paragraphs_are_headings_only_in_company() -> None:
    body = "渡口管理所每天早晚各巡查一次。\n"
    text = f"来历\n{body}现状\n{body}"
    assert [s.heading for s in hinted(text, 来历=0, 现状=0)] == ["来历", "现状"]
    assert hinted(text, 来历=0) == []


def test_bold_credits_are_no_headings() -> None:
    text = f"本报记者 王大山\n{BODY}来历\n{BODY}现状\n{BODY}"
    assert [s.heading for s in hinted(text, 本报记者=0, 来历=0, 现状=0)] == ["来历", "现状"]


def test_numbers_below_headings_without_number() -> None:
    text = f"来历\n{BODY}1.木船\n{BODY}2.铁船\n{BODY}现状\n{BODY}1.船只\n{BODY}2.船员\n{BODY}"
    found = hinted(text, 来历=2, 现状=2)
    assert [(s.level, s.number) for s in found] == [(1, ""), (2, "*.1"), (2, "*.2")] * 2
    assert all(not s.anomalies for s in found)


def test_front_and_back_matter_stand_at_the_top() -> None:
    text = (
        f"前言\n{BODY}第一章 来历\n1.1 木船\n{BODY}1.2 铁船\n{BODY}第二章 现状\n{BODY}结语\n{BODY}"
        "参考文献\n1. 王大山：渡口考\n2. 李小河：桥梁史\n"
    )
    assert [(s.level, s.style, s.heading) for s in split_sections(text)] == [
        (1, "matter", "前言"),
        (1, "chapter", "来历"),
        (2, "decimal", "木船"),
        (2, "decimal", "铁船"),
        (1, "chapter", "现状"),
        (1, "matter", "结语"),
        (1, "matter", "参考文献"),
    ]


def test_captions_do_not_hide_headings() -> None:
    text = f"{BODY}撑船的人老了\n图为渡口的清晨\n{BODY}过河的人少了\n{BODY}（王大山 摄）\n新桥就要通了\n{BODY}"
    assert [h for _, _, h in outline(text)] == ["撑船的人老了", "过河的人少了", "新桥就要通了"]


def test_code_and_rows_of_tables_are_no_headings() -> None:
    text = "一、准备\n先装好工具，再打开终端。\n二、import os\n1. run\n二、检查\n看看有没有报错，再重来。"
    evidence = [Hint(text.index("二、import"), 0, False, True), Hint(text.index("1. run"), 0, True, True)]
    assert [section.label for section in split_sections(text, evidence=evidence)] == ["一、", "二、"]


def test_items_of_a_list_are_sections_where_nothing_else_is() -> None:
    items = (
        "1. 禁止在河道内倾倒各种垃圾和渣土。\n2. 禁止在河道内围垦和种植高秆作物。\n3. 本公告自公布之日起就开始施行。"
    )
    for text, expected in (
        (f"现公告如下。\n{items}\n特此公告。", ["1.", "2.", "3."]),
        (f"一、目的\n{items}\n二、其他\n从今天起。", ["一、", "二、"]),
    ):
        evidence = [Hint(text.index(f"{n}. "), 0, False, is_item=True) for n in (1, 2, 3)]
        assert [section.label for section in split_sections(text, evidence=evidence) if section.level] == expected
