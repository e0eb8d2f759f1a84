"""Made-up texts to measure the finding of reprints on: articles with their reprints, and texts that are alike but
different (yearly notices, filled-in forms)."""

import random
from collections.abc import Callable
from typing import NamedTuple

import opencc


def _words(text: str) -> list[str]:
    return text.split("、")


_PLACES = _words(
    "云河县、临江市、南屿镇、青山乡、白沙湾、柳溪村、望湖区、松岭林场、石桥街道、北渡码头、桃源里、"
    "金滩港、晓月坡、古槐巷"
)
_PEOPLE = _words(
    "林知远、许青、周行之、沈若溪、陆明川、苏晚晴、顾长安、程一诺、何听雨、方子墨、罗怀瑾、叶向晨、唐予安、白景行"
)
_BODIES = _words(
    "农业农村局、水务局、教育局、文化馆、交通运输局、市场监管局、卫生健康局、档案馆、图书馆、气象站、供销社、商会"
)
_THINGS = _words(
    "春耕备耕、防汛抗旱、秋粮收购、冬季供暖、危桥改造、老旧小区改造、义务教育、乡村道路、就业服务、"
    "湿地保护、非遗传承、渔船检修、果树嫁接、河道清淤、旧书修复、夜校开班、社区食堂、流动图书车、"
    "山林防火、古树普查、茶叶加工、校园足球"
)
_DOINGS = _words("走访、排查、登记、整治、试点、推广、培训、验收、复核、招募、巡查、调研、评议、交接、公示、筹备")
_FEELINGS = _words("踏实、意外、欣慰、犹豫、高兴、感慨、为难、放心、好奇、平静")
_TIMES = _words(
    "清晨、午后、傍晚、雨停以后、入秋以来、去年冬天、汛期过后、赶集那天、开学前一周、收工时分、近几个月、一个周末"
)
_REASONS = _words(
    "人手不足、材料不齐、天气多变、路程太远、意见不一、经费有限、图纸遗失、标准更新、设备老化、"
    "农时不等人、游客渐多、老人行动不便"
)
_PATTERNS = (
    "{time}，{person}带着{n}名队员来到{place}，为{thing}逐户{doing}，{reason}的问题当场记了下来。",
    "“{thing}不能只看眼前，”{body}的{person}说，“{reason}的时候，更要先把{thing2}想明白。”",
    "据{body}介绍，{place}的{thing}已{doing}到第{n}处，剩下的{m}处因为{reason}还要再等一等。",
    "{place}的居民{person}起初有些{feeling}，听完{body}的说明以后，主动报名参加{thing}的{doing}。",
    "从{place}到{place2}，{thing}的路子各不相同，{reason}时靠{doing}，顺当的时候靠商量。",
    "{person}翻开一本旧账，上面记着{n}年前{place}{doing}{thing}的花费，字迹已经模糊，却让在场的人{feeling}了许久。",
    "有人问，{reason}怎么办？{person}的回答是先{doing}，再谈{thing}，最后由{body}和{place}的代表一起定下来。",
    "{time}的{place}格外热闹，{thing}刚刚结束，{body}的几位同志还在为{thing2}做{doing}。",
    "与{place2}相比，{place}在{thing}上起步晚了{n}年，但{doing}做得细，{reason}的情形反而少见。",
    "{body}把{thing}写进了年度计划，并请{person}牵头{doing}，每逢{time}都要到{place}看一看。",
    "“我只是做了分内的事，”{person}{feeling}地说，“{place}的{thing}，是大家一点一点{doing}出来的。”",
    "这份关于{thing}的{doing}报告共{n}页，其中{m}页写的是{reason}，其余写的是{place}和{place2}的做法。",
)
_HEADS = (
    "本报讯（记者{person}）{time}，本报记者从{body}获悉一则消息，现将全文转载如下，供读者参考。",
    "编者按：{place}的做法引起了不少读者的兴趣，我们征得{body}同意，转发这篇文章。",
    "【导读】{thing}一直是{place}群众关心的话题，下面这篇文章值得一读。",
)
_TAILS = (
    "以上内容由{body}整理发布，转载时略有删节，如有不妥请与{place}编辑部联系，我们将及时更正。",
    "延伸阅读：{place}{thing}的前前后后；{person}和他的{thing2}；{place2}见闻。",
    "本文首发于{place}公众号，欢迎关注，更多关于{thing}的消息请留意下周的推送。",
)
_YEARLY = """各乡镇人民政府、县直有关单位：
根据{body}的统一部署，现就做好{year}年{thing}工作通知如下，请结合实际认真贯彻落实。
一、加强组织领导。各单位要充分认识{thing}工作的重要意义，成立专门工作小组，明确责任分工，确保各项任务落到实处。
二、把握时间节点。{year}年{thing}工作自{month}月{day}日起至{month2}月{day2}日止，共安排资金{money}万元，逾期不再受理。
三、严格工作程序。申报材料须经所在单位审核盖章后统一报送，个人不得自行报送，材料不全的一律退回补正。
四、强化监督检查。县纪检监察机关将对{thing}工作开展专项检查，对弄虚作假、优亲厚友的，依规依纪严肃处理。
五、做好宣传引导。各乡镇要利用广播、宣传栏等多种形式，广泛宣传{thing}工作的政策和要求，做到家喻户晓。
联系人：{person}，联系电话：0990-{phone}。
{body}
{year}年{month}月{day}日"""
_FORMS = (
    """{person}，{sex}，{year}年{month}月出生，{place}人，大学学历，现任{place2}{body}主任科员，拟任{place2}{body}副局长。
根据干部选拔任用工作的有关规定，现将拟任职人选的基本情况予以公示，接受干部群众的监督。
公示期间，如对公示对象有异议，可通过来信、来电、来访等形式向组织部门反映，反映问题应当实事求是，并署真实姓名。
公示时间：{year2}年{month}月{day}日至{month}月{day2}日，受理电话：0990-{phone}。""",
    """当事人：{place}{person}商店，统一社会信用代码：91{phone}{money}MA，经营场所：{place}{street}路{day}号，经营者：{person}。
{year2}年{month}月{day}日，本局执法人员在检查中发现当事人销售的商品未按规定明码标价，涉案货值{money}元。
上述事实有现场检查笔录、询问笔录、照片等证据证明，当事人对检查结果没有异议，并主动配合调查。
依据有关价格管理的规定，本局决定责令当事人改正，并处罚款{fine}元，当事人应当自收到本决定书之日起十五日内缴纳。
如不服本处罚决定，可以在收到本决定书之日起六十日内申请行政复议，也可以在六个月内依法向人民法院提起诉讼。""",
    """尊敬的{person}同志：
您于{year2}年{month}月{day}日提交的关于{place}{thing}的来信收悉，编号{phone}，现答复如下，感谢您的关心和支持。
经{body}核实，您反映的情况属实，相关单位已安排专人负责，预计在{month2}月{day2}日前完成整改。
下一步，我们将继续加强日常巡查和管理，及时回应群众关切，不断提升服务水平，欢迎您继续监督我们的工作。
如您对本答复有疑问，请在工作日拨打电话0990-{phone}咨询，我们将安排工作人员为您解答。""",
)


