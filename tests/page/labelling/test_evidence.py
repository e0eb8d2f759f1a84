"""What is said of lines: positions, settings, gaps."""

from flows.page.labelling.answers import Gap, LinkRun, Links, Picture, Place, Repeated, Tag, TitleDistance, Zone
from flows.page.labelling.evidence import Evidence
from flows.page.labelling.label import examine
from flows.page.labelling.questions import GROUPS, Position, Setting
from flows.page.labelling.weights import load_weights, score_lines
from flows.page.lines import Reading
from flows.page.reading.html import read_html
from flows.page.reading.plaintext import read_text
from flows.page.title.choose import choose_title

TITLE = "柳溪镇三座石桥先后修好"
SENTENCES = [f"柳溪镇第{n}座石桥修好以后，两岸的人来往方便多了，镇上的人都说好。" for n in "一二三四"]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = (
    f"<title>{TITLE}</title><div>今天</div><h1>{TITLE}</h1><div>2024-03-05 来源：柳溪日报</div>"
    f"<div id=here>{BODY}<img src=/1.jpg><p><b>桥边</b></p></div>"
    '<div>责任编辑：山下人</div><div><a href="/1">北坡村的柿子红了，满山都是看柿子的人和车子啊</a></div><div>今天</div>'
)


def described(reading: Reading) -> dict[str, tuple[Position, Setting, Gap]]:
    evidence = gathered(reading)
    rows = zip(evidence.indexes, evidence.positions, evidence.settings, evidence.gaps, strict=True)
    return {reading.lines[index].text: (position, setting, gap) for index, position, setting, gap in rows}


def gathered(reading: Reading) -> Evidence:
    return examine(reading, choose_title(reading), None)[2]


def test_positions() -> None:
    lines = described(read_html(PAGE))
    first, link, label = (
        lines[SENTENCES[0]][0],
        lines["北坡村的柿子红了，满山都是看柿子的人和车子啊"][0],
        lines["今天"][0],
    )
    assert (first.title_distance, first.zone) == (TitleDistance.NEXT, Zone.TITLED_MIDDLE)
    assert (first.links, link.links) == (Links.NONE, Links.ALL_SHORT)
    assert link.zone == Zone.TITLED_END
    assert (first.ends_before, first.ends_after, link.ends_before, link.ends_after) == (0, 1, 1, 0)
    assert (first.repeated, label.repeated) == (Repeated.NO, Repeated.SHORT)


def test_settings() -> None:
    lines = described(read_html(PAGE))
    first, bold, link = (
        lines[SENTENCES[0]][1],
        lines["桥边"][1],
        lines["北坡村的柿子红了，满山都是看柿子的人和车子啊"][1],
    )
    assert (first.tag, first.place, first.bold, first.image) == (Tag.PARAGRAPH, Place.INSIDE, 0, Picture.NO)
    assert (bold.bold, bold.image) == (1, Picture.SHORT)
    assert (link.tag, link.place, link.link_run) == (Tag.DIV, Place.NEAR_BELOW, LinkRun.FEW)


def test_gaps() -> None:
    lines = described(read_html(PAGE))
    assert lines[SENTENCES[1]][2] == Gap.SAME_PARENT
    assert lines[SENTENCES[0]][2] == Gap.INTO_ARTICLE
    assert lines["北坡村的柿子红了，满山都是看柿子的人和车子啊"][2] == Gap.OUT_OF_ARTICLE


def test_text_has_places_and_blanks_and_no_markup() -> None:
    lines = described(read_text(f"首页\n\n{SENTENCES[0]}\n\n\n{SENTENCES[1]}\n{SENTENCES[2]}"))
    assert [lines[sentence][1].place for sentence in SENTENCES[:3]] == [Place.INSIDE] * 3
    assert [lines[sentence][2] for sentence in SENTENCES[1:3]] == [Gap.BLANKS, Gap.ADJACENT]
    assert [lines[sentence][1].blank_before for sentence in SENTENCES[:3]] == [2, 3, 1]


def test_a_score_is_the_sum_of_the_answers() -> None:
    evidence, weights = gathered(read_html(PAGE)), load_weights("text/html")
    for row, score in zip(evidence.rows, score_lines(evidence, weights), strict=True):
        assert len(row) == len(GROUPS)
        assert abs(score - sum(weights.lines[k][answer] for k, answer in enumerate(row))) < 1e-9


def test_nothing_to_weigh() -> None:
    assert gathered(read_html("<button>发布</button>")).rows == []
