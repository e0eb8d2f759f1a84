"""Claims of lines by their places: what is a date of publication, and what is none."""

import pytest

from flows.page import clean_page

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "近日，东岭市召开全市水务工作会议，总结去年工作，部署今年任务，会议由市水务局主持，各县区水务局负责人参加了会议。",
        "会议强调，要进一步压实责任，强化督查，确保大桥通车以后的各项任务落到实处，让城乡之间的距离越来越短。",
    )
)


def document(head: str, tail: str = "", before: str = "") -> dict[str, object]:
    page = f"<title>东岭大桥建成通车</title>{before}<h1>东岭大桥建成通车</h1>{head}{BODY}{tail}"
    return clean_page(page.encode()).document


@pytest.mark.parametrize(
    ("head", "tail", "date"),
    [
        ("<div>2024-03-05 10:20</div>", "", "2024-03-05"),
        ("<div>2024</div><div>03/05</div><div>10:20</div>", "", "2024-03-05"),
        ("<div>江口中学　2024-03-05</div>", "", "2024-03-05"),
        ("", "<div>发布日期：2024-03-05 责任编辑：何田</div>", "2024-03-05"),
        (
            "<div>2024-03-05 10:20</div>",
            "<h3>相关新闻</h3><a href='/1'>水</a><p>日期：2024-04-01</p>",
            "2024-03-05",
        ),
        ("<p>时间：2024年3月5日</p><p>地点：东岭会堂</p>", "", "None"),
        ("<p>（2007年6月29日第十届常务委员会第二十八次会议通过）</p>", "", "None"),
        ("<div>第十期</div>", "", "None"),
    ],
)
def test_dates(head: str, tail: str, date: str) -> None:
    assert str(document(head, tail)["date_published"]) == date


def test_the_mail_address_of_a_reader_is_not_the_site_s() -> None:
    reader = "<div><span>river88@example.com</span><a href='/out'>退出</a></div>"
    assert document("", before=reader)["emails"] == []
    assert document("", tail="<div>投稿邮箱：news@example.com</div>")["emails"] == ["news@example.com"]


def test_an_order_over_two_lines() -> None:
    head = "<p>东岭市人民政府令</p><p>第 12 号</p>"
    assert document(head)["document_number"] == "东岭市人民政府令第 12 号"


def test_a_byline_is_no_body() -> None:
    page = document("<div>江口中学　2024-03-05</div>")
    assert page["content_source"] == "江口中学"
    assert "江口中学" not in str(page["text"])


def test_a_name_and_a_medium_under_the_title() -> None:
    page = document("<div>林小川 东岭中文网</div><div>2024年3月5日</div>")
    assert (page["content_source"], [person["name"] for person in page["authors"]]) == (  # type: ignore[attr-defined]
        "东岭中文网",
        ["林小川"],
    )


def test_keywords_of_a_broken_element_are_none() -> None:
    broken = '<meta name="keywords" content="<meta name="keywords" content="大桥,通车">'
    assert document("", before=broken)["keywords"] == []


@pytest.mark.parametrize(
    ("meta", "shown", "author"),
    [
        ("江口十八里路", "<div>江口十八里路</div><div>2024-03-05</div>", ["江口十八里路"]),
        ("江口十八里路", "<div>2024-03-05</div>", []),
        ("林小川", "<div>2024-03-05</div>", ["林小川"]),
    ],
)
def test_a_pen_name_counts_if_the_page_shows_it(meta: str, shown: str, author: list[str]) -> None:
    page = document(shown, before=f'<meta name="author" content="{meta}">')
    assert [person["name"] for person in page["authors"]] == author  # type: ignore[attr-defined]


def test_the_holder_of_rights_is_no_year() -> None:
    assert document("", tail="<div>© 2010江口中学 版权所有</div>")["publisher"] == "江口中学"
