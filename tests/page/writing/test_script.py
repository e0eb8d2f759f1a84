import derive_script_characters
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.page.options import Options
from flows.page.writing import script_characters
from flows.page.writing.script import normalise_lines

HANS, HANT, KEEP = (Options(target_script=target) for target in ("Hans", "Hant", "keep"))

_PLAIN_HANS = ["灌区改造工程已经开工，计划投资七亿元。", "种粮大户贺长顺说，今年用水不用排队。"]
_PLAIN_HANT = ["濕地復育十年，候鳥數量創下歷年新高。", "市府補貼養殖戶，後台里長面談只要一次。"]
_HALF_CONVERTED = [
    "這是全縣水利建設的一座裡程碑，經曆了四十年風雨，乾部們明确責任。",
    "始終保持臨戰姿态，争取資金，标本兼治，群衆滿意。",
]


@pytest.mark.parametrize("name", ["HANT_ONLY", "HANS_ONLY", "TAIWAN_ONLY", "HONG_KONG_ONLY"])
def test_shipped_characters_are_those_opencc_derives(name: str) -> None:
    """A release of OpenCC may move a few characters; more means that the module must be derived again."""
    shipped, derived = set(getattr(script_characters, name)), set(derive_script_characters.derive_tables()[name])
    assert len(shipped ^ derived) <= 20


@pytest.mark.parametrize("character", "台里后面只干于云余几乾著瞭藉徵户温群床")
def test_characters_of_both_scripts_prove_nothing(character: str) -> None:
    assert character not in script_characters.HANS_ONLY + script_characters.HANT_ONLY


@pytest.mark.parametrize(
    ("lines", "verdict", "language"),
    [
        (_PLAIN_HANS, "Hans", "zh-Hans"),
        (_PLAIN_HANT, "Hant", "zh-Hans"),
        (_HALF_CONVERTED, "mixed", "zh-Hans"),
        (_PLAIN_HANS + _PLAIN_HANT, "mixed", "zh-Hans"),
        (_PLAIN_HANS * 50 + ["陳"], "Hans", "zh-Hans"),
        (["人口一千二百", "山上有水"], None, "zh"),
        (["The water of the valley is for the growers and the town in summer."], None, "en"),
        (["図書館の利用時間を延長しました。"], None, "ja"),
        (["도서관 이용 시간이 연장되었습니다"], None, "ko"),
        (["12345 --- 678"], None, None),
        ([], None, None),
        (["\u200b"], None, None),
    ],
)
def test_verdict_and_language(lines: list[str], verdict: str | None, language: str | None) -> None:
    normalised = normalise_lines(lines, HANS)
    assert (normalised.script_original, normalised.in_language) == (verdict, language)


def test_half_converted_words_come_right_in_both_scripts() -> None:
    hans = normalise_lines(_HALF_CONVERTED, HANS)
    assert hans.texts == [
        "这是全县水利建设的一座里程碑，经历了四十年风雨，干部们明确责任。",
        "始终保持临战姿态，争取资金，标本兼治，群众满意。",
    ]
    assert hans.flags == ("half_converted",)
    hant = normalise_lines(_HALF_CONVERTED, HANT)
    assert "里程碑" in hant.texts[0] and "經歷" in hant.texts[0] and "幹部們明確" in hant.texts[0]
    assert hant.texts[1].startswith("始終保持臨戰姿態，爭取資金，標本兼治")


def test_taiwan_pages_read_their_particle() -> None:
    lines = ["他看著窗外的風景，想起著名作家的著作。"]
    normalised = normalise_lines(lines, HANS)
    assert normalised.texts == ["他看着窗外的风景，想起著名作家的著作。"]
    assert normalised.opencc_config == "tw2s"


@pytest.mark.parametrize(
    ("taiwan", "hans"),
    [
        ("這是他的專著和譯著，論著甚多。", "这是他的专著和译著，论著甚多。"),
        ("大家討論著土著的歷史，翻譯著信。", "大家讨论着土著的历史，翻译着信。"),
        ("先生所著《河記》，另著有《山記》。", "先生所著《河记》，另著有《山记》。"),
        ("著手準備，執著沉著，成績顯著。", "着手准备，执着沉着，成绩显著。"),
    ],
)
def test_written_works_are_no_particles(taiwan: str, hans: str) -> None:
    assert normalise_lines([taiwan], HANS).texts == [hans]


def test_a_page_that_tells_the_two_apart_keeps_both() -> None:
    lines = ["他看着窗外的風景，林小滿著的書在桌上，著名作家來了。"]
    assert normalise_lines(lines, HANS).texts == ["他看着窗外的风景，林小满著的书在桌上，著名作家来了。"]


