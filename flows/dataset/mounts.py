"""Directories of a dataset on another file system than the rest, between which no file can be renamed."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from flows.dataset import layout

_MOUNTS = Path("/proc/self/mountinfo")
"""Of Linux: one mount a line, its place the fifth field; it tells a directory bound to another of the same device."""
_OCTAL = re.compile(rb"\\([0-7]{3})")
_OURS = (*layout.PARTITIONED, layout.RUNS_PLACE.partition("/")[0], "_state")


def find_mounts(out: Path) -> list[Path]:
    """Directories of the dataset under `out` that are mounted there, sorted; links count as what they lead to."""
    out = out.resolve()
    if not out.is_dir():
        return []
    device, mounted = out.stat().st_dev, _mounted_places()
    return [
        path for path in _directories(out) if path.stat().st_dev != device or os.fsencode(path.resolve()) in mounted
    ]


def _directories(out: Path) -> Iterator[Path]:
    for name in sorted(_OURS):
        top = out / name
        if top.is_dir():
            yield top
            yield from sorted(path for path in top.iterdir() if path.is_dir())


def _mounted_places() -> set[bytes]:
    try:
        lines = _MOUNTS.read_bytes().splitlines()
    except OSError:
        return set()
    return {
        _OCTAL.sub(lambda found: bytes([int(found[1], 8)]), line.split()[4]) for line in lines if line.count(b" ") > 4
    }
