"""What can go wrong with the dataset as a whole. Each message is one line that a user can act on."""

import errno

_FULL = {errno.ENOSPC, errno.EDQUOT}


class DatasetError(Exception):
    """The run stops; the last complete state of the dataset is intact."""


class LockedError(DatasetError):
    """Another run is writing the dataset."""


class VersionError(DatasetError):
    """The dataset was written under another major version of its schema."""


class ContractError(DatasetError):
    """Rows break the contract of schemas/; the message names the first of them."""


class DiskFullError(DatasetError):
    """There is no room for what the run builds."""


def write_error(message: str, error: OSError) -> DatasetError:
    """The DatasetError that says `message` of an OSError."""
    return DiskFullError(message) if error.errno in _FULL else DatasetError(message)
