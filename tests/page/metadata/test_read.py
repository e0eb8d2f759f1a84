"""Metadata of whole pages: every field with its evidence, and what is refused."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.lines import Image, Label, Line, Reading
from flows.page.metadata.read import Metadata, read_metadata
from flows.page.source import Source
from flows.page.title.choose import choose_title

BODY = (
    "近日，东岭市召开全市水务工作会议，总结去年工作，部署今年任务，会议由市水务局主持，各县区水务局负责人参加了会议。",
    "会议指出，2019年3月1日以来，全市水务系统克服困难，东岭大桥建成通车，为全市发展提供了有力支撑，群众出行更加方便。",
    "会议强调，要进一步压实责任，强化督查，确保大桥通车以后的各项任务落到实处，让城乡之间的距离越来越短。",
)
FETCHED = datetime.datetime(2024, 3, 8, 9, 0)


def page(
    *lines: str,
    html_title: str = "",
    meta: dict[str, str] | None = None,
    json_ld: str = "",
    images: list[Image] | None = None,
    media_type: str = "text/html",
) -> Reading:
    read = [Line(index, text) for index, text in enumerate(lines)]
    return Reading(
        read,
        media_type,
        html_title=html_title,
        meta=meta or {},
        json_ld=[json_ld] if json_ld else [],
        images=images or [],
    )


def read(
    reading: Reading,
    *,
    url: str | None = None,
    fetched_at: datetime.datetime | None = None,
    source: Source | None = None,
) -> Metadata:
    """Metadata of a page whose long lines are body, and which checks that every value has evidence."""
    title = choose_title(reading, source=source)
    labels = [
        Label("metadata" if line.index in title.line_indexes else "body" if len(line.text) > 40 else "removed")
        for line in reading.lines
    ]
    metadata = read_metadata(reading, labels, title=title, url=url, fetched_at=fetched_at, source=source)
    check_evidence(metadata, reading)
    return metadata


def check_evidence(metadata: Metadata, reading: Reading) -> None:
    named = {item["field"] for item in metadata.evidence}
    for name in Metadata.__slots__:
        if name not in ("evidence", "byline_lines", "date_published_text", "date_precision") and getattr(
            metadata, name
        ):
            assert name in named, name
    for item in metadata.evidence:
        assert set(item) == {"field", "method", "line_index", "snippet"}
        assert item["method"]
        assert item["line_index"] is None or 0 <= item["line_index"] < len(reading.lines)
    assert (
        (metadata.date_published is None) == (metadata.date_precision is None) == (metadata.date_published_text is None)
    )


def test_a_news_page() -> None:
    metadata = read(
        page(
            "首页 > 要闻 > 正文",
            "东岭大桥建成通车",
            "2024-03-05 10:20 来源：江口晚报 作者：林小川",
            *BODY,
            "（责任编辑：何田）",
            "审核：周小渔",
            "关键词：大桥 通车",
            "江口网 版权所有 吉ICP备05000001号-1 吉公网安备 22030002000001号 邮箱：news@example.com",
            html_title="东岭大桥建成通车_要闻_江口网",
        )
    )
    assert metadata.title == "东岭大桥建成通车"
    assert metadata.breadcrumb == ["首页", "要闻", "正文"]
    assert (str(metadata.date_published), metadata.date_precision) == ("2024-03-05", "minute")
    assert metadata.date_published_text == "2024-03-05 10:20"
    assert (metadata.content_source, metadata.publisher) == ("江口晚报", "江口网")
    assert metadata.authors == [{"name": "林小川", "post": None, "affiliation": None}]
    assert metadata.editors == [{"role": "责任编辑", "name": "何田"}, {"role": "审核", "name": "周小渔"}]
    assert metadata.keywords == ["大桥", "通车"]
    assert (metadata.icp_number, metadata.police_number) == ("吉ICP备05000001号-1", "吉公网安备 22030002000001号")
    assert metadata.emails == ["news@example.com"]


def test_the_post_of_an_author_stands_in_the_subtitle() -> None:
    metadata = read(
        page("以水兴市 服务发展大局——东岭市水务局局长林小川", "来源:江口网 作者:林小川 分享  272022-11", *BODY)
    )
    assert metadata.subtitle == "东岭市水务局局长林小川"
    assert metadata.authors == [{"name": "林小川", "post": "局长", "affiliation": "东岭市水务局"}]
    assert str(metadata.date_published) == "2022-11-27"


def test_the_subtitle_alone_names_the_author() -> None:
    metadata = read(page("以水兴市 服务发展大局——东岭市水务局局长林小川", "2022-11-27", *BODY))
    assert metadata.authors == [{"name": "林小川", "post": "局长", "affiliation": "东岭市水务局"}]


@pytest.mark.parametrize(
    "tail",
    [
        "（作者：东岭市水务局局长 林小川）",
        "(作者:林小川(东岭市水务局局长))",
        "作者：林小川（东岭市水务局局长）",
    ],
)
def test_the_author_after_the_body(tail: str) -> None:
    metadata = read(page("东岭大桥建成通车", *BODY, tail, "责任编辑：何田"))
    assert metadata.authors == [{"name": "林小川", "post": "局长", "affiliation": "东岭市水务局"}]
    assert metadata.editors == [{"role": "责任编辑", "name": "何田"}]


def test_an_author_in_the_bracket_that_ends_the_last_paragraph() -> None:
    metadata = read(page("东岭大桥建成通车", *BODY[:2], BODY[2] * 3 + "（作者：东岭市水务局局长 林小川）"))
    assert [author["name"] for author in metadata.authors] == ["林小川"]


def test_a_journal() -> None:
    metadata = read(
        page(
            "当前位置:首页>>详情页面",
            "加强水务治理的几点思考",
            "2023年第10期 —— 本期焦点 作者:文/林小川 图/本刊资料",
            *BODY,
            "（作者系江口县水务局局长）",
            "版权所有:江口主人杂志社     吉ICP备05000001号",
        )
    )
    assert (metadata.issue, metadata.date_published) == ("2023年第10期", None)
    assert (metadata.publisher, metadata.content_source) == ("江口主人杂志社", "江口主人")
    assert metadata.authors == [{"name": "林小川", "post": "局长", "affiliation": "江口县水务局"}]


@pytest.mark.parametrize(
    ("lines", "name", "post"),
    [
        (("□ 林小川",), "林小川", None),
        (("东岭市水务局局长 林小川", "（2023年5月）"), "林小川", "局长"),
        (("何田", "（2023年5月12日）"), "何田", None),
        (("river88", "发表于 2012-3-5 10:20:33 | 只看该作者"), "river88", None),
    ],
)
def test_a_name_alone_under_the_title(lines: tuple[str, ...], name: str, post: str | None) -> None:
    metadata = read(page("加强水务治理的几点思考", *lines, *BODY))
    assert [(author["name"], author["post"]) for author in metadata.authors] == [(name, post)]


def test_an_official_paper() -> None:
    metadata = read(
        page(
            "索 引 号：11220000/2021-00007",
            "发文机关：东岭市人民政府办公室 成文日期：2021年05月06日",
            "发文字号：东政办发〔2021〕17号 发布日期：2021年05月10日",
            "东岭市人民政府办公室关于印发水务发展规划的通知",
            "东政办发〔2021〕17号",
            *BODY,
            "东岭市人民政府办公室",
            "2021年5月6日",
            "主办：东岭市人民政府办公室",
            html_title="东岭市人民政府办公室关于印发水务发展规划的通知",
        )
    )
    assert metadata.document_number == "东政办发〔2021〕17号"
    assert str(metadata.date_published) == "2021-05-10"
    assert metadata.publisher == "东岭市人民政府办公室"


def test_the_signature_dates_a_paper_without_a_byline() -> None:
    metadata = read(page("关于印发水务发展规划的通知", *BODY, "东岭市人民政府办公室", "2021年5月6日"))
    assert (str(metadata.date_published), metadata.evidence[-1]["method"]) == ("2021-05-06", "line:signature")


def test_meta_elements_of_publishing_systems() -> None:
    metadata = read(
        page(
            "东岭大桥建成通车",
            *BODY,
            html_title="东岭大桥建成通车",
            meta={
                "articletitle": "东岭大桥建成通车",
                "pubdate": "2024-03-05 10:20",
                "contentsource": "江口晚报",
                "author": "林小川",
                "keywords": "大桥;通车;东岭大桥建成通车",
                "og:site_name": "江口网",
            },
        )
    )
    methods = {item["field"]: item["method"] for item in metadata.evidence}
    assert (str(metadata.date_published), methods["date_published"]) == ("2024-03-05", "meta:pubdate")
    assert (metadata.content_source, metadata.publisher) == ("江口晚报", "江口网")
    assert metadata.authors == [{"name": "林小川", "post": None, "affiliation": None}]
    assert metadata.keywords == ["大桥", "通车"]


def test_json_ld() -> None:
    text = """{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "东岭大桥建成通车",
        "datePublished": "2024-03-05T10:20:00+08:00", "author": {"@type": "Person", "name": "林小川"},
        "publisher": {"name": "江口网"}}"""
    metadata = read(page("东岭大桥建成通车", *BODY, json_ld=text))
    assert str(metadata.date_published) == "2024-03-05"
    assert (metadata.publisher, [author["name"] for author in metadata.authors]) == ("江口网", ["林小川"])


@pytest.mark.parametrize("author", ["江口网", "admin", "2804", "欢迎访问江口网", "江口晚报社", "小编"])
def test_meta_authors_that_are_none(author: str) -> None:
    assert read(page("东岭大桥建成通车", *BODY, meta={"author": author, "og:site_name": "江口网"})).authors == []


def test_source_and_editors_are_no_authors() -> None:
    metadata = read(
        page(
            "东岭大桥建成通车",
            "来源：江口晚报 责编：何田",
            *BODY,
            meta={"author": "何田"},
            html_title="东岭大桥建成通车",
        )
    )
    assert metadata.authors == []
    assert metadata.content_source == "江口晚报"
    assert metadata.editors == [{"role": "责编", "name": "何田"}]


def test_dates_of_the_story_are_not_those_of_the_page() -> None:
    assert read(page("东岭大桥建成通车", *BODY)).date_published is None


def test_dates_later_than_fetched_are_refused() -> None:
    reading = page("东岭大桥建成通车", "发布时间：2024-05-05", *BODY)
    assert read(reading, fetched_at=FETCHED).date_published is None
    assert str(read(reading).date_published) == "2024-05-05"


def test_relative_dates() -> None:
    reading = page("东岭大桥建成通车", "3天前 来源：江口网", *BODY)
    assert read(reading).date_published is None
    assert str(read(reading, fetched_at=FETCHED).date_published) == "2024-03-05"


def test_a_calendar_sheet_over_two_lines() -> None:
    assert str(read(page("东岭大桥建成通车", "27", "2022-11", *BODY)).date_published) == "2022-11-27"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.example.com/n1/2024/0305/c1004-40232587.html",
        "https://www.example.com/gn/202403/t20240305_15249693.htm",
        "https://www.example.com/2024-03/05/content_117184963.shtml",
        "https://www.example.com/2024-3-5/12.html",
    ],
)
def test_the_address_dates_a_page_without_a_date(url: str) -> None:
    metadata = read(page("东岭大桥建成通车", *BODY), url=url)
    assert (str(metadata.date_published), metadata.date_precision) == ("2024-03-05", "day")


def test_a_visible_date_is_the_evidence_where_the_head_agrees() -> None:
    reading = page("东岭大桥建成通车", "2024年03月05日10:20 江口晚报", *BODY, meta={"publishdate": "2024-03-05"})
    metadata = read(reading)
    assert (metadata.date_published_text, metadata.content_source) == ("2024年03月05日10:20", "江口晚报")


def test_an_english_byline() -> None:
    body = (
        "The district opened its new control room on Tuesday, ending a decade of opening gates by hand.",
        "“Now the water is where it should be,” said the manager, who has worked there for thirty years.",
    )
    reading = page("Irrigation District Opens Its Control Room", "By Ann Field, 4 May 2022, 09:30", *body)
    labels = [Label("metadata"), *[Label("body")] * 3]
    metadata = read_metadata(reading, labels, title=choose_title(reading))
    assert (metadata.date_published, metadata.date_precision) == (datetime.date(2022, 5, 4), "minute")


def test_reporters_of_the_dateline() -> None:
    metadata = read(page("东岭大桥建成通车", "2024-03-05", "本报讯（记者 林小川 通讯员 何田）" + BODY[0], *BODY[1:]))
    assert [(author["name"], author["post"]) for author in metadata.authors] == [("林小川", "记者"), ("何田", "通讯员")]


def test_breadcrumb_over_lines() -> None:
    metadata = read(page("江口每日頭條", " > 生活", " > 東嶺大橋", "東嶺大橋通車", "2024-03-05", *BODY))
    assert metadata.breadcrumb == ["江口每日頭條", "生活", "東嶺大橋"]


def test_images_of_the_body() -> None:
    images = [
        Image("/logo.png", "江口网", 0),
        Image("/2024/bridge.jpg", "大桥全景图", 3),
        Image("/2024/river.jpg", "", 4),
        Image("/share/weibo.png", "分享到微博", 4),
        Image("/ad/after.jpg", "", 9),
    ]
    head = ("首页", "东岭大桥建成通车", "2024-03-05", BODY[0], "图为东岭大桥。何田 摄")
    reading = page(*head, *BODY[1:], "相关新闻", "更多", "版权所有", images=images)
    metadata = read(reading)
    assert metadata.images == [
        {"url": "/2024/bridge.jpg", "caption": "大桥全景图"},
        {"url": "/2024/river.jpg", "caption": "图为东岭大桥。何田 摄"},
    ]


def test_marks_of_the_source() -> None:
    reading = page(
        "东岭大桥建成通车", "甲 2024-01-01", "林小川 东岭市水务局局长", "2024-03-05", "江口晚报", "何田", *BODY
    )
    for index, mark in ((2, "author"), (3, "date"), (4, "content_source"), (5, "editor")):
        reading.lines[index].mark = mark
    metadata = read(reading, source=Source("jiangkou", publisher="江口网"))
    assert metadata.publisher == "江口网"
    assert str(metadata.date_published) == "2024-03-05"
    assert metadata.content_source == "江口晚报"
    assert metadata.authors == [{"name": "林小川", "post": "局长", "affiliation": "东岭市水务局"}]
    assert [editor["name"] for editor in metadata.editors] == ["何田"]


def test_an_empty_page() -> None:
    assert read(page()) == Metadata()


LINES = st.lists(
    st.text(
        alphabet="东岭来源作者责编：:/>（）2024-03-05 年月日第期记者林小川，。@.cn\u3000", min_size=1, max_size=60
    ).filter(str.strip),
    max_size=14,
)


@given(LINES, st.dictionaries(st.sampled_from(["author", "pubdate", "source", "keywords"]), st.text(max_size=20)))
def test_any_page(lines: list[str], meta: dict[str, str]) -> None:
    metadata = read(page(*lines, meta=meta), fetched_at=FETCHED)
    assert metadata.date_published is None or metadata.date_published <= datetime.date(2024, 3, 9)
    for name in ("title", "subtitle", "publisher", "content_source", "issue", "document_number"):
        value = getattr(metadata, name)
        assert value is None or value == value.strip() != ""
    assert all(author["name"] for author in metadata.authors)
