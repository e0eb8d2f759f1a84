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

from flows.page.options import Options, TargetScript
from flows.page.text.words import words
from flows.page.writing.half_converted import is_half_converted
from flows.page.writing.language import detect_language
from flows.page.writing.punctuation import restore_punctuation
from flows.page.writing.script_characters import HANS_ONLY, HANT_ONLY, HONG_KONG_ONLY, TAIWAN_ONLY
from flows.page.writing.widths import is_plain, tidy_widths
from flows.page.writing.written_works import tell_written_works

_HANT = re.compile(f"[{HANT_ONLY}]")
_HANS = re.compile(f"[{HANS_ONLY}]")
_TAIWAN = re.compile(f"[{TAIWAN_ONLY}]")
_HONG_KONG = re.compile(f"[{HONG_KONG_ONLY}]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")

_OLDER_WHAT, _WHAT = words("spellings_of_what")
"""OpenCC leaves 甚麼, which Simplified text writes 什么."""

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
    has_one_form: bool = False
    """Whether the page writes 著 for the particle 着 too."""

    def convert(self, texts: list[str]) -> list[str]:
        """Metadata strings with the page's own verdict (their own where the page gives none): widths, marks, script."""
        tidied, target = _tidy(texts, self.options), self.options.target_script
        verdict, chain, has_one_form = self.script_original, self.chain, self.has_one_form
        if verdict is None and self.in_language in (None, "zh"):
            verdict = _judge_script(tidied)
            chain = _choose_chain(tidied, verdict, target)
            has_one_form = _has_one_form(tidied, verdict)
        return _convert_lines(tidied, chain, verdict, target, has_one_form)[0] if texts else []


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


def _judge_script(text: str) -> str | None:
    """The verdict on a whole page, by the characters that one script alone writes."""
    has_hant, has_hans = _HANT.search(text), _HANS.search(text)
    if not has_hant or not has_hans:
        return "Hant" if has_hant else "Hans" if has_hans else None
    hant, hans = _count(_HANT, text), _count(_HANS, text)
    if min(hant, hans) >= max(_MIXED_COUNT, _MIXED_SHARE * (hant + hans)):
        return "mixed"
    return "Hant" if hant > hans else "Hans"


def _has_one_form(text: str, verdict: str | None) -> bool:
    """Whether a page has 著 for the particle 着 too, as Taiwan's standard has. Others tell the two apart."""
    return verdict in ("Hant", "mixed") and "著" in text and "着" not in text


def _choose_standard(text: str) -> str:
    """Whose forms the Hant text writes: "tw", "hk", or "t" (OpenCC's own, and those of mainland converters)."""
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


def _needs_conversion(text: str, verdict: str | None, target: str) -> bool:
    """Whether a line of a page with this verdict holds something to convert."""
    if target == "Hans":
        if verdict == "Hant":
            return True
        if verdict == "mixed":
            return _HANT.search(text) is not None or _HANS.search(text) is None
        return _HANT.search(text) is not None
    return verdict == "Hans" or _HANS.search(text) is not None or is_half_converted(text)


def _convert_lines(
    text: str, chain: tuple[str, ...], verdict: str | None, target: str, has_one_form: bool
) -> tuple[list[str], int]:
    """The lines of the text in the target script, and how many characters that changed.

    `has_one_form`: whether 著 stands for 着 too.
    """
    lines = text.split("\n")
    if not chain or (verdict == target == "Hans" and _HANT.search(text) is None):
        return lines, 0
    chosen = [i for i, line in enumerate(lines) if line and _needs_conversion(line, verdict, target)]
    if not chosen:
        return lines, 0
    before = converted = "\n".join([lines[i] for i in chosen])
    for config in chain:
        converted = _load_converter(config).convert(converted)
        if config.endswith("2s"):
            converted = converted.replace(_OLDER_WHAT, _WHAT)
            converted = tell_written_works(converted) if has_one_form else converted
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
    language = detect_language(tidied, has_only_plain=has_only_plain)
    is_chinese = language == "zh"
    verdict = _judge_script(tidied) if is_chinese else None
    chain = _choose_chain(tidied, verdict, options.target_script) if is_chinese else ()
    has_one_form = _has_one_form(tidied, verdict)
    converted, changed = (
        _convert_lines(tidied, chain, verdict, options.target_script, has_one_form) if texts else ([], 0)
    )
    flags = {
        "not_chinese": not is_chinese and bool(tidied.strip()),
        "half_converted": verdict in ("Hant", "mixed") and is_half_converted(tidied),
        "private_use": not has_only_plain and _PRIVATE_USE.search(tidied) is not None,
    }
    return Normalised(
        texts=converted,
        script_original=verdict,
        opencc_config="+".join(chain) if changed else None,
        converted_char_count=changed,
        in_language=_tag(language, verdict, options.target_script),
        flags=tuple(name for name, is_set in flags.items() if is_set),
        options=options,
        chain=chain,
        has_one_form=has_one_form,
    )


def _tag(language: str | None, verdict: str | None, target: str) -> str | None:
    """The BCP 47 tag of the text as it stands after conversion."""
    script = verdict if verdict is None or target == TargetScript.KEEP else target
    return f"zh-{TargetScript(script).value}" if script in ("Hans", "Hant") else language
