"""Fictional pages by the thousand: python tests/benchmarks/generate_pages.py DIRECTORY COUNT [BYTES]

Two thirds are texts, one third HTML with menus and footers, about BYTES (10,000) of article each, in five sources.
The same count gives the same pages.
"""

import random
import sys
from pathlib import Path

SOURCES = ("yunhe-gov", "linjiang-news", "haowen-essays", "nanyu-times", "qingshan-forum")
_TOPICS = [
    "春耕备耕",
    "防汛抗旱",
    "秋粮收购",
    "冬季供暖",
    "安全生产",
    "义务教育",
    "乡村道路",
    "就业服务",
    "生态保护",
    "文化惠民",
]
_OPENINGS = ["各单位要", "各乡镇要", "有关部门应当", "全体干部要", "项目负责人须", "村民委员会可以"]
_ACTIONS = ["认真落实", "持续推进", "及时总结", "统筹安排", "严格检查", "广泛宣传", "逐级上报", "妥善处理"]
_ENDS = [
    "确保按时完成。",
    "做到责任到人。",
    "不得推诿拖延。",
    "形成长效机制。",
    "让群众真正满意。",
    "并于月底前报送情况。",
]
_NUMERALS = "一二三四五六七八九"


def make_article(chance: random.Random, size: int) -> list[str]:
    """Lines of a fictional notice with numbered sections, about `size` bytes of UTF-8."""
    topic = chance.choice(_TOPICS)
    lines = [f"关于做好{chance.randint(2001, 2024)}年{topic}工作的通知", "各乡镇人民政府，县直各部门："]
    sentences = max(1, size // 75)
    for number in range(min(9, max(1, sentences // 12))):
        lines.append(f"{_NUMERALS[number]}、抓好{chance.choice(_TOPICS)}")
        for _ in range(3):
            count = max(1, sentences // (3 * min(9, max(1, sentences // 12))))
            lines.append("".join(_sentence(chance) for _ in range(count)))
    return [
        *lines,
        "云河县人民政府办公室",
        f"{chance.randint(2001, 2024)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日",
    ]


def _sentence(chance: random.Random) -> str:
    parts = (_OPENINGS, _ACTIONS, _TOPICS)
    return "".join(chance.choice(words) for words in parts) + "工作，" + chance.choice(_ENDS)


def make_page(chance: random.Random, number: int, size: int) -> tuple[str, bytes]:
    """Name and bytes of one page."""
    lines = make_article(chance, size)
    if number % 3:
        return f"{number % 97:02d}/{number}.txt", "\n".join(lines).encode("gb18030" if number % 5 == 0 else "utf-8")
    menu = "".join(f'<li><a href="/{i}/">{topic}</a></li>' for i, topic in enumerate(_TOPICS))
    body = "".join(f"<p>{line}</p>" for line in lines[1:])
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{lines[0]}_云河县</title></head><body>'
        f'<div class="nav"><ul>{menu}</ul></div><h1>{lines[0]}</h1><div class="content">{body}</div>'
        '<div class="footer"><p>版权所有：云河县人民政府</p><p>云ICP备12345678号-1</p></div></body></html>'
    )
    return f"{number % 97:02d}/{number}.html", page.encode()


def generate(raw: Path, count: int, size: int = 10_000) -> None:
    """Write `count` pages below `raw`."""
    for number in range(count):
        name, content = make_page(random.Random(number), number, size)
        path = raw / SOURCES[number % len(SOURCES)] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    generate(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:4]))
