"""Files that a page offers: their addresses and names, and those of other texts left out."""

import pytest

from flows.page import clean_page

BODY = (
    "<h1>关于征求意见的通知</h1><p>现将《临江市公园管理办法（草案）》公布，向社会公开征求意见，欢迎提出宝贵意见。</p>"
)


def read(markup: str, url: str | None = None) -> list[tuple[str, str | None]]:
    page = clean_page(f"<html><body>{markup}</body></html>".encode(), name="t.html", url=url)
    cited = [item for item in page.document["metadata_evidence"] if item["field"] == "attachments"]
    found = [(each["url"], each["name"]) for each in page.document["attachments"]]
    assert len(cited) == len(found)
    for item, (url, name) in zip(cited, found, strict=True):
        assert item["snippet"] == (name or url) and 0 < item["line_index"] < len(page.lines)
    return found


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="./P02.docx">办法.docx</a>', ("./P02.docx", "办法.docx")),
        ('<a href="/f/1.PDF?v=2#p">1. 草案\n全文</a>', ("/f/1.PDF?v=2#p", "1. 草案 全文")),
        ('<a href="/download?id=7"><span>说明</span>.xlsx</a>', ("/download?id=7", "说明.xlsx")),
        ('<a href="/f/x.zip" title="全部附件"><img src="/i/zip.gif"></a>', ("/f/x.zip", "全部附件")),
    ],
)
def test_links_to_files(link: str, expected: tuple[str, str | None]) -> None:
    assert read(f"{BODY}<p>附件：{link}</p>") == [expected]
    assert read(f"{BODY}<div>附件下载</div><ul><li>{link}</li></ul>") == [expected]


def test_files_in_a_table_of_the_text() -> None:
    cells = "<td>第{n}项内容，共五千元</td><td>2023年</td><td><a href='{n}.xls'>表{n}.xls</a></td>"
    rows = "".join(f"<tr>{cells.format(n=n)}</tr>" for n in (1, 2, 3))
    head = "<tr><th>项目</th><th>年份</th><th>附件</th></tr>"
    expected = [(f"{n}.xls", f"表{n}.xls") for n in (1, 2, 3)]
    assert read(f"{BODY}<table>{head}{rows}</table><p>{BODY}</p>") == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/t.html">附件</a>',
        "<a href=\"javascript:down('a.pdf')\">下载.pdf</a>",
        "<p>附件.pdf</p>",
    ],
)
def test_what_is_no_file(markup: str) -> None:
    assert read(f"{BODY}{markup}") == []


def test_files_of_the_site_are_left_out() -> None:
    menu = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/app.zip">客户端.zip</a></li></ul></div>'
    related = '<div class="related"><h3>相关新闻</h3><ul><li><a href="/old.pdf">旧办法.pdf</a></li></ul></div>'
    assert read(f"{menu}{BODY}{related}") == []


def test_a_file_is_told_once_and_their_number_is_bounded() -> None:
    link = '<p><a href="a.pdf">草案.pdf</a></p>'
    assert read(BODY + link + link) == [("a.pdf", "草案.pdf")]
    many = "".join(f'<a href="{n}.pdf">{n}.pdf</a> ' for n in range(99))
    assert len(read(f"{BODY}<p>附件：{many}</p>")) == 60


@pytest.mark.parametrize(
    ("page", "file", "is_own"),
    [
        ("https://www.linjiang.example/1.html", "https://files.linjiang.example/1.pdf", True),
        ("https://www.linjiang.gov.cn/1.html", "http://oss.linjiang.gov.cn/1.pdf", True),
        ("https://www.linjiang.gov.cn/1.html", "https://www.yunhe.gov.cn/1.pdf", False),
        ("https://www.linjiang.example/1.html", "//www.yunhe.example/1.pdf", False),
        ("https://www.linjiang.example/1.html", "/1.pdf", True),
    ],
)
def test_files_of_other_sites_are_references(page: str, file: str, is_own: bool) -> None:
    link = f'<a href="{file}">人口报告</a>'
    assert read(f"{BODY}<p>另见{link}中关于绿地面积的统计。</p>", page) == [(file, "人口报告")] * is_own
    assert read(f"{BODY}<p>附件：{link}</p>", page) == [(file, "人口报告")]
