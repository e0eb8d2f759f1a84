"""What a title looks like: comparing, trimming and splitting title strings."""

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, islice

from flows.page.bylines.people import is_name, read_people
from flows.page.bylines.vocabulary import by_last

_NOT_LETTERS = re.compile(r"[\W_]+")
_SIGNS = re.compile(r"[\s!-/:-@\[-`{-~‐-‧、。〈-】〔-〟！-／：-＠［-｀｛-～]+")
"""Frequent signs, whose compatibility forms hold no letters either; without them few titles have another form."""
_SEPARATOR = re.compile(r"\s*(?:[_|｜»«]+|\s[-–—‐·•]{1,4}(?=\s|\S)|[-–—]{1,4}\s|-{1,4}|–|・|::)[\s_|｜»«–—-]*")
_SITE_ENDINGS = by_last(
    (
        *("网", "網", "站", "频道", "頻道", "门户", "門戶", "政府", "日报", "日報", "晚报", "晚報"),
        *("时报", "時報", "早报", "早報", "周刊", "週刊", "杂志", "雜誌", "杂志社", "雜誌社", "电视台"),
        *("電視台", "出版社", "在线", "在線", "論壇", "论坛", "社区", "社區", "博客", "部落格", "首页"),
        *("首頁", "中心", "新闻", "新聞", "官网", "官網", "大学", "大學", "学院", "學院", "委员会"),
        *("委員會", "文库", "文庫", "资讯", "資訊", "百科", "微博", "知乎", "贴吧"),
    )
)
_SITE_ADDRESS = re.compile(r"(?:[a-z]\.(?:com|cn|net|org|tw|hk)|\b(?:news|blog|com))$")
_DAY_LABELS = ("时间", "時間", "日期")
_DAY_VERBS = ("发布", "發布", "發佈", "发表", "發表", "更新", "发稿", "刊登", "上传", "撰写", "创建", "")
_WORD_LABELS = (
    *("来源", "來源", "稿源", "作者", "责任编辑", "責任編輯", "责编", "責編", "编辑", "編輯", "供稿"),
    *("发布[者人]", "点[击擊][数數]?", "點[击擊][数數]?", "浏览次数", "阅读次数", "阅读量"),
)
_AFTER_DAY = r"(?:来源|來源|作者|编辑|編輯|责任?编|點擊|点击|浏览|阅读)"
_GLUED_DAY = r"\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)[\s　\d:：]*" rf"(?=$|[\s　]*{_AFTER_DAY})"
GLUED_BYLINE = re.compile(
    "|".join(
        (
            *(rf"{verb}{label}[\s　]*[:：]" for verb in _DAY_VERBS for label in _DAY_LABELS),
            *(rf"{label}[\s　]*[:：]" for label in _WORD_LABELS),
            rf"19(?<=[\s　]19){_GLUED_DAY}",
            rf"20(?<=[\s　]20){_GLUED_DAY}",
        )
    )
)
"""Every alternative begins with a letter or figure of its own, for then `re` leaps to where one may begin."""
_BEFORE_GLUED = tuple("[【(（|")
_COLUMN_GAP = re.compile(r"\s\s{5,}")
TITLE_LABEL = re.compile(r"^(?:标[\s　]*题|標[\s　]*題|题目|題目)[\s　]*[:：][\s　]*(?=\S)")
_TAG = re.compile(r"^[【\[［][^】\]］]{1,12}[】\]］]")
WRAPPER = re.compile(
    r"[(（【\[](?:全文)?(?:完整(?:版)?|精选\d*篇?|范文|合集|全文完整|完整文档|通用版?|最新版?|\d+篇|共\d+篇|推荐\d*篇?|必备|汇编\d*篇?|优选\d*篇?|大全)[)）】\]]"
)
_SEGMENT = re.compile(r"[\s_|｜»«–—\-:：,，·]+")
_FULL_TEXT = re.compile(r"《(?P<title>[^《》]{4,80})》\s?[(（]?全文[)）]?")
_YEAR = re.compile(r"^(?:最新)?(?:19|20)\d\d年?(?:度)?")
_SUBTITLE_HEAD = re.compile(
    r"^(?:访|訪|专访|專訪|记|記|评|評|读|讀|写在|寫在|写给|論|论|兼|来自|來自|以.{1,40}?为例|以.{1,40}?為例|基于|基於|谈|談|浅析|一论|[二三四五六七八九十]论|学习|學習|纪念|紀念|走近|走进|在.{2,40}[会會]上)"
)
_SUBTITLE_TAIL = re.compile(
    r"(?:纪实|紀實|侧记|側記|综述|綜述|随想|隨想|启示|啟示|纪事|紀事|扫描|掃描|透视|透視|观察|觀察|纪略|见闻|見聞|回望|印象|小记|小記|速写|速寫|掠影|有感|为例|為例|述评|述評|讲话|講話|发言|發言|报告|報告)$"
)
DASH = re.compile(r"——+|--+|――+|－－+|──+")


