"""Files that are no pages, whatever they are called."""

import pytest

from flows.page import PageError, clean_page
from flows.page.reading.strangers import name_stranger

RSS = '<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet href="/x.xsl"?><rss version="2.0"><channel/></rss>'
ATOM = '<!-- made by hand --><feed xmlns="http://www.w3.org/2005/Atom"><title>临江在线</title></feed>'
TOML = 'publisher = "临江在线"\n[selectors]  # CSS\ncontent = ["div.article"]\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RSS, "RSS"),
        (ATOM, "Atom"),
        ("\ufeff<urlset xmlns='x'><url/></urlset>", "site map"),
        (TOML, "source.toml"),
    ],
)
def test_they_are_named_in_the_quarantine(text: str, says: str) -> None:
    with pytest.raises(PageError, match=says) as caught:
        clean_page(text.encode(), name="index.html")
    assert caught.value.code == "not_a_page"


@pytest.mark.parametrize(
    "text",
    [
        f"<html><body><pre>{RSS}</pre></body></html>",
        f"如何写 source.toml：\n{TOML}",
        "[selectors]\nno = such key\n",
        "<rssfeeds>临江</rssfeeds>",
        "",
    ],
)
def test_pages_that_speak_of_them_are_pages(text: str) -> None:
    assert name_stranger(text) == ""


LONG = ["\n" * 200_000, " " * 200_000, "<?" * 90_000, "<!-- " * 9_000, "[selectors]\n" * 9_000]


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", LONG, ids=lambda text: repr(text[:4]))
def test_telling_takes_no_time(text: str) -> None:
    assert name_stranger(text) == ""
