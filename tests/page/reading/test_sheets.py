"""Style sheets in the page: what they hide, and where they keep line breaks."""

import time

import pytest

from flows.page.reading.html import read_html


def shown(sheet: str, body: str, attributes: str = "") -> list[str]:
    page = f"<style {attributes}>{sheet}</style><p>首先，人人都在。</p>{body}"
    return [line.text for line in read_html(page).lines[1:] if not line.is_hidden]


@pytest.mark.parametrize(
    "sheet",
    [
        ".x{display:none}",
        "/* .x{} */ p.x { color:red; display : none }",
        "@charset 'utf-8'; a:hover{color:red} .y,.x{visibility:hidden}",
        "@media print{.z{display:none}} #i{display:none}",
    ],
)
def test_what_a_sheet_hides(sheet: str) -> None:
    assert shown(sheet, "<p class=x id=i>暗</p><p>明</p>") == ["明"]


@pytest.mark.parametrize(
    ("sheet", "attributes"),
    [
        ("@media print{.x{display:none}}", ""),
        ("@media (max-width:600px){p{color:red}.x{display:none}}", ""),
        (".x{display:none}", "media=print"),
        (".x:empty{display:none}", ""),
        (".x[data-a]{display:none}", ""),
        (".nav .x{display:none}", ""),
        (".x{display:none}.x.active{display:block}", ""),
        (".x{display:none}.open .x{display:flex}", ""),
        (".x{display:none", ""),
        ("p{display:none}", ""),
    ],
)
def test_what_does_not_hold_always_hides_nothing(sheet: str, attributes: str) -> None:
    assert shown(sheet, "<p class=x>明</p>", attributes) == ["明"]


def test_the_style_of_an_element_overrules_its_sheet() -> None:
    assert shown(".x{display:none}", "<p class=x style='display:block'>明</p><p class=x style='color:red'>暗</p>") == [
        "明"
    ]


@pytest.mark.parametrize("value", ["pre", "pre-wrap", "pre-line", "break-spaces"])
def test_line_breaks_that_a_sheet_keeps(value: str) -> None:
    body = "<div class=post>床前明月光\n疑是地上霜<span style='color:red'>\n举头</span></div>"
    assert shown(f".post{{white-space:{value}}}", body) == ["床前明月光", "疑是地上霜", "举头"]
    assert len(shown(".post{white-space:nowrap}", body)) == 1


@pytest.mark.parametrize(
    "make",
    [
        lambda n: ".x{display:none}" * n,
        lambda n: "".join(f".x{k}{{display:none}}" for k in range(n)),
        lambda n: ".x{display:none}" + ".x" * n,
        lambda n: "{" * n + "display:none",
        lambda n: "display:none" * n,
        lambda n: ",.x" * n + "{display:none}",
        lambda n: "/*" * n,
    ],
)
def test_hostile_sheets_cost_little(make: "object") -> None:
    assert callable(make)
    sheet = make(100_000)
    start = time.process_time()
    assert shown(sheet, "<p>明</p>") == ["明"]
    assert time.process_time() - start < 2
