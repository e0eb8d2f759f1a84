"""Where the article of plain text is."""

from flows.page.labelling.label import decide, read_wordings
from flows.page.labelling.layout import lay_out
from flows.page.reading.plaintext import read_text
from flows.page.title.choose import choose_title

ARTICLE = [
    "石桥镇的古渠修于两百年前，全长九公里，灌溉着镇东的四个村子。",
    "三年前的一场大雨冲垮了渠首，村民们商量之后，决定自己动手修复。",
    "石料从后山运来，每一块都要量过尺寸，再由老石匠一锤一锤地凿平。",
]
MENU = ["首页", "新闻", "图片", "视频", "专题", "论坛", "博客", "地方", "教育", "健康", "旅游", "公益"]
OTHER = "东区的公交线路有了调整，从车站到医院的人不必再换一次车，早晚还添了两班。"


def passage(lines: list[str]) -> list[str]:
    reading = read_text("\n".join(lines))
    title, wordings = choose_title(reading), read_wordings(reading)
    article = lay_out(reading, wordings, decide(reading, wordings, title, None), title).article
    return [line.text for line in reading.lines[article.first : article.last + 1]]


def test_menus_above_and_below_stay_outside() -> None:
    assert passage([*MENU, *ARTICLE, *MENU]) == ARTICLE


def test_a_single_sentence_elsewhere_is_not_the_article() -> None:
    assert passage([OTHER, *MENU, *ARTICLE, *MENU, OTHER]) == ARTICLE


def test_numbered_lines_do_not_end_it() -> None:
    lines = [ARTICLE[0], "一、清渠", "运走淤泥", "二、修堤", "运来石料", "三、放水", ARTICLE[1]]
    assert passage([*MENU, *lines, *MENU]) == lines


def test_one_line_of_chrome_may_stand_within() -> None:
    lines = [*ARTICLE, "分享到：微博 微信", *ARTICLE[::-1]]
    assert passage([*MENU, *lines, *MENU]) == lines


def test_text_without_sentences_is_taken_whole() -> None:
    assert passage(MENU) == MENU
