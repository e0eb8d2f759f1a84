"""People in a byline: names, their posts and the bodies they belong to."""

import re
from dataclasses import dataclass

from flows.page.bylines.vocabulary import ends_like_body, ends_like_medium, ends_with_post, post_pattern, vocabulary
from flows.page.text.folding import fold_in_place
from flows.page.text.patterns import compiled

_BY_FREQUENCY = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
    "汤康易乔赖文庞樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛毕聂焦柳邢包岳齐梅莉庄辛管祝左涂谷舒耿卜路詹关苗凌费"
    "纪靳盛童欧甄项曲游阳上丘丛乐井亢仇仝令仲伍位佘佟佴候元党冀冉农冷冼刁匡区华卓单卞占卫危原古吉商喻奉奚"
    "姬娄宁宇宗官宫宿封尚屈屠岑嵺巩巫巴席廉强戚房扈揭敖於明晋晏景智暴木柏查柯柴栾桂桑植楚楼母池沙湛滕濮燕"
    "狐甘申畅盖瞿禤禹稽穆窦竺符简米粟糜练翁肇臧艾花苑苟英茅荀荆蒙蓝蔺薄虞衣裴褚解言计谈谌贝车辜边连迟那邬"
    "邸郁郎郗郜鄢银门闵闻阎阮隋霍鞠饶鲍鹿麻"
)
"""First characters of surnames, simplified; the 160 most frequent come first."""
SURNAMES = frozenset(_BY_FREQUENCY)
_FREQUENT = frozenset(_BY_FREQUENCY[:160])
_COMPOUND = frozenset(
    (
        *(
            "欧阳",
            "司马",
            "上官",
            "诸葛",
            "夏侯",
            "皇甫",
            "尉迟",
            "公孙",
            "慕容",
            "令狐",
            "长孙",
            "宇文",
            "司徒",
            "司空",
        ),
        *("东方", "南宫", "西门", "端木", "百里", "呼延", "轩辕", "闻人", "钟离", "独孤", "澹台"),
    )
)

_NAME = re.compile(r"[㐀-鿿]{1,4}(?:[·•・‧][㐀-鿿A-Za-z]{1,12}){0,3}")
_PEN_NAME = r"[㐀-鿿A-Za-z][㐀-鿿\w.·•・‧\-]{1,19}"
_CODE = re.compile(r"[A-Z]{1,4}\d{2,6}|\d+")
_BRACKETS = re.compile(
    r"^(?P<outer>[^()（）\[\]【】]*)[(（\[【](?P<inner>[^()（）\[\]【】]{1,80})[)）\]】](?P<rest>.*)$", re.DOTALL
)
_SPLIT = re.compile(r"[、，,;；/／&＆|｜+]|\s(?:和|与|與|及)\s|(?<=[㐀-鿿]{2})(?:和|与)(?=[㐀-鿿]{2})")
_ROLE_SIGN = re.compile(r"[记記]者|[讯訊論论]员|[讯訊論论]員|[实實]习生|實習生|撰稿人")
"""What every role word ends with."""
_ROLE_WORD = (
    r"(?P<before>[㐀-鿿A-Za-z]{0,12}?)(?P<role>(?:特约|见习|實習|实习|首席|特派|全媒体|融媒体|全媒體"
    r"|资深|見習|特約|摄影|攝影|图文|文字)?(?:记者|記者|通讯员|通訊員|评论员|評論員)|实习生|實習生"
    r"|撰稿人)(?:[\s\u3000:：/]+|(?=[㐀-鿿]))"
)
_GENERIC_BODY = (
    r"^(?:[市省县縣区區乡镇州校院局厅本该全我]{1,2}|市区|机关|機關|中央|国家|國家|全国|全國|支部|党支部"
    r"|总支|党委|黨委)?(?:人大常委会|人大常委會|人大|政府|党委|黨委|委|政协|政協|纪委|委员会|機關|机关"
    r"|政府办公室)?$"
)
_REPORT_ENDINGS = ("报道", "報導", "報道", "报导", "专访", "專訪", "特稿", "电", "電", "摄影", "攝影")
_REPORTERS = rf"(?:[／/](?:[㐀-鿿]{{1,8}})?|[㐀-鿿]{{0,8}})(?:综合)?(?:綜合)?(?:{'|'.join(_REPORT_ENDINGS)})$"
_COPULA = re.compile(r"^(?:作者)?(?:系|现为|現為|为|為|是|现任|現任)")
_OWN = frozenset(("本报", "本報", "本刊", "本网", "本網", "本台", "本社", "我刊", "我报"))


