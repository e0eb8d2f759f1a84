# ruff: noqa: E501
"""Pages that list others, and pages that only look so: made up after the layouts that such pages have everywhere."""

from collections.abc import Callable, Iterable

NAMES = (
    "柳溪镇新修的石桥通车了", "云台小学举行春季运动会", "河东区图书馆延长开放时间", "南岭茶园开始采摘春茶", "老街的灯会吸引八方游客",
    "青石巷改造工程下月完工", "西湾渔港迎来开渔第一天", "县医院新大楼投入使用", "梅岭隧道双向贯通", "北坡村的柿子红了",
)  # fmt: skip
PLACES = ("柳溪镇", "云台乡", "河东区", "南岭村", "老街口", "青石巷", "西湾港", "梅岭", "北坡村", "东堤")
DEEDS = (
    "昨日召开现场会，有关负责人介绍了今年的安排", "的居民告诉记者，这条路修好以后出行方便多了", "计划在年底以前完成全部工程，并向社会公布结果",
    "把旧仓库改成了展厅，每逢周末都有人来看展览", "新栽的树苗已经成活，专人负责浇水和修剪", "去年的收成比往年好一些，大家都说雨水来得及时",
)  # fmt: skip
MENU = "".join(
    f'<li><a href="/{i}/">{name}</a></li>'
    for i, name in enumerate(("首页", "新闻", "公告", "服务", "互动", "关于我们"))
)


def sentence(number: int) -> str:
    return f"{PLACES[number % 10]}{DEEDS[number % 6]}。"


def prose(count: int, start: int = 0) -> str:
    return "".join(sentence(start + i * 7) for i in range(count))


def name(number: int) -> str:
    return NAMES[number % 10] if number < 10 else f"{PLACES[number % 10]}{'春夏秋冬'[number % 4]}季活动纪实之{number}"


def day(number: int) -> str:
    return f"2023-0{number % 9 + 1}-{number % 18 + 10}"


def frame(body: str, title: str, side: str = "") -> str:
    return (
        f'<html><head><title>{title}_柳溪在线</title></head><body><div class="header"><ul class="nav">{MENU}</ul></div>'
        f'{body}{side}<div class="footer"><p>版权所有 柳溪在线 联系电话 0000-1234567</p></div></body></html>'
    )


def rows(write: Callable[[int], str], count: int = 10) -> str:
    return "".join(map(write, range(count)))


def link(number: int, text: str = "") -> str:
    return f'<a href="/art/{number}.html">{text or name(number)}</a>'


PAGER = '<div class="page"><a href="?p=1">1</a><a href="?p=2">2</a><a href="?p=3">3</a><a href="?p=2">下一页</a></div>'
HOT = '<div class="sidebar"><h3>热门文章</h3><ul>' + rows(lambda i: f"<li>{link(i + 20)}</li>", 8) + "</ul></div>"
FORUM_ROW = '<tbody id="normalthread_{i}"><tr><td class="icn">{icon}</td><th class="new"><a href="thread-{i}-1-1.html">{name}</a></th><td class="by"><cite><a href="u-{i}.html">溪边钓客{i}</a></cite><em>{day}</em></td><td class="num"><a href="t-{i}.html">{i}2</a><em>{i}83</em></td><td class="by"><cite><a href="u-9.html">山下人</a></cite><em><a href="r-{i}.html">{day} 10:2{last}</a></em></td></tr></tbody>'


def forum_row(i: int) -> str:
    return FORUM_ROW.format(i=i, icon="", name=name(i), day=day(i), last=i % 10)


