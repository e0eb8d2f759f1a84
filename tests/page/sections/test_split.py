"""Whole documents of many conventions: all texts are invented."""

import pytest

from flows.page.sections.split import split_sections


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(s.level, s.label, s.heading) for s in split_sections(text) if s.level]


def numbers(text: str) -> list[str]:
    return [s.number for s in split_sections(text) if s.level]


def labels(text: str) -> list[tuple[int, str]]:
    return [(s.level, s.label) for s in split_sections(text) if s.level]


NOTICE = """关于加强渡口管理的通知
各镇人民政府：
为了保障渡口安全，现就有关事项通知如下：
一、总体要求
（一）指导思想。坚持安全第一，把渡口管好用好，让群众出行放心。
（二）工作目标。到年底，全县渡口全部完成改造，事故为零。
二、重点任务
（三）修好码头。县交通局负责，六月底前完成全部码头的加固。
1.查清底数。逐个登记码头的位置和年代。
2.落实经费。由县财政安排专项资金。
（四）管好船只。所有船只一律登记造册，没有登记的不得下水。
三、组织保障
各镇要明确专人负责，每月报告一次。
青石县人民政府
2019年3月5日
"""


def test_official_paper_with_continued_counter() -> None:
    assert outline(NOTICE) == [
        (1, "一、", "总体要求"),
        (2, "（一）", "指导思想"),
        (2, "（二）", "工作目标"),
        (1, "二、", "重点任务"),
        (2, "（三）", "修好码头"),
        (3, "1.", "查清底数"),
        (3, "2.", "落实经费"),
        (2, "（四）", "管好船只"),
        (1, "三、", "组织保障"),
    ]
    assert numbers(NOTICE) == ["1", "1.1", "1.2", "2", "2.3", "2.3.1", "2.3.2", "2.4", "3"]
    assert all(not s.anomalies for s in split_sections(NOTICE))


def test_preamble_and_signature_belong_to_no_section() -> None:
    sections = split_sections(NOTICE)
    assert (sections[0].level, sections[0].style) == (0, "preamble")
    assert NOTICE[: sections[0].end].endswith("通知如下：\n")
    assert (sections[-1].level, sections[-1].style) == (0, "closing")
    assert NOTICE[sections[-1].start :] == "青石县人民政府\n2019年3月5日\n"


def test_paths_and_parents() -> None:
    section = next(s for s in split_sections(NOTICE) if s.label == "2.")
    assert section.heading_path == ["重点任务", "修好码头", "落实经费"]
    parent = split_sections(NOTICE)[section.parent_index or 0]
    assert parent.label == "（三）" and parent.parent_index is not None


LAW = """第一编 总则
第一章 一般规定
第一条 为了管理渡口，制定本办法。
第二条 本办法所称渡口，包括下列各项：
（一）河渡；
（二）湖渡。
第二条之一 船只应当登记。
第二章 罚则
第一节 通则
第三条 违反第二条规定的，责令改正。
第二编 附则
第四条 本办法自公布之日起施行。
"""


def test_law_nests_by_rank() -> None:
    assert labels(LAW) == [
        (1, "第一编"),
        (2, "第一章"),
        (3, "第一条"),
        (3, "第二条"),
        (4, "（一）"),
        (4, "（二）"),
        (3, "第二条之一"),
        (2, "第二章"),
        (3, "第一节"),
        (4, "第三条"),
        (1, "第二编"),
        (2, "第四条"),
    ]
    assert numbers(LAW)[6] == "1.1.2-1"


def test_taiwan_puts_one_below_article() -> None:
    text = (
        "第 1 條\n船舶應符合下列規定：\n一、領有執照。\n二、配置救生設備：\n（一）救生圈。\n（二）救生衣。\n"
        "第 2 條\n船員應受訓練。\n第 2-1 條\n前條訓練由公會辦理。\n"
    )
    assert labels(text) == [
        (1, "第 1 條"),
        (2, "一、"),
        (2, "二、"),
        (3, "（一）"),
        (3, "（二）"),
        (1, "第 2 條"),
        (1, "第 2-1 條"),
    ]
    assert numbers(text)[-1] == "2-1"


