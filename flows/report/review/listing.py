"""The list of pages: its rows as data for the review's script, split over files, low confidence first."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.report.escaping import printable
from flows.report.review.frame import frame, safe
from flows.report.review.words import both

ROWS_A_FILE = 800
"""Their data stays below 300 kB a file."""
_MAX_TITLE = 60
_MAX_PATH = 120
_ORDERS = (
    ("5", "可信度 / confidence"),
    ("6", "字数 / characters"),
    ("-7", "删去比 / removed share"),
    ("4", "日期 / date"),
    ("2", "文件 / file"),
)
"""Orders of the list: the position of the column in a row of data, with a minus for the largest first; and its name."""


@dataclass(frozen=True, slots=True)
class Item:
    """A page in the list."""

    doc_id: str
    source: str
    raw_path: str
    title: str
    date: str
    confidence: float
    char_count: int
    removed_ratio: float
    flags: tuple[str, ...]

    @property
    def address(self) -> str:
        """Of its page, from the review's folder."""
        return f"pages/{self.doc_id[:2]}/{self.doc_id}.html"


def data_files(items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """(name, content) of the files that hold the list's rows."""
    for number, start in enumerate(range(0, len(items), ROWS_A_FILE)):
        rows = [
            [
                item.doc_id,
                item.source,
                printable(item.raw_path)[:_MAX_PATH],
                printable(item.title)[:_MAX_TITLE],
                item.date,
                round(item.confidence, 2),
                item.char_count,
                round(item.removed_ratio, 2),
                " ".join(item.flags),
            ]
            for item in items[start : start + ROWS_A_FILE]
        ]
        content = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        yield f"data/list-{number:04d}.js", f"zhpages({content});\n"


def render_list(items: Sequence[Item], sources: Sequence[str], document_count: int) -> str:
    """The page that shows and searches them."""
    files = -(-len(items) // ROWS_A_FILE)
    flags = sorted({flag for item in items for flag in item.flags})
    note = ""
    if len(items) < document_count:
        shown = f"{len(items):,}", f"{document_count:,}"
        note = (
            f"<p>{both((f'{shown[1]} 页中可信度最低的 {shown[0]} 页', f'The {shown[0]} least sure of {shown[1]}'))}</p>"
        )
    everything = "全部 / all"
    body = (
        f"<h1>{both(('页面', 'Pages'))}</h1>{note}<form class=filters role=search>"
        f'<label>{both(("搜索", "Search"))}<input type="search" id="search" placeholder="/" autocomplete="off"></label>'
        f"{_choice(('来源', 'Source'), 'source', [('', everything), *((each, each) for each in sources)])}"
        f"{_choice(('标记', 'Flag'), 'flag', [('', everything), *((each, each) for each in flags)])}"
        f"{_choice(('排序', 'Order'), 'order', _ORDERS)}</form>"
        '<p id="count" role="status"></p>'
        '<div class="wide" tabindex="0" role="region" aria-label="页面 Pages"><table id="list"><thead><tr>'
        f'<th scope="col">{both(("可信度", "conf."))}</th><th scope="col">{both(("标题", "title"))}</th>'
        f'<th scope="col">{both(("来源", "source"))}</th><th scope="col">{both(("日期", "date"))}</th>'
        f'<th scope="col">{both(("字数", "chars"))}</th><th scope="col">{both(("删去", "removed"))}</th>'
        "</tr></thead><tbody></tbody></table></div>"
        f'<button type="button" id="more">{both(("更多", "More"))}</button><div id="files" data-count="{files}"></div>'
    )
    return frame("页面 Pages", body, current="list.html")


def _choice(label: tuple[str, str], name: str, options: Sequence[tuple[str, str]]) -> str:
    made = "".join(f'<option value="{safe(value)}">{safe(shown)}</option>' for value, shown in options)
    return f'<label>{both(label)}<select id="{name}">{made}</select></label>'