def test_hong_kong_pages_may_have_one_form_too() -> None:
    normalised = normalise_lines(["衞生署説，這裏的人看著電視，甚麼也不做，林小滿 著"], HANS)
    assert normalised.opencc_config == "hk2s"
    assert normalised.texts == ["卫生署说，这里的人看着电视，什么也不做，林小满 著"]
    assert normalised.convert(["《河邊》陳大海著"]) == ["《河边》陈大海著"]


def test_hong_kong_forms_choose_their_configuration() -> None:
    normalised = normalise_lines(["衞生署説，這裏的診所照常開放，市民等着就可以。"], HANS)
    assert normalised.opencc_config == "hk2s"
    assert normalised.texts == ["卫生署说，这里的诊所照常开放，市民等着就可以。"]


def test_plain_pages_of_the_target_script_are_left_alone() -> None:
    for lines, options in ((_PLAIN_HANS, HANS), (_PLAIN_HANT, HANT), (_PLAIN_HANT, KEEP), (_HALF_CONVERTED, KEEP)):
        normalised = normalise_lines(lines, options)
        assert normalised.texts == lines
        assert (normalised.opencc_config, normalised.converted_char_count) == (None, 0)


def test_only_the_lines_with_something_to_convert_are_converted() -> None:
    lines = [*_PLAIN_HANS * 40, "乾隆年间的著作，于右任、於梨华的手迹", "陳先生來信"]
    normalised = normalise_lines(lines, HANS)
    assert normalised.texts == [*lines[:-1], "陈先生来信"]
    assert normalised.converted_char_count == 2


def test_not_chinese_is_flagged_and_never_converted() -> None:
    lines = ["図書館の國立會館をひらきました。", "おはようございます"]
    normalised = normalise_lines(lines, HANS)
    assert normalised.texts == lines
    assert normalised.flags == ("not_chinese",)


def test_private_use_characters_stay_and_are_flagged() -> None:
    normalised = normalise_lines(["\ue5e5灌区改造"], HANS)
    assert normalised.texts == ["\ue5e5灌区改造"]
    assert normalised.flags == ("private_use",)


def test_metadata_follows_the_verdict_of_the_page() -> None:
    hant = normalise_lines(_PLAIN_HANT, HANS)
    assert hant.convert(["  里長後面談:三個重點 "]) == ["里长后面谈：三个重点"]
    hans = normalise_lines(_PLAIN_HANS, HANS)
    assert hans.convert(["乾隆与于右任(一)"]) == ["乾隆与于右任（一）"]
    assert hans.convert(["灌區\u200b通水"]) == ["灌区通水"]


def test_metadata_of_a_page_without_body_is_judged_by_itself() -> None:
    assert normalise_lines([], HANS).convert(["灌區通水"]) == ["灌区通水"]
    assert normalise_lines(["図書館をひらきました。"], HANS).convert(["國立會館"]) == ["國立會館"]


def test_punctuation_can_be_kept() -> None:
    options = Options(punctuation="keep")
    assert normalise_lines(["坚持,加强(一):要实!"], options).texts == ["坚持,加强(一):要实!"]


def test_a_line_break_inside_a_line_does_not_shift_the_others() -> None:
    assert normalise_lines(["甲\n乙", "", "\u3000", "丙"], HANS).texts == ["甲 乙", "", "", "丙"]


_words = st.sampled_from(
    [
        *_PLAIN_HANS,
        *_PLAIN_HANT,
        *_HALF_CONVERTED,
        "著名",
        "看著",
        "乾隆",
        "2023年1,000人",
        "(一)",
        ":",
        ",",
        "GDP",
        "　",
        "臺灣",
    ]
)
_pages = st.lists(st.lists(_words, max_size=4).map("".join), max_size=6)


@given(_pages, st.sampled_from([HANS, HANT, KEEP]))
def test_a_normal_page_stays_as_it_is(lines: list[str], options: Options) -> None:
    once = normalise_lines(lines, options)
    assert len(once.texts) == len(lines)
    if options is KEEP or once.script_original != "mixed":
        assert normalise_lines(once.texts, options).texts == once.texts


@given(_pages)
def test_keep_loses_no_han(lines: list[str]) -> None:
    han = [[c for c in line if "\u4e00" <= c <= "\u9fff"] for line in lines]
    assert [[c for c in line if "\u4e00" <= c <= "\u9fff"] for line in normalise_lines(lines, KEEP).texts] == han


@given(_pages, st.sampled_from([HANS, HANT]))
def test_conversion_keeps_digits_and_blank_lines(lines: list[str], options: Options) -> None:
    texts = normalise_lines(lines, options).texts
    assert [[c for c in text if c.isdecimal()] for text in texts] == [
        [c for c in line if c.isdecimal()] for line in lines
    ]
    assert [not text for text in texts] == [not line.strip() for line in lines]
