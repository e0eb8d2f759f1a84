"""The dataset on disk: its contract, its files, how they are replaced, checked and read. It does not know HTML."""

from flows.dataset.checking import check_dataset
from flows.dataset.errors import ContractError, DatasetError, LockedError, VersionError
from flows.dataset.loading import load, read_arrow

__all__ = ["ContractError", "DatasetError", "LockedError", "VersionError", "check_dataset", "load", "read_arrow"]
