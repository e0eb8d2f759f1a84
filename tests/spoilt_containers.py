"""Damaged containers: each is listed and its records read and unpacked, and nothing but a problem may come of it.
`python tests/spoilt_containers.py 5000`"""

import io
import random
import sys
import time
from collections import Counter

import sample_containers as made

from flows.corpus.containers.kinds import container_kind
from flows.corpus.containers.opening import make_reader
from flows.corpus.containers.records import DamagedError, Record
from flows.corpus.containers.unpacking import unpack
from flows.page.errors import PageError

_MOST = 20_000_000
_SLOW = 20.0
"""Seconds."""


def spoil(raw: bytes, chance: random.Random) -> bytes:
    """A container as it comes out of a bad disk, a broken transfer or a hostile hand."""
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 4, 60, 700))
        way = chance.randrange(6)
        if way == 0:
            del data[at:]
        elif way == 1:
            del data[at : at + length]
        elif way == 2:
            data[at : at + length] = chance.randbytes(min(length, len(data) - at))
        elif way == 3:
            data[at : at + length] = bytes([chance.choice((0, 255))]) * min(length, len(data) - at)
        elif way == 4:
            other = chance.randrange(len(data) + 1)
            data[at:at] = data[other : other + length]
        else:
            digits = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
            if digits:
                data[chance.choice(digits)] = chance.choice(b"0123456789-")
    return bytes(data)


def read_all(raw: bytes, name: str) -> str:
    """What became of a container or a packed page: "sound", "partly" or "nothing"."""
    kind = container_kind(name)
    if not kind:
        return "sound" if _unpack(raw, name, "") else "nothing"
    sound = problems = 0
    try:
        reader = make_reader(io.BytesIO(raw), len(raw), kind)
        for record in reader.list_records():
            if not isinstance(record, Record):
                continue
            if record.problem:
                problems += 1
                continue
            sound += _unpack(make_reader(io.BytesIO(raw), len(raw), kind).read_record(record), name, kind)
    except DamagedError:
        return "nothing"
    return "partly" if problems and sound else "sound" if sound else "nothing"


def _unpack(raw: bytes, name: str, kind: str) -> bool:
    try:
        unpack(raw, name, "" if kind in ("zip", "tar") else kind, {}, _MOST)
    except PageError:
        return False
    return True


def spoil_and_read(count: int, seed: int) -> Counter[str]:
    """Spoil `count` containers and read them. Raises what a reader does not handle, and for one that is slow."""
    chance = random.Random(seed)
    samples = list(made.samples().items())
    tally: Counter[str] = Counter()
    for number in range(count):
        name, content = samples[number % len(samples)]
        raw = spoil(content, chance)
        start = time.perf_counter()
        try:
            tally[read_all(raw, name)] += 1
        except Exception as error:
            error.add_note(f"container {number} of seed {seed}, {name}")
            raise
        assert time.perf_counter() - start < _SLOW, (number, name)
    return tally


if __name__ == "__main__":
    print(dict(spoil_and_read(int(sys.argv[1]), seed=7)))
