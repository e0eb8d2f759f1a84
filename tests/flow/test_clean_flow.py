"""The real flow on the sample pages, in Prefect's own test harness."""

import hashlib
import shutil
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("prefect_harness")


def digests(out: Path) -> dict[str, str]:
    """Place → SHA-256 of every Parquet file of the data tables."""
    tables = ("documents", "sections", "removed", "quarantine")
    found = (path for table in tables for path in sorted((out / table).rglob("*.parquet")))
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(scope="module")
def one_worker(samples: Path, tmp_path_factory: pytest.TempPathFactory, prefect_harness: None) -> Path:
    from flows.flow import PROGRESS, clean

    out = tmp_path_factory.mktemp("one") / "processed"
    told: list[tuple[int, int]] = []
    token = PROGRESS.set(lambda done, total: told.append((done, total)))
    report = clean(raw=samples, processed=out, workers=1, batch_size=4)
    PROGRESS.reset(token)
    assert report.run["document_count"] + report.run["quarantine_count"] == report.run["seen_count"] >= 24
    assert told[-1] == (report.run["seen_count"], report.run["seen_count"])
    return out


def test_workers_batches_and_file_order_do_not_change_a_byte(samples: Path, one_worker: Path, tmp_path: Path) -> None:
    from flows.flow import clean

    raw = tmp_path / "raw"
    for path in sorted(samples.rglob("*"), reverse=True):
        if path.is_file():
            target = raw / path.relative_to(samples)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    clean(raw=raw, processed=tmp_path / "out", workers=2, batch_size=7)
    assert digests(tmp_path / "out") == digests(one_worker)


def test_a_second_run_changes_nothing_and_cleans_nothing(samples: Path, one_worker: Path) -> None:
    from flows.flow import clean

    before = digests(one_worker)
    report = clean(raw=samples, processed=one_worker)
    assert report.run["unchanged_count"] == report.run["seen_count"]
    assert digests(one_worker) == before


def test_the_run_leaves_artifacts(one_worker: Path) -> None:
    from prefect.artifacts import Artifact

    found = {key: Artifact.get(key) for key in ("zhpages-run", "zhpages-quarantine", "zhpages-progress")}
    assert all(found.values())
    report = str(getattr(found["zhpages-run"], "data", ""))
    assert "| source | pages |" in report and "breadcrumb" in report
    quarantine = str(getattr(found["zhpages-quarantine"], "data", ""))
    assert "not\\\\_text" in quarantine and "Move it out of raw/" in quarantine
    assert getattr(found["zhpages-progress"], "data", 0) == 100


def test_a_missing_raw_fails_the_flow_with_its_own_error(tmp_path: Path) -> None:
    from flows.flow import clean
    from flows.pipeline import InputError

    with pytest.raises(InputError):
        clean(raw=tmp_path / "nowhere", processed=tmp_path / "out")


def test_states_and_messages_say_what_happened(samples: Path, tmp_path: Path) -> None:
    from flows.flow import clean

    raw, out = tmp_path / "raw", tmp_path / "out"
    shutil.copytree(samples / "linjiang-daily", raw / "linjiang-daily")
    clean(raw=raw, processed=out, workers=1)
    before = digests(out)
    (raw / "linjiang-daily" / "source.toml").write_text("[", "utf-8")
    state = clean(raw=raw, processed=out, workers=1, return_state=True)
    assert state.is_completed() and state.name == "Kept" and "kept as they were" in (state.message or "")
    assert digests(out) == before
    (raw / "linjiang-daily" / "empty.html").write_bytes(b"")
    state = clean(raw=raw, processed=out, workers=1, strict=True, return_state=True)
    assert state.is_failed() and "strict allows none; the dataset is written" in (state.message or "")
    shutil.move(raw / "linjiang-daily", raw / "elsewhere")
    state = clean(raw=raw, processed=out, workers=1, return_state=True)
    assert state.is_failed() and "documents would be deleted" in (state.message or "")
