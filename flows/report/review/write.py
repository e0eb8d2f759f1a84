"""Writing the review: the dataset's numbers, the list, and a page for each document that is shown."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute

from flows.corpus.inspecting import read_again
from flows.corpus.lessons import kept_templates
from flows.dataset import load, state
from flows.dataset.errors import DatasetError
from flows.dataset.loading import read_arrow
from flows.dataset.schema import load_contract
from flows.report.review.listing import Item, data_files, render_list
from flows.report.review.overview import FILL_COLUMNS, Numbers, render_overview, render_quarantine
from flows.report.review.pages import Shown, render_page

if TYPE_CHECKING:
    import pandas as pd

MAX_PAGES = 10_000
"""Pages that a review shows unless told otherwise: those it is least sure of."""
MARKER = ".zhpages-review"
"""A file by which a folder is known to be a review, so that it may be written over."""
_ASSETS = Path(__file__).parent / "assets"
_LIST_COLUMNS = ("doc_id", "source", "raw_path", "title", "date_published", "charset", "charset_confidence")
_MORE_COLUMNS = ("script_original", "char_count", "removed_char_ratio", "quality_flags", "charset_flags")
_FLAG_WEIGHT = 0.9
"""What each quality flag takes from a page's confidence."""


@dataclass(frozen=True, slots=True)
class Review:
    """What was written."""

    index: Path
    page_count: int
    document_count: int


def write_review(
    raw: Path,
    out: Path,
    target: Path,
    *,
    sources: Iterable[str] | None = None,
    max_pages: int = MAX_PAGES,
    on_page: Callable[[int, int], None] | None = None,
) -> Review:
    """Write the review of the dataset `out` and its pages in `raw` into the folder `target`.

    sources: only these. max_pages: pages shown one by one, the least sure first; numbers are always of all. on_page is
    told of (pages done, pages in all). Raises DatasetError where there is no dataset, or `target` holds anything else.
    """
    chosen = sorted(sources) if sources is not None else None
    numbers, items = _gather(out, chosen)
    items.sort(key=lambda item: (item.confidence, item.doc_id))
    shown = items[:max_pages]
    _prepare(target)
    run = read_arrow("runs", out=out).sort_by("started_at").to_pylist()[-1]
    quarantine = read_arrow("quarantine", chosen, out=out).to_pylist()
    _write(target / "index.html", render_overview(numbers, run))
    _write(target / "quarantine.html", render_quarantine(quarantine))
    _write(target / "list.html", render_list(shown, sorted(numbers.documents), len(items)))
    for name, content in data_files(shown):
        _write(target / name, content)
    for done, (item, page) in enumerate(_pages(raw, out, shown), 1):
        _write(target / item.address, render_page(page))
        if on_page:
            on_page(done, len(shown))
    return Review(target / "index.html", len(shown), len(items))


def _prepare(target: Path) -> None:
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MARKER).exists())):
        raise DatasetError(f"{target}: not a review; name a folder that is empty or new")
    for old in ("pages", "data", "assets"):
        shutil.rmtree(target / old, ignore_errors=True)
    target.mkdir(parents=True, exist_ok=True)
    (target / MARKER).touch()
    shutil.copytree(_ASSETS, target / "assets")


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8", errors="backslashreplace", newline="\n")


def _gather(out: Path, sources: list[str] | None) -> tuple[Numbers, list[Item]]:
    """The numbers of the dataset, and an item for each document; source by source, to hold no more than one."""
    numbers = Numbers()
    items: list[Item] = []
    names = state.read_state(out)["sources"]
    for source in names if sources is None else sources:
        columns = dict.fromkeys((*_LIST_COLUMNS, *_MORE_COLUMNS, *FILL_COLUMNS))
        documents = load("documents", source, list(columns), out)
        removed = load("removed", source, ["doc_id", "category", "rule", "confidence", "text"], out)
        _count(numbers, source, documents, removed, out)
        items += _items(documents, removed)
    if "duplicates" in load_contract().tables:
        numbers.clusters.update(load("duplicates", sources, ["kind"], out)["kind"].dropna().tolist())
    return numbers, items