def test_decimal_outline() -> None:
    text = (
        "1 概述\n渡口是河流两岸之间的通道。\n1.1 历史\n早年只有木船。\n1.1.1 木船时代\n木船由两人划动。\n"
        "1.2 现状\n现在都是铁船。\n2 管理\n渡口由镇里管理。\n2.1 人员\n每个渡口两人。\n"
    )
    assert [(s.level, s.number) for s in split_sections(text)] == [
        (1, "1"),
        (2, "1.1"),
        (3, "1.1.1"),
        (2, "1.2"),
        (1, "2"),
        (2, "2.1"),
    ]


@pytest.mark.parametrize(
    "markers",
    [
        ("一、", "二、", "三、"),
        ("一 、", "二 、", "三 、"),
        ("一，", "二，", "三，"),
        ("（一）", "（二）", "（三）"),
        ("( 一 )", "( 二 )", "( 三 )"),
        ("1、", "2、", "3、"),
        ("１．", "２．", "３．"),
        ("（1）", "（2）", "（3）"),
        ("1）", "2）", "3）"),
        ("①", "②", "③"),
        ("甲、", "乙、", "丙、"),
        ("第一，", "第二，", "第三，"),
        ("一是", "二是", "三是"),
        ("一要", "二要", "三要"),
        ("其一，", "其二，", "其三，"),
        ("首先，", "其次，", "最后，"),
        ("Ⅰ.", "Ⅱ.", "Ⅲ."),
        ("A.", "B.", "C."),
        ("第一节", "第二节", "第三节"),
        ("第一步", "第二步", "第三步"),
        ("第一部分", "第二部分", "第三部分"),
        ("PART 01 ", "PART 02 ", "PART 03 "),
        ("〔一〕", "〔二〕", "〔三〕"),
    ],
)
def test_every_convention_of_numbering(markers: tuple[str, ...]) -> None:
    bodies = (
        "修好码头。先查清底数，再动工加固。",
        "管好船只。先登记造册，再发给号牌。",
        "用好船员。先集中培训，再安排上岗。",
    )
    text = "县里决定做好三件事：\n" + "\n".join(m + b for m, b in zip(markers, bodies, strict=True)) + "\n"
    found = [s for s in split_sections(text) if s.level]
    assert [s.level for s in found] == [1, 1, 1]
    assert [s.heading for s in found] == ["修好码头", "管好船只", "用好船员"]
    assert [s.ordinal for s in found][:2] == [1, 2]
    assert [text[s.start :].startswith(m.strip()) for s, m in zip(found, markers, strict=True)] == [True] * 3


@pytest.mark.parametrize(
    "text",
    [
        "2023年渡口改造完成，两岸群众都很高兴。\n2024年又添了新船，出行更加方便。\n",
        "第一批救生衣已经到货，全部发给了船员。\n第二批救生衣还在路上，预计下月到。\n",
        "一个渡口两条船，三个船工轮流值班。\n一直干到天黑才收工回家。\n",
        "第一条公路修到了渡口，两岸的人都来看热闹。\n",
        "第三条规定的情形不适用本办法。\n第四条所称船只包括木船。\n",
        "二十多年来，老李一直守在渡口。\n三条船换了五茬，他还没有走。\n",
        "",
        " \n\n",
    ],
)
def test_what_is_not_a_section(text: str) -> None:
    assert outline(text) == []


def test_points_inside_a_paragraph() -> None:
    text = "今年要抓好两件事：一是修好码头。六月底前完成加固。二是管好船只。年底前全部登记。\n"
    assert outline(text) == [(1, "一是", "修好码头"), (1, "二是", "管好船只")]


def test_points_inside_one_clause_are_no_sections() -> None:
    assert outline("改造有两个好处，一是过河快了，二是风险小了，群众都说好。\n") == []


def test_points_nest_in_other_points() -> None:
    text = (
        "一要修好码头。先做两件事。一方面，要查清底数。底数不清就无从下手。分三步：一是登记；二是核对；三是公示。"
        "另一方面，要落实经费。没有钱办不成事。二要管好船只。船只全部登记。\n"
    )
    assert labels(text) == [
        (1, "一要"),
        (2, "一方面"),
        (3, "一是"),
        (3, "二是"),
        (3, "三是"),
        (2, "另一方面"),
        (1, "二要"),
    ]


def test_lost_line_breaks() -> None:
    flat = NOTICE.replace("\n", " ")
    assert outline(flat)[:6] == outline(NOTICE)[:6]
    assert [x[:2] for x in outline(flat)] == [x[:2] for x in outline(NOTICE)]


