"""What can go wrong with the dataset as a whole. Each message is one line that a user can act on."""


class DatasetError(Exception):
    """The run stops; the last complete state of the dataset is intact."""


class LockedError(DatasetError):
    """Another run is writing the dataset."""


class VersionError(DatasetError):
    """The dataset was written under another major version of its schema."""


class ContractError(DatasetError):
    """Rows break the contract of schemas/; the message names the first of them."""
