"""著, to write, told from 着, the particle, in Simplified text of pages that write both as 著.

Taiwan's standard has 著 for both, and OpenCC's phrases know few of the words that keep it. Words decide (看着书 and
著书立说, 翻译着 and 译著), then the places where books name their authors: 《河边》林小满著, （林小满著）, 林小满 著.
"""

import re
from collections.abc import Callable
from functools import cache

from flows.page.bylines.people import is_name
from flows.page.text.han import HAN
from flows.page.text.patterns import phrase
from flows.page.text.words import words

_END = r"(?=[，。；、,;.）)》】\s]|$)"
_NAME, _ROLE = rf"[{HAN}·]{{2,12}}?", "(?:等|合|编)?着"
_AUTHOR = (
    rf"(?m)(?<=[{HAN}] )着{_END}"  # 林小满 著
    rf"|(?<=[（(])(?P<bracketed>{_NAME}){_ROLE}(?=[）)，、,])"
    rf"|(?<=》)[，、,]? ?(?P<behind_title>{_NAME}){_ROLE}{_END}"
    rf"|^(?P<on_a_line>[{HAN}·]{_NAME}){_ROLE}(?:$|(?=《))"
)
"""Where books name their authors. The groups hold what has to look like a name, of three characters on a line alone:
谈论 looks like one of two."""


def tell_written_works(text: str) -> str:
    """`text`, in which 著 and 着 all stood as 著 before it was converted, with each as Simplified has it. Linear."""
    text = text.replace("著", "着")
    if "着" not in text:
        return text
    return phrase(_AUTHOR).sub(_name_author, _replace_words()(text))


def _name_author(found: re.Match[str]) -> str:
    is_author = found.lastgroup is None or is_name(found[found.lastgroup])
    return found[0][:-1] + "著" if is_author else found[0]


@cache
def _replace_words() -> Callable[[str], str]:
    """Replace each word of the two lists by itself as it should be; the longer and the earlier win."""
    known = {word.replace("著", "着"): word for name in ("written_works", "particles") for word in words(name)}
    pattern = re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))
    return lambda text: pattern.sub(lambda found: known[found[0]], text)
