"""In worker processes: cleaning that kills, hangs or fails over pages that say so."""

import os
import signal
import time
from pathlib import Path
from typing import Any

from flows.corpus import cleaning
from flows.corpus.cleaned_pages import BatchResult
from flows.page import Page, clean_page


def clean_spoilt(raw: bytes, **arguments: Any) -> Page:
    """As `clean_page`, but for pages that begin with an order: `KILL`, `SPIN`, `SLEEP`, or `KILL <file> <times>`."""
    order, *details = raw.split(b"\n", 1)[0].split() or [b""]
    if order == b"KILL" and (not details or count_call(details[0].decode()) <= int(details[1])):
        os.kill(os.getpid(), signal.SIGKILL)
    if order == b"SPIN":
        sum(range(10**12))
    if order == b"SLEEP":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(10_000)
    return clean_page(raw, **arguments)


def count_call(path: str) -> int:
    """How many calls there were with this path, over all processes."""
    with Path(path).open("ab") as stream:
        stream.write(b"x")
        return stream.tell()


def clean_batch(*arguments: Any, **options: Any) -> BatchResult:
    """In place of `flows.corpus.cleaning.clean_batch`."""
    vars(cleaning)["clean_page"] = clean_spoilt
    try:
        return cleaning.clean_batch(*arguments, **options)
    finally:
        vars(cleaning)["clean_page"] = clean_page


def die(*_: Any, **__: Any) -> None:
    """In place of `flows.corpus.cleaning.clean_batch`."""
    os._exit(1)
