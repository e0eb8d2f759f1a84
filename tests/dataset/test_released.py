"""What the schemas may become without a new version."""

import copy
import json
from typing import Any

import pytest
from released import RELEASED, find_breaks, summarise

from flows.dataset.schema import load_contract

LAST = json.loads(RELEASED.read_text(encoding="utf-8"))
PRESENT = summarise(load_contract())


def test_against_the_last_release() -> None:
    if PRESENT["version"] == LAST["version"]:
        assert PRESENT["tables"] == LAST["tables"], "a change of the tables needs a new version in schemas/dataset.yaml"
    elif PRESENT["version"].partition(".")[0] == LAST["version"].partition(".")[0]:
        assert find_breaks(LAST, PRESENT) == [], "these need a new major version"


def changed(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    made: dict[str, Any] = copy.deepcopy(PRESENT)
    place = made["tables"]
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return made


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("removed",), None),
        (("removed", "fields", "rule"), None),
        (("removed", "fields", "rule", "type"), "int64"),
        (("removed", "fields", "rule", "is_required"), False),
        (("removed", "primary_key"), ["doc_id"]),
    ],
)
def test_breaks_are_found(path: tuple[str, ...], value: Any) -> None:
    assert len(find_breaks(PRESENT, changed(path, value))) == 1


def test_additions_break_nothing() -> None:
    field = {"type": "string", "is_required": False, "enum": None}
    assert find_breaks(PRESENT, changed(("removed", "fields", "reviewer"), field)) == []
