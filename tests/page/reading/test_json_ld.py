"""JSON-LD: the article among the objects, and broken scripts."""

import json

from hypothesis import given
from hypothesis import strategies as st

from flows.page.reading.json_ld import JsonLd, read_json_ld


def test_the_article_wins_over_the_page() -> None:
    graph = {
        "@graph": [
            {"@type": "WebPage", "name": "江口网"},
            {
                "@type": ["NewsArticle"],
                "headline": " 东岭大桥\n建成通车 ",
                "author": [{"name": "林小川"}, "何田"],
                "publisher": {"name": "江口网"},
                "datePublished": "2024-03-05",
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [{"name": "首页"}, {"item": {"name": "要闻"}}, "x"],
            },
        ]
    }
    assert read_json_ld([json.dumps(graph)]) == JsonLd(
        headline="东岭大桥 建成通车",
        date_published="2024-03-05",
        authors=["林小川", "何田"],
        publisher="江口网",
        breadcrumb=["首页", "要闻"],
    )


def test_the_form_of_baidu() -> None:
    text = '{"@id": "https://www.example.com/1.html", "title": "大桥通车", "pubDate": "2024-03-05"}'
    facts = read_json_ld([text])
    assert (facts.headline, facts.date_published) == ("大桥通车", "2024-03-05")


def test_broken_scripts_are_passed_over() -> None:
    assert read_json_ld([]) == JsonLd()
    assert read_json_ld(["{", "[" * 5000, '"text"', "null"]) == JsonLd()
    assert read_json_ld(["{", '{"@type": "Article", "headline": "大桥通车"}']).headline == "大桥通车"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@graph", "headline", "author", "name", "image", "publisher", "itemListElement"]),
            inner | st.sampled_from(["Article", "BreadcrumbList"]),
        )
    ),
    max_leaves=12,
)


@given(VALUES)
def test_any_json(value: object) -> None:
    facts = read_json_ld([json.dumps(value)])
    assert all(isinstance(name, str) and name for name in (*facts.authors, *facts.breadcrumb))