def test_hard_wrapped_lines() -> None:
    width = 18
    wrapped = "\n".join(line[i : i + width] for line in NOTICE.split("\n") for i in range(0, max(1, len(line)), width))
    assert outline(wrapped) == outline(NOTICE)


def test_contents_list_is_no_outline() -> None:
    entries = ["一、总体要求", "二、重点任务", "三、组织保障"]
    listed = NOTICE.replace(
        "一、总体要求", "目录\n" + "\n".join(f"{e}……{n}" for n, e in enumerate(entries, 1)) + "\n一、总体要求"
    )
    assert outline(listed) == outline(NOTICE)


def test_attachment_list_and_annex() -> None:
    text = (
        NOTICE.replace("青石县人民政府", "附件：1.船只登记表\n2.码头登记表\n青石县人民政府")
        + "（此件公开发布）\n渡口管理办法\n第一条 渡口由镇里管理。\n第二条 船只由县里登记。\n"
    )
    found = labels(text)
    assert found[:9] == labels(NOTICE) and found[9:] == [(1, "第一条"), (1, "第二条")]


@pytest.mark.parametrize(
    ("labels_", "anomalies"),
    [
        (["一、", "二、", "四、", "五、"], [(), (), ("gap",), ()]),
        (["一、", "二、", "二、", "三、"], [(), (), ("duplicate",), ()]),
        (["一、", "二、", "三、", "一、", "二、"], [(), (), (), ("restart",), ()]),
        (["二、", "三、", "四、"], [("gap",), (), ()]),
    ],
)
def test_wrong_numbers_are_kept_and_noted(labels_: list[str], anomalies: list[tuple[str, ...]]) -> None:
    text = "".join(
        f"{label}第{n}件事情\n这件事情由县里和镇里一起来办好，年底检查。\n" for n, label in enumerate(labels_)
    )
    found = [s for s in split_sections(text) if s.level]
    assert [s.label for s in found] == labels_
    assert [s.anomalies for s in found] == anomalies


def test_closing_paragraph_belongs_to_no_item() -> None:
    items = [
        "一是修好码头。六月底前完成全部码头的加固工作。",
        "二是管好船只。全部船只一律登记造册发给号牌。",
        "三是用好船员。船员一律经过培训以后才能上岗。",
    ]
    closing = "管好渡口，关系千家万户。让我们一起努力，把这件好事办好。\n"
    text = "\n".join(items) + "\n" + closing
    last = split_sections(text)[-1]
    assert (last.level, last.style, text[last.start :]) == (0, "closing", closing)


def test_heading_broken_inside_a_quotation() -> None:
    text = "一、推进“平安\n渡口”建设\n渡口建设要按照图纸来办，不得走样。\n二、完善制度\n制度要上墙，人人都要看得见。\n"
    assert outline(text) == [(1, "一、", "推进“平安渡口”建设"), (1, "二、", "完善制度")]


def test_traditional_characters_and_half_width_marks() -> None:
    text = (
        "一.總體要求\n(一)指導思想.堅持安全第一\n(二)工作目標.年底完成\n"
        "二.重點任務\n(一)修好碼頭\n全部碼頭都要加固。\n(二)管好船隻\n全部船隻都要登記。\n"
    )
    assert labels(text) == [(1, "一."), (2, "(一)"), (2, "(二)"), (1, "二."), (2, "(一)"), (2, "(二)")]


BODY = "渡口管理所每天早晚各巡查一次，发现问题立即记入值班簿册，并且报告镇里。\n"


def test_notes_belong_to_no_section() -> None:
    text = f"一、来历\n{BODY}二、现状\n{BODY}注　释\n（1）见县志。\n（2）见镇志。\n"
    assert [(s.level, s.heading) for s in split_sections(text)] == [(1, "来历"), (1, "现状"), (0, "")]


def test_brackets_dashes_and_bullets_are_no_part_of_a_heading() -> None:
    assert outline("".join(f"【{title}】\n{BODY}" for title in ("来历", "现状", "展望"))) == [
        (1, "", "来历"),
        (1, "", "现状"),
        (1, "", "展望"),
    ]
    dashed = "".join(f"——坚持{words}。{BODY}" for words in ("安全第一", "便民为本", "节约办事"))
    assert [h for _, _, h in outline(dashed)] == ["坚持安全第一", "坚持便民为本", "坚持节约办事"]


