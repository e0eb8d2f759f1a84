"""Which script a page is written in, and its text in the script that was asked for.

The verdict comes from characters that only one script writes (flows/page/writing/script_characters.py). Only lines with
something to convert are converted; half-converted text (裡程碑, 曆史, a Hant page with 争 and 态 in it) comes right
because OpenCC reads it through its phrase tables.
"""

import operator
import re
from dataclasses import dataclass, field
from functools import cache

import opencc

from flows.page.options import Options
from flows.page.text.han import HAN
from flows.page.writing.punctuation import restore_punctuation
from flows.page.writing.script_characters import HANS_ONLY, HANT_ONLY, HONG_KONG_ONLY, TAIWAN_ONLY
from flows.page.writing.widths import is_plain, tidy_widths

_HANT = re.compile(f"[{HANT_ONLY}]")
_HANS = re.compile(f"[{HANS_ONLY}]")
_TAIWAN = re.compile(f"[{TAIWAN_ONLY}]")
_HONG_KONG = re.compile(f"[{HONG_KONG_ONLY}]")
_HAN = re.compile(f"[\u3007{HAN}]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z]")
_LETTERS_A_WORD = 5
_FREQUENT_WORD_SHARE = 0.05
_ENGLISH = re.compile(r"\b(?:the|of|and|to|in|is|for|with|that)\b", re.IGNORECASE)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")

_HALF_CONVERTED = re.compile(
    "裡程|公裡|曆史|[經學簡來]曆|曆[程屆任]|(?<!餅)乾部|乾[勁擾]|[骨若]乾|[方全層後表]麵|麵[積對臨向]|[體控限]製|製[度約裁]|"
    "髮[展佈現]|鬆樹|[山峽河]穀|彆墅|颱灣"
)
"""Words that only a character-by-character converter writes; OpenCC's phrase tables know each of them."""

_HALF_CONVERTED_SIGN = re.compile("[裡曆乾麵製髮鬆穀彆颱]")
"""Each of those words has one of these characters."""

_WORK_NOT_PARTICLE = re.compile(
    "着(?:(?:(?<=[土遗专拙]着)|(?<=(?<!翻)译着)|(?<=(?<![讨议谈争评辩推])论着))(?![眼手力想急])"
    "|(?<=所着)(?=[《的，。])|(?<=[编合]着)(?=[《》）])|(?=有《))"
)
"""Where OpenCC's tw2s reads 著, a written work, as the particle 着."""

_MIXED_COUNT = 3
_MIXED_SHARE = 0.01
"""Less than this is a name, a quotation or a slip. On 169 labelled pages the minority script of a plain page makes up
at most one character; a machine-converted page keeps 2 to 7 %."""


@dataclass(slots=True)
class Normalised:
    """The lines of a page in their normal form, and the page's verdict."""

    texts: list[str]
    """One for each line given; "" only where a line holds nothing but ignorable characters."""
    script_original: str | None
    """Hans, Hant or mixed; None where no character tells, or the page is not Chinese."""
    opencc_config: str | None
    """The OpenCC configuration that was applied ("t2s+s2t": two in a row); None when no line was converted."""
    converted_char_count: int
    """Characters that the conversion of script changed."""
    in_language: str | None
    """BCP 47: zh-Hans, zh-Hant, zh, ja, ko, en; None when not certain."""
    flags: tuple[str, ...] = ()
    """Of quality_flags: not_chinese, half_converted, private_use."""
    options: Options = field(default_factory=Options)
    chain: tuple[str, ...] = ()
    """The OpenCC configurations that take this page's text to the target script."""

    def convert(self, texts: list[str]) -> list[str]:
        """Metadata strings with the page's own verdict (their own where the page gives none): widths, marks, script."""
        tidied, target = _tidy(texts, self.options), self.options.target_script
        verdict, chain = self.script_original, self.chain
        if verdict is None and self.in_language in (None, "zh"):
            verdict = _judge_script(tidied)
            chain = _choose_chain(tidied, verdict, target)
        return _convert_lines(tidied, chain, verdict, target)[0] if texts else []


@cache
def _load_converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def _tidy(texts: list[str], options: Options) -> str:
    """The lines joined by "\n", with widths and, where asked for, punctuation in their normal form."""
    joined = "\n".join(texts)
    if joined.count("\n") >= max(1, len(texts)):
        joined = "\n".join([text.replace("\n", " ") for text in texts])
    joined = tidy_widths(joined)
    return restore_punctuation(joined) if options.punctuation == "restore" else joined


def _count(pattern: re.Pattern[str], text: str) -> int:
    return len(pattern.findall(text))


