"""Words that only converters by single characters write: 裡程碑, 曆史, 乾部, where traditional text has 里, 歷, 幹."""

import re
from functools import cache

import opencc

from flows.page.text.han import Characters
from flows.page.text.words import words

_CHOSEN_WRONGLY = dict(zip(Characters("里历干面制发松谷别台"), Characters("裡曆乾麵製髮鬆穀彆颱"), strict=True))
"""Simplified characters that stand for several traditional ones, with the one that such converters choose."""
_SIGN = re.compile(f"[{''.join(_CHOSEN_WRONGLY.values())}]")


def is_half_converted(text: str) -> bool:
    """Whether `text` has a word that is right in neither script. OpenCC's phrase tables know each of them."""
    return _SIGN.search(text) is not None and _wrong_words().search(text) is not None


@cache
def _wrong_words() -> re.Pattern[str]:
    """Each word of the list with the wrong character, the others in either script; 餅乾部 is no 乾部."""
    simple = words("half_converted")
    traditional = opencc.OpenCC("s2t").convert("\n".join(simple)).split("\n")
    wrong = [
        "".join(_CHOSEN_WRONGLY.get(one) or f"[{one}{other}]" for one, other in zip(*spellings, strict=True))
        for spellings in zip(simple, traditional, strict=True)
    ]
    return re.compile(f"(?<![饼餅](?=乾))(?:{'|'.join(wrong)})")