@lru_cache(maxsize=64)
def title_key(text: str) -> str:
    """The letters and digits of a title in lower case and compatibility form: what two printings of it share."""
    letters = text if text.isalnum() else _SIGNS.sub("", text)
    if not letters.isascii():
        letters = unicodedata.normalize("NFKC", letters)
    return (letters if letters.isalnum() else _NOT_LETTERS.sub("", letters)).lower()


def collapse(text: str) -> str:
    """White space trimmed and collapsed to single blanks."""
    return " ".join(text.split())


def names_site(text: str) -> bool:
    """Whether a text ends, signs aside, like the name or address of a site or of one of its columns."""
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] == "_"):
        end -= 1
    bare = text[:end].lower()
    return (
        bare.endswith(_SITE_ENDINGS.get(bare[-1:], ()))
        or _SITE_ADDRESS.search(bare, max(0, len(bare) - 12)) is not None
    )


def cut_byline(text: str) -> str:
    """A title line without what is glued to its end.

    "标题 发布时间:2024-01-02 来源:某网" gives "标题"; so does a title that many blanks part from a neighbouring column,
    and one behind the word 标题 itself.
    """
    text = text.strip()
    if text.startswith(("标", "標", "题", "題")) and (label := TITLE_LABEL.match(text)):
        text = text[label.end() :]
    pieces = text.split()
    if len(pieces) > 1 and (column := _COLUMN_GAP.search(text)):
        text = text[: column.start()]
        pieces = text.split()
    if ":" in text or "：" in text or "19" in text or "20" in text:
        found = GLUED_BYLINE.search(text)
        title = text[: found.start()] if found else ""
        title = title[:-1] if title.endswith(_BEFORE_GLUED) else title
        if len(title.strip()) >= 4:
            return collapse(title)
    return " ".join(pieces)


def drop_tag(text: str) -> str:
    """A title without the bracketed column name before it (【快讯】…)."""
    return _TAG.sub("", text, count=1)


def part_keys(html_title: str) -> set[str]:
    """The keys of a <title> and of its beginnings and endings, cut at each of its separators."""
    pieces, start = [], 0
    for cut in islice(_SEPARATOR.finditer(html_title), 12):
        pieces.append(html_title[start : cut.start()])
        start = cut.end()
    keys = [title_key(piece) for piece in (*pieces, html_title[start:])]
    endings = accumulate(reversed(keys), lambda ending, key: key + ending)
    return {*accumulate(keys), *endings}


def title_segments(html_title: str) -> list[str]:
    """The pieces of a <title> between its separators; a bare hyphen separates as well."""
    return [piece for piece in (piece.strip() for piece in _SEGMENT.split(html_title)) if piece]


def strip_site(html_title: str) -> str:
    """A <title> without the names of site and column around it, where no other evidence tells.

    The strong separators (_ | » and dashes between blanks) end the title; a bare hyphen does so only before something
    that is named like a site.
    """
    cuts = [(found.start(), found.end(), found.group()) for found in _SEPARATOR.finditer(html_title)][:12]
    if not cuts:
        return html_title.strip()
    first_start, first_end, separator = cuts[0]
    head, tail = html_title[:first_start].strip(), html_title[first_end:].strip()
    if names_site(head) and len(title_key(head)) <= 12 and len(title_key(tail)) > len(title_key(head)):
        return strip_site(tail) if len(cuts) > 1 else tail
    is_strong = separator.strip() != "-" or separator != separator.strip()
    if is_strong and len(title_key(head)) >= 4:
        return head
    for start, end, _ in cuts:
        if len(title_key(html_title[:start])) >= 4 and names_site(html_title[end:]):
            return html_title[:start].strip()
    return html_title.strip()


def drop_full_text(text: str) -> str:
    """ "《某某条例》全文" names the page; the paper's own title is between the marks."""
    found = _FULL_TEXT.fullmatch(text)
    return found["title"] if found else text


def unwrap(text: str) -> str:
    """A title key's source without the year and the "(全文完整)" that model-essay sites put around it."""
    text = WRAPPER.sub("", text)
    year = _YEAR.match(text)
    return (text[year.end() :] if year else text).strip()


def _names_somebody(tail: str) -> bool:
    """Whether a tail is a post and a name: 江口市审计局局长某某."""
    people = read_people(tail) if len(tail) <= 60 else []
    return bool(people) and all(person.post is not None and is_name(person.name) for person in people)


def split_subtitle(text: str) -> tuple[str, str | None]:
    """Title and subtitle of "标题——副标题"; the subtitle keeps no dash. (text, None) where the tail is no subtitle."""
    found = DASH.search(text)
    if not found:
        return text, None
    head, tail = text[: found.start()].strip(), text[found.end() :].strip()
    if len(title_key(head)) < 6 or len(tail) < 3:
        return text, None
    if _names_somebody(tail) or _SUBTITLE_HEAD.match(tail) or _SUBTITLE_TAIL.search(tail):
        return head, tail
    return text, None
