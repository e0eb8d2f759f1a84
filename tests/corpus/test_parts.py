"""Files that are pages of one article."""

import pytest
from sites import Site, notice, snapshot

from flows.corpus.parts import link_parts
from flows.dataset import read_arrow
from flows.page.rows import doc_id

pytest_plugins = ["site_fixtures"]


@pytest.mark.parametrize(
    ("paths", "chain"),
    [
        (["a.html", "a_2.html", "a_3.html"], ["a.html", "a_2.html", "a_3.html"]),
        (["a.html", "a_1.html", "a_2.html"], ["a.html", "a_1.html", "a_2.html"]),
        (["x/a-1.txt", "x/a-2.txt"], ["x/a-1.txt", "x/a-2.txt"]),
        (["a.html", "a_2.html", "a_4.html"], ["a.html", "a_2.html"]),
        (["a", "a_2"], ["a", "a_2"]),
        (["a.html", "a_3.html"], []),
        (["a.html", "b_2.html", "a_2.htm"], []),
        (["a_2.html", "a_3.html"], []),
        (["a.html", "a_02.html"], []),
        (["1.html", "2.html"], []),
    ],
)
def test_names(paths: list[str], chain: list[str]) -> None:
    parts = link_parts("s", paths)
    assert {path: part.number for path, part in parts.items()} == {path: place for place, path in enumerate(chain, 1)}
    assert {part.part_of for part in parts.values()} <= {doc_id("s", path) for path in chain[:1]}


def found(site: Site) -> dict[str, tuple[str | None, int | None]]:
    rows = read_arrow("documents", columns=["raw_path", "doc_id", "part_of", "part_number"], out=site.out).to_pylist()
    names = {row["doc_id"]: row["raw_path"] for row in rows}
    return {row["raw_path"]: (names.get(row["part_of"]), row["part_number"]) for row in rows}


def article(topic: str, pager: str) -> str:
    return f"{notice(topic)}\n{pager}\n"


def test_pages_are_linked_when_they_show_it(site: Site) -> None:
    site.write("yunhe/a.txt", article("春耕", "1 2 3 下一页"))
    site.write("yunhe/a_2.txt", article("防汛", "上一页 1 2 3 下一页"))
    site.write("yunhe/a_3.txt", article("秋收", "第3页 共3页"))
    site.write("yunhe/b_1.txt", notice("冬储"))
    site.write("yunhe/b_2.txt", notice("消防"))
    site.write("yunhe/c.txt", article("灌溉", "第1页 共2页"))
    site.write("yunhe/c_2.txt", article("育苗", "第7页 共9页"))
    site.run()
    assert found(site) == {
        "a.txt": ("a.txt", 1),
        "a_2.txt": ("a.txt", 2),
        "a_3.txt": ("a.txt", 3),
        "b_1.txt": (None, None),
        "b_2.txt": (None, None),
        "c.txt": ("c.txt", 1),
        "c_2.txt": (None, None),
    }


def test_pages_that_come_and_go_change_the_others(site: Site) -> None:
    site.write("yunhe/a.txt", article("春耕", "1 2 下一页"))
    site.write("yunhe/z.txt", notice("消防"))
    site.run()
    assert found(site)["a.txt"] == (None, None)
    second = site.write("yunhe/a_2.txt", article("防汛", "上一页 1 2"))
    report = site.run()
    assert (report.run["new_count"], report.run["changed_count"], report.run["unchanged_count"]) == (1, 1, 1)
    assert found(site)["a.txt"] == ("a.txt", 1)
    assert snapshot(site.out) == site.rebuilt()
    assert site.run().run["status"] == "unchanged"
    second.unlink()
    site.run()
    assert found(site)["a.txt"] == (None, None)
    assert snapshot(site.out) == site.rebuilt()


def test_pages_of_a_list_are_no_article(site: Site) -> None:
    for number, name in enumerate(("index.html", "index_1.html"), 1):
        entries = "".join(
            f"<li><a href='/{number}/{entry}.html'>云河县第{entry}次会议的消息{number}</a> 2023-05-{entry + 10}</li>"
            for entry in range(12)
        )
        pager = "<div class='pager'><a href='index.html'>1</a> <a href='index_1.html'>2</a> <a>下一页</a></div>"
        site.write(f"yunhe/{name}", f"<html><title>要闻</title><body><ul>{entries}</ul>{pager}</body></html>")
    site.run()
    assert set(found(site).values()) == {(None, None)}