@dataclass(frozen=True, slots=True)
class Person:
    """A person, or a body where a body signs, of a byline."""

    name: str
    post: str | None = None
    affiliation: str | None = None


def read_people(value: str) -> list[Person]:
    """The people of an author's value, in its order; what names nobody (佚名, a medium, the site) is left out."""
    value = value.strip(" \t\u3000\xa0:：,，;；、。.|｜/／-—*·")
    if not value or len(value) > 160:
        return []
    people: list[Person] = []
    for part in _split_people(value):
        found = _read_part(part)
        if not found and people and people[-1].post is None and _ends_with_post(part):
            people[-1] = _with_post(people[-1], _COPULA.sub("", part, count=1))
        people.extend(found)
    unique = {person.name: person for person in reversed(people)}
    return [person for person in dict.fromkeys(people) if unique.pop(person.name, None) is not None][:20]


def split_post(text: str) -> tuple[str | None, str | None]:
    """Affiliation and post of "某市审计局局长"; a body that only a reader on the spot can name stays in the post."""
    text = text.strip(" \t\u3000,，、:：")
    if not text:
        return None, None
    folded = fold_in_place(text)
    found = post_pattern().search(folded)
    if found is None:
        return (text, None) if ends_like_body(folded) or ends_like_medium(folded) else (None, text)
    body, post = text[: found.start()].strip(" 、，,"), text[found.start() :].strip()
    if not body or compiled(_GENERIC_BODY).match(body):
        return None, text
    return body, post


def is_name(text: str) -> bool:
    """Whether `text` is shaped like a Chinese person's name: a surname and one to three further characters."""
    if not _NAME.fullmatch(text):
        return False
    folded = fold_in_place(text)
    if folded in vocabulary().no_person or folded[-1] in "网报社刊":
        return False
    if "·" in text or "•" in text or "・" in text or "‧" in text:
        return len(text) >= 4
    if len(text) == 4:
        return folded[:2] in _COMPOUND
    return 2 <= len(text) <= 3 and folded[0] in SURNAMES


def _split_people(value: str) -> list[str]:
    """Cut at the separators outside brackets, except within a post (党组书记、主任 张三)."""
    cuts = {found.start(): found.end() for found in _SPLIT.finditer(value)}
    if not cuts:
        return [value.strip()]
    depth, start, parts = 0, 0, []
    for place, char in enumerate(value):
        depth += (char in "(（[【") - (char in ")）]】")
        if depth <= 0 and place in cuts and not _is_inside_post(value, place):
            parts.append(value[start:place])
            start = cuts[place]
    parts.append(value[start:])
    return [part for part in (part.strip() for part in parts) if part]


def _is_inside_post(value: str, place: int) -> bool:
    """Whether the separator at `place` stands between two posts of one person."""
    before = fold_in_place(value[max(0, place - 12) : place].rstrip())
    after = fold_in_place(value[place + 1 : place + 16].lstrip())
    if not ends_with_post(before):
        return False
    found = post_pattern().search(after)
    return found is not None and (found.start() <= 8)


def _read_part(part: str) -> list[Person]:
    """The people of one part: roles, brackets, posts before or after the name."""
    brackets = _BRACKETS.match(part)
    if brackets and brackets["outer"].strip():
        people = _read_plain(brackets["outer"].strip())
        inner = brackets["inner"].strip()
        if len(people) == 1 and people[0].post is None:
            people = [_with_post(people[0], inner)]
        rest = brackets["rest"].strip(" )）")
        return people + (_read_plain(rest) if rest else [])
    return _read_plain(part.strip("()（）[]【】 "))


def _with_post(person: Person, text: str) -> Person:
    folded = fold_in_place(text)
    if text.isascii() or folded in ("图", "文", "摄", "笔名", "化名", "整理") or len(text) < 2:
        return person
    affiliation, post = split_post(text)
    if post and not post_pattern().search(folded):
        return person
    return Person(person.name, post, affiliation)


def _read_plain(text: str) -> list[Person]:
    """People of a text without brackets."""
    if len(text) > 4 and text.endswith(_REPORT_ENDINGS):
        text = compiled(_REPORTERS).sub("", text).strip()
    if _ROLE_SIGN.search(text) and (roles := list(compiled(_ROLE_WORD).finditer(text))):
        return _read_roles(text, roles)
    tokens = _merge_letters(text.split())
    if not tokens:
        return []
    if len(tokens) > 1 and _is_name_like(tokens[-1]) and _is_post_or_body("".join(tokens[:-1])):
        affiliation, post = split_post(" ".join(tokens[:-1]))
        return [Person(tokens[-1], post, affiliation)]
    if len(tokens) == 2 and is_name(tokens[0]) and ends_with_post(fold_in_place(tokens[1])):
        affiliation, post = split_post(tokens[1])
        return [Person(tokens[0], post, affiliation)]
    if len(tokens) > 1 and not all(_is_name_like(token) for token in tokens):
        joined = " ".join(tokens)
        if joined.isascii() and _is_pen_name(joined.replace(" ", "-")):
            return [Person(joined)]
    people: list[Person] = []
    for token in tokens:
        people.extend(_read_token(token, is_alone=len(tokens) == 1))
    return people


