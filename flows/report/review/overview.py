"""The overview: what the dataset holds, in numbers and bars; and its quarantine."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.page.errors import CODES
from flows.report.review.charts import bars, columns, stacked
from flows.report.review.frame import frame, safe
from flows.report.review.words import GROUPS, both, category, group_of
from flows.report.review.words import field as field_label

_MOST_ROWS = 40
_MOST_QUARANTINED = 500
_COUNTED = ("title", "date_published", "content_source", "authors", "editors", "publisher", "url", "breadcrumb")
_COUNTED_MORE = ("keywords", "document_number", "issue", "icp_number", "images", "attachments")


@dataclass(slots=True)
class Numbers:
    """What the overview shows, gathered over the dataset."""

    documents: Counter[str] = field(default_factory=Counter)
    """By source; so are sections and the quarantine."""
    sections: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    char_count: int = 0
    charsets: Counter[str] = field(default_factory=Counter)
    scripts: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    filled: Counter[str] = field(default_factory=Counter)
    """Documents that have a value, by column."""
    categories: dict[str, Counter[str]] = field(default_factory=dict)
    """Source → removed lines by category."""
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(category, rule) → removed lines."""
    examples: dict[str, str] = field(default_factory=dict)
    """Rule → a line that it removed."""
    clusters: Counter[str] = field(default_factory=Counter)
    """Documents with a like, by kind, where the dataset tells duplicates."""


FILL_COLUMNS = (*_COUNTED, *_COUNTED_MORE)
"""Columns whose fill rate is shown."""


def render_overview(numbers: Numbers, run: Mapping[str, object]) -> str:
    """index.html."""
    documents = sum(numbers.documents.values())
    cards = (
        (("文档", "documents"), f"{documents:,}"),
        (("来源", "sources"), f"{len(numbers.documents):,}"),
        (("章节", "sections"), f"{sum(numbers.sections.values()):,}"),
        (("字数", "characters"), f"{numbers.char_count:,}"),
        (("删去行", "removed lines"), f"{sum(numbers.rules.values()):,}"),
        (("隔离", "quarantined"), f"{sum(numbers.quarantined.values()):,}"),
    )
    shown = "".join(f"<div><dt>{both(label)}</dt><dd>{number}</dd></div>" for label, number in cards)
    when = str(run["finished_at"])[:16]
    body = (
        f"<h1>{both(('总览', 'Overview'))}</h1>"
        f'<p class="sub">{both(("最近运行", "Last run"))} {safe(run["run_id"])} · {safe(when)} UTC</p>'
        f'<dl class="cards">{shown}</dl><div class="charts">'
        f"{_by_source(('各来源的文档', 'Documents by source'), numbers.documents)}"
        f"{_by_source(('各来源的章节', 'Sections by source'), numbers.sections)}"
        f"{_removed(numbers)}"
        f"{_by_category(numbers)}{_fill(numbers, documents)}"
        f"{_counts(('编码', 'Encodings'), numbers.charsets)}{_counts(('原文字形', 'Scripts'), numbers.scripts)}"
        f"{columns(('发布年份', 'Year of publication'), sorted(numbers.years.items()))}"
        f"{_counts(('质量标记', 'Quality flags'), numbers.flags)}"
        f"{_counts(('重复', 'Duplicates'), numbers.clusters)}</div>{_rules(numbers)}"
    )
    return frame("总览 Overview", body, current="index.html")


def _counts(caption: tuple[str, str], counts: Counter[str]) -> str:
    rows = [(safe(name), count, f"{count:,}") for name, count in counts.most_common(_MOST_ROWS)]
    return bars(caption, rows) if rows else ""


_by_source = _counts


def _removed(numbers: Numbers) -> str:
    rows = []
    for source, counts in sorted(numbers.categories.items(), key=lambda item: -item[1].total())[:_MOST_ROWS]:
        groups: Counter[str] = Counter()
        for name, count in counts.items():
            groups[group_of(name)] += count
        rows.append((safe(source), [(key, groups[key]) for key in GROUPS if groups[key]], f"{counts.total():,}"))
    return f"<div>{stacked(('各来源删去的行', 'Removed lines by source'), rows)}{_legend()}</div>"


def _legend() -> str:
    return (
        '<ul class="legend">'
        + "".join(f'<li><del class="g-{key}">{both(label)}</del></li>' for key, (label, _) in GROUPS.items())
        + "</ul>"
    )


def _by_category(numbers: Numbers) -> str:
    totals: Counter[str] = Counter()
    for counts in numbers.categories.values():
        totals.update(counts)
    rows = [(category(name), [(group_of(name), count)], f"{count:,}") for name, count in totals.most_common()]
    return stacked(("删去行的类别", "Removed lines by category"), rows)


def _fill(numbers: Numbers, documents: int) -> str:
    rows = [
        (field_label(name), numbers.filled[name], f"{numbers.filled[name] / documents:.0%}" if documents else "–")
        for name in FILL_COLUMNS
    ]
    return bars(("字段填充率", "Documents with the field"), [*rows, (both(("全部", "all")), documents, "100%")])


def _rules(numbers: Numbers) -> str:
    rows = "".join(
        f"<tr><td>{safe(rule)}</td><td>{category(name)}</td><td class=n>{count:,}</td>"
        f"<td>{safe(numbers.examples.get(rule, '')[:60])}</td></tr>"
        for (name, rule), count in numbers.rules.most_common(_MOST_ROWS * 2)
    )
    heads = (("规则", "rule"), ("类别", "category"), ("行", "lines"), ("例", "example"))
    return _wide(("规则命中", "Rules, by the lines they removed"), heads, rows)


def _wide(caption: tuple[str, str], heads: Sequence[tuple[str, str]], rows: str) -> str:
    shown = "".join(f'<th scope="col">{both(head)}</th>' for head in heads)
    return (
        f"<h2>{both(caption)}</h2>"
        f'<div class="wide" tabindex="0" role="region" aria-label="{" ".join(caption)}"><table>'
        f"<thead><tr>{shown}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def render_quarantine(rows: Sequence[Mapping[str, str]]) -> str:
    """quarantine.html: each file, why it could not become a document, and what to do."""
    shown = "".join(
        f"<tr><td>{safe(row['source'])}/{safe(row['raw_path'])}</td><td>{safe(row['code'])}</td>"
        f"<td>{safe(row['message'])}</td><td>{safe(CODES.get(row['code'], ('', ''))[1])}</td></tr>"
        for row in rows[:_MOST_QUARANTINED]
    )
    heads = (("文件", "file"), ("代码", "code"), ("原因", "reason"), ("怎么办", "what to do"))
    more = ""
    if len(rows) > _MOST_QUARANTINED:
        count = f"{len(rows) - _MOST_QUARANTINED:,}"
        more = f"<p>{both((f'另有 {count} 个', f'and {count} more'))}</p>"
    none = f"<p>{both(('没有', 'None'))}</p>"
    table = _wide(("隔离的文件", "Files that could not become documents"), heads, shown) + more if rows else none
    return frame("隔离 Quarantine", f"<h1>{both(('隔离', 'Quarantine'))}</h1>{table}", current="quarantine.html")
