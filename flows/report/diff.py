"""What differs between two datasets: what a maintainer looks at after touching a rule."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from flows.dataset import state
from flows.dataset.errors import DatasetError
from flows.dataset.loading import read_arrow
from flows.report.escaping import printable, printable_json

Row = dict[str, Any]

_UNTOLD = frozenset(("pipeline_version", "rules_digest", "schema_version", "text_original", "metadata_evidence"))
"""Columns that differ with every release, or say again what others say."""
_COUNTS = ("char_count", "han_count", "section_count", "removed_line_count", "removed_char_ratio")
_MEASURES = ("han_ratio", "punctuation_ratio", "sentence_line_ratio", "repeated_line_ratio", "repeated_ngram_ratio")
_DERIVED = frozenset((*_COUNTS, *_MEASURES))
"""Columns that follow from text, sections and removed."""
_SECTION_COLUMNS = ("level", "number", "label", "heading")
_EXAMPLE_CHARS = 70


@dataclass(frozen=True, slots=True)
class Example:
    """One instance of a change."""

    source: str
    raw_path: str
    before: str
    after: str


@dataclass(slots=True)
class Difference:
    """How dataset `b` differs from dataset `a`."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    """Kind of change → source → how often. Kinds: "documents added", "documents gone", "documents changed", "lines now
    removed", "lines now kept", "lines under another rule", "sections", "quarantine added", "quarantine gone", and
    "field NAME"."""
    examples: dict[str, list[Example]] = field(default_factory=dict)
    """Kind of change → some instances."""
    max_examples: int = 5

    def add(self, kind: str, source: str, raw_path: str, before: Any = "", after: Any = "") -> None:
        """Count one change."""
        self.counts.setdefault(kind, Counter())[source] += 1
        shown = self.examples.setdefault(kind, [])
        if len(shown) < self.max_examples:
            shown.append(Example(source, raw_path, _shown(before), _shown(after)))

    def to_json(self) -> str:
        """The whole as JSON."""
        examples = {kind: [asdict(each) for each in shown] for kind, shown in self.examples.items()}
        return printable_json({"counts": self.counts, "examples": examples})

    def lines(self) -> Iterator[str]:
        """The whole as text: a line a kind and source, its instances below it."""
        if not self.counts:
            yield "no difference"
        for kind, counts in self.counts.items():
            by_source = ", ".join(f"{source} {count:,}" for source, count in sorted(counts.items()))
            yield f"{kind}: {counts.total():,} ({by_source})"
            for each in self.examples[kind]:
                yield f"    {each.source}/{each.raw_path}"
                if each.before or each.after:
                    yield f"      - {each.before}"
                    yield f"      + {each.after}"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = printable(" ".join(text.split()))
    return text if len(text) <= _EXAMPLE_CHARS else text[: _EXAMPLE_CHARS - 1] + "…"


def compare_datasets(a: Path, b: Path, *, sources: Iterable[str] | None = None, max_examples: int = 5) -> Difference:
    """How dataset `b` differs from `a`, source by source; at most two sources are held at a time.

    Raises DatasetError where either cannot be read.
    """
    found = Difference(max_examples=max_examples)
    names = [_sources(out) for out in (a, b)]
    wanted = sorted(names[0] | names[1])
    if sources is not None:
        wanted = sorted(sources)
        if missing := set(wanted) - names[0] - names[1]:
            raise DatasetError(f"no source {min(missing)!r}; there are {', '.join(sorted(names[0] | names[1]))}")
    for source in wanted:
        tables = [_read(out, source, source in known) for out, known in zip((a, b), names, strict=True)]
        _compare_source(found, source, *tables)
    return found


def _sources(out: Path) -> set[str]:
    read_arrow("runs", columns=["run_id"], out=out)  # says what is wrong with `out`
    return set(state.read_state(out)["sources"])


def _read(out: Path, source: str, is_there: bool) -> dict[str, dict[str, list[Row]]]:
    """Table → key of the page → its rows."""
    tables: dict[str, dict[str, list[Row]]] = {}
    for table, key in (
        ("documents", "doc_id"),
        ("sections", "doc_id"),
        ("removed", "doc_id"),
        ("quarantine", "raw_path"),
    ):
        rows: dict[str, list[Row]] = {}
        for row in read_arrow(table, source, None, out).to_pylist() if is_there else ():
            rows.setdefault(row[key], []).append(row)
        tables[table] = rows
    return tables


def _compare_source(
    found: Difference, source: str, a: dict[str, dict[str, list[Row]]], b: dict[str, dict[str, list[Row]]]
) -> None:
    before, after = a["documents"], b["documents"]
    for doc_id in sorted(before.keys() - after.keys()):
        found.add("documents gone", source, before[doc_id][0]["raw_path"])
    for doc_id in sorted(after.keys() - before.keys()):
        found.add("documents added", source, after[doc_id][0]["raw_path"])
    for doc_id in sorted(before.keys() & after.keys()):
        old, new = before[doc_id][0], after[doc_id][0]
        changes = [
            *_lines(a["removed"].get(doc_id, []), b["removed"].get(doc_id, [])),
            *_sections(a["sections"].get(doc_id, []), b["sections"].get(doc_id, [])),
            *_fields(old, new),
        ]
        if changes:
            found.add("documents changed", source, new["raw_path"])
        for kind, left, right in changes:
            found.add(kind, source, new["raw_path"], left, right)
    for kind, here, there in (("gone", a, b), ("added", b, a)):
        for raw_path in sorted(here["quarantine"].keys() - there["quarantine"].keys()):
            row = here["quarantine"][raw_path][0]
            found.add(f"quarantine {kind}", source, raw_path, after=f"{row['code']}: {row['message']}")


Change = tuple[str, Any, Any]
"""(kind, before, after)."""


def _lines(old: list[Row], new: list[Row]) -> Iterator[Change]:
    """Lines that came into `removed`, left it, or stand under another rule."""
    before = {(row["line_index"], row["text"]): row for row in old}
    after = {(row["line_index"], row["text"]): row for row in new}
    moved = Counter(text for _, text in before.keys() - after.keys())
    moved &= Counter(text for _, text in after.keys() - before.keys())
    for mine, theirs, kind in ((after, before, "lines now removed"), (before, after, "lines now kept")):
        same = moved.copy()
        for key in sorted(mine.keys() - theirs.keys()):
            if same[key[1]] > 0:  # the same text at another index: lines before it were read otherwise
                same[key[1]] -= 1
                continue
            rule = f"{mine[key]['category']} · {mine[key]['rule']}"
            yield (kind, key[1], rule) if kind == "lines now removed" else (kind, rule, key[1])
    for key in sorted(before.keys() & after.keys()):
        left, right = ((row["category"], row["rule"]) for row in (before[key], after[key]))
        if left != right:
            yield "lines under another rule", f"{key[1][:30]} | {' · '.join(left)}", f"{' · '.join(right)}"


def _sections(old: list[Row], new: list[Row]) -> Iterator[Change]:
    left, right = ([tuple(row[name] for name in _SECTION_COLUMNS) for row in rows] for rows in (old, new))
    if left == right:
        return
    gone, come = Counter(left) - Counter(right), Counter(right) - Counter(left)
    first = [" ".join(str(part) for part in next(iter(each)) if part) if each else "" for each in (gone, come)]
    yield "sections", first[0], first[1]


def _fields(old: Row, new: Row) -> Iterator[Change]:
    for name in old.keys() | new.keys():
        if name in _UNTOLD or name in _DERIVED or old.get(name) == new.get(name):
            continue
        if name == "text":
            lines = old["text"].split("\n"), new["text"].split("\n")
            differing = [sorted(set(mine) - set(theirs)) for mine, theirs in (lines, lines[::-1])]
            gone, come = (each[0] if each else "" for each in differing)
            yield "field text", gone, come
        else:
            yield f"field {name}", old.get(name), new.get(name)


def compare_runs(out: Path, first: str, second: str) -> Iterator[str]:
    """How the counts by source of two runs differ, in lines; a run is named by its id or the beginning of it."""
    rows = read_arrow("runs", out=out).to_pylist()
    chosen = []
    for name in (first, second):
        matching = [row for row in rows if row["run_id"].startswith(name)]
        if len(matching) != 1:
            raise DatasetError(f"{name}: {len(matching)} runs of {out} are called so")
        chosen.append({each["source"]: each for each in matching[0]["sources"]})
    a, b = chosen
    for source in sorted(a.keys() | b.keys()):
        counts = a.get(source, {}), b.get(source, {})
        names = [name for name in (counts[1] or counts[0]) if name != "source"]
        changed = [
            f"{name} {counts[0].get(name, 0):,} → {counts[1].get(name, 0):,}"
            for name in names
            if counts[0].get(name, 0) != counts[1].get(name, 0)
        ]
        if changed:
            yield f"{source}: {', '.join(changed)}"
