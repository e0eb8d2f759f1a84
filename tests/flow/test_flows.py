"""The flows beside the run, and what a run tells Prefect."""

from pathlib import Path

import pytest

from flows.dataset.errors import DatasetError
from flows.pipeline import Settings, run

pytestmark = pytest.mark.usefixtures("prefect_harness")


@pytest.fixture
def processed(samples: Path, tmp_path: Path) -> Path:
    run(Settings(raw=samples, processed=tmp_path / "processed", sources=("leftovers",), workers=1))
    return tmp_path / "processed"


def test_validate_completes_on_a_sound_dataset_and_fails_on_a_broken_one(processed: Path) -> None:
    from flows.flow_validate import validate

    assert validate(processed).endswith("sound")
    part = next(processed.glob("documents/*/*.parquet"))
    part.unlink()
    with pytest.raises(DatasetError, match="finding"):
        validate(processed)


def test_review_writes_its_folder(samples: Path, processed: Path, tmp_path: Path) -> None:
    from flows.flow_review import review

    assert review(samples, processed, tmp_path / "review").endswith("3 of 3 documents")
    assert (tmp_path / "review" / "index.html").is_file()


def test_a_run_ends_with_a_message_that_says_what_happened(samples: Path, tmp_path: Path) -> None:
    from flows.flow import clean

    state = clean(raw=samples, processed=tmp_path / "out", sources=["leftovers"], workers=1, return_state=True)
    assert state.is_completed() and str(state.message).startswith("5 seen, 5 new")
    assert state.result().run["document_count"] == 3


@pytest.mark.slow
def test_batches_on_a_cluster(samples: Path, tmp_path: Path) -> None:
    """Prefect is told of each batch from here; the workers know nothing of it."""
    pytest.importorskip("distributed")
    from flows.flow import clean

    report = clean(raw=samples, processed=tmp_path / "out", sources=["leftovers"], workers=2, engine="dask")
    assert report.run["document_count"] == 3
