"""Claims from footers: filing numbers, addresses, who holds the copyright."""

from flows.page.bylines.byline import MAX_BYLINE_CHARS, read_publisher
from flows.page.bylines.vocabulary import keeps_rights
from flows.page.bylines.zones import OTHER_TEXTS, Zones
from flows.page.lines import Label, Line
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.metadata.identifiers import find_emails, find_icp, find_police
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase

NUMBER_SIGNS = ("@", "ICP", "icp", "Icp", "备", "備", "权", "權")
"""Signs and characters of which a line must hold one to be worth `read_numbers`."""
COPYRIGHT_RANK = 2.5
"""Of a claim on the publisher."""
_HOLDER_BEFORE = r"(?P<who>[㐀-鿿a-z0-9.]{2,24})\s?{rights_labels}"
_BEFORE_HOLDER = (
    r"^(?:\s|[©?]|\(c\)|copyright|(?:19|20)\d\d(?:\s?[-—–~至]\s?(?:19|20)\d\d)?年?)*{own_sites}?{own_matter}?[由归]?"
)
_BEHIND_HOLDER = r"\s*(?:copyright|©).*$"


def read_numbers(claims: LineClaims, line: Line, label: Label, zones: Zones) -> None:
    """Filing numbers and addresses, which may stand anywhere."""
    text = line.text
    if ("ICP" in text or "icp" in text or "Icp" in text) and (number := find_icp(text[:2000])):
        is_filing = "备" in number or "備" in number
        claims.icp.append(Claim(number, 0.0 if is_filing else 1.0, "line:number", line.index, text))
    if ("备" in text or "備" in text) and (number := find_police(text[:2000])):
        claims.police.append(Claim(number, 0.0, "line:number", line.index, text))
    if "@" in text and label.category not in OTHER_TEXTS and not _is_of_reader(line, zones):
        claims.emails.extend(Claim(found, 0.0, "line:address", line.index, text) for found in find_emails(text[:5000]))
    is_footer = label.category in ("copyright", "icp")
    if is_footer and len(text) <= MAX_BYLINE_CHARS and phrase(r"{rights_labels}").search(fold_in_place(text)):
        claims.copyright_lines.append(line)


def _is_of_reader(line: Line, zones: Zones) -> bool:
    """Whether a mail address is that of the user who was logged in: above the title, without a word that says whose it
    is."""
    if line.index >= zones.title:
        return False
    return phrase(r"{reaching}|{offices}").search(fold_in_place(line.text[:MAX_BYLINE_CHARS])) is None


def copyright_claims(lines: list[Line]) -> list[Claim[str]]:
    """The publishers that the copyright lines of the footer name."""
    found = [(_copyright_holder(line.text), line) for line in lines]
    return [Claim(who, COPYRIGHT_RANK, "line:copyright", line.index, line.text) for who, line in found if who]


def _copyright_holder(text: str) -> str | None:
    """The site in "版权所有：某某杂志社" or "某某网 版权所有"."""
    for read in (read_publisher, _name_before):
        name = _bare_name(read(text) or "")
        if 3 <= len(name) <= 30 and not keeps_rights(fold_in_place(name)):
            return name
    return None


def _bare_name(text: str) -> str:
    """A holder's name without the signs and years before it and the words of the law around it."""
    folded = fold_in_place(text)
    behind = phrase(_BEHIND_HOLDER).search(folded)
    before = phrase(_BEFORE_HOLDER).match(folded)
    end = behind.start() if behind and behind.start() else len(text)
    return text[before.end() if before else 0 : end].strip()


def _name_before(text: str) -> str | None:
    before = phrase(_HOLDER_BEFORE).search(fold_in_place(text))
    return text[slice(*before.span("who"))] if before else None
