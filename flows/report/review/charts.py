"""Charts as tables with bars in SVG, and columns over time."""

from collections.abc import Iterable, Sequence

from flows.report.review.frame import safe
from flows.report.review.words import Label, both

Part = tuple[str, int]
"""(group of its colour, count)."""
_BAR = 100
_HEIGHT = 90


def bars(caption: Label, rows: Sequence[tuple[str, int, str]]) -> str:
    """Rows of (name as HTML, count, number as shown) with a bar each, the longest filling its cell."""
    most = max((count for _, count, _ in rows), default=0) or 1
    return stacked(caption, [(name, [("", count)], shown) for name, count, shown in rows], most)


def stacked(caption: Label, rows: Sequence[tuple[str, Sequence[Part], str]], most: int = 0) -> str:
    """As `bars`, each bar made of parts in the colours of their groups."""
    most = most or max((sum(count for _, count in parts) for _, parts, _ in rows), default=0) or 1
    body = "".join(
        f'<tr><th scope="row">{name}</th><td class="n">{safe(shown)}</td><td class="bar">{_bar(parts, most)}</td></tr>'
        for name, parts, shown in rows
    )
    return f'<table class="chart"><caption>{both(caption)}</caption><tbody>{body}</tbody></table>'


def _bar(parts: Iterable[Part], most: int) -> str:
    drawn, at = "", 0.0
    for group, count in parts:
        width = _BAR * count / most
        drawn += f'<rect class="g-{group or "plain"}" x="{at:.2f}" y="0" width="{width:.2f}" height="8"/>'
        at += width
    return f'<svg viewBox="0 0 {_BAR} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">{drawn}</svg>'


def columns(caption: Label, counts: Sequence[tuple[str, int]]) -> str:
    """Columns over time, and the numbers as a table that can be opened."""
    if not counts:
        return ""
    most, step = max(count for _, count in counts) or 1, 600 / len(counts)
    drawn = "".join(
        f'<rect class="g-plain" x="{index * step:.1f}" width="{max(step - 2, 1):.1f}" '
        f'y="{_HEIGHT - _HEIGHT * count / most:.1f}" height="{_HEIGHT * count / most:.1f}">'
        f"<title>{safe(name)}: {count:,}</title></rect>"
        for index, (name, count) in enumerate(counts)
    )
    rows = "".join(f'<tr><th scope="row">{safe(name)}</th><td class="n">{count:,}</td></tr>' for name, count in counts)
    first, last = safe(counts[0][0]), safe(counts[-1][0])
    return (
        f'<figure><figcaption>{both(caption)}</figcaption><svg class="columns" viewBox="0 0 600 {_HEIGHT}" '
        f'role="img" aria-label="{first} – {last}">{drawn}</svg>'
        f'<p class="ends"><span>{first}</span><span>{last}</span></p>'
        f"<details><summary>{both(('数字', 'Numbers'))}</summary><table>{rows}</table></details></figure>"
    )
