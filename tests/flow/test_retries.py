"""What is tried again: what comes and goes by itself, and nothing else."""

import errno
from pathlib import Path

import pytest

from flows import pipeline
from flows.pipeline import InputError, Plan, Settings

pytestmark = pytest.mark.usefixtures("prefect_harness")


@pytest.mark.parametrize(("number", "calls"), [(errno.ESTALE, 2), (errno.EACCES, 1)])
def test_a_drive_that_comes_back_is_asked_again(
    number: int, calls: int, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import flow

    asked: list[Settings] = []
    plan = pipeline.plan

    def ask(settings: Settings) -> Plan:
        asked.append(settings)
        if len(asked) == 1:
            raise InputError(f"{settings.raw}: away") from OSError(number, "away")
        return plan(settings)

    monkeypatch.setattr(pipeline, "plan", ask)
    monkeypatch.setattr(flow, "plan_run", flow.plan_run.with_options(retry_delay_seconds=0))
    state = flow.clean(samples, tmp_path / "out", ["linjiang-daily"], workers=1, return_state=True)
    assert (len(asked), state.is_completed()) == (calls, calls == 2)
