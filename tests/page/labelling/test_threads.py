"""Threads: the posts of many people are the body."""

import pytest

from flows.page import clean_page

POSTS = [
    "周末想去河边钓鱼，不知道哪里人少？",
    "东堤那边人少，就是路不好走。",
    "梅岭水库要买票，鱼多。",
    "谢谢各位，这周就去东堤试试。",
]
URL = "https://bbs.example.cn/thread-31-1-1.html"


def thread(head: str) -> str:
    posts = "".join(
        f"<div class=post>{head.format(day=i + 1)}<div class=text>{text}</div><div>回复</div></div>"
        for i, text in enumerate(POSTS)
    )
    title = "周末去哪里钓鱼"
    return f"<title>{title}</title><body><h1>{title}</h1>{posts}<div>版权所有</div></body>"


@pytest.mark.parametrize(
    "head",
    [
        "<div class=author>溪边客{day}</div><div>2024-03-0{day} 10:20</div>",
        "<div class=author>溪边客{day}</div><div>2024年3月{day}日</div><div>发表于 2024-03-0{day} 10:20</div>",
        "<div class=author>溪边客{day}</div><div>{day}楼</div><div>2024-03-0{day} 10:20</div>",
    ],
    ids=["one stamp", "two stamps", "floor and stamp"],
)
@pytest.mark.parametrize("ending", ["html", "txt"])
def test_posts_are_the_body_whatever_their_heads(head: str, ending: str) -> None:
    page = thread(head)
    if ending == "txt":
        page = "\n".join(line.text for line in clean_page(page.encode(), url=URL).lines)
    kept = clean_page(page.encode(), name=f"x.{ending}", url=URL).document["text"].split("\n")
    assert [line for line in kept if line in POSTS] == POSTS
    assert not [line for line in kept if "溪边客" in line or "2024" in line]