INDEXES = (
    "标量与向量",
    "矩阵的乘法",
    "特征值",
    "线性变换",
    "内积空间",
    "二次型",
    "行列式",
    "正交基",
    "秩",
    "奇异值分解",
    "最小二乘",
    "张量",
)
LISTINGS: dict[str, str] = {
    "dates of a government's site": frame(
        '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/gg/">通知公告</a></div><div class="list"><ul>'
        + rows(lambda i: f"<li>{link(i, f'关于印发《{name(i)}实施方案》的通知')}<span>{day(i)}</span></li>", 15) + f"</ul></div>{PAGER}",
        "通知公告",
    ),
    "dates in a layout table": frame(
        "<table>" + rows(lambda i: f'<tr><td width="20">·</td><td>{link(i)}</td><td>[{day(i)}]</td></tr>', 12) + "</table><div>共 12 条 第 1 页</div>",
        "工作动态",
    ),
    "one cell with breaks": frame("<table><tr><td>" + rows(lambda i: f"· {link(i)} ({day(i)})<br>", 12) + "</td></tr></table>", "学校新闻"),
    "teasers of a blog": frame(
        '<div class="main">' + rows(lambda i: f'<article class="post post-{i}"><h2 class="entry-title">{link(i)}</h2><div class="meta">发表于 {day(i)} 作者：溪边</div><div class="entry"><p>{prose(3, i)}</p></div><a class="more" href="/art/{i}.html">阅读全文</a></article>', 6) + f"</div>{PAGER}",
        "溪边手记", HOT,
    ),
    "long teasers of a blog": frame(
        '<main>' + rows(lambda i: f'<div class="post"><h2>{link(i)}</h2><p>{prose(8, i)}</p><p>{prose(8, i + 3)}</p><div class="meta"><span>{day(i)}</span><a href="/c/">随笔</a><a href="/art/{i}.html#c">评论</a></div></div>', 5) + f"</main>{PAGER}",
        "溪边手记",
    ),
    "teasers without dates": frame(
        '<div class="list">' + rows(lambda i: f'<dl><dt>{link(i)}</dt><dd>{prose(2, i)}...</dd></dl>', 8) + "</div>", "人物", HOT
    ),
    "teasers in links": frame(
        '<div class="feed">' + rows(lambda i: f'<a href="/art/{i}.html"><h3>{name(i)}</h3><p>{prose(2, i)}</p><span>{day(i)}</span></a>', 8) + "</div>", "最新"
    ),
    "grid of pictures": frame(
        '<div class="grid">' + rows(lambda i: f'<div class="item"><a href="/art/{i}.html"><img src="/p/{i}.jpg"></a><p>{link(i)}</p></div>', 12) + "</div>", "图片新闻"
    ),
    "grid of products": frame(
        '<h1>产品中心</h1><ul class="products">' + rows(lambda i: f'<li><img src="/p/{i}.jpg"><a href="/art/{i}.html">{PLACES[i % 10]}茶{i}号</a><em>￥{i}8.00</em></li>', 16) + f"</ul>{PAGER}", "产品中心"
    ),
    "table of links": frame(
        "<h2>各县概况</h2><table border=1>" + rows(lambda r: "<tr>" + "".join(f"<td>{link(r * 4 + c, f'{PLACES[c]}第{r}区')}</td>" for c in range(4)) + "</tr>", 8) + "</table>", "各县概况"
    ),
    "archive by month": frame(
        '<div class="archive"><h2>2023</h2>' + rows(lambda i: f'<div class="row"><time>0{i % 9 + 1}-1{i % 9}</time>{link(i)}</div>', 8) + "<h2>2022</h2>" + rows(lambda i: f'<div class="row"><time>0{i % 9 + 1}-1{i % 9}</time>{link(i + 10)}</div>', 8) + "</div>", "归档"
    ),
    "cloud of tags": frame('<h1>标签</h1><div class="tagcloud">' + rows(lambda i: f'<a href="/t/{i}">{PLACES[i % 10]}({i})</a> ', 30) + "</div>", "标签"),
    "page of a tag": frame('<h1>标签：春茶</h1><ul>' + rows(lambda i: f"<li>{link(i)}</li>", 3) + "</ul>", "春茶"),
    "results of a search": frame(
        '<form><input name=q><button>搜索</button></form><div>找到约 1,230 条结果</div>' + rows(lambda i: f'<div class="result"><h3>{link(i, f"{name(i)} - 柳溪日报")}</h3><div class="abstract">{day(i)} - {prose(2, i)[:70]} ...</div><div class="url">www.liuxi.example/art/{i}</div></div>', 8), "石桥 - 搜索结果"
    ),
    "board of a forum": frame('<table class="list"><tr><th>主题</th><td>作者</td><td>回复/查看</td><td>最后发表</td></tr>' + rows(forum_row, 12) + f"</table>{PAGER}", "垂钓交流"),
    "boards of a forum": frame(
        rows(lambda i: f'<div class="forum"><h2><a href="f-{i}.html">{PLACES[i % 10]}论坛</a></h2><p>这里谈{PLACES[i % 10]}的事</p><p>主题: {i}12, 帖数: {i}340</p><p>最后发表: {link(i)} {day(i)} 12:30</p></div>', 9), "论坛首页"
    ),
    "topics of a modern forum": frame(
        '<ul class="topics">' + rows(lambda i: f'<li class="topic"><a class="avatar" href="/u/{i}"><img src="/a/{i}.png"></a><div><a class="title" href="/t/{i}">{name(i)}</a><div><a href="/n/tea">茶</a> • <a href="/u/{i}">溪边{i}</a> • {i + 1} 小时前 • 最后回复来自 <a href="/u/9">山下人</a></div></div><a class="count" href="/t/{i}#r">{i + 3}</a></li>', 12) + "</ul>", "柳溪社区"
    ),
    "contents of documentation": frame(
        f'<div class="document"><h1>线性代数教程</h1><p>{prose(2)}本教程分为若干章，请按顺序阅读。</p><div class="toctree-wrapper"><ul>' + rows(lambda i: f'<li class="toctree-l1"><a href="c{i}.html">第{i + 1}章 {INDEXES[i]}</a><ul>' + rows(lambda k: f'<li class="toctree-l2"><a href="c{i}.html#s{k}">{i + 1}.{k + 1} {INDEXES[(i + k) % 12]}的定义</a></li>', 4) + "</ul></li>", 8) + "</ul></div></div>", "线性代数教程"
    ),
    "cards of tutorials": frame(
        '<div class="codelist"><h2>前端教程</h2>' + rows(lambda i: f'<a class="item" href="/c/{i}"><h4>【学习 {INDEXES[i]}】</h4><strong>{INDEXES[i]}是本教程的一章，适合初学的人。</strong></a>', 12) + "</div>", "教程目录"
    ),
    "front page of a portal": frame(
        rows(lambda b: f'<div class="block"><h3><a href="/b{b}/">{PLACES[b]}</a><a href="/b{b}/">更多&gt;&gt;</a></h3><ul>' + rows(lambda i: f"<li>{link(b * 10 + i)}</li>", 7) + "</ul></div>", 8) + f'<div class="about"><p>{prose(2)}</p></div>', "首页"
    ),
    "issues of a magazine": frame(
        '<h2>2023年第3期 目录</h2>' + rows(lambda i: f"<p>{link(i)} ………… {PLACES[i % 10]}人 ({i}2)</p>", 14), "2023年第3期"
    ),
    "videos": frame(
        '<ul class="videos">' + rows(lambda i: f'<li><a href="/v/{i}"><img src="/{i}.jpg"><span>0{i % 10}:24</span></a><h3><a href="/v/{i}">{name(i)}</a></h3><p>播放 {i}.3万</p></li>', 10) + "</ul>", "视频"
    ),
    "questions": frame(
        rows(lambda i: f'<div class="question-summary"><div>{i}票</div><div>{i} 回答</div><h3><a href="/q/{i}">{name(i)}，该怎么去才方便？</a></h3><div class="excerpt">{prose(1, i)}</div><div><a href="/tag/1">出行</a><a href="/tag/2">柳溪</a></div><div>{day(i)} <a href="/u/{i}">山下人</a></div></div>', 8), "出行的问题"
    ),
    "departments with addresses": frame(
        '<h1>导游词</h1><p>' + prose(1) + "</p><ul>" + rows(lambda i: f"<li>{link(i, PLACES[i % 10] + '导游词范文')}</li>", 40) + "</ul>", "导游词范文大全"
    ),
    "chapters of a novel": frame(
        f'<div id="main"><h1>石桥边的人</h1><div class="intro"><p>{prose(6)}</p></div><div id="list"><dl><dt>正文</dt>' + rows(lambda i: f'<dd><a href="{i}.html">第{i + 1}章 {PLACES[i % 10]}的{"春夏秋冬"[i % 4]}天</a></dd>', 60) + "</dl></div></div>", "石桥边的人最新章节"
    ),
    "column with an introduction": frame(
        f'<h1>春茶专栏</h1><p>{prose(7)}</p><ul class="list">' + rows(lambda i: f"<li>{link(i, name(i) + '，茶农都说今年好')}<span>{day(i)}</span></li>", 24) + f"</ul>{PAGER}", "春茶专栏"
    ),
    "category with a long name": frame(
        "<h1>分类目录归档：河东区各单位春季活动的报道</h1>" + rows(lambda i: f'<div class="post"><h2>{link(i)}</h2><p class="date">{day(i)}</p><p>{prose(3, i)}</p></div>', 7) + PAGER, "分类目录归档：河东区各单位春季活动的报道"
    ),
    "results with a count": frame(
        "<h1>包含“石桥”的全部文章一共有十二篇</h1><div>按时间排序 按相关程度排序</div>" + rows(lambda i: f'<div><div>{day(i)}</div><div>{link(i)}</div><div>{prose(1, i)}</div></div>', 12), "包含“石桥”的全部文章一共有十二篇"
    ),
    "names": frame('<h1>河流名录</h1><ul class="names">' + rows(lambda i: f'<li><a href="/r/{i}">{PLACES[i % 10][:2]}{"河溪江渠"[i % 4]}</a></li>', 60) + "</ul>", "河流名录"),
    "alphabet of dishes": frame(
        rows(lambda b: f"<h3>{'ABCDEFGH'[b]}</h3><p>" + " ".join(f'<a href="/d/{b}{i}">{PLACES[i][:2]}{"鱼糕面饼汤"[i % 5]}</a>' for i in range(9)) + "</p>", 8), "本地菜谱索引"
    ),
    "whole posts": frame(
        '<div id="posts">' + rows(lambda i: f'<article><header><h1><a href="/art/{i}.html">{name(i)}</a></h1><time>{day(i)}</time></header><p>{prose(9, i)}</p><p>{prose(7, i + 3)}</p><p>{prose(6, i + 5)}</p><footer><a href="/t/">随笔</a></footer></article>', 4) + '</div><nav><a href="/2">较早的文章</a></nav>', "溪边手记"
    ),
    "short stories": frame(
        rows(lambda i: f'<div class="joke"><h3><a href="/j/{i}.html">{name(i)}</a></h3><div class="body">{prose(4, i)}</div><div>赞({i}2) 踩({i}) <a href="/j/{i}.html#c">评论</a></div></div>', 8) + PAGER, "笑话大全"
    ),
    "rows whose links need a script": frame(
        '<ul class="list">' + rows(lambda i: f'<li><a href="javascript:open({i})">{name(i)}</a><i>{day(i)}</i></li>', 12) + "</ul>", "公示公告"
    ),
    "events by month with pictures": frame(
        rows(lambda i: f'<div class="event"><img src="/{i}.jpg"><div class="t"><h4>{link(i)}</h4><div class="d">时间：{day(i)}</div><div class="d">地点：{PLACES[i % 10]}</div></div></div>', 9), "活动预告"
    ),
}  # fmt: skip

