"""What stands at the edges of a body without being prose: numbers, addressees, annexes, signers, dates, tables."""

import pytest

from flows.page.labelling.label import label_lines
from flows.page.lines import Reading
from flows.page.reading.html import read_html
from flows.page.reading.plaintext import read_text
from flows.page.title.choose import choose_title

TITLE = "某县人民政府办公室关于做好防汛工作的通知"
HEAD = ["首页 | 政务公开 | 办事服务", "当前位置：首页 > 政务公开 > 文件", TITLE, "发布时间：2024-05-06 来源：县政府办"]
NOTICE = [
    "某政办发〔2024〕5号",
    "各乡镇人民政府，县政府各部门：",
    "为切实做好今年防汛工作，确保人民群众生命财产安全，经县政府同意，现将有关事项通知如下：",
    "一、提高认识",
    "各地各部门要充分认识防汛工作的重要性，克服麻痹思想和侥幸心理，把各项措施落到实处。",
    "（一）实行行政首长负责制。",
    "县防汛办要会同有关部门开展督查，对工作不力的予以通报。",
    "附件：1.防汛责任人名单",
    "2.物资储备清单",
    "某县人民政府办公室",
    "2024年5月6日",
    "（此件公开发布）",
]
TAIL = ["分享到：", "主办：某县人民政府 承办：某县人民政府办公室", "某ICP备00000000号"]


def kept(reading: Reading) -> list[str]:
    labels = label_lines(reading, title=choose_title(reading))
    return [line.text.strip() for line, label in zip(reading.lines, labels, strict=True) if label.kind == "body"]


@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_text_notice_keeps_number_annexes_and_signature(separator: str) -> None:
    assert kept(read_text(separator.join([*HEAD, *NOTICE, *TAIL]))) == NOTICE


@pytest.mark.parametrize(("opening", "between", "closing"), [("<p>", "</p><p>", "</p>"), ("", "<br>", "")])
def test_html_notice_keeps_number_annexes_and_signature(opening: str, between: str, closing: str) -> None:
    head = "".join(f"<div>{text}</div>" for text in (HEAD[0], HEAD[1]))
    body = opening + between.join(NOTICE) + closing
    tail = "".join(f"<p>{text}</p>" for text in TAIL)
    content = f"<div class='TRS_Editor'>{body}</div>"
    page = f"{head}<h1>{TITLE}</h1><div>{HEAD[3]}</div>{content}<div class='footer'>{tail}</div>"
    assert kept(read_html(page)) == NOTICE


@pytest.mark.parametrize("mark", ["（完）", "（全文完）", "特此通知"])
def test_end_marks_stay(mark: str) -> None:
    body = [*NOTICE[2:7], mark]
    assert kept(read_text("\n".join([*HEAD, *body, *TAIL]))) == body


def test_a_signature_below_a_closing_line_is_not_reached() -> None:
    lines = [*HEAD, *NOTICE[2:7], "责任编辑：李某", "某县人民政府办公室", *TAIL]
    assert kept(read_text("\n".join(lines))) == NOTICE[2:7]


def test_rows_of_a_table_between_paragraphs_stay() -> None:
    cells = [("地区", "储备"), ("东乡", "12"), ("西乡", "20")]
    table = "<table>" + "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in cells) + "</table>"
    page = f"<h1>{TITLE}</h1><div class='content'><p>{NOTICE[2]}</p>{table}<p>{NOTICE[4]}</p><p>{NOTICE[6]}</p></div>"
    rows = [line for line in kept(read_html(page)) if line.startswith(("地区", "东乡", "西乡"))]
    assert len(rows) == 3


def test_a_page_without_prose_has_no_edges() -> None:
    assert kept(read_text("责任编辑：李某\n某ICP备00000000号")) == []


def test_addresses_and_names_between_the_text_and_its_signature_stay() -> None:
    notes = ["联系人：林小川", "电子邮箱：office@example.com", "地址：某县河东路1号", "某县水务局", "2024年5月6日"]
    body = [*NOTICE[1:7], *notes]
    assert kept(read_text("\n".join([*HEAD, *body, *TAIL]))) == body
    names = [*NOTICE[1:3], "一、城关镇（3名）", "林小川", "何田", "二、河口乡（2名）", "周小渔", "方敏", *notes[-2:]]
    assert kept(read_text("\n".join([*HEAD, *names, *TAIL]))) == names


