"""Golden outputs of the sample pages: what each page of raw/ becomes, readable and reviewed.

python tests/goldens.py           show how the current code differs (exit 1 if it does)
python tests/goldens.py --write   rewrite tests/golden/
"""

import difflib
import sys
from pathlib import Path

from flows.corpus.container_listing import expand
from flows.corpus.inputs import Capture, discover
from flows.corpus.reading import open_page, read_page, read_sidecar
from flows.corpus.sources import load_source
from flows.page import Options, Page, PageError, clean_page
from flows.report.goldens import render

ROOT = Path(__file__).parents[1]
RAW = ROOT / "raw"
GOLDEN = Path(__file__).parent / "golden"
_OPTIONS = Options()


def clean_capture(capture: Capture) -> Page:
    """Clean a sample page as a run does."""
    if capture.problem:
        raise PageError(capture.problem.code, capture.problem.message)
    source = load_source(RAW, capture.source)[0]
    read = read_page(capture, _OPTIONS.limits.max_bytes)
    opened = open_page(capture, read, read_sidecar(capture), source, _OPTIONS.limits.max_bytes)
    return clean_page(
        opened.raw,
        name=capture.raw_path,
        url=opened.known.url,
        charset=opened.known.charset,
        source=source,
        fetched_at=opened.known.fetched_at,
    )


def render_capture(capture: Capture) -> str:
    """What a sample page becomes, as text that a reviewer reads."""
    try:
        page = clean_capture(capture)
    except PageError as error:
        return f"quarantine  {error.stage} · {error.code}\n"
    return render(page)


def captures() -> list[Capture]:
    """Every sample page."""
    return expand(discover(RAW)).captures


def golden_path(capture: Capture) -> Path:
    """Where the golden output of a page is kept."""
    return GOLDEN / capture.source / f"{capture.raw_path}.golden"


def difference(capture: Capture) -> str:
    """A unified diff from the golden output to what the current code makes; "" where they agree."""
    path = golden_path(capture)
    golden = path.read_text("utf-8") if path.exists() else ""
    current = render_capture(capture)
    lines = difflib.unified_diff(
        golden.split("\n"), current.split("\n"), f"golden/{capture.raw_path}", "current", "", ""
    )
    return "\n".join(line for line in lines)


def strays() -> list[Path]:
    """Golden outputs without a page."""
    return sorted(set(GOLDEN.rglob("*.golden")) - {golden_path(capture) for capture in captures()})


def write() -> None:
    """Rewrite all golden outputs."""
    for stray in strays():
        stray.unlink()
    for capture in captures():
        path = golden_path(capture)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_capture(capture), "utf-8", newline="\n")


def main() -> int:
    """Show the differences, or rewrite."""
    if sys.argv[1:] == ["--write"]:
        write()
        return 0
    found = [text for capture in captures() if (text := difference(capture))]
    found += [f"no such page: {stray}" for stray in strays()]
    print("\n\n".join(found) or "no difference")
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
