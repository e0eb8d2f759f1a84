from hypothesis import given
from hypothesis import strategies as st

from flows.page.sections.paragraphs import join_broken_lines

SENTENCE = "本镇今年修好了三座旧桥，又添了两处渡口。"


def test_running_text_broken_after_semicolons_is_joined() -> None:
    lines = [SENTENCE + "东岸的路灯换成了新式的；", "西岸的栏杆重新刷了漆；", "南岸的码头也加宽了两米。"]
    assert join_broken_lines(lines) == [[0, 1, 2]]


def test_a_spoken_point_goes_on_a_sentence_broken_after_a_semicolon() -> None:
    lines = [SENTENCE + "还要做到三条：一是看好渡船；", "二是管好灯火;", "三是记好水位。"]
    assert join_broken_lines(lines) == [[0, 1, 2]]


def test_items_of_a_list_stay_apart() -> None:
    items = ["（一）携带易燃物品的；", "（二）酒后无人陪同的；", "（三）其他。"]
    lines = [SENTENCE + "有下列情形之一的，不得登船：", *items]
    assert join_broken_lines(lines) == [[0], [1], [2], [3]]


def test_bare_list_items_stay_apart() -> None:
    assert join_broken_lines(["船桨两支；", "缆绳三条；", "救生衣六件。"]) == [[0], [1], [2]]


def test_a_long_line_that_ends_in_a_comma_goes_on() -> None:
    lines = ["渡口管理所在每年汛期来临之前都要检查一遍所有的缆绳和铁锚，", "发现磨损的立即更换。"]
    assert join_broken_lines(lines) == [[0, 1]]


def test_verse_stays_in_lines() -> None:
    lines = ["小河弯弯向东流，", "两岸垂杨系钓舟。", "莫道春光留不住，", "家家窗下有新愁。"]
    assert join_broken_lines(lines) == [[0], [1], [2], [3]]


def test_headings_and_names_stay_apart() -> None:
    assert join_broken_lines(["渡口的历史", "渡口的今天", "张小川", "李大河"]) == [[0], [1], [2], [3]]


def test_hard_wrapped_text_is_joined_up_to_the_end_of_its_paragraph() -> None:
    prose = "渡口管理所在每年汛期来临之前都要检查一遍所有的缆绳和铁锚一旦发现磨损就要立即更换并且记入值班簿册以备查考"
    lines = [prose[i : i + 18] for i in range(0, len(prose), 18)]
    lines[-1] += "。"
    assert join_broken_lines([*lines, *lines, *lines]) == [
        list(range(k, k + len(lines))) for k in range(0, 3 * len(lines), len(lines))
    ]


def test_table_rows_stay_apart() -> None:
    rows = ["一号渡口  木船  载客十二人  每日六班，", "二号渡口  铁船  载客三十人  每日八班，"]
    assert join_broken_lines(rows) == [[0], [1]]


@given(st.lists(st.text(alphabet="一二、（）1.；，。文字 \n第条a", max_size=40), max_size=30))
def test_every_line_is_in_one_group_in_order(lines: list[str]) -> None:
    assert [i for group in join_broken_lines(lines) for i in group] == list(range(len(lines)))
