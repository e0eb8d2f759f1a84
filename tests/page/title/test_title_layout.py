"""The title by its place: what is none, and over how many lines it runs."""

import pytest

from flows.page.lines import Line
from flows.page.title.layout import is_breadcrumb, is_byline, official_span, repeated_share


def lines_of(*texts: str) -> list[Line]:
    return [Line(index, text) for index, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("texts", "position", "span"),
    [
        (("江口县人民政府", "关于印发供水办法的通知", "各乡镇："), 1, (0, 1)),
        (("江口县人民政府", "关于印发供水办法的通知", "各乡镇："), 0, (0, 1)),
        (("江口县人民政府", "关于批准发行专项债券及", "调整限额的决议", "2024年3月5日"), 1, (0, 2)),
        (("关于印发供水办法的通知", "各乡镇："), 0, (0, 0)),
        (("东岭大桥建成通车", "群众前来围观"), 0, (0, 0)),
        (("首页", "关于大桥", "2024年3月5日", "通知"), 1, (1, 1)),
    ],
)
def test_titles_of_official_papers(texts: tuple[str, ...], position: int, span: tuple[int, int]) -> None:
    assert official_span(lines_of(*texts), position) == span


def test_bylines_and_breadcrumbs_beside_a_title() -> None:
    assert is_byline("发布时间：2024-03-05") and is_byline("記者林小川／江口報導") and is_byline("3小时前")
    assert not is_byline("东岭大桥建成通车")
    assert is_breadcrumb("您现在的位置：首页") and is_breadcrumb("首页 > 要闻 > 正文")
    assert not is_breadcrumb("东岭大桥建成通车")


def test_repeated_share() -> None:
    assert repeated_share("东岭大桥", "东岭大桥建成通车") == 1.0
    assert repeated_share("", "东岭大桥") == 0.0
