"""How likely a text is in a language, told by its characters alone: the fewer bits it takes, the likelier it is.

The bits of a character are −log2 of how often running text has it. Each language has a few tiers: the characters that
make up half to four fifths of any text, the next ones, and the rest of the tables, over which a reading in a wrong
charset spreads evenly. The tables are rough on purpose: a few dozen bytes read wrongly cost a hundred bits more.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.page.decoding.han_frequency import COMMON_HAN, FREQUENT_HAN
from flows.page.text.han import Characters

COMMON_HANGUL = (
    "다이는의에을가고를하은한로지기사도시어자대으인서나일리해정아있그부장수들제스라보과여주전구원상조게니선연성국적"
)
"""The syllables that make up three fifths of running Korean."""

FREQUENT_HANGUL = (
    "관할것만동면등소와경세유학습우안비회진방공위내년월미용신오생문였었했되된합입요거때중말계바무체실모개더데드려"
    "물발호재까분화결영금교업당예러마치반통터트명민권단식속간행음남함및법감운노달심불술후목양증현산름르워차최점직"
    "타포파피편평표품항않릴될임종설출력없같야네처럼받난본복찾알림"
)
"""Those that make up three tenths more; KS X 1001 has 2,350."""

COMMON_KANJI = Characters(
    "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女午百書先名川千水半男"
    "西電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京目通言理体田主題"
    "意不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住無真有口少町料工"
    "建空急止送切転研足究楽起着店病質待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙黒花春赤青館屋色"
    "走秋夏習駅洋旅服夕借飲肉貸堂鳥飯冬昼茶弟牛魚兄犬妹姉漢政議民連対部合市内相定回選米実関決全表戦経最現調化当約"
    "首法性的要制治務成期取都和機平加受続進数記初指権支産点報済活原共得解交資予向際勝面告反判認参利組信在件側任引"
    "求所次昨論官増係感情投示変打直両式確果容必演歳争談能位置流格疑過局放常状球職与供役構割身費付由説難優収断違消"
    "神番規術備宅害配警育席訪想声念助労例然限追商葉伝働形景落好退頭負渡失差末守若種美命福望非観察段横深申様財港識"
    "呼達良候程満値突光路科積他処客否師登易速存飛号単座破除完降責給苦迎園具辞因愛富彼未適寄込類余返険頼覚途許抜便"
    "留努精等払更刻列探閉緒到誤索載修率版録保護項接線欄誌編検設管総援環境影響技委協推策施提訳像削換"
)
"""The kanji that make up nine tenths of those of running Japanese."""

COMMON_LETTERS = "оеаинтсрвлкмдпуάαοειτνσρκηπיולהמרתבשאנاليمنورتبهدةسعانรกเอง่้มยลวทสัีิะดตขป์ค"
"""The letters that make up four fifths of running Cyrillic, Greek, Hebrew, Arabic and Thai."""

COMMON_ACCENTS = "éèàêçôîâûùïëœäöüßåæøáíóúñãõąćęłńśźżčďěňřšťůýžőűğışțţşăđơưėįųūāēģīķļņðþ"
"""The letters that languages written in Latin add to ASCII."""

_MARKS = "，。、：；“”「」（）《》"
_SIGNS = "·…—～！？‧•●■◆○□▲【】『』〈〉–‘’„«»‹›\u00a0"
_ANY = (
    ("\x00", "\x7f", 5.0),
    ("\x80", "\x9f", 20.0),
    ("\u00a1", "\u00bf", 11.0),
    ("\u0391", "\u0451", 12.0),
    ("\u2000", "\u33ff", 14.0),
    ("\uff01", "\uffee", 14.0),
    ("\ufffd", "\ufffd", 24.0),
)
"""(first, last, bits) of what any language may have."""
_ELSE_BITS = 22.0


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What a language's text is made of."""

    name: str
    tiers: tuple[tuple[str | frozenset[str], float], ...]
    """(characters, bits of each), the more frequent first."""
    ranges: tuple[tuple[str, str, float], ...]
    """(first, last, bits of each) of the rest, the more special first."""


