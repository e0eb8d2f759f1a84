"""What every page of the review has around it, and text made safe for HTML."""

from html import escape

from flows.report.escaping import printable
from flows.report.review.words import Label, both

_POLICY = "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'"
"""Nothing but the review's own style and script is loaded; a page's markup, were any to slip through, runs nothing."""
_PAGES: tuple[tuple[str, Label], ...] = (
    ("index.html", ("总览", "Overview")),
    ("list.html", ("页面", "Pages")),
    ("quarantine.html", ("隔离", "Quarantine")),
)


def safe(text: object) -> str:
    """`text` as HTML text: escaped, with control and direction characters written out."""
    return escape(printable(str(text)), quote=True)


def frame(title: str, body: str, *, up: str = "", current: str = "") -> str:
    """A whole HTML page. `up` leads from it to the review's folder; `current` is the page of the menu that it is."""
    links = "".join(
        f'<a href="{up}{name}"{" aria-current=page" if name == current else ""}>{both(label)}</a>'
        for name, label in _PAGES
    )
    return (
        "<!doctype html>\n"
        f'<html lang="zh-Hans" data-up="{up}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{safe(title)} · zhpages</title>"
        f'<link rel="stylesheet" href="{up}assets/review.css">'
        f'<script src="{up}assets/review.js" defer></script></head>\n'
        f'<body><a class="skip" href="#main">{both(("跳到内容", "Skip to content"))}</a>'
        f'<header><nav aria-label="zhpages">{links}</nav>'
        f'<button type="button" id="language">中文 / English</button></header>\n'
        f'<main id="main" tabindex="-1">{body}</main></body></html>\n'
    )