def test_title_of_an_article_in_brackets() -> None:
    text = "第一条【目的】为了管理渡口，制定本办法。\n第二条（范围） 本办法适用于全县。\n第三条 船只应当登记。\n"
    assert [h for _, _, h in outline(text)][:2] == ["目的", "范围"]


def test_annexes_begin_again_at_the_top() -> None:
    text = LAW + (
        "附件1\n渡口改造方案\n一、目标\n年底前完成全部改造。\n"
        "二、步骤\n（一）摸底。三月底前完成。\n（二）实施。十月底前完成。\n"
    )
    sections = split_sections(text)
    annex = [(s.level, s.label) for s in sections][len(split_sections(LAW)) :]
    assert annex == [(0, ""), (1, "一、"), (1, "二、"), (2, "（一）"), (2, "（二）")]


def test_a_quoted_article_is_no_article() -> None:
    text = "一、修改《渡口管理办法》。将第三条修改为：\n“第三条 渡口由县里管理。”\n二、本决定自公布之日起施行。\n"
    assert labels(text) == [(1, "一、"), (1, "二、")]


def test_enumerations_in_a_technical_text_are_no_headings() -> None:
    text = f"1.1 船只\n渡船有下列优点：\n1）造价低；\n2）吃水浅；\n3）容易修。\n1.2 码头\n{BODY}"
    assert labels(text) == [(1, "1.1"), (1, "1.2")]


def test_a_page_of_a_longer_text_may_begin_anywhere() -> None:
    assert outline(f"三、组织保障\n{BODY}") == [(1, "三、", "组织保障")]
    assert outline(f"第七章 渡口的夜\n{BODY}") == [(1, "第七章", "渡口的夜")]


def test_named_units_in_either_script() -> None:
    text = "".join(
        f"{word}：{title}\n{BODY}" for word, title in (("步驟一", "備料"), ("步驟二", "鋸板"), ("步驟三", "組裝"))
    )
    assert outline(text) == [(1, "步驟一：", "備料"), (1, "步驟二：", "鋸板"), (1, "步驟三：", "組裝")]


def test_a_lone_article_in_prose_changes_nothing() -> None:
    text = (
        "一、为什么修渡口？\n第一条公路修到了河边，人多了起来。\n（一）行人。每天上千。\n（二）车辆。每天上百。\n"
        "二、怎么修渡口？\n第八条明确，由镇里来修。\n（一）备料。先备石料。\n（二）动工。再打桩基。\n"
    )
    assert labels(text) == [(1, "一、"), (2, "（一）"), (2, "（二）"), (1, "二、"), (2, "（一）"), (2, "（二）")]


def test_points_of_a_notice_are_sections_if_each_is_a_whole_sentence() -> None:
    points = ["禁止在河道内倾倒各种垃圾和渣土。", "禁止在河道内围垦和种植高秆作物。", "本公告自公布之日起就开始施行。"]
    text = "现公告如下。\n" + "\n".join(f"{n}. {point}" for n, point in enumerate(points, 1))
    assert [section.label for section in split_sections(text)][1:] == ["1.", "2.", "3."]
    assert len(split_sections(text.replace("。\n2", "；\n2").replace("。\n3", "；\n3"))) == 1


def test_the_sentence_of_an_article_is_no_heading() -> None:
    text = (
        "第一条 本制度适用于渡口全体船工，由所长负责解释。\n第二条 船工应当按时上船，不得迟到。\n"
        "第三条 本制度自公布之日起施行。\n"
    )
    assert [(s.label, s.heading, s.is_run_in) for s in split_sections(text)] == [
        ("第一条", "", True),
        ("第二条", "", True),
        ("第三条", "", True),
    ]
    titled = (
        "第一条 目的\n为管好渡口，制定本制度。\n第二条 船只。船只应当登记，不得转让。\n"
        "第三条 船工。船工应当培训，不得替班。\n"
    )
    assert [s.heading for s in split_sections(titled)] == ["目的", "船只", "船工"]


def test_blanks_inside_numbers() -> None:
    text = "".join(
        f"{label}船只要登记。船工要培训，缆绳要更换。\n" for label in ("（ 十 ）", "（十  一 ）", "（ 十二）")
    )
    assert [s.ordinal for s in split_sections(text)] == [10, 11, 12]
    text = "".join(f"{label}船只要登记。船工要培训，缆绳要更换。\n" for label in ("9 .", "1 0.", "1  1  .", "12."))
    assert [s.ordinal for s in split_sections(text)] == [9, 10, 11, 12]
