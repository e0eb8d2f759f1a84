"""What a run may be asked to do."""

import math
from pathlib import Path
from typing import Any

import pytest

from flows.corpus.settings import MAX_BATCH_SIZE, MAX_WORKERS, Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("workers", value) for value in (0, -1, MAX_WORKERS + 1, 2.5, 2.0, True, "2")),
        *(("batch_size", value) for value in (0, MAX_BATCH_SIZE + 1, 2.5, True)),
        *(("max_deleted", value) for value in (-0.1, 1.1, math.nan, True, "1")),
    ],
)
def test_what_is_no_number_or_out_of_bounds_is_refused(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"^{name}: {value!r} is not"):
        Settings(Path("raw"), Path("processed"), **{name: value})


def test_workers_are_as_many_as_pay() -> None:
    settings = Settings(Path("raw"), Path("processed"))
    assert settings.worker_count(10) == 1
    assert 1 <= settings.worker_count(1_000_000) <= MAX_WORKERS
    assert Settings(Path("raw"), Path("processed"), workers=3).worker_count(10) == 3
