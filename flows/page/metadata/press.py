"""Claims by the habits of the press: datelines, names and media alone on a line."""

import re

from flows.page.bylines.dates import find_date
from flows.page.bylines.free import name_and_medium
from flows.page.bylines.people import is_name, read_people
from flows.page.bylines.reporters import read_reporters
from flows.page.bylines.values import clean_source
from flows.page.bylines.vocabulary import is_medium
from flows.page.bylines.zones import Zones
from flows.page.lines import Line
from flows.page.metadata.claims import Claim, LineClaims
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import phrase

_REPORTER_HINT = r"{reporters}|{report_endings}|讯\s?\("
_REPORTER_CHARACTERS = re.compile("[者员員生人道导導访訪稿电電影讯訊]")
"""Each line with such a hint contains one of these, in either script."""
_LONE_NAME_CHARS = 40
_LONE_NAME = re.compile(r"[□◇◎○●■▲△◆☆★◊]?[\s㐀-鿿·、,，/／A-Za-z\d_()（）]{1,38}[^摄攝图圖\W]")
"""The shape of a line that may be a name; a photographer's ends otherwise."""
_SIGNED_BY = r"^[□◇◎○●■▲△◆☆★◊]\s*(?:文\s*[/／]?\s*)?(?P<names>[㐀-鿿·\s、]{2,30})$"
_POSTED = r"^{posting}于?\s?\d"


def read_press(claims: LineClaims, lines: list[Line], position: int, zones: Zones) -> None:
    """Datelines, reporters' lines, a medium or a name alone beside the date."""
    line = lines[position]
    text = line.text.strip()
    if (
        _REPORTER_CHARACTERS.search(text, 0, 120)
        and phrase(_REPORTER_HINT).search(fold_in_place(text[:120]))
        and (people := read_reporters(text))
    ):
        claims.authors.append(Claim(people, 3.0, "line:reporter", line.index, text))
    bare = text.strip("*·• \u3000\xa0()（）【】[]")
    if not zones.title < position < zones.body_first or not 2 <= len(bare) <= _LONE_NAME_CHARS or line.link_chars:
        return
    before = lines[position - 1].text
    if (
        len(bare) <= 12
        and len(before) <= 40
        and is_medium(fold_in_place(bare))
        and not is_name(bare)
        and find_date(before)
    ):
        if source := clean_source(bare):
            claims.sources.append(Claim(source, 4.0, "line:after_date", line.index, text))
    elif bare == text and position <= zones.title + 4 and _LONE_NAME.fullmatch(text):
        if pair := name_and_medium(text, fold_in_place(text)):
            claims.authors.append(Claim(pair[0], 2.4, "line:slash", line.index, text))
            claims.sources.append(Claim(pair[1], 2.4, "line:slash", line.index, text))
            return
        _read_lone_name(claims, lines, position, zones)


def _read_lone_name(claims: LineClaims, lines: list[Line], position: int, zones: Zones) -> None:
    """A line under the title that is a name: "□ 某某", "某局局长 某某", "某某" before the date, a poster's nickname."""
    line = lines[position]
    text = line.text.strip()
    signed = phrase(_SIGNED_BY).match(text)
    below = [following.text.strip()[:60] for following in lines[position + 1 : position + 3]]
    is_dated = position == zones.title + 1 and any(find_date(following) for following in below)
    is_posted = bool(below and phrase(_POSTED).match(fold_in_place(below[0])))
    if not (signed or is_dated or is_posted or " " in text or "\u3000" in text or len(text) >= 6):
        return
    people = read_people(signed["names"] if signed else text)
    are_names = bool(people) and all(is_name(person.name) for person in people)
    if are_names and (signed or all(person.post for person in people)):
        claims.authors.append(Claim(people, 1.9, "line:signed", line.index, text))
    elif is_posted and len(people) == 1:
        claims.authors.append(Claim(people, 3.5, "line:posted", line.index, text))
    elif are_names and is_dated:
        claims.authors.append(Claim(people, 3.6, "line:name", line.index, text))
