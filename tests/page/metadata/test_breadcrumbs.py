"""Breadcrumbs: on one line or several, labelled or not."""

import pytest

from flows.page.lines import Label, Line
from flows.page.metadata.breadcrumbs import find_breadcrumb

BODY = [Label("body")] * 60


@pytest.mark.parametrize(
    ("texts", "items"),
    [
        (["首页 > 要闻 > 正文"], ("首页", "要闻", "正文")),
        (["当前位置:首页 > 要闻>东岭> 正文"], ("首页", "要闻", "东岭", "正文")),
        (["您现在的位置： 江口网 >> 新闻频道 >> 正文"], ("江口网", "新闻频道", "正文")),
        (["您的位置：首页 / 要闻 / 正文"], ("首页", "要闻", "正文")),
        (["當前位置：首頁»縣政新聞»內文 [友善列印]"], ("首頁", "縣政新聞", "內文")),
        (["首页 | 要闻 | 正文"], ("首页", "要闻", "正文")),
        (["首頁 / 新聞中心 / 縣政新聞"], ("首頁", "新聞中心", "縣政新聞")),
        (["首页->法规->正文"], ("首页", "法规", "正文")),
        (["江口网 > 东岭"], ("江口网", "东岭")),
        (["江口网", "\xa0>\xa0生活", "\xa0>\xa0东岭大桥"], ("江口网", "生活", "东岭大桥")),
        (["首页 >", "要闻 >", "正文"], ("首页", "要闻", "正文")),
        (["当前位置:首页>>详情页面\xa0"], ("首页", "详情页面")),
        (["要闻>正文      江口 东岭 水务 教育"], ("要闻", "正文")),
    ],
)
def test_breadcrumbs(texts: list[str], items: tuple[str, ...]) -> None:
    lines = [Line(index, text) for index, text in enumerate([*texts, "东岭大桥建成通车"])]
    found = find_breadcrumb(lines, BODY, len(texts))
    assert found is not None
    assert found.items == items
    assert found.line_indexes == tuple(range(len(texts)))


@pytest.mark.parametrize(
    "text",
    ["江口网", "会议的位置：东岭会堂旁边。" * 20, ">", "气温 > 30 度时应当停工，" * 9, "更多>>", "首页|新闻|社会|图片"],
)
def test_no_breadcrumb(text: str) -> None:
    lines = [Line(0, text), Line(1, "东岭大桥建成通车")]
    assert find_breadcrumb(lines, BODY, 1) is None


def test_only_before_the_title() -> None:
    lines = [Line(index, "正文") for index in range(60)]
    lines[50] = Line(50, "首页 > 要闻 > 正文")
    assert find_breadcrumb(lines, BODY, 3) is None
    assert find_breadcrumb(lines, BODY, None) is None
