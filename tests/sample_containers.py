"""Containers of made-up pages, of every kind and the same bytes each time. `python tests/sample_containers.py` writes
those of raw/xinghai-archive anew."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import brotli
import zstandard

ROOT = Path(__file__).parents[1]
SITE = "https://www.xinghai-news.example"
_TOPICS = {
    "灯塔": "老灯塔修缮完工，渔港夜航更安全",
    "海塘": "海塘加固工程通过验收",
    "渡轮": "环岛渡轮增开早班",
    "盐田": "百年盐田迎来研学团",
    "渔市": "渔市搬进新大棚",
    "潮汐": "潮汐观测站向市民开放",
}
TOPICS = tuple(_TOPICS)


def page(topic: str, charset: str = "utf-8", extra: str = "") -> bytes:
    """A page of the made-up Xinghai news."""
    title = _TOPICS[topic]
    text = (
        f"本报讯（记者 沈知远）近日，星海市{topic}一带传来消息。{title}，市民纷纷前往观看，现场秩序井然。",
        f"据介绍，围绕{topic}的各项工作自去年春天开始筹备，前后历时十四个月，参与单位共有九家，投入人力三百余人次。",
        f"星海市有关负责人表示，下一步将继续做好{topic}的日常管护，欢迎各界提出意见和建议，共同把这件事办好。",
    )
    body = "\n".join(f"<p>{line}</p>" for line in text)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{title} - 星海新闻网</title></head>\n'
        f'<body><div class="nav"><a href="/">首页</a> <a href="/news/">新闻</a></div>\n<h1>{title}</h1>\n'
        f'<div class="meta">2024年3月12日 来源：星海日报</div>\n<div class="article">\n{body}\n{extra}</div>\n'
        f"<footer>版权所有 星海新闻网</footer></body></html>\n"
    ).encode(charset)


def plain_text(topic: str) -> str:
    """A text without markup."""
    return (
        page(topic)
        .decode()
        .partition('<div class="article">\n')[2]
        .partition("</div>")[0]
        .replace("<p>", "")
        .replace("</p>", "")
    )


def response(
    body: bytes, content_type: str = "text/html; charset=utf-8", state: str = "200 OK", more: str = ""
) -> bytes:
    """An answer of a web server."""
    head = f"HTTP/1.1 {state}\r\nDate: Tue, 12 Mar 2024 01:30:00 GMT\r\nContent-Type: {content_type}\r\n{more}\r\n"
    return head.encode() + body


def warc_record(number: int, block: bytes, kind: str = "response", url: str = "", more: str = "") -> bytes:
    """A record of a WARC file."""
    content_type = "application/http; msgtype=response" if kind in ("response", "revisit") else "text/plain"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
        f"WARC-Date: 2024-03-12T01:30:{number:02d}Z\r\n"
        + (f"WARC-Target-URI: {url or f'{SITE}/{number}.html'}\r\n" if kind != "warcinfo" else "")
        + f"{more}Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc_records() -> list[bytes]:
    """Records of every kind: pages in two charsets and three packings, and what is no page."""
    gbk = response(page("海塘", "gbk"), "text/html; charset=gbk")
    packed = response(gzip.compress(page("渡轮"), mtime=0), more="Content-Encoding: gzip\r\n")
    body = page("盐田")
    chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in (body[:300], body[300:]))
    return [
        warc_record(0, b"software: made up\r\n", "warcinfo"),
        warc_record(1, b"GET / HTTP/1.1\r\n\r\n", "request"),
        warc_record(2, response(page("灯塔"))),
        warc_record(3, gbk),
        warc_record(4, packed),
        warc_record(5, response(chunks + b"0\r\n\r\n", more="Transfer-Encoding: chunked\r\n")),
        warc_record(6, response(b"\x89PNG\r\n\x1a\n", "image/png"), url=f"{SITE}/logo.png"),
        warc_record(7, response(b"<h1>404</h1>", state="404 Not Found")),
        warc_record(8, response(b""), "revisit", url=f"{SITE}/2.html"),
        warc_record(9, response(page("渔市")[:-200]), more="WARC-Truncated: length\r\n"),
    ]


def warc() -> bytes:
    return b"".join(warc_records())


def warc_gz() -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in warc_records())


def json_lines() -> bytes:
    """Lines with HTML, with text and a title, with other names, and two that hold no page."""
    rows = [
        {"url": f"{SITE}/a.html", "html": page("灯塔").decode(), "fetched_at": "2024-03-12T09:30:00+08:00"},
        {"url": f"{SITE}/b.html", "title": "海塘加固工程通过验收", "text": plain_text("海塘"), "timestamp": 1710207000},
        {"link": f"{SITE}/c.html", "content": page("渡轮").decode(), "crawl_time": "2024-03-12 01:30:00"},
        {"url": f"{SITE}/d.html", "status": 404},
    ]
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    return b"\n".join([*lines[:3], b"", lines[3], b'{"url": "cut off']) + b"\n"


def members() -> dict[str, bytes]:
    """Name → content of the members of an archive."""
    return {
        "2024/灯塔.html": page("灯塔"),
        "2024/海塘.html": page("海塘", "gbk"),
        "2024/style.css": b"p { margin: 0 }",
        "inner.zip": b"PK\x03\x04",
        "logo.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    }


def zip_archive(content: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, raw in (members() if content is None else content).items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 12, 9, 30, 0)), raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def tar_archive(content: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, raw in (members() if content is None else content).items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(raw), 1_710_207_000
            archive.addfile(member, io.BytesIO(raw))
    return out.getvalue()


def wacz() -> bytes:
    out = io.BytesIO()
    content = {"archive/data.warc.gz": warc_gz(), "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n'}
    with zipfile.ZipFile(out, "w") as archive:
        for name, raw in content.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 12, 9, 30, 0)), raw)
    return out.getvalue()


def mhtml() -> bytes:
    """A page as browsers save it, its picture named by cid."""
    extra = '<p><img src="cid:picture-1@mhtml.blink" alt="潮汐观测站"></p>\n'
    body = page("潮汐", extra=extra)
    return (
        (
            f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {SITE}/tide.html\r\nSubject: tide\r\n"
            "Date: Tue, 12 Mar 2024 09:30:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
            '\ttype="text/html";\r\n\tboundary="----made-up"\r\n\r\n\r\n'
            "------made-up\r\nContent-Type: text/html; charset=utf-8\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
            f"Content-Transfer-Encoding: 8bit\r\nContent-Location: {SITE}/tide.html\r\n\r\n"
        ).encode()
        + body
        + (
            "\r\n------made-up\r\nContent-Type: image/png\r\nContent-ID: <picture-1@mhtml.blink>\r\n"
            f"Content-Transfer-Encoding: base64\r\nContent-Location: {SITE}/tide.png\r\n\r\niVBORw0KGgo=\r\n"
            "------made-up--\r\n"
        ).encode()
    )


def zstd(raw: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=10).compress(raw)


def samples() -> dict[str, bytes]:
    """Name → content of the files of the sample source."""
    return {
        "answer.http": response(page("盐田", "gbk"), "text/html; charset=gbk"),
        "broken.warc.gz": warc_gz()[:-400],
        "crawl.warc": warc(),
        "crawl.warc.gz": warc_gz(),
        "feed.html": b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>RSS</title></channel></rss>\n',
        "lines.jsonl": json_lines(),
        "lines.jsonl.gz": gzip.compress(json_lines(), mtime=0),
        "lines.jsonl.zst": zstd(json_lines()),
        "packed.html.br": brotli.compress(page("渔市")),
        "packed.html.gz": gzip.compress(page("灯塔"), mtime=0),
        "packed.html.zst": zstd(page("渡轮")),
        "pages.tar": tar_archive(),
        "pages.tar.gz": gzip.compress(tar_archive(), mtime=0),
        "pages.zip": zip_archive(),
        "site.wacz": wacz(),
        "tide.mhtml": mhtml(),
    }


if __name__ == "__main__":
    for name, content in samples().items():
        (ROOT / "raw/xinghai-archive" / name).write_bytes(content)
