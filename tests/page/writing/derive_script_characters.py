"""Derive flows/page/writing/script_characters.py from OpenCC's tables and the two national character sets.

Run from the project's root, with its output put into that file.
"""

import opencc

_HAN = [chr(code) for code in range(0x4E00, 0xA000)]
_BLOCK = "".join(f"{character}\n" for character in _HAN)
_COLUMNS = 100

_IN_HANS_BY_RIGHT = frozenset("乾於徵夥吒拚捱摺榘菸薹袷醣麴")
"""Of GB 2312's characters that OpenCC would simplify, those simplified text writes in names and set words."""

_IN_HANT_BY_RIGHT = frozenset("凄厘据昵栖沄淀涂熏炖种苹蒏蔂虮蚝跖迹")
"""Of the characters OpenCC would make traditional, those outside Big5's frequent level that Hant text still writes."""

_IN_BOTH_STANDARDS = frozenset("參濕煙緼顎鯰麵")
_HONG_KONG_FORMS = frozenset("裏衞敍枱")
"""Forms that OpenCC's tables do not set apart, or that its t2s does not know."""


def _convert_all(config: str) -> dict[str, str]:
    return dict(zip(_HAN, opencc.OpenCC(config).convert(_BLOCK).split("\n"), strict=False))


def _is_frequent_in_big5(character: str) -> bool:
    try:
        return character.encode("big5") < b"\xc9\x40"
    except UnicodeEncodeError:
        return False


def derive_tables() -> dict[str, str]:
    """Name → characters: what proves one script, and what proves one standard of Hant.

    A character proves a script when OpenCC replaces it on the way to the other one and that other script does not
    write it by right: 里 面 只 台 于 stand in Big5's frequent level, 乾 於 徵 in simplified names and set words.
    Forms that Taiwan or Hong Kong prescribe themselves (户 温 着 群) prove neither script.
    """
    to_hans, to_hant = _convert_all("t2s"), _convert_all("s2t")
    into_tw, into_hk = _convert_all("t2tw"), _convert_all("t2hk")
    regional = {form for table in (into_tw, into_hk) for key, form in table.items() if key != form}
    hant = {c for c in _HAN if to_hans[c] != c and c not in _IN_HANS_BY_RIGHT}
    hans = {c for c in _HAN if to_hant[c] != c and not _is_frequent_in_big5(c)} - regional - _IN_HANT_BY_RIGHT
    taiwan = {into_tw[c] for c in _HAN if into_tw[c] not in (c, into_hk[c])} - _IN_BOTH_STANDARDS
    hong_kong = {into_hk[c] for c in _HAN if into_hk[c] not in (c, into_tw[c])} - _IN_BOTH_STANDARDS
    return {
        "HANT_ONLY": "".join(sorted(hant - hans)),
        "HANS_ONLY": "".join(sorted(hans - hant)),
        "TAIWAN_ONLY": "".join(sorted(taiwan & hant)),
        "HONG_KONG_ONLY": "".join(sorted(hong_kong & hant | _HONG_KONG_FORMS)),
    }


_DOCS = {
    "HANT_ONLY": "Written in traditional text only.",
    "HANS_ONLY": "Written in simplified text only.",
    "TAIWAN_ONLY": "Hant forms that Taiwan's standard writes and Hong Kong's does not.",
    "HONG_KONG_ONLY": "Hant forms that Hong Kong's standard writes and Taiwan's does not.",
}


def render_module() -> str:
    """The source text of flows/page/writing/script_characters.py."""
    parts = [
        '"""Characters that prove a script. Written by derive_script_characters.py; not edited by hand."""\n\n'
        "from flows.page.text.han import Characters\n"
    ]
    for name, characters in derive_tables().items():
        rows = [characters[i : i + _COLUMNS] for i in range(0, len(characters), _COLUMNS)]
        strings = "".join(f'    "{row}"\n' for row in rows)
        body = f' = Characters("{rows[0]}")\n' if len(rows) == 1 else f" = Characters(\n{strings})\n"
        parts.append(f'\n{name}{body}"""{_DOCS[name]}"""\n')
    return "".join(parts)


if __name__ == "__main__":
    print(render_module(), end="")
