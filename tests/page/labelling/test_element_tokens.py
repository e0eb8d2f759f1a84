"""What class and id values say of an element."""

import tomllib
from importlib.resources import files

import pytest

from flows.page.labelling.element_tokens import CHROME, read_tokens
from flows.page.lines import CATEGORIES


@pytest.mark.parametrize(
    ("tokens", "is_content", "category"),
    [
        ("", False, ""),
        ("clearfix w960", False, ""),
        ("article-content", True, ""),
        ("trs_editor", True, ""),
        ("footer", False, "copyright"),
        ("breadcrumb", False, "breadcrumb"),
        ("nav navbar", False, "nav"),
        ("navy-blue", False, ""),
        ("bdsharebuttonbox", False, "share"),
        ("comment-content", True, "comment"),
        ("relatednews", False, "related"),
        ("hotel", False, ""),
        ("ad-box", False, "ad"),
        ("shadow", False, ""),
        ("pagination", False, "pagination"),
    ],
)
def test_tokens(tokens: str, is_content: bool, category: str) -> None:
    assert read_tokens(tokens) == (is_content, category)


def test_every_category_is_known_to_the_weights() -> None:
    text = files("flows").joinpath("rules", "element_tokens.toml").read_text(encoding="utf-8")
    categories = {item["category"] for item in tomllib.loads(text)["chrome"]}
    assert categories == set(CHROME)
    assert categories <= set(CATEGORIES)
