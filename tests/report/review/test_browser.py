"""The review in a real browser: from disk, without an error, usable by everyone, and deaf to hostile pages."""

import json
import os
import re
import shutil
import subprocess
import time
from html import unescape
from pathlib import Path

import pytest

from flows.pipeline import Settings, run
from flows.report.review.write import write_review

CHROMIUM = shutil.which("chromium")
AXE = os.environ.get("ZHPAGES_AXE", "")
IN_CI = os.environ.get("CI") == "true"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None and not IN_CI, reason="chromium is not installed"),
]
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --enable-logging=stderr --virtual-time-budget=20000"""
HOSTILE = """<html><head><title>恶意页面</title><style>body{background:url(javascript:document.title='ran')}
@import url(//evil.example/x.css); </style><script>document.title='ran'</script></head>
<body onload="document.title='ran'">
<h1 class="</style><script>document.title='ran'</script>">恶意页面</h1>
<a href="javascript:document.title='ran'">点我</a>
<img src=x onerror="document.title='ran'"><svg/onload="document.title='ran'"><p>{body}</p>
<p>\\3c script\\3e document.title='ran'\\3c/script\\3e &lt;script&gt;document.title='ran'&lt;/script&gt; ]]></p>
<textarea></textarea><script>document.title='ran'</script>--><script>document.title='ran'</script></body></html>"""


def browse(page: Path, tmp_path: Path, *more: str) -> tuple[str, list[str]]:
    """The document as the browser has it after its scripts, and what it wrote to the console."""
    assert CHROMIUM is not None
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [CHROMIUM, *FLAGS.split(), profile, "--dump-dom", *more, page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("browser")
    shutil.copytree(Path(__file__).parents[3] / "raw", here / "raw")
    sentence = "临江市今年计划改造老旧小区五十六个，惠及居民一万二千户。"
    hostile = here / "raw" / "hostile" / "page.html"
    hostile.parent.mkdir()
    hostile.write_text(HOSTILE.replace("{body}", sentence * 12_000), "utf-8")
    run(Settings(raw=here / "raw", processed=here / "processed", workers=1))
    write_review(here / "raw", here / "processed", here / "review")
    return here / "review"


def page_of(review: Path, text: str) -> Path:
    return next(path for path in sorted(review.glob("pages/*/*.html")) if text in path.read_text("utf-8"))


@pytest.fixture(params=["index.html", "list.html", "quarantine.html", "秋粮上市", "恶意页面"])
def page(request: pytest.FixtureRequest, review: Path) -> Path:
    return review / request.param if request.param.endswith("html") else page_of(review, request.param)


def test_it_opens_from_disk_without_an_error(page: Path, tmp_path: Path) -> None:
    shown, console = browse(page, tmp_path)
    assert "</main>" in shown and not console
    assert 'data-show="' in shown, "the script did not run"


def test_axe_finds_nothing_serious(page: Path, review: Path, tmp_path: Path) -> None:
    if not AXE and not IN_CI:
        pytest.skip("ZHPAGES_AXE does not name axe.min.js")
    shutil.copytree(review, tmp_path / "review")
    shutil.copyfile(AXE, tmp_path / "review/assets/axe.js")
    (tmp_path / "review/assets/ask.js").write_text(
        "axe.run().then((found) => { const pre = document.createElement('pre'); pre.id = 'axe';"
        "pre.textContent = JSON.stringify(found.violations.map((each) => [each.id, each.impact, each.nodes[0].html]));"
        "document.body.append(pre); });",
        "utf-8",
    )
    copy = tmp_path / "review" / page.relative_to(review)
    up = "../../" if "pages" in copy.relative_to(tmp_path / "review").parts else ""
    scripts = "".join(f'<script src="{up}assets/{name}.js" defer></script>' for name in ("axe", "ask"))
    copy.write_text(copy.read_text("utf-8").replace("</head>", f"{scripts}</head>"), "utf-8")
    shown, _ = browse(copy, tmp_path)
    found = re.search(r'<pre id="axe">(.*?)</pre>', shown, re.DOTALL)
    assert found, "axe did not answer"
    serious = [each for each in json.loads(unescape(found[1])) if each[1] in ("serious", "critical")]
    assert not serious


def test_a_hostile_page_runs_nothing(review: Path, tmp_path: Path) -> None:
    page = page_of(review, "恶意页面")
    shown, console = browse(page, tmp_path)
    assert re.search(r"<title>恶意页面 · zhpages</title>", shown) and not console
    assert page.stat().st_size < 300_000


def test_a_phone_needs_no_sideways_scrolling(page: Path, review: Path, tmp_path: Path) -> None:
    shutil.copytree(review, tmp_path / "review")
    copy = tmp_path / "review" / page.relative_to(review)
    (tmp_path / "review/assets/wide.js").write_text(
        "const frame = document.createElement('iframe'); frame.width = 390; frame.height = 800;"
        "frame.src = document.currentScript.dataset.page; document.body.append(frame);"
        "frame.onload = () => { const root = frame.contentDocument.documentElement;"
        "document.title = `${root.scrollWidth}`; };",
        "utf-8",
    )
    address = copy.relative_to(tmp_path / "review").as_posix()
    probe = f'<body><script src="assets/wide.js" data-page="{address}"></script>'
    (tmp_path / "review/probe.html").write_text(probe, "utf-8")
    shown, _ = browse(tmp_path / "review/probe.html", tmp_path, "--allow-file-access-from-files")
    width = re.search(r"<title>(\d+)</title>", shown)
    assert width and int(width[1]) <= 390


def test_the_overview_of_five_thousand_pages_opens_in_two_seconds(tmp_path: Path) -> None:
    for number in range(5_000):
        page = tmp_path / "raw" / f"site-{number % 20}" / f"{number}.txt"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"临江市第{number}号公告\n\n本市今年改造老旧小区{number}个，居民受益。\n\n上一篇\n", "utf-8")
    run(Settings(raw=tmp_path / "raw", processed=tmp_path / "processed", workers=2))
    write_review(tmp_path / "raw", tmp_path / "processed", tmp_path / "review", max_pages=50)
    for name in ("index.html", "list.html"):
        browse(tmp_path / "review" / name, tmp_path)  # the profile is made
        begin = time.monotonic()
        shown, _ = browse(tmp_path / "review" / name, tmp_path)
        assert time.monotonic() - begin < 2 + 1.5  # the browser's own start
        assert "5,000" in shown
        assert (tmp_path / "review" / name).stat().st_size < 300_000
