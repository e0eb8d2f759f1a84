"""What a run would change, told without changing it: a run over a stand-in of the dataset, and the two compared."""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flows import pipeline
from flows.corpus.settings import PROCESSES
from flows.dataset import layout
from flows.dataset.errors import DatasetError
from flows.pipeline import RunReport, Settings
from flows.report.diff import Difference, compare_datasets


def rehearse(settings: Settings, max_examples: int = 5) -> tuple[Difference, RunReport]:
    """How the dataset would differ after a run, and that run's report. Nothing under `settings.processed` is written.

    The run is a real one, so that its bounds, what it keeps and what it says are those of a run; and it costs as much.
    It cleans on this machine, whatever the engine: a cluster does not see the stand-in.
    Raises what `pipeline.run` raises, and DatasetError where there is no dataset yet.
    """
    pipeline.check_places(settings)
    if not layout.has_dataset(settings.processed):
        raise DatasetError(f"{settings.processed}: no dataset there; make one with `zhpages run`")
    with TemporaryDirectory(prefix="zhpages-") as directory:
        stand_in = Path(directory) / "processed"
        _link(settings.processed.resolve(), stand_in)
        try:
            report = pipeline.run(replace(settings, processed=stand_in, engine=PROCESSES))
        except DatasetError as error:
            raise DatasetError(str(error).replace(str(stand_in), str(settings.processed))) from error
        found = compare_datasets(settings.processed, stand_in, sources=settings.sources, max_examples=max_examples)
    return found, report


def _link(out: Path, stand_in: Path) -> None:
    """Directories like those of `out`, their files as links: a run replaces files, it writes into none but the lock."""
    for place, _, names in os.walk(out):
        target = stand_in / Path(place).relative_to(out)
        target.mkdir(parents=True)
        for name in names:
            if name != layout.LOCK_NAME:
                (target / name).symlink_to(Path(place) / name)
