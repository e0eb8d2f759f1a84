"""source.toml, good and bad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import Site, notice

from flows.corpus.sources import SourceError, load_source, parse_source
from flows.dataset import load
from flows.page.source import Source

pytest_plugins = ["site_fixtures"]

FULL = """
publisher = "临江日报"
url = "https://linjiang.example.cn/"
charset = "gb18030"
utc_offset = "+08:00"
buckets = 2

[selectors]
content = "div.TRS_Editor"
drop = [".share", "#related"]

[[line_rules]]
id = "app_hint"
pattern = "^打开客户端"
action = "remove"
reason = "leads to the app"
"""

RULE = "[[line_rules]]\nid='a'\naction='keep'\npattern='{}'\n"


def test_everything_that_can_be_said(site: Site) -> None:
    site.write("linjiang/source.toml", FULL)
    source, digest = load_source(site.raw, "linjiang")
    assert source.publisher == "临江日报"
    assert source.selectors == {"content": ("div.TRS_Editor",), "drop": (".share", "#related")}
    assert source.line_rules[0].pattern == "^打开客户端"
    assert (source.buckets, source.charset, source.utc_offset, len(digest)) == (2, "gb18030", "+08:00", 64)


def test_without_a_file(site: Site) -> None:
    assert load_source(site.raw, "linjiang") == (Source("linjiang"), "")


def test_layout_does_not_count(site: Site) -> None:
    site.write("a/source.toml", FULL)
    site.write("b/source.toml", "# said again\n" + FULL.replace(" = ", "="))
    assert load_source(site.raw, "a")[1] == load_source(site.raw, "b")[1]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("publisher = ", "not TOML"),
        ("a = " + "[" * 5000, "not TOML"),
        ("publisher = 1", "publisher: 1 is not of type .string."),
        ("publishers = 'x'", "no key 'publishers'; there are publisher, url, "),
        ("utc_offset = 'Asia/Shanghai'", "utc_offset: "),
        ("buckets = 0", "buckets: 0 is less than the minimum"),
        ("url = 'file:///etc/passwd'", "url: .*with http:// or https://"),
        ("[selectors]\ndrop = [1]", r"selectors.drop: \[1\] is .*A CSS selector"),
        ("[[line_rules]]\nid = 'A b'\npattern = 'a'\naction = 'keep'", r"line_rules\[0\].id: 'A b' is .*a-z"),
        ("[selectors]\nbody = 'p'", "selectors: no key 'body'; there are content, "),
        ("[selectors]\ndrop = 'p['", "selectors.drop: 'p\\['"),
        (
            "[[line_rules]]\nid = 'a'\npattern = '('\naction = 'keep'",
            r"line_rules\[0\].pattern: not a regular expression",
        ),
        ("[[line_rules]]\nid = 'a'\npattern = 'a'\naction = 'burn'", r"line_rules\[0\].action: .burn."),
        ("[[line_rules]]\nid = 'a'\npattern = 'a'", r"line_rules\[0\]: .action. is a required property"),
        ("[[line_rules]]\nid='a'\npattern='a'\naction='keep'\n" * 2, "'a' stands twice"),
        ("# " + "x" * 300_000, "over 262,144 bytes"),
        ("publisher = 2024-01-05", "publisher: the date 2024-01-05 does not belong here"),
        ("[selectors]\ndrop = [10:20:30]", r"selectors.drop\[0\]: the time 10:20:30 does not belong here"),
        (".".join(["a"] * 20_000) + " = 1", ""),
        ("selectors." + ".".join(["a"] * 400) + " = 1", "nested too deep"),
        ("buckets = nan", "buckets: nan does not belong here"),
        (RULE.format("关" * 501), "….* is longer than 500 characters"),
        ("".join(RULE.format(f"某{place}") for place in range(201)), "….* has more than 200 items"),
        (RULE.format("^{Networks}$"), "no fragment or word list 'Networks'"),
        (RULE.format("^{date2}某"), "no fragment or word list 'date2'"),
        (RULE.format(r"[\w-]+某"), "know ASCII letters only"),
        (RULE.format(r"\pL{900}\pL{900}"), "too large to be matched at once"),
        (RULE.format("(?>关注)"), r"invalid perl operator: \(\?>"),
        ("selectors = 'p'", "selectors: .p. is not of type .object."),
    ],
)
def test_bad_files_give_one_line_with_file_and_key(site: Site, content: str, message: str) -> None:
    site.write("a/source.toml", content)
    with pytest.raises(SourceError, match=f"^a/source.toml: .*{message}") as caught:
        load_source(site.raw, "a")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600


def test_rules_that_are_too_large_together_are_told() -> None:
    rules = [{"id": f"r{place}", "action": "keep", "pattern": rf"某{place}\pL{{25}}"} for place in range(40)]
    assert parse_source("a", {"line_rules": rules[:5]}).line_rules
    with pytest.raises(SourceError, match=r"^a/source\.toml: line_rules: together they are too large"):
        parse_source("a", {"line_rules": rules}, "a/source.toml")


def test_a_whole_number_may_have_a_point() -> None:
    assert repr(parse_source("a", {"buckets": 2.0}).buckets) == "2"


@given(st.text(max_size=80))
def test_any_content_is_read_or_refused(content: str) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "a").mkdir()
        (Path(directory) / "a/source.toml").write_bytes(content.encode("utf-8", "surrogatepass"))
        try:
            assert load_source(Path(directory), "a")[0].slug == "a"
        except SourceError as error:
            assert str(error).startswith("a/source.toml: ")


def test_pages_of_a_source_with_a_bad_file_wait_in_the_quarantine(site: Site) -> None:
    site.write("a/1.txt", notice("春耕"))
    site.write("b/1.txt", notice("秋收"))
    site.write("a/source.toml", "buckets = 'two'")
    report = site.run()
    assert report.problems == ['a/source.toml: buckets: "two" is not of type "integer"']
    assert report.quarantine_codes == {"bad_source": 1}
    assert load("documents", out=site.out)["source"].tolist() == ["b"]
    site.write("a/source.toml", "buckets = 2")
    assert site.run().run["document_count"] == 2
