"""A page out of its packing: gzip and its like, saved answers, MHTML, lines of JSON, and what is none."""

import gzip
import json

import brotli
import pytest
import sample_containers as made

from flows.corpus.containers.limits import MAX_LAYERS
from flows.corpus.containers.unpacking import unpack
from flows.page.errors import PageError

PAGE = made.page("灯塔")
MOST = 20_000_000


def open_file(raw: bytes, name: str = "a.html") -> bytes:
    return unpack(raw, name, "", {}, MOST)[0]


def refusal(raw: bytes, name: str = "a.html", kind: str = "", most: int = MOST) -> tuple[str, str]:
    with pytest.raises(PageError) as caught:
        unpack(raw, name, kind, {}, most)
    return caught.value.code, caught.value.message


def test_a_page_without_packing_stays_as_it_is() -> None:
    for raw in (PAGE, b"", "HTTP 协议入门".encode(), "From: 甲\n\n正文".encode(), b"\x00\x01"):
        assert open_file(raw) == raw


def test_packings() -> None:
    for raw in (gzip.compress(PAGE), made.zstd(PAGE), gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:])):
        assert open_file(raw) == PAGE
    assert open_file(brotli.compress(PAGE), "a.html.br") == PAGE
    assert open_file(gzip.compress(made.response(gzip.compress(PAGE), more="Content-Encoding: gzip\r\n"))) == PAGE


@pytest.mark.parametrize("pack", [gzip.compress, made.zstd, brotli.compress])
def test_a_packing_that_ends_early_is_damaged(pack: object) -> None:
    assert callable(pack)
    code, message = refusal(pack(PAGE)[:-20], "a.html.br")
    assert code == "damaged" and "ends within its" in message


@pytest.mark.parametrize("pack", [gzip.compress, made.zstd, brotli.compress])
def test_a_bomb_is_too_large(pack: object) -> None:
    assert callable(pack)
    bomb = pack(b" " * 30_000_000)
    assert refusal(bomb, "a.html.br") == ("too_large", "unpacks to over 20,000,000 bytes")
    assert refusal(made.response(bomb, more="Content-Encoding: gzip, br, zstd\r\n"))[0] in ("too_large", "damaged")


def test_layers_are_bounded() -> None:
    raw = PAGE
    for _ in range(MAX_LAYERS + 1):
        raw = gzip.compress(raw)
    assert refusal(raw) == ("not_text", f"packed more than {MAX_LAYERS} times")


def test_a_saved_answer_says_charset_and_date() -> None:
    raw, said = unpack(made.response(made.page("海塘", "gbk"), "text/html; charset=gbk"), "a", "", {}, MOST)
    assert raw == made.page("海塘", "gbk")
    assert (said.known.charset, str(said.known.fetched_at)) == ("gbk", "2024-03-12 01:30:00+00:00")


def test_answers_that_are_no_pages() -> None:
    assert refusal(made.response(b"x", state="404 Not Found")) == ("not_a_page", "an answer with the state 404")
    assert refusal(made.response(b"x", "image/png")) == ("not_a_page", "image/png; not a page")
    assert refusal(b"HTTP/1.1 200 OK\r\nA: b")[0] == "damaged"


def test_chunks_are_joined_and_left_alone_where_they_are_joined_already() -> None:
    more = "Transfer-Encoding: chunked\r\n"
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:100], PAGE[100:]))
    assert open_file(made.response(chunks + b"0\r\n\r\n", more=more)) == PAGE
    assert open_file(made.response(PAGE, more=more)) == PAGE


def test_a_page_whose_encoding_was_undone_already_stays() -> None:
    for name in ("gzip", "br", "zstd", "deflate"):
        assert open_file(made.response(PAGE, more=f"Content-Encoding: {name}\r\n")) == PAGE


