"""Pages of made-up sites: a tutorial site with headings that all share over differing text, sidebars that stand inside
the article, and a menu that changed half-way; a newspaper and an office whose menu is glued into one line, in three
forms."""

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


CHANNELS = (
    "即时影音专辑政治国际两岸产经证券",
    "科技生活社会地方文化运动娱乐副刊",
    "读者投书客服中心订报服务关于江枫日报",
)
ADDRESSEES = "各乡镇人民政府、街道办事处，江枫市人民政府各部门、各直属机构、各人民团体、各驻江枫单位："
OFFICE_HEAD = "江枫市人民政府办公室江枫市农业农村局江枫市水利和渡运管理局关于印发茶园渡口管理的有关事项"


def glued_menu(number: int) -> str:
    """The menu of page `number` of the newspaper: no other page has the same line."""
    chance = random.Random(number)
    first, second, last = CHANNELS
    topic = f"{chance.choice(_SUBJECTS)}{chance.choice(_VERBS)}{chance.choice(_SUBJECTS)}{number}"
    return (
        f"首页{first}{second}{last}热门：{topic}",
        f"登录注册手机版{first}头条 {topic} {second}{last}",
        f"江枫日报 | {second} | {first} | {last} | 首页>{topic}",
    )[number % 3]


def glued_page(number: int) -> bytes:
    """A page of the newspaper as text: menu, title, three paragraphs, the menu of the page before."""
    title, sections, _ = page_parts(number, 2)
    body = [text for _, text in sections]
    return "\n".join([glued_menu(number), title, *body, glued_menu(number + 1)]).encode()


def notice_page(number: int) -> bytes:
    """A page of the office: the menu over a notice whose heading and addressees all notices share."""
    title, sections, _ = page_parts(number, 2)
    title += "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in str(number))
    return "\n".join(
        [glued_menu(number), title, f"{OFFICE_HEAD}之{title}", ADDRESSEES, *(text for _, text in sections)]
    ).encode()
