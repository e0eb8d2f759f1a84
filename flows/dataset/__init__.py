"""The dataset on disk: its contract, its files, how they are replaced, checked and read. It does not know HTML.

What reads tables is loaded when it is first asked for: `zhpages inspect` uses a module of this room and has no need of
pyarrow.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from flows.dataset.errors import ContractError, DatasetError, LockedError, VersionError

if TYPE_CHECKING:
    from flows.dataset.checking import check_dataset
    from flows.dataset.loading import load, read_arrow

__all__ = ["ContractError", "DatasetError", "LockedError", "VersionError", "check_dataset", "load", "read_arrow"]

_HOMES = {"check_dataset": "checking", "load": "loading", "read_arrow": "loading"}
"""Name → module that holds it."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