def test_mhtml_names_its_pictures() -> None:
    raw, said = unpack(made.mhtml(), "a.mhtml", "", {}, MOST)
    assert f'src="{made.SITE}/tide.png"'.encode() in raw and b"cid:" not in raw
    assert (said.known.url, said.known.charset) == (f"{made.SITE}/tide.html", "utf-8")
    assert refusal(made.mhtml().replace(b"text/html", b"image/gif"))[0] == "not_a_page"


def test_feeds_are_named() -> None:
    for root in ("rss", "feed", "urlset", "sitemapindex", "rdf:RDF"):
        raw = f'\ufeff<?xml version="1.0"?>\n<!-- x -->\n<{root} version="2.0"></{root}>'.encode()
        assert refusal(raw) == ("not_a_page", "a feed or site map, not a page")
    assert open_file(b'<?xml version="1.0"?><html></html>')


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode()


def test_lines_of_json() -> None:
    raw, said = unpack(
        line(link="https://a.example/1", content="<p>一</p>", timestamp=1710207000123), "", "jsonl", {}, 9
    )
    assert raw == "<p>一</p>".encode()
    assert (said.known.url, str(said.known.fetched_at)[:19]) == ("https://a.example/1", "2024-03-12 01:30:00")
    names = {"html": "response.body", "url": "u"}
    raw, said = unpack(line(response={"body": "二"}, html="一", u="https://a.example/2"), "", "jsonl", names, 9)
    assert (raw.decode(), said.known.url) == ("二", "https://a.example/2")


def test_a_title_beside_the_text_stands_above_it() -> None:
    assert unpack(line(title="题", text="文"), "", "jsonl", {}, 9)[0].decode() == "题\n\n文"
    assert unpack(line(title="题", text="题\n文"), "", "jsonl", {}, 9)[0].decode() == "题\n文"
    assert (
        unpack(line(title="<题>", html="<p>文"), "", "jsonl", {}, 9)[0].decode() == "<title>&lt;题&gt;</title>\n<p>文"
    )


def test_what_a_line_says_wrongly_is_left_out() -> None:
    said = unpack(line(text="文", url="ftp:x", fetched_at="gestern", charset="{}"), "", "jsonl", {}, 9)[1]
    assert (said.known.url, said.known.fetched_at, said.known.charset) == (None, None, None)


def test_lines_that_hold_no_page() -> None:
    assert refusal(b"[1]", kind="jsonl") == ("not_a_page", "a line of JSON that holds list, no object with fields")
    assert refusal(b'{"a": 1}', kind="jsonl")[0] == "not_a_page"
    for raw in (b"{", b"\xff", b"[" * 100_000):
        assert refusal(raw, kind="jsonl")[0] == "damaged"


@pytest.mark.parametrize(
    "field",
    [
        f'"fetched_at": {10**400}',
        f'"fetched_at": -{10**400}',
        f'"fetched_at": {"9" * 5_000}',
        '"fetched_at": NaN',
        '"fetched_at": Infinity',
        '"fetched_at": [[]]',
        f'"other": {"9" * 5_000}',
        '"other": "\\ud83d"',
        '"other": "\x07"',
        '"url": "https://example.org/\\ud83d"',
        '"charset": {"a": 1}',
    ],
)
def test_a_field_of_a_line_that_cannot_be_read_does_not_cost_the_page(field: str) -> None:
    raw = f'{{{field}, "html": "<p>灯塔\\ud83d</p>"}}'
    page, said = unpack(raw.encode(), "a.jsonl#000001", "jsonl", {}, MOST)
    assert page.decode() == "<p>灯塔\ufffd</p>"
    assert said.known.fetched_at is None


@pytest.mark.parametrize("html", [["<p>"], {"a": 1}, 7, " ", True])
def test_a_page_in_another_field_is_used_where_the_first_holds_none(html: object) -> None:
    line = json.dumps({"html": html, "text": "灯塔"})
    assert unpack(line.encode(), "a.jsonl#000001", "jsonl", {}, MOST)[0].decode() == "灯塔"
