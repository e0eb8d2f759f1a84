"""Headings of texts in Markdown."""

from hypothesis import given
from hypothesis import strategies as st

from flows.page.sections.lines import fold, read_lines
from flows.page.sections.markdown_headings import find_markdown
from flows.page.sections.split import split_sections

BODY = "渡口管理所每天早晚各巡查一次，发现问题立即记入值班簿册。\n"


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(s.level, s.label, s.heading) for s in split_sections(text) if s.level]


def test_levels_come_from_the_signs() -> None:
    text = f"# 渡口手册\n{BODY}## 船只\n{BODY}### 木船\n{BODY}### 铁船\n{BODY}## 人员\n{BODY}"
    assert outline(text) == [(1, "", "船只"), (2, "", "木船"), (2, "", "铁船"), (1, "", "人员")]


def test_numbers_in_headings_and_lists_below_them() -> None:
    text = f"## 1. 船只\n{BODY}1. 先检查缆绳；\n2. 再检查跳板。\n### 1.1 木船\n{BODY}## 2. 人员\n{BODY}### 船工\n{BODY}"
    assert outline(text) == [(1, "1.", "船只"), (2, "1.1", "木船"), (1, "2.", "人员"), (2, "", "船工")]
    assert [text[s.start] for s in split_sections(text)] == ["#"] * 4


def test_styles_nest_at_one_level() -> None:
    assert outline(f"## 一、船只\n{BODY}## （一）木船\n{BODY}## 二、人员\n{BODY}") == [
        (1, "一、", "船只"),
        (2, "（一）", "木船"),
        (1, "二、", "人员"),
    ]


def test_fenced_code_holds_no_headings() -> None:
    text = f"## 安装\n{BODY}```\n# 注释\n## 也是注释\n1. 不是列表\n```\n## 使用\n{BODY}"
    assert outline(text) == [(1, "", "安装"), (1, "", "使用")]


def test_what_is_no_markdown() -> None:
    for text in ("# 安装渡口程序\n# 启动渡口程序\n", "#渡口# 今天停航\n#渡口# 明天开航\n", f"## 船只\n{BODY}", ""):
        folded = fold(text)
        assert find_markdown(folded, read_lines(folded)) is None


@given(
    st.lists(st.sampled_from(["# 甲", "## 乙丙", "### 1. 丁", "```", BODY.strip(), "", "- 项", "1. 项"]), max_size=30)
)
def test_sections_tile_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert "".join(text[s.start : s.end] for s in split_sections(text)) == text
