"""What a source looks like, and the warning when it looks otherwise."""

from sites import Site

from flows.dataset import read_arrow
from flows.report.run_report import run_markdown

pytest_plugins = ["site_fixtures"]
SOURCE = """[selectors]
content = ["div.text"]
drop = ["div.rank"]
[[line_rules]]
id = "hint"
pattern = "^本文刊于"
action = "remove"
"""
SENTENCES = "各单位要结合实际，把第{0}号工作放在心上，主要负责人亲自安排，分管负责人具体落实，确保各项任务按时完成。"


def old_page(number: int) -> str:
    return (
        f"<html><title>第{number}号通知的标题</title><body><h1>第{number}号通知的标题</h1>"
        "<p>2023-05-06 来源：云河日报</p>"
        f"<div class='text'><p>{SENTENCES.format(number)}</p><p>{SENTENCES.format(number + 500)}</p></div>"
        "<div class='rank'><p>热榜第一条</p></div><p>本文刊于云河</p></body></html>"
    )


def new_page(number: int) -> str:
    """After the site was redesigned: no date, no source, other classes."""
    return (
        f"<html><title>第{number}号通知的标题</title><body><h1>第{number}号通知的标题</h1>"
        f"<section><p>{SENTENCES.format(number)}</p><p>{SENTENCES.format(number + 500)}</p></section></body></html>"
    )


def old_site(site: Site) -> None:
    site.write("yunhe/source.toml", SOURCE)
    for number in range(30):
        site.write(f"yunhe/old{number}.html", old_page(number))


def test_shares_are_recorded_with_the_run(site: Site) -> None:
    old_site(site)
    report = site.run()
    assert not report.problems
    (profile,) = read_arrow("runs", out=site.out).to_pylist()[0]["source_profiles"]
    counts = [profile[f"{name}_count"] for name in ("title", "date", "content_source", "body")]
    assert counts == [30, 30, 30, 30]
    assert profile["template_line_count"] >= 0
    assert "| yunhe | 100% | 100% | 100% | 100% |" in run_markdown(report, site.out)


def test_a_redesigned_site_is_told(site: Site) -> None:
    old_site(site)
    site.run()
    for number in range(25):
        site.write(f"yunhe/new{number}.html", new_page(number + 100))
    problems = site.run().problems
    assert "yunhe: 0% of 25 new documents have a date, before 100% of 30" in problems
    assert "yunhe: 0% of 25 new documents have a source named (来源), before 100% of 30" in problems
    told = [line for line in problems if "source.toml" in line]
    assert [line.split(": ")[1].split(" matches")[0] for line in told] == [
        "selectors.content",
        "selectors.drop 'div.rank'",
        "line_rules 'hint'",
    ]
    assert not site.run().problems


def test_a_selector_that_matches_nothing_is_told_when_it_is_new(site: Site) -> None:
    old_site(site)
    site.run()
    site.write("yunhe/source.toml", SOURCE.replace("div.rank", "div.ranking"))
    assert site.run().problems == ["yunhe/source.toml: selectors.drop 'div.ranking' matches on none of 30 documents"]


def test_few_documents_say_nothing(site: Site) -> None:
    old_site(site)
    site.run()
    for number in range(2):
        site.write(f"yunhe/new{number}.html", new_page(number + 100))
    assert not site.run().problems
