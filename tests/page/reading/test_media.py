"""HTML or text: by content, then by name."""

import pytest

from flows.page.reading.media import HTML, TEXT, detect_media

BODY = "山中的早晨，雾还没有散。" * 20


@pytest.mark.parametrize(
    ("name", "text", "media_type"),
    [
        ("a.html", "<!DOCTYPE html><p>一", HTML),
        ("a.txt", "\ufeff\n<!doctype html>\n<html><body><p>一", HTML),
        ("a.txt", "<html><head><title>题</title></head><body>一</body></html>", HTML),
        ("a", "<?xml version='1.0'?><html xmlns='x'><body>一", HTML),
        ("a.php", "<div>一</div>", HTML),
        ("a.SHTML", "一", HTML),
        ("page", f"<div><p>{BODY}</p><p>{BODY}</p></div>" + "<br>" * 9, HTML),
        ("a.txt", f"<div class=c>{'<p>一段。</p>' * 9}</div>", HTML),
        ("a.txt", f"网页写法举例：{'<p>一段。</p>' * 9}", TEXT),
        ("a.txt", BODY, TEXT),
        ("a", BODY, TEXT),
        ("a.md", f"# 题\n\n{BODY}\n<br>\n<br>", TEXT),
        ("a.txt", f"{BODY}<script>var a;</script>\n{BODY}&nbsp;", TEXT),
        ("a.txt", f"学习网页：<html> 标签与 <body> 标签的用法。{BODY}", TEXT),
        ("a", f"1 < 2，3 > 2。{BODY}", TEXT),
        ("", "", TEXT),
    ],
)
def test_media_type(name: str, text: str, media_type: str) -> None:
    assert detect_media(name, text) == media_type
