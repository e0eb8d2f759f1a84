"""What scripts say: date, account, author."""

from flows.page.bylines.zones import Zones
from flows.page.lines import Line, Reading
from flows.page.metadata.scripts import author_claims, date_claims, source_claims

ZONES = Zones(title=0, body_first=2, body_last=3)


def page(facts: dict[str, str], *lines: str) -> Reading:
    texts = ("东岭大桥建成通车", *lines)
    return Reading([Line(i, text) for i, text in enumerate(texts)], "text/html", script_facts=facts)


def test_dates() -> None:
    assert [str(claim.value.date) for claim in date_claims(page({"date": "2024-03-05 10:20"}), None)] == ["2024-03-05"]
    assert date_claims(page({"date": "https://example.com"}), None) == []
    assert date_claims(page({}), None) == []


def test_an_account_that_a_line_shows() -> None:
    shown = page({"account": "江口散步集"}, "原创 林小川江口散步集")
    assert [(claim.value, claim.line_index) for claim in source_claims(shown, ZONES)] == [("江口散步集", 1)]
    assert [person.name for claim in author_claims(shown, ZONES) for person in claim.value] == ["林小川"]


def test_an_account_that_no_line_shows_is_another_s() -> None:
    assert source_claims(page({"account": "江口广告"}, "正文"), ZONES) == []


def test_the_author_in_the_data() -> None:
    claims = author_claims(page({"author": "何田"}, "正文"), ZONES)
    assert [person.name for person in claims[0].value] == ["何田"]
