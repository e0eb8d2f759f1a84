"""Labelling on pages made up for the purpose: what must stay, what must go, and what holds of every page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.page.labelling.label import label_lines
from flows.page.lines import CATEGORIES, Label, Line, Reading
from flows.page.reading.html import read_html
from flows.page.reading.plaintext import read_text
from flows.page.source import Source, SourceRule
from flows.page.title.choice import NO_TITLE
from flows.page.title.choose import choose_title

PARAGRAPHS = [
    "新华社北京1月5日电 某市水务局5日通报，今年以来全市完成河道清淤三十二公里，沿岸居民的出行条件明显改善。",
    "通报说，清淤工程分三期推进，一期工程已经验收，二期工程预计在六月底以前完工，三期工程正在办理前期手续。",
    "住在河边的老人告诉记者，过去一到夏天河水就发臭，如今早晚都有人在岸边散步，孩子们也常来看鱼。",
    "该局有关负责人表示，下一步将建立长效管护机制，把每一段河道落实到人，并定期向社会公布水质监测结果。",
]
HEAD = ["首页 | 新闻 | 财经 | 体育 | 旅游", "当前位置：首页 > 本地 > 正文"]
TITLE = "全市河道清淤工程稳步推进"
BYLINE = "2024-01-05 10:20 来源：某市日报 作者：张某"
TAIL = [
    "责任编辑：李某",
    "分享到：微博 微信 QQ空间",
    "相关新闻",
    "某县启动农村公路改造",
    "免责声明：本文仅代表作者个人观点，与本网无关。",
    "关于我们 | 联系我们 | 广告服务",
    "Copyright © 2024 某市新闻网 版权所有 某ICP备00000000号",
]


def label_text(lines: list[str]) -> list[tuple[str, Label]]:
    reading = read_text("\n\n".join(lines))
    labels = label_lines(reading, title=choose_title(reading))
    return [(line.text.strip(), label) for line, label in zip(reading.lines, labels, strict=True)]


def label_html(body: str, *, title: str = TITLE, url: str | None = None) -> list[tuple[str, Label]]:
    reading = read_html(f"<html><head><title>{title}_某市新闻网</title></head><body>{body}</body></html>")
    labels = label_lines(reading, title=choose_title(reading), url=url)
    return [(line.text, label) for line, label in zip(reading.lines, labels, strict=True)]


def kept(labelled: list[tuple[str, Label]]) -> list[str]:
    return [text for text, label in labelled if label.kind == "body"]


def page(paragraphs: list[str]) -> str:
    links = "".join(f'<li><a href="/{k}.html">某地新闻标题第{k}条内容提要</a></li>' for k in range(8))
    content = "".join(f"<p>{text}</p>" for text in paragraphs)
    tail = "".join(f"<div>{text}</div>" for text in TAIL)
    return (
        f'<div class="nav"><ul>{links}</ul></div><div class="crumb">{HEAD[1]}</div><h1>{TITLE}</h1><div>{BYLINE}</div>'
        f'<div class="content">{content}</div><div class="related"><ul>{links}</ul></div>'
        f'<div class="footer">{tail}</div>'
    )


def test_text_page_keeps_the_article_alone() -> None:
    labelled = label_text([*HEAD, TITLE, BYLINE, *PARAGRAPHS, *TAIL])
    assert kept(labelled) == PARAGRAPHS
    assert dict(labelled)[TITLE].kind == "metadata"


def test_html_page_keeps_the_article_alone() -> None:
    assert kept(label_html(page(PARAGRAPHS))) == PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "category"),
    [
        (HEAD[1], "breadcrumb"),
        (BYLINE, "byline"),
        (TAIL[0], "editor"),
        (TAIL[1], "share"),
        (TAIL[2], "related"),
        (TAIL[4], "disclaimer"),
        (TAIL[5], "nav"),
    ],
)
def test_chrome_is_named(text: str, category: str) -> None:
    for labelled in (label_text([*HEAD, TITLE, BYLINE, *PARAGRAPHS, *TAIL]), label_html(page(PARAGRAPHS))):
        label = dict(labelled).get(text)
        if label is not None:
            assert (label.kind, label.category) == ("removed", category)


@pytest.mark.parametrize(
    "line",
    [
        "（完）",
        "一、工程进展",
        "李某、王某、张某、赵某、孙某",
        "（一）一期工程",
        "清淤量：32公里",
        "“河水清了。”",
        "春风又绿江南岸，明月何时照我还。",
    ],
)
def test_short_lines_inside_the_body_stay(line: str) -> None:
    paragraphs = [*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]
    assert line in kept(label_html(page(paragraphs)))
    assert line in kept(label_text([*HEAD, TITLE, BYLINE, *paragraphs, *TAIL]))


def test_chrome_inside_the_body_goes() -> None:
    paragraphs = [PARAGRAPHS[0], "分享到：微博 微信 QQ空间", PARAGRAPHS[1], "相关阅读：某地发布新规", *PARAGRAPHS[2:]]
    assert kept(label_html(page(paragraphs))) == PARAGRAPHS
    assert kept(label_text([*HEAD, TITLE, BYLINE, *paragraphs, *TAIL])) == PARAGRAPHS


def test_traditional_page_reads_like_a_simplified_one() -> None:
    import opencc

    convert = opencc.OpenCC("s2twp").convert
    lines = [convert(line) for line in [*HEAD, TITLE, BYLINE, *PARAGRAPHS, *TAIL]]
    assert kept(label_text(lines)) == [convert(line) for line in PARAGRAPHS]


def test_runs_of_links_are_never_weighed() -> None:
    labelled = label_html(page(PARAGRAPHS))
    links = [label for text, label in labelled if text.startswith("某地新闻标题")]
    assert {label.rule for label in links} == {"layout.link_run"}
    assert {label.category for label in links} == {"nav", "related"}


def test_hidden_lines_are_removed_as_hidden() -> None:
    labelled = label_html(page(PARAGRAPHS) + "<div style='display:none'>这一段没有人看得见，它不属于正文。</div>")
    assert dict(labelled)["这一段没有人看得见，它不属于正文。"].category == "hidden"


def test_posts_of_a_thread_are_body_and_what_surrounds_them_is_not() -> None:
    texts = [
        "这台机器用了三年，昨天突然开不了机，各位有什么办法？",
        "先看电源灯亮不亮。",
        "换根线试试，我上次就是线坏了。",
        "同意楼上，多半是电源。",
    ]
    posts = "".join(
        f"<div class='post'><div class='author'><a href='/u{k}'>网友甲{k}</a></div>"
        f"<div class='time'>{k + 1}小时前</div>"
        f"<div class='post-body'><p>{text}</p></div><div class='act'>回复</div></div>"
        for k, text in enumerate(texts)
    )
    labelled = label_html(
        f"<h1>电脑开不了机怎么办</h1><div class='thread'>{posts}</div>", title="电脑开不了机怎么办",
        url="https://bbs.example.com/thread-1-1.html",
    )  # fmt: skip
    assert kept(labelled) == texts


def test_comments_below_an_article_are_not_body() -> None:
    comments = "".join(
        f"<div class='comment'><span>路人{k}</span><div>2024-01-0{k + 1} 10:20</div><p>说得对{'！' * k}</p>"
        "<a href='#'>回复</a></div>"
        for k in range(4)
    )
    assert kept(label_html(page(PARAGRAPHS) + f"<h3>网友评论</h3>{comments}")) == PARAGRAPHS


def reading_of(*lines: tuple[str, str]) -> Reading:
    return Reading([Line(k, text, k + 1, mark=mark) for k, (text, mark) in enumerate(lines)], "text/plain")


def test_marks_of_the_source_decide() -> None:
    reading = reading_of(
        ("栏目名", ""), (PARAGRAPHS[0], "content"), ("短语", "content"), (PARAGRAPHS[1], "drop:.promo")
    )
    labels = label_lines(reading, title=NO_TITLE, source=Source("demo"))
    assert [(label.kind, label.category) for label in labels] == [
        ("removed", "source_rule"),
        ("body", ""),
        ("body", ""),
        ("removed", "source_rule"),
    ]
    assert labels[3].rule == "drop:.promo"


def test_links_inside_the_content_of_the_source_are_body() -> None:
    source = Source("demo", selectors={"content": ("#list",)})
    links = "".join(f"<li><a href='/{k}'>某年工作报告第{k}部分</a></li>" for k in range(5))
    reading = read_html(f"<div><a href='/'>首页</a></div><ul id='list'>{links}</ul><p>栏目导读</p>", source=source)
    labels = label_lines(reading, title=NO_TITLE, source=source)
    assert [label.kind for label in labels] == ["removed", *["body"] * 5, "removed"]


def test_line_rules_of_the_source_override_the_general_ones() -> None:
    rules = (
        SourceRule("motto", "^责任编辑", "keep"),
        SourceRule("slogan", "长效管护", "remove"),
    )
    reading = reading_of(*[(text, "") for text in [*PARAGRAPHS, TAIL[0]]])
    labels = label_lines(reading, title=NO_TITLE, source=Source("demo", line_rules=rules))
    assert labels[4].kind == "body"
    assert (labels[3].category, labels[3].rule) == ("source_rule", "source.slogan")


def assert_complete(reading: Reading, labels: list[Label]) -> None:
    assert len(labels) == len(reading.lines)
    for label in labels:
        assert label.kind in ("body", "metadata", "removed")
        assert (label.kind == "removed") == (label.category in CATEGORIES)
        assert label.rule and 0 <= label.confidence <= 1


PIECES = st.sampled_from(
    [*PARAGRAPHS, *TAIL, *HEAD, TITLE, BYLINE, "3楼", "回复", "2024-01-05", "|", "。", "a", "　", "\u200b"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=30))
def test_every_text_line_gets_one_label(lines: list[str]) -> None:
    reading = read_text("\n".join(["某", *lines]))
    title = choose_title(reading)
    labels = label_lines(reading, title=title)
    assert_complete(reading, labels)
    assert labels == label_lines(reading, title=title)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["p", "li", "td", "a href=#", "div class=comment", "option"]), PIECES), max_size=20
    )
)
def test_every_html_line_gets_one_label(parts: list[tuple[str, str]]) -> None:
    reading = read_html("某<br>" + "".join(f"<{tag}>{text}</{tag.split()[0]}>" for tag, text in parts))
    assert_complete(reading, label_lines(reading, title=choose_title(reading)))


def test_the_entries_of_a_menu_are_navigation_though_one_reads_like_a_heading() -> None:
    links = "".join(f'<a href="/{k}">{name}</a><br>' for k, name in enumerate(["首页", "要闻", "县区", "专题", "文化"]))
    content = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    labels = dict(label_html(f"<div>{links}</div><h1>{TITLE}</h1><div>{content}</div>"))
    assert {labels[name].category for name in ("首页", "要闻", "县区", "专题", "文化")} == {"nav"}


def test_an_essay_collection_keeps_the_heading_of_its_first_part() -> None:
    lead_in = "下面是小编为大家整理的河道清淤工作总结，供大家参考。"
    parts = ["河道清淤工作总结 篇1", *PARAGRAPHS[:2], "河道清淤工作总结 篇2", *PARAGRAPHS[2:]]
    body = "".join(f"<p>{text}</p>" for text in [lead_in, *parts])
    assert kept(label_html(f"<h1>河道清淤工作总结</h1><div>{body}</div>", title="河道清淤工作总结")) == parts


def test_a_regulation_keeps_its_note_of_adoption_and_the_title_of_its_contents() -> None:
    note = "（2020年1月2日某县人民政府第6次常务会议通过　自2020年3月1日起施行）"
    articles = [f"第{n}条 {text}" for n, text in zip("一二三四", PARAGRAPHS, strict=True)]
    lines = [note, "目　录", "第一章 总则", "第二章 附则", "第一章 总则", *articles[:2], "第二章 附则", *articles[2:]]
    title = "某县河道管理办法"
    labelled = label_text([*HEAD, title, "发布时间：2020-01-10 来源：某县水务局", *lines, *TAIL])
    assert kept(labelled) == lines


def test_a_first_post_longer_than_its_answers_is_a_thread_where_posts_are_numbered() -> None:
    answers = ["楼主辛苦了，收藏一下。", "去年走过这条路，风景确实好，就是没有水。", "补充一点，周末车多，要早出门。"]
    floors = zip(["楼主", "沙发", "板凳", "地板"], [PARAGRAPHS, *([text] for text in answers)], strict=True)
    posts = "".join(
        f"<table><tr><td><div><a href='/u{k}'>网友甲{k}</a></div><div>注册会员</div><div>发帖 {k + 7}</div></td>"
        f"<td><div>{floor}</div><div>发表于 2023-10-0{k + 1} 20:11</div>"
        f"<div>{''.join(f'<p>{text}</p>' for text in texts)}</div></td></tr></table>"
        for k, (floor, texts) in enumerate(floors)
    )
    labelled = label_html(f"<h1>河边步道走一圈</h1><div>{posts}</div>", title="河边步道走一圈")
    assert kept(labelled) == [*PARAGRAPHS, *answers]


def test_a_poem_without_one_line_of_prose_is_body() -> None:
    poem = ["船在那边", "我在这边", "中间是一条", "说不出话的河"]
    labelled = label_text([HEAD[1], "渡口", "作者：柳岸", "2018-06-01 08:00:00 来源：某文艺", *poem, *TAIL])
    assert set(poem[1:]) <= set(kept(labelled))
