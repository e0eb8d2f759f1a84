"""A page of the review: left as it was scraped, right the clean document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.page import Page
from flows.page.lines import Label
from flows.report.review.frame import frame, safe
from flows.report.review.markup import Mark, Marked, mark_html, mark_text
from flows.report.review.words import FIELDS, GROUPS, both, field

Row = dict[str, Any]

_MAX_LEFT = 150_000
_MAX_RIGHT = 120_000
"""Bytes of HTML of either half; with what stands around them a page stays below 300 kB."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page of the review is made of."""

    document: Row
    sections: Sequence[Row]
    removed: Sequence[Row]
    page: Page | None
    """The page cleaned again, for its lines; None where the file is gone or cannot be read."""
    html: str
    """The decoded text where the page is HTML, else ""."""
    notice: tuple[str, str] | None
    """Why left and right may not belong together."""
    previous: str
    next: str
    """Addresses of the pages before and after, "" at the ends."""
    confidence: float


def render_page(shown: Shown) -> str:
    """The whole HTML page."""
    document = shown.document
    title = document["title"] or document["raw_path"]
    body = (
        f'<div class="where">{_step(shown.previous, "prev", ("上一页", "Previous"), "p")}'
        f'<a href="../../list.html" data-key="l">{both(("列表", "List"))} <kbd>l</kbd></a>'
        f"{_step(shown.next, 'next', ('下一页', 'Next'), 'n')}"
        f'<span class="keys">{both(("删去处", "removed"))} <kbd>j</kbd> <kbd>k</kbd></span></div>'
        f"<h1>{safe(title)}</h1>"
        f'<p class="sub">{safe(document["source"])} / {safe(document["raw_path"])} · '
        f"{both(('可信度', 'confidence'))} {shown.confidence:.2f}</p>"
        f'{_notice(shown.notice)}<div class="halves">{_left(shown)}{_right(shown)}</div>'
    )
    return frame(str(title), body, up="../../")


def _step(address: str, relation: str, label: tuple[str, str], key: str) -> str:
    if not address:
        return f'<span class="end">{both(label)}</span>'
    return f'<a href="{address}" rel="{relation}" data-key="{key}">{both(label)} <kbd>{key}</kbd></a>'


def _notice(notice: tuple[str, str] | None) -> str:
    return f'<p class="notice" role="note">{both(notice)}</p>' if notice else ""


def _left(shown: Shown) -> str:
    legend = "".join(
        f'<li><del class="g-{key}">{both(label)}</del></li>'
        for key, (label, members) in GROUPS.items()
        if any(row["category"] in members for row in shown.removed)
    )
    return (
        f'<section class="left" tabindex="0" aria-label="原页 Page as scraped"><h2>{both(("原页", "As scraped"))}</h2>'
        f'<ul class="legend">{legend}<li><mark>{both(("元数据", "metadata"))}</mark></li></ul>'
        f'<div class="page">{_scraped(shown)}</div></section>'
    )


def _scraped(shown: Shown) -> str:
    if shown.page is None:  # the ledger alone
        rows = "".join(
            f'<div class="ln"><span class="no">{row["line_index"]}</span><del>{safe(row["text"])}</del></div>'
            for row in shown.removed
        )
        return rows[:_MAX_LEFT]
    marks = _marks(shown.page, shown.removed, shown.document["metadata_evidence"])
    if shown.html:
        marked = mark_html(shown.html, shown.page.lines, marks, _MAX_LEFT)
    else:
        marked = mark_text(shown.page.lines, marks, _MAX_LEFT)
    return marked.html + _cut(marked)


def _cut(marked: Marked) -> str:
    return f'<p class="notice">{both(("以下省略", "The rest is too long to show"))}</p>' if marked.is_cut else ""


def _marks(page: Page, removed: Sequence[Row], evidence: Sequence[Row]) -> list[Mark]:
    """What the dataset says of each line."""
    ledger = {row["line_index"]: row for row in removed}
    fields: dict[int, list[str]] = {}
    for item in evidence:
        if item["line_index"] is not None and item["field"] not in fields.setdefault(int(item["line_index"]), []):
            fields[int(item["line_index"])].append(item["field"])
    marks = []
    for line, label in zip(page.lines, page.labels, strict=True):
        row = ledger.get(line.index)
        if row is not None:
            label = Label("removed", row["category"], row["rule"], row["confidence"])
        elif label.kind == "removed":
            label = Label("body")
        marks.append(Mark(label, tuple(fields.get(line.index, ()))))
    return marks


def _right(shown: Shown) -> str:
    return (
        f'<section class="right" tabindex="0" aria-label="清洗后 Clean document"><h2>{both(("清洗后", "Clean"))}</h2>'
        f"{_facts(shown.document)}{_outline(shown.sections)}{_texts(shown.sections)}</section>"
    )


def _facts(document: Row) -> str:
    seen: dict[str, list[str]] = {}
    for item in document["metadata_evidence"]:
        place = item["method"]
        if item["line_index"] is not None:
            place += f", {both(('第 ', 'line '))}{int(item['line_index'])}"
        seen.setdefault(item["field"], []).append(f"{place}: {safe(str(item['snippet'])[:120])}")
    rows = "".join(
        f'<tr><th scope="row">{field(name)}</th><td>{safe(_plain(document[name])[:400])}</td>'
        f'<td class="seen">{"<br>".join(seen.get(name, [])[:6])}</td></tr>'
        for name in FIELDS
        if _plain(document.get(name))
    )
    head = both(("字段", "field")), both(("值", "value")), both(("依据", "read from"))
    heads = "".join(f'<th scope="col">{each}</th>' for each in head)
    return f'<table class="facts"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return " / ".join(str(part) for part in value.values() if part)
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    return str(value)


def _name(section: Row) -> str:
    return safe(((section["label"] or "") + (section["heading"] or ""))[:80]) or both(("（前文）", "(preamble)"))


def _outline(sections: Sequence[Row]) -> str:
    if len(sections) < 2:
        return ""
    rows = "".join(
        f'<li class="d{min(section["level"], 6)}"><a href="#s{section["section_index"]}">{_name(section)}</a></li>'
        for section in sections[:400]
    )
    label = both(("章节", "Sections"))
    return f"<details open><summary>{label} ({len(sections)})</summary><ol class=outline>{rows}</ol></details>"


def _texts(sections: Sequence[Row]) -> str:
    parts: list[str] = []
    size = 0
    for section in sections:
        flags = ", ".join(section["anomalies"])
        note = f'<small class="note">{safe(flags)}</small>' if flags else ""
        text = safe(section["text"])
        part = (
            f'<div class="part d{min(section["level"], 6)}" id="s{section["section_index"]}">{note}'
            f'<div class="text">{text}</div></div>'
        )
        size += len(part.encode("utf-8", "replace"))
        if size > _MAX_RIGHT:
            rest = safe(section["text"][: max(0, (_MAX_RIGHT - size + len(part.encode("utf-8", "replace"))) // 6)])
            parts.append(f'<div class="text">{rest}</div>{_cut(Marked("", True))}')
            break
        parts.append(part)
    return "".join(parts)
