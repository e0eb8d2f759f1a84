import io
import json

from rich.console import Console

from flows.page import clean_page
from flows.report.inspection import inspection_json, print_inspection

PAGE = "\n\n".join(
    [
        "首页 > 要闻 > 正文",
        "临江市启动老旧小区改造",
        "来源:临江晚报 2023-05-06",
        "临江市今年计划改造老旧小区56个,惠及居民1.2万户。改造内容包括屋面防水、管网更新和道路平整。\x1b[2J",
        "一、坚持群众自愿",
        "改不改、怎么改,由居民商量着办。各街道要广泛征求意见,做到公开透明。",
        "二、坚持质量第一",
        "施工单位要严格执行标准,住建部门要加强监督检查,确保工程经得起检验。",
        "临ICP备10000000号",
    ]
).encode()


def render() -> str:
    out = io.StringIO()
    print_inspection(clean_page(PAGE, name="x.txt"), Console(file=out, width=200, force_terminal=True))
    return out.getvalue()


def test_it_shows_lines_metadata_and_sections_and_escapes_the_page() -> None:
    shown = render()
    for part in ("临江市启动老旧小区改造", "breadcrumb", "icp", "content_source", "坚持质量第一", "<U+001B>"):
        assert part in shown
    assert "\x1b[2J" not in shown


def test_json_holds_every_line() -> None:
    data = json.loads(inspection_json(clean_page(PAGE, name="x.txt")))
    assert len(data["lines"]) == 9
    assert {"document", "sections", "removed", "lines"} == set(data)