class Text(NamedTuple):
    """A text of the set."""

    family: str
    """Texts of one family are the same text; of all others they are different."""
    made: str
    """How: "original", the name of a change, "yearly" or "form"."""
    text: str


def _fill(chance: random.Random, pattern: str, **given: object) -> str:
    place, place2 = chance.sample(_PLACES, 2)
    thing, thing2 = chance.sample(_THINGS, 2)
    values: dict[str, object] = {
        "place": place,
        "place2": place2,
        "thing": thing,
        "thing2": thing2,
        "person": chance.choice(_PEOPLE),
        "body": chance.choice(_BODIES),
        "doing": chance.choice(_DOINGS),
        "feeling": chance.choice(_FEELINGS),
        "time": chance.choice(_TIMES),
        "reason": chance.choice(_REASONS),
        "n": chance.randint(3, 60),
        "m": chance.randint(3, 60),
    }
    return pattern.format(**(values | given))


def make_article(chance: random.Random) -> str:
    """An article of 300 to 2,500 characters."""
    paragraphs = []
    for _ in range(chance.randint(4, 14)):
        paragraphs.append("".join(_fill(chance, chance.choice(_PATTERNS)) for _ in range(chance.randint(2, 4))))
    return "\n".join(paragraphs)


def _cut_end(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    return "\n".join(lines[: max(3, round(len(lines) * chance.uniform(0.65, 0.9)))])


def _cut_within(chance: random.Random, text: str) -> str:
    lines = text.split("\n")
    gone = set(chance.sample(range(1, len(lines)), max(1, len(lines) // 5)))
    return "\n".join(line for index, line in enumerate(lines) if index not in gone)


def _frame(chance: random.Random, text: str) -> str:
    return "\n".join([_fill(chance, chance.choice(_HEADS)), text, _fill(chance, chance.choice(_TAILS))])


def _rescript(chance: random.Random, text: str) -> str:
    return str(opencc.OpenCC(chance.choice(["s2t", "s2tw", "s2hk"])).convert(text))


def _repunctuate(chance: random.Random, text: str) -> str:
    table = str.maketrans({"，": ", ", "。": ". ", "“": '"', "”": '"', "；": ";", "？": "?", "（": "(", "）": ")"})
    return text.translate(table)


def _mend(chance: random.Random, text: str) -> str:
    """Words replaced here and there, as an editor does."""
    for old, new in chance.sample(
        [("主动", "积极"), ("当场", "现场"), ("据", "根据"), ("还要再", "仍须"), ("只是", "不过")], 3
    ):
        text = text.replace(old, new, 2)
    return text


_CHANGES: dict[str, Callable[[random.Random, str], str]] = {
    "copy": lambda chance, text: text,
    "cut end": _cut_end,
    "cut within": _cut_within,
    "head and tail": _frame,
    "script": _rescript,
    "punctuation": _repunctuate,
    "mended": _mend,
    "cut, head and tail": lambda chance, text: _frame(chance, _cut_within(chance, text)),
    "all": lambda chance, text: _repunctuate(
        chance, _rescript(chance, _frame(chance, _mend(chance, _cut_end(chance, text))))
    ),
}


def make_reprints(count: int = 200, offset: int = 0) -> list[Text]:
    """`count` articles, each reprinted twice in differing ways, the ways in turn. offset: for other texts."""
    texts = []
    names = list(_CHANGES)
    for number in range(count):
        chance = random.Random(offset + number)
        article = make_article(chance)
        texts.append(Text(f"article {number}", "original", article))
        for name in (names[number % len(names)], names[(number * 2 + 3) % len(names)]):
            texts.append(Text(f"article {number}", name, _CHANGES[name](chance, article)))
    return texts


def _numbers(chance: random.Random) -> dict[str, object]:
    month = chance.randint(1, 8)
    return {
        "month": month,
        "month2": month + chance.randint(1, 4),
        "day": chance.randint(1, 15),
        "day2": chance.randint(16, 28),
        "money": chance.randint(20, 900),
        "fine": chance.randint(2, 50) * 100,
        "phone": chance.randint(1000000, 9999999),
        "sex": chance.choice("男女"),
        "street": chance.choice(["人民", "解放", "滨江", "书院", "和平"]),
    }


def make_alike(count: int = 200, offset: int = 0) -> list[Text]:
    """`count` texts that are alike but different: half of them notices of five years each, half filled-in forms."""
    texts = []
    for number in range(count // 2):
        series, year = divmod(number, 5)
        fixed = random.Random(f"series {offset + series}")
        given = {
            "body": fixed.choice(_BODIES),
            "thing": _THINGS[series % len(_THINGS)],
            "person": fixed.choice(_PEOPLE),
        }
        chance = random.Random(f"yearly {offset + number}")
        text = _fill(chance, _YEARLY, **given, year=2018 + year, **_numbers(chance))
        texts.append(Text(f"yearly {number}", "yearly", text))
    for number in range(count - count // 2):
        chance = random.Random(f"form {offset + number}")
        years = {"year": chance.randint(1975, 1995), "year2": chance.randint(2018, 2023)}
        text = _fill(chance, _FORMS[number % len(_FORMS)], **years, **_numbers(chance))
        texts.append(Text(f"form {number}", "form", text))
    return texts
