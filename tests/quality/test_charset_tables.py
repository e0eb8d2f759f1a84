"""Every code point of the Encoding Standard's Big5 and GB18030 indexes, where those tables are at hand."""

import json
import os
from pathlib import Path

import pytest

from flows.page.decoding.charsets import decode_charset

SHARED = Path(os.environ.get("ZHPAGES_SHARED", Path(__file__).parents[3] / "shared"))


@pytest.fixture(scope="module")
def tables() -> dict[str, dict[str, str]]:
    path = SHARED / "gold" / "encodings" / "whatwg_tables.json"
    if not path.is_file():
        pytest.skip(f"no tables: {path.name} is not in the folder that ZHPAGES_SHARED names")
    loaded: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return loaded


def test_big5(tables: dict[str, dict[str, str]]) -> None:
    assert not [code for code, char in tables["big5"].items() if decode_charset(bytes.fromhex(code), "big5") != char]


@pytest.mark.parametrize("charset", ["gbk", "gb18030"])
def test_gb18030_with_the_characters_of_2022(tables: dict[str, dict[str, str]], charset: str) -> None:
    of_2022 = {int(private_use): char for private_use, char in tables["gb2022"].items()}
    index = {code: char.translate(of_2022) for code, char in tables["gb"].items()}
    assert not [code for code, char in index.items() if decode_charset(bytes.fromhex(code), charset) != char]