def _read_roles(text: str, roles: list[re.Match[str]]) -> list[Person]:
    """People after role words: 新华社记者 甲 乙 通讯员 丙."""
    people = _read_plain(text[: roles[0].start()].strip()) if roles[0].start() else []
    for place, role in enumerate(roles):
        end = roles[place + 1].start() if place + 1 < len(roles) else len(text)
        medium = role["before"].strip()
        affiliation = medium if medium and medium not in _OWN else None
        if affiliation is not None and is_name(affiliation):
            people.append(Person(affiliation))
            affiliation = None
        for token in _merge_letters(text[role.end() : end].split()):
            people.extend(Person(found.name, role["role"], affiliation) for found in _read_token(token, is_alone=False))
    return people


def _read_token(token: str, *, is_alone: bool) -> list[Person]:
    """The person a blank-free text names: a name, a post with a name glued on, several names glued, a pen name."""
    token = token.strip("《》“”\"'「」『』<>＜＞:：.。@")
    folded = fold_in_place(token)
    if not token or folded in vocabulary().no_person or _CODE.fullmatch(token):
        return []
    if is_name(token):
        return [Person(token)]
    if (glued := _post_then_name(token, folded)) is not None:
        return [glued]
    if ends_with_post(folded) and len(token) > 4:
        return []
    if ends_like_medium(folded):
        return [Person(token)] if is_name(token) else []
    if ends_like_body(folded) and len(token) > 3:
        return [Person(token)] if is_alone and 4 <= len(token) <= 24 else []
    if 5 <= len(token) <= 12 and (names := _cut_names(folded, token)):
        return [Person(name) for name in names]
    return [Person(token)] if _is_pen_name(token) and (len(token) <= 8 or token.isascii()) else []


def _post_then_name(token: str, folded: str) -> Person | None:
    """ "市审计局局长林某": the longest beginning that is a post, and a name after it."""
    for size in (3, 2, 4):
        post, name = token[:-size], token[-size:]
        if len(post) >= 2 and is_name(name) and ends_with_post(folded[:-size]):
            affiliation, rank = split_post(post)
            return Person(name, rank, affiliation)
    return None


def _cut_names(folded: str, token: str) -> list[str]:
    """Names written without a blank, where there is one way only to cut them into surname and one or two characters."""
    if not all("㐀" <= char <= "鿿" for char in folded):
        return []
    ways: list[list[list[str]]] = [[] for _ in range(len(folded) + 1)]
    ways[0] = [[]]
    for start in range(len(folded)):
        if ways[start] and folded[start] in _FREQUENT:
            for size in (2, 3):
                if start + size <= len(folded):
                    ways[start + size] += [[*way, token[start : start + size]] for way in ways[start][:2]]
    whole = [way for way in ways[-1] if len(way) > 1]
    return whole[0] if len(whole) == 1 else []


def _merge_letters(tokens: list[str]) -> list[str]:
    """Join what a typesetter stretched: 方　敏 is one name, as 欧阳 一 is not touched."""
    if len(tokens) == 3 and all(len(token) == 1 for token in tokens):
        return ["".join(tokens)]
    merged: list[str] = []
    for token in tokens:
        previous = merged[-1] if merged else ""
        if len(token) == 1 and len(previous) == 1 and "㐀" <= token <= "鿿" and "㐀" <= previous <= "鿿":
            merged[-1] = previous + token
        else:
            merged.append(token)
    return merged


def _ends_with_post(text: str) -> bool:
    return len(text) > 3 and ends_with_post(fold_in_place(text))


def _is_name_like(text: str) -> bool:
    return is_name(text) or (bool(_NAME.fullmatch(text)) and 2 <= len(text) <= 4 and not _is_post_or_body(text))


def _is_post_or_body(text: str) -> bool:
    folded = fold_in_place(text)
    return ends_with_post(folded) or (len(folded) > 3 and ends_like_body(folded))


def _is_pen_name(text: str) -> bool:
    folded = fold_in_place(text)
    return (
        bool(compiled(_PEN_NAME).fullmatch(text))
        and folded not in vocabulary().no_person
        and not ends_like_medium(folded)
    )