def _count(numbers: Numbers, source: str, documents: "pd.DataFrame", removed: "pd.DataFrame", out: Path) -> None:
    numbers.documents[source] = len(documents)
    numbers.sections[source] = len(load("sections", source, ["doc_id"], out))
    if quarantined := len(load("quarantine", source, ["code"], out)):
        numbers.quarantined[source] = quarantined
    numbers.char_count += int(documents["char_count"].sum())
    numbers.charsets.update(documents["charset"].tolist())
    numbers.scripts.update(documents["script_original"].fillna("–").tolist())
    for flags in documents["quality_flags"]:
        numbers.flags.update(flags)
    numbers.years.update(str(each)[:4] for each in documents["date_published"].dropna())
    for name in FILL_COLUMNS:
        column = documents[name]
        lists = column.map(lambda value: hasattr(value, "__len__") and not isinstance(value, str) and not len(value))
        numbers.filled[name] += int((column.notna() & ~lists.astype(bool)).sum())
    numbers.categories[source] = Counter(removed["category"].tolist())
    numbers.rules.update(zip(removed["category"], removed["rule"], strict=True))
    for rule, text in removed.drop_duplicates("rule")[["rule", "text"]].itertuples(index=False):
        numbers.examples.setdefault(rule, text)


def _items(documents: "pd.DataFrame", removed: "pd.DataFrame") -> Iterator[Item]:
    """Confidence of a page: of its charset, times that of its removed lines weighed by their length, less for flags."""
    removed = removed.assign(weight=removed["text"].str.len())
    removed["sure"] = removed["confidence"] * removed["weight"]
    sums = removed.groupby("doc_id")[["sure", "weight"]].sum()
    sure = (sums["sure"] / sums["weight"]).to_dict()
    for row in documents.to_dict("records"):
        flags = tuple(dict.fromkeys((*row["quality_flags"], *row["charset_flags"])))
        confidence = row["charset_confidence"] * sure.get(row["doc_id"], 1.0) * _FLAG_WEIGHT ** len(flags)
        yield Item(
            doc_id=row["doc_id"],
            source=row["source"],
            raw_path=row["raw_path"],
            title=_text(row["title"]),
            date=_text(row["date_published"])[:10],
            confidence=confidence,
            char_count=int(row["char_count"]),
            removed_ratio=float(row["removed_char_ratio"]),
            flags=flags,
        )


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value)


def _pages(raw: Path, out: Path, items: list[Item]) -> Iterator[tuple[Item, Shown]]:
    order = {item.doc_id: place for place, item in enumerate(items)}
    by_source: dict[str, list[Item]] = {}
    for item in items:
        by_source.setdefault(item.source, []).append(item)
    for source, wanted in sorted(by_source.items()):
        ids = [item.doc_id for item in wanted]
        rows = {table: _rows(table, source, ids, out) for table in ("documents", "sections", "removed")}
        again = read_again(raw, source, kept_templates(out, source))
        for item in wanted:
            document = rows["documents"][item.doc_id][0]
            page, html, content_digest = again(item.raw_path)
            place = order[item.doc_id]
            yield (
                item,
                Shown(
                    document=document,
                    sections=rows["sections"].get(item.doc_id, []),
                    removed=rows["removed"].get(item.doc_id, []),
                    page=page,
                    html=html,
                    notice=_notice(document, content_digest),
                    previous=f"../../{items[place - 1].address}" if place else "",
                    next=f"../../{items[place + 1].address}" if place + 1 < len(items) else "",
                    confidence=item.confidence,
                ),
            )


def _rows(table: str, source: str, ids: list[str], out: Path) -> dict[str, list[dict[str, Any]]]:
    found = read_arrow(table, source, None, out)
    found = found.filter(pa.compute.is_in(found["doc_id"], pa.array(ids)))
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in found.to_pylist():
        grouped.setdefault(row["doc_id"], []).append(row)
    return grouped


def _notice(document: dict[str, Any], content_digest: str) -> tuple[str, str] | None:
    if not content_digest:
        return ("原文件已不在，或无法读取", "The file is gone or cannot be read: only what was removed is shown")
    if content_digest != document["content_digest"]:
        return ("原文件在上次运行后有变化", "The file has changed since the last run")
    return None
