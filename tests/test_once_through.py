"""From the README alone: its own commands, in their order, for three pages of a site that nothing is known of."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
STORIES = {
    "0712": ("海港新区渔市搬迁新址", "新址占地四十亩，设摊位三百二十个，冷库两座，七月二十日起试营业。", "涨到三米二"),
    "0715": ("环岛公交增开夜班车", "夜班车自晚九点至零点，每二十分钟一班，票价不变，学生凭证半价。", "落到零米九"),
    "0719": ("灯塔公园完成修缮", "修缮历时五个月，更换栏杆一千二百米，增设路灯八十盏，免费开放。", "又涨到三米"),
}
PAGE = """<html><head><meta charset="utf-8"><title>{title} - 海港在线</title></head><body>
<div class="top"><a href="/">首页</a> <a href="/yaowen/">要闻</a> <a href="/gangqu/">港区</a></div>
<div class="main"><h1>{title}</h1><p class="by">2023-07-{day} 08:30　来源：海港在线　作者：林小川</p>
<p>海港在线讯　本站记者从新区管理委员会获悉，{title}，居民反映良好，相关工作已经准备就绪。</p>
<p>{story}</p><div class="tide">海港潮位今日{tide}，风力三级，浪高半米，出海的渔民请留意。</div>
<p>谈到{title}，新区有关负责人表示，下一步还将听取居民的意见，把好事办好，让大家得到实惠。</p></div>
<div class="foot">版权所有：海港在线　联系电话：0100-5550199</div></body></html>"""


def commands() -> str:
    """The one block of the README's section."""
    section = README.split("### Once through\n", 1)[1].split("\n## ", 1)[0]
    (block,) = re.findall(r"```sh\n(.*?)```", section, re.DOTALL)
    return str(block)


def test_a_site_is_added_looked_at_mended_compared_kept_run_and_read(tmp_path: Path) -> None:
    here, tools = tmp_path / "here", tmp_path / "bin"
    (here / "pages").mkdir(parents=True)
    tools.mkdir()
    for day, (title, story, tide) in STORIES.items():
        page = PAGE.format(title=title, story=story, tide=tide, day=day[2:])
        (here / "pages" / f"{day}.html").write_text(page, "utf-8")
    for name, call in (("zhpages", f'"{sys.executable}" -m flows.cli'), ("python", f'"{sys.executable}"')):
        (tools / name).write_text(f'#!/bin/sh\nexec {call} "$@"\n', "utf-8")
        (tools / name).chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}",
        "PREFECT_HOME": str(tmp_path / "prefect"),
    }
    environment.pop("PREFECT_API_URL", None)
    script = "set -eu\n" + re.sub(r"^(zhpages|python) ", r"echo '== \g<0>'\n\g<0>", commands(), flags=re.MULTILINE)
    done = subprocess.run(
        ["bash", "-c", script], cwd=here, env=environment, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    _, added, ran, looked, compared, kept, again, tested, read = done.stdout.split("== ")
    assert added.count("raw/haigang-online/") == 3 and ran.strip() == again.strip() == "zhpages"
    assert "涨到三米二" in looked and "冷库两座" in looked and "版权所有" not in looked
    assert "lines now removed: 3" in compared and "documents changed: 3" in compared
    assert not re.search("lines now kept|documents gone|quarantine", compared)
    assert "3 goldens written" in kept and "3 pages, 0 differ" in tested
    assert all(title in read for title, _, _ in STORIES.values())
