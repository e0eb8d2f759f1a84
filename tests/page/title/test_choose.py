"""Titles: what head, headings and first lines agree on; the lines that print them; what is no title."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.lines import Line, Reading
from flows.page.reading.html import read_html
from flows.page.source import Source
from flows.page.title.choice import NO_TITLE
from flows.page.title.choose import choose_title
from flows.page.title.text import (
    cut_byline,
    drop_full_text,
    split_subtitle,
    strip_site,
    title_key,
    title_segments,
    unwrap,
)

BODY = (
    "近日，东岭市召开全市水务工作会议，总结去年工作，部署今年任务，会议由市水务局主持，各县区水务局负责人参加了会议。",
    "会议指出，过去一年全市水务系统克服困难，东岭大桥建成通车，为全市经济社会发展提供了有力支撑，群众的出行更加方便。",
    "会议强调，要进一步压实责任，强化督查，确保大桥通车以后的各项任务落到实处，让城乡之间的距离越来越短。",
)


def html(*lines: str, html_title: str = "", headings: dict[str, int] | None = None, **meta: str) -> Reading:
    marks = headings or {}
    read = [Line(index, text, heading=marks.get(text, 0)) for index, text in enumerate(lines)]
    return Reading(read, "text/html", html_title=html_title, meta={key.replace("_", ":"): meta[key] for key in meta})


def plain(text: str) -> Reading:
    lines: list[Line] = []
    blank = 0
    for number, row in enumerate(text.split("\n"), 1):
        if row.strip():
            lines.append(Line(len(lines), row, number=number, blank_before=blank))
            blank = 0
        else:
            blank += 1
    return Reading(lines, "text/plain")


@pytest.mark.parametrize(
    "html_title",
    [
        "东岭大桥建成通车_新闻中心_江口网",
        "东岭大桥建成通车 - 要闻 - 江口网",
        "东岭大桥建成通车-江口网",
        "东岭大桥建成通车--社会--江口网",
        "东岭大桥建成通车|东岭|大桥|通车_江口新闻",
        "东岭大桥建成通车｜地方新聞｜江口電子報",
        "江口网-城市门户 - 东岭大桥建成通车",
        "东岭大桥建成通车",
    ],
)
def test_site_names_around_the_title(html_title: str) -> None:
    choice = choose_title(
        html("首页", "江口网", "东岭大桥建成通车", "2024-03-05 来源：江口网", *BODY, html_title=html_title)
    )
    assert (choice.title, choice.line_indexes) == ("东岭大桥建成通车", (2,))


def test_heading_wins_over_the_link_that_repeats_it() -> None:
    reading = html("东岭大桥建成通车", "要闻", "东岭大桥建成通车", *BODY, html_title="东岭大桥建成通车_江口网")
    reading.lines[0].link_chars = 8
    reading.lines[2].heading = 1
    choice = choose_title(reading)
    assert (choice.line_indexes, choice.echo_indexes) == ((2,), (0,))


@pytest.mark.parametrize(
    ("html_title", "title"),
    [
        ("东岭大桥建成通车 沿线群众出行更便利 要闻_江口网", "东岭大桥建成通车 沿线群众出行更便利"),
        ("【现场播报】东岭大桥建成通车 沿线群众出行更便利_江口网", "【现场播报】东岭大桥建成通车 沿线群众出行更便利"),
    ],
)
def test_a_tag_is_part_of_the_title_if_the_head_says_so(html_title: str, title: str) -> None:
    line = "【现场播报】东岭大桥建成通车 沿线群众出行更便利"
    choice = choose_title(html("首页", line, *BODY, html_title=html_title, headings={line: 1}))
    assert (choice.title, choice.line_indexes) == (title, (1,))


def test_head_alone() -> None:
    choice = choose_title(html(*BODY, html_title="江口网", og_title="东岭大桥建成通车"))
    assert (choice.title, choice.line_indexes, choice.method) == ("东岭大桥建成通车", (), "head:meta:og:title")
    choice = choose_title(html(*BODY, html_title="东岭大桥建成通车_要闻_江口网"))
    assert (choice.title, choice.method) == ("东岭大桥建成通车", "head:title")


def test_a_title_that_the_head_cuts_short() -> None:
    body = "【东岭大桥建成通车，市民出行更方便】" + BODY[0]
    assert (
        choose_title(html(body, html_title="【东岭大桥建成通车... - 江口微博")).title
        == "东岭大桥建成通车，市民出行更方便"
    )
    assert choose_title(html(*BODY, html_title="东岭大桥建成通车的前后…_江口网")).title == "东岭大桥建成通车的前后"


def test_issues_of_a_periodical_are_no_echoes() -> None:
    choice = choose_title(html("2022年第4期", "2021年第4期", "2020年第4期", html_title="东岭月刊-2022年第4期"))
    assert (choice.title, choice.echo_indexes) == ("2022年第4期", ())


@pytest.mark.parametrize("html_title", ["通知公告-江口大学", "江口大学新闻网", "通知公告"])
def test_a_head_that_only_names_the_column(html_title: str) -> None:
    lines = ("江口大学新闻网", "通知公告", "首页 > 通知公告", "东岭大桥建成通车", "发布时间：2024-03-05", *BODY)
    choice = choose_title(html(*lines, html_title=html_title, headings={"通知公告": 1}))
    assert (choice.title, choice.line_indexes) == ("东岭大桥建成通车", (3,))


def test_json_ld_headline() -> None:
    reading = html("东岭大桥建成通车", *BODY, html_title="江口网")
    reading.json_ld.append('{"@type": "NewsArticle", "headline": "东岭大桥建成通车"}')
    assert choose_title(reading).line_indexes == (0,)


def test_title_over_two_lines() -> None:
    reading = html(
        "以水兴市 以桥通衢", "东岭大桥建成通车", *BODY, html_title="以水兴市 以桥通衢 东岭大桥建成通车_江口网"
    )
    choice = choose_title(reading)
    assert (choice.title, choice.line_indexes) == ("以水兴市 以桥通衢 东岭大桥建成通车", (0, 1))


def test_mark_of_the_source_wins() -> None:
    reading = html("别的标题更像标题", "东岭大桥建成通车", *BODY, html_title="别的标题更像标题")
    reading.lines[1].mark = "title"
    choice = choose_title(reading, source=Source("jiangkou"))
    assert (choice.title, choice.method) == ("东岭大桥建成通车", "mark")


def test_glued_byline_is_cut_off() -> None:
    line = "东岭大桥 建成通车 发布时间:2024-03-05 10:20 来源:江口网"
    choice = choose_title(plain("\n\n".join(["江口网 > 要闻", line, *BODY])))
    assert (choice.title, choice.line_indexes, choice.snippet) == ("东岭大桥 建成通车", (1,), line)


@pytest.mark.parametrize(
    "head",
    [
        "江口网 > 要闻 > 正文\n\n东岭大桥建成通车\n\n2024-03-05 10:20 来源：江口晚报",
        "登录\n注册\n* 要闻\n* 社会\n\n东岭大桥建成通车\n字号：大 中 小\n2024-03-05",
        "2024-03-05\n东岭大桥建成通车\n",
        "东岭大桥建成通车\n东岭市江口县县长 林小川",
        "东岭大桥建成通车\n（2024年3月5日）",
        "东岭大桥建成通车\n东岭月刊 2024年第3期",
        "东岭月刊\n2024年第3期\n东岭大桥建成通车\n——江口县水务局三年工作回望\n□ 林小川",
        "发信人: river (小川), 信区: Bridge\n标  题: 东岭大桥建成通车\n发信站: 东岭站 (Tue Mar  5 10:20:33 2024)",
        "要闻\n索引号：11220\n发文字号：东政发〔2024〕1号\n东岭大桥建成通车",
        "首页\n本网欢迎投稿，来稿一经采用即付稿酬，详情请看本网公告。\n东岭大桥建成通车\n来源：江口网",
    ],
)
def test_title_by_its_place(head: str) -> None:
    choice = choose_title(plain(head + "\n\n" + "\n\n".join(BODY)))
    assert (choice.title, choice.method) == ("东岭大桥建成通车", "layout")


def test_echo_in_a_model_essay_s_wrapping() -> None:
    text = "2024年水务局长工作会议发言(全文完整)\n\n2023年水务局长工作会议发言（全文完整）\n\n" + "\n\n".join(BODY)
    choice = choose_title(plain(text))
    assert (choice.line_indexes, choice.echo_indexes) == ((1,), (0,)) or (choice.line_indexes, choice.echo_indexes) == (
        (0,),
        (1,),
    )


@pytest.mark.parametrize(
    ("text", "title", "subtitle"),
    [
        ("东岭大桥建成通车——东岭市水务局局长林小川", "东岭大桥建成通车", "东岭市水务局局长林小川"),
        ("加强水务治理的思考——以江口县为例", "加强水务治理的思考", "以江口县为例"),
        ("一桥飞架东岭河——江口大桥建设纪实", "一桥飞架东岭河", "江口大桥建设纪实"),
        ("江口——东岭铁路建成通车", "江口——东岭铁路建成通车", None),
        ("东岭大桥建成通车", "东岭大桥建成通车", None),
        ("水与城的故事——大桥两岸", "水与城的故事——大桥两岸", None),
    ],
)
def test_subtitles(text: str, title: str, subtitle: str | None) -> None:
    assert split_subtitle(text) == (title, subtitle)


def test_subtitle_on_its_own_line() -> None:
    choice = choose_title(
        plain("江口网 > 要闻\n东岭大桥建成通车\n——江口县水务局三年工作回望\n2024-03-05\n" + "\n".join(BODY))
    )
    assert (choice.title, choice.subtitle, choice.line_indexes) == (
        "东岭大桥建成通车",
        "江口县水务局三年工作回望",
        (1, 2),
    )


def test_no_title() -> None:
    assert choose_title(plain("")) == NO_TITLE
    assert choose_title(plain("登录\n注册\n* 首页")) == NO_TITLE


def test_title_text() -> None:
    assert title_key("东岭 大桥（图）ＡＢ") == "东岭大桥图ab"
    assert cut_byline("东岭大桥建成通车                论坛热帖") == "东岭大桥建成通车"
    assert cut_byline("来源：江口网") == "来源：江口网"
    assert strip_site("东岭大桥-建成通车") == "东岭大桥-建成通车"
    assert drop_full_text("《江口市供水条例》（全文）") == "江口市供水条例"
    assert drop_full_text("《江口市供水条例》解读") == "《江口市供水条例》解读"
    assert unwrap("2024年水务局长发言(全文完整)") == "水务局长发言"
    assert title_segments("东岭大桥 - 要闻_江口网") == ["东岭大桥", "要闻", "江口网"]


TEXTS = st.lists(
    st.text(alphabet="东岭大桥通车_-|—— 江口网2024:：来源。，\t", min_size=1, max_size=40).filter(str.strip),
    max_size=12,
)


@given(TEXTS, st.text(alphabet="东岭大桥通车_-| 江口网", max_size=30))
def test_any_page(texts: list[str], html_title: str) -> None:
    reading = html(*texts, html_title=html_title)
    choice = choose_title(reading)
    assert choice.title is None or choice.title.strip() == choice.title != ""
    assert all(0 <= index < len(texts) for index in (*choice.line_indexes, *choice.echo_indexes))
    assert not set(choice.line_indexes) & set(choice.echo_indexes)
    shown = "".join(texts) + html_title
    letters = re.sub(r"[\W_]", "", choice.title or "")
    assert all(char in shown for char in letters)


@pytest.mark.parametrize("title", ["讣告", "讣　告", "启事"])
def test_a_heading_of_two_characters_that_opens_the_head_title(title: str) -> None:
    body = "<p>我校退休教授陈某某同志因病医治无效，于2021年11月2日逝世，享年87岁。</p><p>南山大学</p>"
    page = f"<title>{title}-南山大学新闻网</title><h2>{title}</h2><div>发布日期：2021年11月3日　来源：校办</div>{body}"
    assert choose_title(read_html(page)).line_indexes == (0,)


def test_title_over_three_lines() -> None:
    parts = ("江口县人民代表大会常务委员会", "关于批准发行专项债券购买设备及", "调整年末债务限额的决议")
    reading = html(
        *parts, *BODY, html_title=f"{parts[0]} {parts[1]}{parts[2]}_江口县政府网", headings=dict.fromkeys(parts, 1)
    )
    choice = choose_title(reading)
    assert (choice.title, choice.line_indexes) == ("".join(parts), (0, 1, 2))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "江口县人民政府关于印发供水办法的通知\n各乡镇：\n现印发给你们，请认真执行。\n江口县人民政府\n2024年3月5日",
            "江口县人民政府关于印发供水办法的通知",
        ),
        ("电缆护套试验规程\n\n11.5.14 护套试验\n11.5.14.1 通则\n试样在常温下放置。", "电缆护套试验规程"),
        ("春天来了,花都开了,孩子们在奔跑.\n门票价格为3.5元,比去年便宜0.5元.\n开放时间:8:00-18:00;照常开放.", None),
        ("1. 投标须知\n2. 交货期限\n3. 开标地点", None),
    ],
)
def test_titles_of_texts(text: str, title: str | None) -> None:
    assert choose_title(plain(text)).title == title


def test_a_first_line_that_nothing_sets_apart_stays_in_the_text() -> None:
    choice = choose_title(plain("大桥两岸的春天\n" + "\n".join(BODY)))
    assert choice.title == "大桥两岸的春天"
    assert (choice.method, choice.line_indexes) in (("layout", (0,)), ("layout:kept", ()))


def test_a_column_before_the_title_in_the_head() -> None:
    reading = html(
        "名家专栏",
        "大桥两岸的春天",
        *BODY,
        html_title="名家专栏：大桥两岸的春天｜评论｜江口网",
        headings={"名家专栏": 1},
    )
    assert choose_title(reading).title == "大桥两岸的春天"


def test_a_head_that_names_a_body_and_nothing_more() -> None:
    lines = ("首页", "江口大学附属医院开设门诊", "发布时间：2024-03-05 发布人：何田", *BODY)
    assert choose_title(html(*lines, html_title="江口大学附属医院")).title == "江口大学附属医院开设门诊"
