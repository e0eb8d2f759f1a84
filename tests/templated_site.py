"""Pages of a made-up tutorial site: headings that all share over differing text, sidebars that stand inside the
article, and a menu that changed half-way."""

import random

HEADINGS = ("定义和用法", "浏览器支持", "参数说明")
SIDEBAR = (
    "江枫学堂寄语",
    "读书不觉已春深，一寸光阴一寸金，愿你在这里学有所成。",
    "学堂观览车",
    "服务经纬线",
)
OLD_MENU = ("首页教程", "前端入门", "样式手册", "脚本指南", "服务端编程", "江枫学堂精选课程免费试听，欢迎同学参加。")
NEW_MENU = ("课程大厅", "零基础班", "进阶训练营", "实战项目", "就业辅导", "江枫学堂新版上线，课程请到大厅查找。")
_SUBJECTS = ("渡口", "茶园", "石桥", "灯塔", "稻田", "竹林", "码头", "山谷", "集市", "书院")
_VERBS = ("记录", "描绘", "连接", "保存", "计算", "转换", "比较", "查找", "合并", "拆分")


def _sentence(chance: random.Random) -> str:
    a, b = chance.sample(_SUBJECTS, 2)
    return (
        f"该方法先{chance.choice(_VERBS)}{a}的第{chance.randint(2, 99)}个值，"
        f"再把结果{chance.choice(_VERBS)}到{b}的{chance.choice(_SUBJECTS)}列表里，最后返回{chance.choice(_SUBJECTS)}。"
    )


def page_parts(number: int, count: int) -> tuple[str, list[tuple[str, str]], tuple[str, ...]]:
    """Title, sections as (heading, text) and menu of page `number` of `count`."""
    chance = random.Random(number)
    title = f"{chance.choice(_SUBJECTS)}对象的{chance.choice(_VERBS)}方法之{number}"
    sections = [(heading, _sentence(chance) + _sentence(chance)) for heading in HEADINGS]
    return title, sections, OLD_MENU if number * 2 < count else NEW_MENU


def html_page(number: int, count: int) -> bytes:
    """Page `number` of a site of `count` pages."""
    title, sections, menu = page_parts(number, count)
    body = [f"<h2>{heading}</h2><p>{text}</p>" for heading, text in sections]
    body.insert(2, "".join(f"<p>{line}</p>" for line in SIDEBAR))
    return (
        f"<html><head><title>{title}</title></head><body><div>{''.join(f'<p>{line}</p>' for line in menu)}</div>"
        f"<div><h1>{title}</h1>{''.join(body)}</div></body></html>"
    ).encode()


def text_page(number: int, count: int) -> bytes:
    """The same as text."""
    title, sections, menu = page_parts(number, count)
    body = [line for section in sections for line in section]
    body[4:4] = SIDEBAR
    return "\n".join([*menu, title, *body]).encode()