HEAD = f"<h1>{name(2)}</h1><div class='info'>{day(3)} 来源：柳溪日报</div>"
OTHERS: dict[str, str] = {
    "article with a side of links": frame(f'<div class="content">{HEAD}<p>{prose(6)}</p><p>{prose(5, 2)}</p></div>', name(2), HOT),
    "short notice among menus": frame(
        f'<div class="left"><ul>{rows(lambda i: f"<li>{link(i)}</li>", 20)}</ul></div><h1>停水通知</h1><div>{day(3)}</div><p>{sentence(0)}请各户提前储水，恢复时间另行通知。</p>', "停水通知"
    ),
    "short notice without a date": frame(f'<h1>停水通知</h1><p>{sentence(0)}请各户提前储水，恢复时间另行通知。{sentence(4)}</p><h3>相关链接</h3><ul>{rows(lambda i: f"<li>{link(i)}</li>", 8)}</ul>', "停水通知"),
    "article and teasers below": frame(
        f'<article>{HEAD}<p>{prose(8)}</p></article><div class="more">' + rows(lambda i: f'<div class="card"><h3>{link(i)}</h3><p>{prose(2, i)}</p><span>{day(i)}</span></div>', 8) + "</div>", name(2)
    ),
    "article in parts": frame(HEAD + rows(lambda i: f"<h2>{PLACES[i]}</h2><p>{prose(5, i)}</p>", 6), name(2)),
    "article full of links": frame(
        HEAD + rows(lambda i: f'<p>{sentence(i)}{link(i)}一文说过，{sentence(i + 2)}{sentence(i + 5)}</p>', 8), name(2)
    ),
    "collection of links with comments": frame(
        f"<h1>学习线性代数的几本书</h1><p>{prose(4)}</p>" + rows(lambda i: f"<h3>{link(i)}</h3><p>{prose(6, i)}{prose(4, i + 2)}</p>", 5) + f"<p>{prose(4, 3)}</p>", "学习线性代数的几本书"
    ),
    "notice with attachments": frame(
        f"<h1>关于征集春茶地图的通知</h1><div>{day(1)}</div><p>{prose(4)}</p><p>附件：</p>" + rows(lambda i: f'<p><a href="/f/{i}.doc">附件{i + 1}：{name(i)}.doc</a></p>', 5), "关于征集春茶地图的通知"
    ),
    "page of a manual": frame(
        f'<div class="sidebar"><ul>{rows(lambda i: f"<li><a href=c{i}.html>第{i + 1}章 {INDEXES[i]}的基本性质</a></li>", 12)}</ul></div><div class="document"><h1>特征值</h1><p>{prose(3)}</p><pre>print(eig(A))</pre><p>{prose(2, 4)}</p></div>', "特征值"
    ),
    "item of a shop": frame(f'<h1>南岭春茶二两装</h1><p>价格 ￥88.00</p><p>{prose(3)}</p><h3>看了又看</h3><ul>{rows(lambda i: f"<li>{link(i)}<em>￥{i}8</em></li>", 10)}</ul>', "南岭春茶二两装"),
    "film": frame(f'<h1>石桥边的人</h1><div>导演：溪边客</div><div>主演：山下人 / 柳三</div><div>年份：2019</div><p>剧情简介：{prose(2)}</p><h3>猜你喜欢</h3><ul>{rows(lambda i: f"<li><a href=/m/{i}>{name(i)}</a></li>", 12)}</ul>', "石桥边的人"),
    "results in a table": frame(
        f"<h1>春季运动会成绩公布</h1><div>{day(2)}</div><table>" + rows(lambda i: f"<tr><td>{i + 1}</td><td>{PLACES[i % 10]}队</td><td>{i}2.5</td></tr>", 20) + "</table>", "春季运动会成绩公布"
    ),
    "thread of a forum": frame(
        "<h1>周末去哪里钓鱼</h1>" + rows(lambda i: f'<div class="post"><a href="/u/{i}">溪边{i}</a><div>发表于 {day(i)} 10:2{i % 10}</div><div class="t_f">{prose(1, i)}</div></div>', 8), "周末去哪里钓鱼"
    ),
    "poem": frame("<h1>石桥</h1><div>溪边客</div>" + "".join(f"<p>{line}</p>" for line in ("桥下的水", "一直流到天亮", "我把旧日子", "放在石头上", "等你来认")) + f"<div>上一篇：{link(1)}</div><div>下一篇：{link(2)}</div>", "石桥"),
    "chapter of a novel": frame(f'<h1>第3章 老街的冬天</h1><div>{rows(lambda i: f"<p>{prose(2, i)}</p>", 8)}</div><div><a href="2.html">上一章</a><a href="./">目录</a><a href="4.html">下一章</a></div><h3>推荐阅读</h3><ul>{rows(lambda i: f"<li>{link(i)}</li>", 20)}</ul>', "第3章 老街的冬天"),
    "video": frame(f'<div class="player"></div><h1>老街的灯会</h1><p>{prose(2)}</p><div class="rec"><h3>推荐视频</h3>{rows(lambda i: f"<div><img src=/{i}.jpg>{link(i)}</div>", 20)}</div>', "老街的灯会"),
    "encyclopedia": frame(f'<h1>柳溪</h1><p>{prose(4)}</p><div id="toc"><ul>{rows(lambda i: f"<li><a href=#s{i}>{i + 1} {INDEXES[i]}的由来</a></li>", 10)}</ul></div>' + rows(lambda i: f"<h2>{INDEXES[i]}的由来</h2><p>{prose(4, i)}</p>", 10), "柳溪"),
    "short news beside a column of links": frame(f'<table><tr><td>{HEAD}<p>{prose(4)}</p></td><td><div>热点新闻</div>{rows(lambda i: f"<div>{link(i)}</div>", 40)}</td></tr></table>', name(2)),
    "news with a picture": frame(f'{HEAD}<p><img src="/1.jpg"></p><p>{sentence(1)}山下人 摄</p><div>相关阅读</div><ul>{rows(lambda i: f"<li>{link(i)}<span>{day(i)}</span></li>", 10)}</ul>', name(2)),
}  # fmt: skip


def all_pages() -> Iterable[tuple[str, bool, str]]:
    """Name, whether it is a listing, and the page."""
    yield from ((key, True, text) for key, text in LISTINGS.items())
    yield from ((key, False, text) for key, text in OTHERS.items())
