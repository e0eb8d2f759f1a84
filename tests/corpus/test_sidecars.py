"""PAGE.meta.json, good and bad."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sites import Site, notice

from flows.corpus.sidecars import Sidecar, parse_sidecar
from flows.dataset import load
from flows.page.errors import PageError

pytest_plugins = ["site_fixtures"]

NOON = datetime(2023, 5, 6, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2023-05-06T12:00:00+08:00", NOON),
        ("2023-05-06T04:00:00Z", NOON),
        ("2023-05-06 04:00:00", NOON),
        ("2023-05-06T04:00", NOON),
    ],
)
def test_moments(text: str, moment: datetime) -> None:
    assert parse_sidecar(json.dumps({"fetched_at": text}).encode()).fetched_at == moment


def test_all_keys_and_others() -> None:
    raw: dict[str, object] = {
        "url": "https://a.example.cn/1",
        "charset": "gbk",
        "fetched_at": None,
        "status": 200,
        "headers": {},
    }
    assert parse_sidecar(json.dumps(raw).encode("utf-8-sig")) == Sidecar("https://a.example.cn/1", None, "gbk")


def test_half_characters_of_what_else_a_crawler_knew_cost_nothing() -> None:
    content = b'{"url": "https://a.example.cn/1", "title": "\\ud83d", "\\udc00": ["\\ud83d\\ude00"]}'
    assert parse_sidecar(content) == Sidecar("https://a.example.cn/1")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 60_000, "not JSON"),
        (b"[]", 'is not of type "object"'),
        (b'{"url": 1}', "url: "),
        (b'{"url": "javascript:alert(1)"}', "with http:// or https://"),
        (b'{"url": "../../etc/passwd"}', "url: "),
        (b'{"url": "https://a.cn/\\n"}', "url: "),
        (b'{"charset": "../x"}', "charset: "),
        (b'{"fetched_at": "yesterday"}', "fetched_at: "),
        (b'{"fetched_at": "2023-05-06"}', "fetched_at: "),
        (b'{"fetched_at": "0001-01-01T00:00:00+08:00"}', "fetched_at: "),
        (b" " * 70_000, "over 65,536 bytes"),
        (b'{"url": NaN}', "url: "),
    ],
)
def test_bad_sidecars(content: bytes, message: str) -> None:
    with pytest.raises(PageError) as caught:
        parse_sidecar(content)
    assert caught.value.code == "bad_sidecar"
    assert message in caught.value.message
    assert "\n" not in caught.value.message


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.text() | st.floats(), st.lists).map(lambda raw: json.dumps(raw).encode())
)
def test_any_content_is_read_or_refused(content: bytes) -> None:
    try:
        assert isinstance(parse_sidecar(content), Sidecar)
    except PageError as error:
        assert error.code == "bad_sidecar"


def test_page_with_a_bad_sidecar_is_quarantined(site: Site) -> None:
    site.write("a/1.txt", notice("春耕"))
    site.write("a/1.txt.meta.json", '{"url": "../1"}')
    site.write("a/2.txt", notice("秋收"))
    assert site.run().quarantine_codes == {"bad_sidecar": 1}
    assert load("documents", out=site.out)["raw_path"].tolist() == ["2.txt"]
