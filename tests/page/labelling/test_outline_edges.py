"""Where a body's numbering goes on, the body does; text without a page around it is all body."""

import pytest

from flows.page import clean_page

NOTICE = """首页 > 通知公告 > 正文
关于做好秋季果园管护工作的通知
发布时间：2022-09-14 来源：石桥镇农业服务中心
各村民委员会：
秋季是果园管护的关键时期，为了来年增产，现就有关事项通知如下。
一、清园
剪除病枝
落叶深埋
二、施肥
（一）基肥以有机肥为主；
（二）追肥看树势；
三、防冻
主干涂白
各村要在十月底以前完成，并将情况报镇农业服务中心。
联系我们 | 网站地图 | 版权声明
版权所有：石桥镇人民政府
"""
LAW = """石桥镇集市管理规则
第 1 條
為維持集市秩序，訂定本規則。
第 2 條
集市每月逢五開市
第 3 條
攤位以抽籤定之
第 4 條
本規則自公布日施行
"""


def kept(text: str) -> str:
    page = clean_page(text.encode(), name="x.txt")
    return "\n".join(line.text for line, label in zip(page.lines, page.labels, strict=True) if label.kind == "body")


def test_short_lines_between_and_after_the_numbers_stay() -> None:
    text = kept(NOTICE)
    for line in ("一、清园", "落叶深埋", "二、施肥", "（二）追肥看树势；", "三、防冻"):
        assert line in text
    assert "网站地图" not in text and "版权所有" not in text and "通知公告" not in text


def test_a_document_taken_out_of_its_page_is_kept_whole() -> None:
    assert kept(LAW).count("\n") == LAW.count("\n") - 2


@pytest.mark.parametrize("footer", ["版权所有 石桥网", "相关阅读\n集市今年搬新址\n夜市开张"])
def test_numbers_do_not_lead_beyond_the_end_of_an_article(footer: str) -> None:
    text = kept(NOTICE.replace("联系我们 | 网站地图 | 版权声明", footer) + "\n四、其他栏目\n")
    assert "四、其他栏目" not in text
