"""A bound on the documents that a run takes out: a directory is more often unmounted, or moved, than emptied."""

from collections.abc import Iterable
from dataclasses import dataclass

from flows.corpus.inputs import InputError
from flows.corpus.settings import Settings
from flows.dataset.manifest import DOCUMENT, Entry


@dataclass(frozen=True, slots=True)
class Loss:
    """What a source is about to lose."""

    source: str
    document_count: int
    """Its documents in the dataset."""
    gone_count: int
    """Those of them whose files are gone from raw/."""

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.gone_count / self.document_count if self.document_count else 0.0


def count_loss(source: str, known: Iterable[Entry], present: Iterable[str]) -> Loss:
    """The loss of a source of which the manifest is `known` and the raw_paths `present` are left."""
    documents = {entry.raw_path for entry in known if entry.status == DOCUMENT}
    return Loss(source, len(documents), len(documents.difference(present)))


def check_losses(losses: Iterable[Loss], settings: Settings) -> None:
    """Raise InputError when a source would lose a greater share of its documents than `settings.max_deleted`."""
    refused = [loss for loss in losses if loss.share > settings.max_deleted]
    if not refused:
        return
    first = refused[0]
    more = f" (and {len(refused) - 1} more sources)" if len(refused) > 1 else ""
    raise InputError(
        f"{settings.raw / first.source}{more}: {first.gone_count:,} of its {first.document_count:,} documents would be"
        f" deleted, a greater share than max_deleted={settings.max_deleted:g}; nothing was changed. Is it mounted? To"
        " delete them run with --max-deleted 1"
    )
