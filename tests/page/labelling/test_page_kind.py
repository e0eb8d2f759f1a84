# ruff: noqa: E501
"""Small pages of each kind, made up for the purpose."""

import pytest

from flows.dataset.schema import load_contract
from flows.page import clean_page
from flows.page.labelling.page_kind import KINDS

TEXT = "河东区图书馆本周起延长开放时间，读者可以在晚上九点以前借书还书，周末也照常开放。"
NAMES = [
    "柳溪镇新修的石桥通车了",
    "云台小学举行春季运动会",
    "河东区图书馆延长开放",
    "南岭茶园开始采摘春茶",
    "老街的灯会吸引游客",
]


def page(body: str, title: str) -> str:
    return f"<html><head><title>{title}_柳溪在线</title></head><body>{body}<div>版权所有 柳溪在线</div></body></html>"


ARTICLE = page(
    f"<h1>河东区图书馆延长开放时间的通知</h1><div>2024-03-05 来源：柳溪日报</div><div>{f'<p>{TEXT}</p>' * 3}</div>",
    "河东区图书馆延长开放时间的通知",
)
RELATED = "".join(f'<li><a href="/{i}.html">{name}</a></li>' for i, name in enumerate(NAMES))
ROWS = "".join(f'<li><a href="/{i}.html">{name}</a><span>2024-03-0{i + 1}</span></li>' for i, name in enumerate(NAMES))
TEASERS = "".join(
    f'<div class="card c{i}"><h2><a href="/{i}.html">{name}</a></h2><p>{name}，记者从现场了解到有关情况，市民都说方便了许多。</p><div>2024-03-0{i + 1}</div></div>'
    for i, name in enumerate(NAMES)
)
POSTS = "".join(
    f'<div class="post"><div>网友{i}</div><div>2024-03-0{i} 10:2{i}</div><p>{TEXT}</p></div>' for i in range(1, 6)
)
PAGES = {
    "article": ARTICLE,
    "article with related pages": ARTICLE.replace("<div>版权", f"<ul>{RELATED}</ul><div>版权"),
    "thread": page(f"<h1>周末去哪里看书比较安静</h1>{POSTS}", "周末去哪里看书比较安静"),
    "qa": page(
        f'<div class="question"><h1>茶叶受潮以后还能喝吗</h1><p>{TEXT}</p></div><div itemprop="acceptedAnswer"><p>受潮的茶叶可以用小火慢慢烘干，发霉的就不要再喝了。</p></div>',
        "茶叶受潮以后还能喝吗",
    ),
    "listing of rows": page(f"<div>本地新闻</div><ul>{ROWS}</ul>", "本地新闻"),
    "listing of teasers": page(TEASERS, "归档：三月"),
    "listing of one page": page('<div>标签</div><div><a href="/1.html">南岭茶园开始采摘春茶</a></div><div>2024-03-04</div>', "标签：春茶"),
    "gallery": page(
        "<h1>南岭茶园春日组图</h1><div>2024-03-05 来源：柳溪日报</div>"
        + "".join(f'<p><img src="/photo/tea{i}.jpg"></p><p>茶园小景之{i}。</p>' for i in range(1, 7)),
        "南岭茶园春日组图",
    ),
    "form": page(
        "<form><div>姓名：</div><div>单位：</div><div>职务：</div><div>留言：</div><div>附言：</div><button>提交</button></form>",
        "意见征集",
    ),
    "shell": page('<div id="app"></div>', "柳溪在线"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_kind(name: str) -> None:
    url = "https://bbs.example.cn/thread-31-1-1.html" if name == "thread" else None
    assert clean_page(PAGES[name].encode(), url=url).document["page_kind"] == name.split()[0]


@pytest.mark.parametrize("name", [name for name in PAGES if name.startswith("listing")])
def test_listing_takes_nothing_from_its_entries(name: str) -> None:
    document = clean_page(PAGES[name].encode()).document
    assert document["date_published"] is None
    assert not any(entry in document["title"] for entry in NAMES)
    assert document["title"]


def test_text_is_an_article() -> None:
    assert clean_page(f"{TEXT}\n\n{TEXT}".encode(), name="x.txt").document["page_kind"] == "article"


def test_kinds_are_those_of_the_contract() -> None:
    field = load_contract().tables["documents"].field("page_kind")
    assert tuple(field.constraints["enum"]) == KINDS == tuple(field.values)