def _first_level(codec: str, first: int, last: int) -> frozenset[str]:
    """The ideographs in the rows that a two-byte table gives to ordinary text."""
    codes = bytes(byte for lead in range(first, last + 1) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    return frozenset(char for char in codes.decode(codec, "ignore") if char >= "\u4e00")


def _usual_han() -> frozenset[str]:
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = bytes(byte for lead in range(0xA4, 0xC7) for trail in trails for byte in (lead, trail))
    ideographs = frozenset(char for char in big5.decode("big5", "ignore") if char >= "\u4e00")
    return _first_level("gbk", 0xB0, 0xD7) | ideographs


USUAL_HAN = _usual_han()
"""The ideographs of ordinary Chinese in either script: the first levels of GB 2312 and of Big5."""

COMMON_BITS, FREQUENT_BITS, USUAL_BITS, MARK_BITS, SIGN_BITS = 9.6, 12.8, 15.6, 6.0, 9.0
"""Of Chinese: in running text the common characters make up three quarters, the frequent ones a fifth."""

_HIRAGANA = ("\u3041", "\u3096", 7.2)
_KATAKANA = ("\u30a1", "\u30fe", 9.5)
"""As dear in Chinese as in Japanese: GB 2312 and JIS X 0208 have kana at the same codes, so that they tell the
language and not the charset."""


@cache
def chinese() -> Language:
    """Chinese in either script."""
    return Language(
        "zh",
        ((COMMON_HAN, COMMON_BITS), (FREQUENT_HAN, FREQUENT_BITS), (USUAL_HAN, USUAL_BITS)),
        (("\u3400", "\u9fff", 19.5), _HIRAGANA, _KATAKANA, ("\U00020000", "\U000323af", 24.0)),
    )


@cache
def japanese() -> Language:
    """Japanese."""
    first_level = _first_level("euc_jp", 0xB0, 0xCF)
    return Language(
        "ja",
        ((COMMON_KANJI, 11.0), (first_level, 15.2)),
        (("\u3400", "\u9fff", 20.0), _HIRAGANA, _KATAKANA, ("\uff61", "\uff9f", 8.5)),
    )


@cache
def korean() -> Language:
    """Korean."""
    standard = bytes(byte for lead in range(0xB0, 0xC9) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    return Language(
        "ko",
        ((COMMON_HANGUL, 6.6), (FREQUENT_HANGUL, 8.8), (standard.decode("euc_kr"), 14.0)),
        (("\uac00", "\ud7a3", 21.0), ("\u3400", "\u9fff", 18.5)),
    )


@cache
def alphabetic() -> Language:
    """All languages that have a letter a byte: no charset of theirs has more than two alphabets."""
    return Language(
        "alphabetic",
        ((COMMON_LETTERS, 4.5), (COMMON_ACCENTS, 7.0), (COMMON_ACCENTS.upper(), 9.0)),
        (
            *(
                ("\u00e0", "\u00ff", 9.0),
                ("\u00c0", "\u017f", 11.0),
                ("\u0180", "\u024f", 16.0),
                ("\u0300", "\u0323", 7.0),
            ),
            *(
                ("\u0430", "\u045f", 7.0),
                ("\u0391", "\u042f", 8.5),
                ("\u03ac", "\u03ce", 7.0),
                ("\u0386", "\u0390", 9.0),
                ("\u0400", "\u0410", 9.0),
                ("\u0490", "\u0491", 9.0),
                ("\u0370", "\u04ff", 16.0),
            ),
            *(("\u05d0", "\u05ea", 6.5), ("\u0621", "\u064a", 7.0), ("\u0e01", "\u0e4e", 7.5)),
        ),
    )


@cache
def _tiers(language: Language) -> dict[str, float]:
    tiers = ((_MARKS, MARK_BITS), (_SIGNS, SIGN_BITS), *language.tiers)
    return {char: bits for chars, bits in reversed(tiers) for char in chars}


@lru_cache(maxsize=32_768)
def _bits(language: Language, char: str) -> float:
    bits = _tiers(language).get(char)
    if bits is not None:
        return bits
    return next((bits for first, last, bits in (*language.ranges, *_ANY) if first <= char <= last), _ELSE_BITS)


_LETTER_BESIDE_BITS = 5.0
_LETTER_BESIDE = re.compile("[a-z](?=[^\x00-\x7f])|[^\x00-\x7f](?=[a-z])")
"""A small letter of ASCII beside a Chinese, Japanese or Korean character. Where the bytes are French, it is the rest of
the word."""
_LONE_KATAKANA = re.compile("(?<![^\x00-\x7f])[\uff61-\uff9f](?![^\x00-\x7f])")
"""Half-width katakana, one byte each, come in words."""

_ALPHABET = "\u0370-\u0e7f"
_MIXED_CASE = re.compile("[а-яёα-ω][А-ЯΑ-Ω]")
"""A capital within a word: KOI8-R has the small letters where windows-1251 has the capitals."""
_MIXED_LETTERS = re.compile(
    f"[\u00c0-\u024f](?=[\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u024f{_ALPHABET}])"
    f"|[{_ALPHABET}](?=[A-Za-z\u00a1-\u00aa\u00ac-\u00b6\u00b8-\u00ba\u00bc-\u024f])|[A-Za-z](?=[{_ALPHABET}])"
)
"""An accented letter beside another one or a sign, or two alphabets in a word: what most pairs of bytes give."""
_MIXED_BITS = 5.0
_LOOSE_MARK = re.compile("(?<![\u0e01-\u0e2e\u0e31\u0e34-\u0e39\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""A Thai vowel or tone that stands on no consonant."""
_WORD = re.compile(f"[{_ALPHABET}]+")
_WORD_BITS = 3.0
"""For each word in another alphabet than Latin, so that it is not the cheapest reading of a lone letter."""


def language_bits(text: str, language: Language) -> float:
    """How many bits `text` takes as text of `language`. Walks the text in Python: pass samples."""
    bits = sum([_bits(language, char) for char in text])
    if language.name != "alphabetic":
        odd = len(_LETTER_BESIDE.findall(text)) + len(_LONE_KATAKANA.findall(text))
        return bits + _LETTER_BESIDE_BITS * odd
    mixed = sum(len(pattern.findall(text)) for pattern in (_MIXED_CASE, _MIXED_LETTERS, _LOOSE_MARK))
    return bits + _MIXED_BITS * mixed + _WORD_BITS * len(_WORD.findall(text))
