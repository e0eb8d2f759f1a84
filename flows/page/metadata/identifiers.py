"""Numbers and addresses that name a paper, an issue, a licence or a mailbox."""

import re

from flows.page.text.han import Characters
from flows.page.text.patterns import phrase

_PROVINCES = Characters(
    "京津沪滬渝冀豫云雲辽遼黑湘皖鲁魯新苏蘇浙赣贛鄂桂甘晋晉蒙陕陝吉闽閩贵貴粤粵川青藏琼瓊宁寧蜀滇黔陇隴秦港澳台"
)
"""Short names of provinces, in either script."""

_DOCUMENT_NUMBER = r"{paper_number}|{order_number}|{letter_number}|{case_number}"
"""国发〔2019〕5号 and its spellings (公文格式 GB/T 9704), 财政部令第76号, 府授教字第1130001234號, numbers of cases
of courts: （2017）云02刑更392号, （2008）云刑一初字第101号."""
_ORDER = re.compile(r"[㐀-鿿]{2,30}令")
_ORDER_NUMBER = re.compile(r"[（(]?第\s?(?:\d{1,4}|[一二三四五六七八九十百〇零○]{1,6})\s?[号號][)）]?")

ISSUE = re.compile(
    r"(?:19|20)\d\d\s?年?\s?[第总總]\s?\d{1,4}(?:\s?[-—－/、]\s?\d{1,4})?\s?期(?:\s?[(（][总總]第?\s?\d{1,4}\s?期[)）])?"
    r"|(?:19|20)\d\d\s?年\s?\d{1,2}\s?期"
    r"|(?:19|20)\d\d\s?年\s?(?:第?\s?\d{1,3}\s?卷)\s?第?\s?\d{1,3}\s?期"
    r"|第\s?\d{1,3}\s?卷\s?第?\s?\d{1,3}\s?期"
    r"|(?:总|總)第\s?\d{1,4}\s?期"
)
_GAZETTE = re.compile(r"(?:19|20)\d\d\s?年\s?第\s?\d{1,3}\s?[号號期]")
_ICP = re.compile(
    rf"[{_PROVINCES}]\s?[|｜(]?\s?ICP\s?(?P<kind>[备備证證])\s?(?:案)?(?:B2-)?\s?\d{{6,10}}\s?[号號]?(?:\s?-\s?\d{{1,3}})?",
    re.IGNORECASE,
)
_POLICE = re.compile(rf"(?:[(（]?[{_PROVINCES}][)）]?\s?公[网網]安[备備](?:案)?)\s?(?:[:：]\s?)?\d{{10,14}}\s?[号號]?")
_EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,12}(?![\w@])", re.ASCII
)
_FILE_SUFFIX = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|js|css|bmp)$", re.IGNORECASE)


def find_document_number(text: str) -> str | None:
    """The first number of an official paper in a text."""
    found = phrase(_DOCUMENT_NUMBER).search(text) if "号" in text or "號" in text else None
    return found.group().strip() if found else None


def is_document_number(text: str) -> bool:
    """Whether a text is the number of an official paper and nothing more."""
    return phrase(_DOCUMENT_NUMBER).fullmatch(text) is not None


def order_number(first: str, second: str) -> str | None:
    """The number of an order over two lines: 国务院令 / 第588号."""
    if _ORDER.fullmatch(first.strip()) and _ORDER_NUMBER.fullmatch(second.strip()):
        return first.strip() + second.strip(" \u3000()（）")
    return None


def is_issue_of_gazette(text: str) -> bool:
    """Whether a text is the year and number of a gazette (公报): 2007年第23号."""
    return _GAZETTE.fullmatch(text.strip()) is not None


def find_icp(text: str) -> str | None:
    """The number of the site's ICP filing; of the licence (证) where the text has no filing (备)."""
    found = list(_ICP.finditer(text))
    filings = [match for match in found if match["kind"] in "备備"]
    best = (filings or found)[:1]
    return " ".join(best[0].group().split()) if best else None


def find_police(text: str) -> str | None:
    """The number of the site's filing with the public security (公网安备)."""
    found = _POLICE.search(text)
    return " ".join(found.group().split()) if found else None


def find_emails(text: str) -> list[str]:
    """The mail addresses of a text, in order."""
    found = [match.group() for match in _EMAIL.finditer(text)]
    return [address for address in dict.fromkeys(found) if not _FILE_SUFFIX.search(address)]