def _detect_language(text: str, *, has_only_plain: bool) -> str | None:
    """Which of "zh", "ja", "ko", "en" the letters of the text tell; None when not certain."""
    is_han_likely = len(text) > 2 * len(text.encode("ascii", "ignore")) and _HAN.search(text) is not None
    if is_han_likely and (has_only_plain or not (_KANA.search(text) or _HANGUL.search(text))):
        return "zh"
    han, kana, hangul = _count(_HAN, text), _count(_KANA, text), _count(_HANGUL, text)
    if kana >= 5 and kana * 5 > han:
        return "ja"
    if hangul >= 5 and hangul > han:
        return "ko"
    latin = _count(_LATIN, text)
    if han and han * 5 >= latin:
        return "zh"
    words = latin / _LETTERS_A_WORD
    return "en" if han * 20 < latin and _count(_ENGLISH, text) > _FREQUENT_WORD_SHARE * words else None


def _judge_script(text: str) -> str | None:
    """The verdict on a whole page, by the characters that one script alone writes."""
    has_hant, has_hans = _HANT.search(text), _HANS.search(text)
    if not has_hant or not has_hans:
        return "Hant" if has_hant else "Hans" if has_hans else None
    hant, hans = _count(_HANT, text), _count(_HANS, text)
    if min(hant, hans) >= max(_MIXED_COUNT, _MIXED_SHARE * (hant + hans)):
        return "mixed"
    return "Hant" if hant > hans else "Hans"


def _choose_standard(text: str) -> str:
    """Whose forms the Hant text writes: "tw", "hk", or "t" (OpenCC's own, and those of mainland converters).

    It matters for 著: Taiwan writes it for the particle 着 as well, all others tell the two apart.
    """
    if _HONG_KONG.search(text) and _count(_HONG_KONG, text) > _count(_TAIWAN, text):
        return "hk"
    return "tw" if "着" not in text and ("著" in text or _TAIWAN.search(text)) else "t"


def _choose_chain(text: str, verdict: str | None, target: str) -> tuple[str, ...]:
    """OpenCC configurations, in order, from the page's script to the target."""
    if target == "keep":
        return ()
    standard = _choose_standard(text) if verdict in ("Hant", "mixed") else "t"
    if target == "Hans":
        return (f"{standard}2s",)
    return (f"s2{standard}",) if verdict == "Hans" else (f"{standard}2s", f"s2{standard}")


def _is_half_converted(text: str) -> bool:
    return _HALF_CONVERTED_SIGN.search(text) is not None and _HALF_CONVERTED.search(text) is not None


def _needs_conversion(text: str, verdict: str | None, target: str) -> bool:
    """Whether a line of a page with this verdict holds something to convert."""
    if target == "Hans":
        if verdict == "Hant":
            return True
        if verdict == "mixed":
            return _HANT.search(text) is not None or _HANS.search(text) is None
        return _HANT.search(text) is not None
    return verdict == "Hans" or _HANS.search(text) is not None or _is_half_converted(text)


def _convert_lines(text: str, chain: tuple[str, ...], verdict: str | None, target: str) -> tuple[list[str], int]:
    """The lines of the text in the target script, and how many characters that changed."""
    lines = text.split("\n")
    if not chain or (verdict == target == "Hans" and _HANT.search(text) is None):
        return lines, 0
    chosen = [i for i, line in enumerate(lines) if line and _needs_conversion(line, verdict, target)]
    if not chosen:
        return lines, 0
    before = converted = "\n".join([lines[i] for i in chosen])
    for config in chain:
        converted = _load_converter(config).convert(converted)
        if config == "tw2s":
            converted = _WORK_NOT_PARTICLE.sub("著", converted)
    if converted == before:
        return lines, 0
    result = lines.copy()
    for i, line in zip(chosen, converted.split("\n"), strict=True):
        result[i] = line
    changed = sum(map(operator.ne, before, converted)) + abs(len(before) - len(converted))
    return result, changed


def normalise_lines(texts: list[str], options: Options) -> Normalised:
    """The kept lines of one page in normal form: widths, punctuation, script.

    Pure; linear in the length of the text.
    """
    tidied = _tidy(texts, options)
    has_only_plain = is_plain(tidied)
    language = _detect_language(tidied, has_only_plain=has_only_plain)
    is_chinese = language == "zh"
    verdict = _judge_script(tidied) if is_chinese else None
    chain = _choose_chain(tidied, verdict, options.target_script) if is_chinese else ()
    converted, changed = _convert_lines(tidied, chain, verdict, options.target_script) if texts else ([], 0)
    flags = {
        "not_chinese": not is_chinese and bool(tidied.strip()),
        "half_converted": verdict in ("Hant", "mixed") and _is_half_converted(tidied),
        "private_use": not has_only_plain and _PRIVATE_USE.search(tidied) is not None,
    }
    return Normalised(
        texts=converted,
        script_original=verdict,
        opencc_config="+".join(chain) if changed else None,
        converted_char_count=changed,
        in_language=f"zh-{verdict}" if verdict in ("Hans", "Hant") else language,
        flags=tuple(name for name, is_set in flags.items() if is_set),
        options=options,
        chain=chain,
    )
