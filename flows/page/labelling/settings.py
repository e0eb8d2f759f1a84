"""The settings of lines: what the elements and the lines around each of them say."""

from bisect import bisect_left
from itertools import accumulate, repeat

from flows.page.labelling.answers import LinkRun, Picture, Place, Tag, Tokens
from flows.page.labelling.containers import Containers
from flows.page.labelling.layout import Layout
from flows.page.labelling.questions import RULED, RULED_ANSWERS, Setting
from flows.page.labelling.wording import Wording, prose_chars
from flows.page.lines import Line, Reading

_TAGS = {
    "p": Tag.PARAGRAPH, "div": Tag.DIV,
    **dict.fromkeys(("td", "th"), Tag.CELL), **dict.fromkeys(("li", "dt", "dd"), Tag.ITEM),
    **dict.fromkeys(("h1", "h2"), Tag.UPPER_HEADING), **dict.fromkeys(("h3", "h4", "h5", "h6"), Tag.LOWER_HEADING),
    **dict.fromkeys(
        ("option", "button", "select", "textarea", "form", "label", "legend", "fieldset", "a"), Tag.CONTROL
    ),
    **dict.fromkeys(("pre", "blockquote", "article", "section", "main"), Tag.QUOTE),
}  # fmt: skip
_COMPANY_SHARES = (0.0001, 0.3, 0.6, 0.85)
COMPANY_LINES = 5
_RUN_SIZES = (0, 2, 5, 12)
LIST_ITEM_CHARS = 40


def describe_text(weighed: list[Line], layout: Layout, wordings: list[Wording]) -> list[Setting]:
    """The settings of lines of plain text: markup says nothing. wordings: of every line."""
    companies = _companies(weighed, wordings, layout.prose)
    first, last = layout.article.first, layout.article.last
    return [
        Setting(
            tag=Tag.OTHER,
            bold=0,
            near_tokens=Tokens.NONE,
            far_tokens=Tokens.NONE,
            place=_place_in_text(line.index, first, last),
            branch=0,
            cards=0,
            parent_links=0,
            parent_mass=0,
            image=Picture.NO,
            link_run=LinkRun.NO_LINK,
            hidden=0,
            ruled=0,
            company=companies[line.index][0],
            list_run=companies[line.index][1],
            blank_before=1 + min(3, line.blank_before),
        )
        for line in weighed
    ]


def _place_in_text(index: int, first: int, last: int) -> Place:
    if index < first:
        return Place.NEAR_ABOVE if first - index <= COMPANY_LINES else Place.FAR_ABOVE
    if index <= last:
        return Place.INSIDE
    return Place.NEAR_BELOW if index - last <= COMPANY_LINES else Place.FAR_BELOW


def _companies(weighed: list[Line], wordings: list[Wording], prose: dict[int, int]) -> dict[int, tuple[int, int]]:
    """company and list_run of the `weighed` lines, by index. wordings: of every line."""
    count = len(wordings)
    sizes = [len(wording.text) for wording in wordings]
    chars = [0, *accumulate(sizes)]
    sentences = [0, *accumulate(map(prose.get, range(count), repeat(0)))]
    runs = _list_runs(wordings, prose)
    answers = {}
    for line in weighed:
        index = line.index
        first, last = max(0, index - COMPANY_LINES), min(count, index + COMPANY_LINES + 1)
        around = chars[last] - chars[first] - sizes[index]
        share = (sentences[last] - sentences[first] - prose.get(index, 0)) / (around or 1)
        answers[index] = bisect_left(_COMPANY_SHARES, share), bisect_left(_RUN_SIZES, runs[index])
    return answers


def _list_runs(wordings: list[Wording], prose: dict[int, int]) -> list[int]:
    """Of every line: how many short lines without a full stop stand in a row with it; 0 if it is none."""
    runs: list[int] = []
    run = 0
    for index, wording in enumerate(wordings):
        text = wording.text
        if text and len(text) <= LIST_ITEM_CHARS and text[-1] not in "。!?:;" and index not in prose:
            run += 1
            continue
        runs += [run] * run
        runs.append(0)
        run = 0
    return runs + [run] * run


def describe_html(
    reading: Reading, weighed: list[Line], words: list[Wording], layout: Layout, wordings: list[Wording]
) -> list[Setting]:
    """The settings of lines of HTML. words: of `weighed`. wordings: of every line."""
    companies = _companies(weighed, wordings, layout.prose)
    describe = Containers(reading.elements, layout.sums, layout.article).describe
    pictured = {image.before_line for image in reading.images}
    runs = _link_runs(reading.lines, weighed)
    settings: list[Setting] = []
    for line, wording in zip(weighed, words, strict=True):
        near, far, place, branch, cards, links, mass = describe(line)
        company, list_run = companies[line.index]
        settings.append(
            Setting(
                tag=_TAGS.get(line.tag, Tag.OTHER),
                bold=int(line.bold_chars > 0 and line.bold_chars * 10 >= len(line.text) * 9),
                near_tokens=near,
                far_tokens=far,
                place=place,
                branch=branch,
                cards=cards,
                parent_links=links,
                parent_mass=mass,
                image=_picture(wording) if line.index in pictured else Picture.NO,
                link_run=runs[line.index] if line.link_chars else LinkRun.NO_LINK,
                hidden=int(line.is_hidden),
                ruled=RULED_ANSWERS.get(wording.always.category, len(RULED) + 1) if wording.always else 0,
                company=company,
                list_run=list_run,
                blank_before=0,
            )
        )
    return settings


def _picture(wording: Wording) -> Picture:
    return Picture.SENTENCE if prose_chars(wording.text) else Picture.SHORT


def _link_runs(lines: list[Line], weighed: list[Line]) -> dict[int, LinkRun]:
    """Of the `weighed` lines that have links: how many lines of links stand in a row with them."""
    runs: dict[int, LinkRun] = {}
    for line in weighed:
        if not line.link_chars or line.index in runs:
            continue
        first = last = line.index
        if not is_link(line):
            runs[first] = LinkRun.NO_LINK
            continue
        while first and is_link(lines[first - 1]):
            first -= 1
        while last + 1 < len(lines) and is_link(lines[last + 1]):
            last += 1
        size = last - first + 1
        answer = LinkRun.FEW if size < 3 else LinkRun.SOME if size < 6 else LinkRun.MANY
        runs.update(dict.fromkeys(range(first, last + 1), answer))
    return runs


def is_link(line: Line) -> bool:
    """Whether a line is links and nothing else."""
    return line.link_chars * 10 >= len(line.text) * 9
