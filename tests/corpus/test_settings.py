"""What a run may be asked to do."""

from pathlib import Path

import pytest

from flows.corpus.settings import MAX_BATCH_SIZE, MAX_WORKERS, Settings


@pytest.mark.parametrize("bounds", [{"workers": 0}, {"workers": MAX_WORKERS + 1}, {"batch_size": MAX_BATCH_SIZE + 1}])
def test_what_is_out_of_bounds_is_refused(bounds: dict[str, int]) -> None:
    (name,) = bounds
    with pytest.raises(ValueError, match=name):
        Settings(Path("raw"), Path("processed"), **bounds)  # type: ignore[arg-type]


def test_workers_are_as_many_as_pay() -> None:
    settings = Settings(Path("raw"), Path("processed"))
    assert settings.worker_count(10) == 1
    assert 1 <= settings.worker_count(1_000_000) <= MAX_WORKERS
    assert Settings(Path("raw"), Path("processed"), workers=3).worker_count(10) == 3
