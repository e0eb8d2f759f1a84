"""What all readers of containers speak of."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from flows.corpus.problem import Problem


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a container: where it is, and what tells its content from another."""

    key: str
    """What names it within its container: a number of six digits, or the name of a member."""
    offset: int
    """Where it begins in the container, or in what the container unpacks to, in bytes."""
    size: int
    """Bytes of it as it lies there, unpacked; -1 where it cannot be told."""
    digest: str
    """SHA-256 of those bytes in hexadecimal digits; "" of one with a problem."""
    problem: Problem | None = None
    """What it goes to the quarantine for."""
    member: str = ""
    """The file within the container that it lies in, where records lie in one."""
    is_forward: bool = False
    """Its offset counts in what the container unpacks to, so that it is found by reading from the beginning."""


class DamagedError(Exception):
    """A container, or a part of it, cannot be read; `code` is one of the quarantine."""

    def __init__(self, message: str, code: str = "damaged") -> None:
        super().__init__(message)
        self.code = code

    @property
    def problem(self) -> Problem:
        """As a row of the quarantine has it."""
        return Problem(self.code, str(self))


class PassedOver(NamedTuple):
    """A record that is no page by what it is for, such as the request to an answer: counted, and no row."""

    kind: str


class NoWayOnError(Exception):
    """A list cannot be continued where it was to be; the container has to be listed from its beginning."""


class Reader(Protocol):
    """A container that is open."""

    def list_records(self) -> Iterator[Record | PassedOver]:
        """All records in the order in which they lie. A damaged one has a problem, and the others go on; where that is
        not possible the last one has it. Raises DamagedError for what is no such container at all."""
        ...

    def list_on(self, start: int, number: int) -> Iterator[Record | PassedOver]:
        """What `list_records` gives behind the first `number` records, from the byte `start` on.

        Raises NoWayOnError.
        """
        ...

    def read_record(self, record: Record) -> bytes:
        """The bytes of a record that was listed. Raises DamagedError where it is not there any more."""
        ...


def number_key(number: int) -> str:
    """The key of the record that is the `number`th of its container, counted from 1."""
    return f"{number:06d}"


def damage(key: str, offset: int, error: Exception) -> Record:
    """The record of a place that cannot be read."""
    code = error.code if isinstance(error, DamagedError) else "damaged"
    return Record(key, offset, -1, "", Problem(code, f"at byte {offset:,}: {describe(error)}"))


def describe(error: Exception) -> str:
    """What went wrong, in one line."""
    text = " ".join(str(error).split())[:200].encode("utf-8", "backslashreplace").decode()
    return text if isinstance(error, DamagedError) else f"{type(error).__name__}: {text}".removesuffix(": ")