def test_the_address_of_the_site_is_no_part_of_the_text() -> None:
    address = ["地址：某县河东路1号 邮编：100000", "某县人民政府办公室"]
    assert kept(read_text("\n".join([*HEAD, *NOTICE, *TAIL[:1], *address, *TAIL[2:]]))) == NOTICE


def test_a_recipe_keeps_the_parts_above_its_prose() -> None:
    parts = ["用料", "五花肉 500克", "冰糖 30克", "步骤", "肉切块，冷水下锅。", "小火炒糖色。"]
    tip = "糖色不要炒过头，否则会发苦，炒到起泡就要下锅。"
    markup = "<h2>{}</h2><p>{}</p><p>{}</p><h2>{}</h2><ol><li>{}</li><li>{}</li></ol>".format(*parts)
    nav = "<h2>美味坊</h2><ul><li><a href='/'>首页</a></li><li><a href='/1'>菜谱</a></li></ul>"
    page = f"{nav}<h1>红烧肉的家常做法</h1>{markup}<h2>小贴士</h2><p>{tip}</p><div class='foot'>某ICP备00000000号</div>"
    parts[4:] = [f"1. {parts[4]}", f"2. {parts[5]}"]
    assert kept(read_html(f"<title>红烧肉的家常做法_美味坊</title>{page}")) == [*parts, "小贴士", tip]


def test_the_caption_of_a_table_inside_the_text_stays() -> None:
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in [("品种", "本周"), ("玉米", "94.6")])
    caption = "全县主要粮食收购均价（单位：元/50公斤）"
    texts = ["".join((NOTICE[2], NOTICE[4])), NOTICE[4], NOTICE[6]]
    table = f"<p align='center'>{caption}</p><table border='1'>{rows}</table>"
    page = f"<h1>{TITLE}</h1><div>{HEAD[3]}</div><p>{texts[0]}</p><p>{texts[1]}</p>{table}<p>{texts[2]}</p>"
    assert caption in kept(read_html(page))


def test_short_headings_between_paragraphs_stay() -> None:
    texts = ["".join((NOTICE[2], NOTICE[4])), NOTICE[4], NOTICE[6]]
    parts = [f"<p>{texts[0]}</p>", f"<p>{texts[1]}</p><pre>x = [1];</pre>", f"<p>{texts[2]}</p>"]
    page = read_html(f"<h1>{TITLE}</h1>{parts[0]}<h2>定位</h2>{parts[1]}<h3>再来</h3>{parts[2]}")
    assert [text for text in kept(page) if len(text) < 4] == ["定位", "再来"]


PEOPLE = [
    ["序号", "姓名", "准考证号", "成绩"],
    ["1", "山小满", "20240101", "80.5"],
    ["2", "溪大川", "20240102", "79.5"],
]


def table(cells: list[list[str]], cell: str = "{}") -> str:
    rows = ("".join(f"<td>{cell.format(text)}</td>" for text in row) for row in cells)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize("caption", ["", "<p>附表：拟聘用人员名单</p>"])
@pytest.mark.parametrize("wrap", ["{}", "<div>{}</div>"])
def test_a_table_ends_a_notice(caption: str, wrap: str) -> None:
    body = f"<h1>{TITLE}</h1><div>{HEAD[3]}</div><p>{NOTICE[3]}</p>{wrap.format(caption + table(PEOPLE))}"
    page = f"<div>{HEAD[0]}</div>{body}<div>{TAIL[1]}</div><div>{TAIL[2]}</div>"
    assert kept(read_html(page))[-3:] == ["\t".join(row) for row in PEOPLE]


def test_a_table_of_links_or_below_a_closing_line_is_no_end_of_a_notice() -> None:
    body = f"<h1>{TITLE}</h1><div>{HEAD[3]}</div><p>{NOTICE[3]}</p><p>{NOTICE[4]}</p>"
    names = [["防汛工作会议召开", "水库巡查正在进行"], ["堤防加固工程开工", "雨情通报第三期"]]
    links = table(names, '<a href="/1.html">{}</a>')
    assert kept(read_html(f"<div>{HEAD[0]}</div>{body}{links}<div>{TAIL[1]}</div>"))[-1] == NOTICE[4]
    closed = f"<div>{HEAD[0]}</div>{body}<div>责任编辑：李某</div>{table(PEOPLE)}<div>{TAIL[1]}</div>"
    assert kept(read_html(closed))[-1] == NOTICE[4]
