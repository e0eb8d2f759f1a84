"""The page of the review that shows how two datasets differ."""

from pathlib import Path

from flows.dataset.errors import DatasetError
from flows.report.diff import Difference, Example
from flows.report.review.frame import frame, safe
from flows.report.review.words import both
from flows.report.review.write import MARKER

_KINDS = {
    "documents added": "新增文档",
    "documents gone": "消失的文档",
    "documents changed": "有变化的文档",
    "lines now removed": "改为删去的行",
    "lines now kept": "改为保留的行",
    "lines under another rule": "换了规则的行",
    "sections": "章节",
    "quarantine added": "新进隔离",
    "quarantine gone": "移出隔离",
}


def write_difference(difference: Difference, review: Path, title: str) -> Path:
    """Write diff.html into the folder of a review, which must be there, for its style. Raises DatasetError."""
    if not (review / MARKER).exists():
        raise DatasetError(f"{review}: no review there; write one with `zhpages review --to {review}`")
    parts = [f"<h1>{both(('差异', 'Differences'))}</h1><p class=sub>{safe(title)}</p>"]
    if not difference.counts:
        parts.append(f"<p>{both(('没有差异', 'No difference'))}</p>")
    for kind, counts in difference.counts.items():
        by_source = ", ".join(f"{safe(source)} {count:,}" for source, count in sorted(counts.items()))
        name = both((_KINDS.get(kind, kind.replace("field ", "字段 ")), kind))
        parts.append(f"<h2>{name}: {counts.total():,}</h2><p class=sub>{by_source}</p>")
        parts += [_example(example) for example in difference.examples[kind]]
    path = review / "diff.html"
    path.write_text(frame("差异 Differences", "".join(parts)), "utf-8", newline="\n")
    return path


def _example(example: Example) -> str:
    place = f"<small class=note>{safe(example.source)}/{safe(example.raw_path)}</small>"
    before = f"<div><del>{safe(example.before)}</del></div>" if example.before else ""
    after = f"<div><mark>{safe(example.after)}</mark></div>" if example.after else ""
    return f'<div class="part">{place}{before}{after}</div>'
