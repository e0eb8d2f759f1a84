"""Flags of decoded text."""

import pytest

from flows.page.decoding.flags import FLAGS, flag_text


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("今天的书法课在三楼。", []),
        ("锟铻，烫手，屯田", []),
        ("锟斤拷", ["lost_gbk_text"]),
        ("烫烫烫", ["uninitialised_memory"]),
        ("屯屯屯", ["uninitialised_memory"]),
        ("\ufffd", ["replacement_character"]),
        ("\ue000", ["private_use"]),
        ("\uf8ff，", ["private_use"]),
        ("\uf900\ufb01", []),
    ],
)
def test_flags_with_and_without_the_bytes(text: str, flags: list[str]) -> None:
    assert flag_text(text, "utf-8") == flags
    assert flag_text(text, "utf-8", text.encode()) == flags


def test_flags_are_explained_in_a_sentence() -> None:
    assert all(name.replace("_", "").isalpha() and text.endswith(".") for name, text in FLAGS.items())
