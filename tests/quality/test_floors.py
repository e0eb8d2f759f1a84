"""Quality floors: the scorers over the labelled data, where that data is at hand.

ZHPAGES_SHARED names the folder that holds score/score.py and its gold; without it these tests have nothing to measure.
"""

import importlib.util
import os
import sys
import tomllib
from argparse import Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ZHPAGES_SHARED", ROOT.parent / "shared"))
FLOORS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


@pytest.fixture(scope="session")
def score() -> ModuleType:
    path = SHARED / "score" / "score.py"
    if not path.is_file():
        pytest.skip(f"no labelled data: {path.name} is not in the folder that ZHPAGES_SHARED names")
    spec = importlib.util.spec_from_file_location("zhpages_score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def misses(figures: dict[str, float], floor: dict[str, dict[str, float]], name: str) -> list[str]:
    low = [f"{name} {k} {figures[k]:.4f} < {v}" for k, v in floor.get("min", {}).items() if not figures[k] >= v]
    high = [f"{name} {k} {figures[k]:.4f} > {v}" for k, v in floor.get("max", {}).items() if not figures[k] <= v]
    return low + high


@pytest.mark.parametrize("table", FLOORS)
def test_floor(table: str, score: ModuleType) -> None:
    arguments = Namespace(worst=10)
    if table in ("pages", "lines"):
        figures = score.score_pages(arguments, table)
    else:
        figures = getattr(score, f"score_{table}")(arguments)
    if "min" in FLOORS[table] or "max" in FLOORS[table]:
        found = misses(figures, FLOORS[table], table)
    else:
        found = [miss for group, floor in FLOORS[table].items() for miss in misses(figures[group], floor, group)]
    assert not found, found
