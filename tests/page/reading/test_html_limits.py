"""Pages made to hang or crash a reader: refused, or read, in linear time."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.page.errors import PageError
from flows.page.limits import DEFAULT_LIMITS
from flows.page.reading.html import read_html

SECONDS = 3.0

REFUSED: dict[str, tuple[str, Callable[[int], str]]] = {
    "nested div": ("too_deep", lambda n: "<div>" * n + "x"),
    "nested div, closed": ("too_deep", lambda n: "<div>" * n + "x" + "</div>" * n),
    "nested div with p": ("too_deep", lambda n: "<div>" * n + "<p>x" * n),
    "nested lists": ("too_deep", lambda n: "<ul><li>x" * n),
    "nested unknown": ("too_deep", lambda n: "<x-y>" * n + "x"),
    "ends that do not reach": ("too_deep", lambda n: ("<i-i>" * 100 + "<p>x" + "</i-i>" * 100 + "</p>") * (n // 100)),
    "ends behind a table": ("too_deep", lambda n: ("<div>" * 100 + "<table><td>x" + "</div>" * 100) * (n // 100)),
    "formats left open": ("too_many_nodes", lambda n: "".join(f"<p><font c={i}>x" for i in range(n))),
    "formats in objects": (
        "too_many_nodes",
        lambda n: "".join(f"<p><font c={i}><object></font></object>x" for i in range(n)),
    ),
    "many nodes": ("too_many_nodes", lambda n: "<b>x</b>" * n * 4),
    "many lines": ("too_many_lines", lambda n: "<p>x" * (n + 1)),
}
READ: dict[str, Callable[[int], str]] = {
    "many paragraphs": lambda n: "<p>x</p>" * n,
    "attributes": lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + ">x",
    "attributes of many html tags": lambda n: "".join(f"<html a{i}=1>" for i in range(n)) + "x",
    "attributes of many body tags": lambda n: "".join(f"<BODY a{i}=1 b{i}=1>x" for i in range(n)),
    "attributes of a few body tags": lambda n: (
        "".join("<body " + " ".join(f"a{i}x{k}" for k in range(400)) + ">" for i in range(n // 400)) + "x"
    ),
    "attributes of html and body": lambda n: "".join(f"<html/a{i}><body\na{i}>x" for i in range(n)),
    "attributes with angle brackets": lambda n: "<p " + " ".join(f"a{i}='<>'" for i in range(n)) + ">x",
    "attributes with ends": lambda n: "<p " + " ".join(f'a{i}=">"' for i in range(n)) + ">x",
    "one attribute over and over": lambda n: "<p " + "a=1 " * n + ">x",
    "entities": lambda n: "&amp;&copy;" * n,
    "angle brackets": lambda n: "x" + "<" * n,
    "tags never ended": lambda n: "x<a " * n,
    "quotes never ended": lambda n: "x<a b='" * n + ">",
    "comments never ended": lambda n: "x" + "<!-- " * n,
    "white space": lambda n: "<p>x" + " \n" * n + "y",
    "white space between tags": lambda n: "<span> x </span>\n" * (n // 2),
    "hidden spans": lambda n: "x<span hidden>y</span>" * (n // 4),
    "long style": lambda n: "<p style='" + "display:block;" * n + "'>x",
    "long class": lambda n: "<p class='" + "ab " * n + "'>x",
    "zero bytes": lambda n: "<p>x" + "\x00" * n,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REFUSED)
def test_hostile_pages_are_refused_with_their_code(name: str) -> None:
    code, make = REFUSED[name]
    page = make(100_000)
    start = time.process_time()
    with pytest.raises(PageError) as raised:
        read_html(page)
    assert raised.value.code == code
    assert time.process_time() - start < SECONDS


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_large_pages_are_read_in_linear_time(name: str) -> None:
    page = READ[name](100_000)
    start = time.process_time()
    reading = read_html(page)
    assert any(line.text.startswith(("x", "&")) for line in reading.lines)
    assert time.process_time() - start < SECONDS


def test_limits_are_those_given() -> None:
    page = "<p>一</p>" * 20
    for field, code in (("max_lines", "too_many_lines"), ("max_nodes", "too_many_nodes"), ("max_depth", "too_deep")):
        with pytest.raises(PageError) as raised:
            read_html(page, limits=replace(DEFAULT_LIMITS, **{field: 2}))
        assert raised.value.code == code
    with pytest.raises(PageError, match="50 characters"):
        read_html("<p>" + "一" * 50, limits=replace(DEFAULT_LIMITS, max_line_chars=49))


def test_ordinary_large_pages_are_not_refused() -> None:
    """30,000 tags with the usual faults: formats and spans left open, ends that match nothing."""
    block = "<div><p><font color=red>一<b>二</p><span>三<li>四</b></i></div>"
    assert len(read_html(block * 3000).lines) == 3000 * 3


def test_attributes_over_the_limit_are_ignored() -> None:
    many = " ".join(f"a{i}=1" for i in range(30_000))
    reading = read_html(f"<p class=kept {many} id=lost>一</p><p id=after>二")
    assert [reading.elements[line.element].tokens for line in reading.lines] == ["kept", "after"]
