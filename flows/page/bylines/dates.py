"""Dates as Chinese pages print them, read without a clock."""

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from flows.page.text.han import Characters
from flows.page.text.numerals import parse_chinese
from flows.page.text.patterns import phrase

EARLIEST_YEAR = 1990
"""Chinese web pages are not older; an earlier date is no date of publication."""
LATEST_YEAR = 2099
_ROC_FIRST_YEAR = 1911
_TIME = (
    r"(?:T|[\s,，|/]{0,4}(?:(?:{week_words}|[周週])[一二三四五六日天]|\([一二三四五六日]\))?"
    r"\s{0,4}{day_parts}?\s{0,2})(?P<hour>[01]?\d|2[0-4])\s?[:：时時点點]\s?(?P<minute>[0-5]\d)"
    r"(?:\s?[:：分]\s?(?P<second>[0-5]\d))?\s?(?:分|秒)?(?:\s?[AaPp]\.?[Mm]\b)?"
)
_FIGURES = Characters("一二三四五六七八九十〇○零廿卅元百")
_DAY = (
    rf"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:[-—–/.\\]\s?(?P<m1>1[0-2]|0?[1-9])\s?[-—–/.\\]\s?(?P<d1>[12]\d|3[01]|0?[1-9])(?!\d{{2}}(?!:|\d:))"
    rf"|\s?年\s?(?P<m2>1[0-2]|0?[1-9])\s?月\s?(?P<d2>[12]\d|3[01]|0?[1-9])\s?(?:日|号|號)?)(?:{_TIME})?"
)
_ROC = (
    rf"(?:中[華华])?民[國国]\s?(?P<roc>\d{{2,3}}|[{_FIGURES}]{{1,6}})\s?(?:年\s?|[-/.]\s?)"
    rf"(?:(?P<m>\d{{1,2}}|[{_FIGURES}]{{1,3}})\s?(?:月|[-/.])\s?"
    rf"(?:(?P<d>\d{{1,2}}|[{_FIGURES}]{{1,3}})\s?[日號号]?)?)?(?:{_TIME})?"
)
_FIGURE_DATE = (
    rf"(?P<year>[二一][一二三四五六七八九〇○零Ｏ0O]{{3}})\s?年(?:\s?(?P<m>[{_FIGURES}]{{1,3}})\s?月(?:\s?"
    rf"(?P<d>[{_FIGURES}]{{1,3}})\s?[日号號])?)?"
)
_MONTH = (
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)\s?(?:年\s?(?P<m1>1[0-2]|0?[1-9])\s?月(?:份)?(?!\s?\d)|[-/.]"
    r"(?P<m2>0[1-9]|1[0-2])(?![\d./-]))"
)
_WIDGET = (
    r"(?<![\d/.-])(?P<d>0[1-9]|[12]\d|3[01]|[1-9])\s{0,4}[/|]?\s{0,4}(?P<year>(?:19|20)\d\d)\s?[-/.年]\s?"
    r"(?P<m>1[0-2]|0?[1-9])\s?月?(?![\d./-])"
)
_COMPACT = (
    r"(?<!\d)(?P<year>20[0-4]\d|199\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<second>[0-5]\d)?)?(?!\d)"
)
_SHORT_YEAR = (
    rf"(?<![\d./-])(?P<y>[0-4]\d)[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>[12]\d|3[01]|0?[1-9])(?![\d/-])(?:{_TIME})"
)
_LABELLED_SHORT_YEAR = r"(?<![\d./-])(?P<y>[0-4]\d)[-/.](?P<m>1[0-2]|0[1-9])[-/.](?P<d>[12]\d|3[01]|0[1-9])(?![\d/-])"
_SLASHED_ROC = (
    r"(?<![\d./-])(?P<roc>1[0-4]\d|[89]\d)\s?[-/.]\s?(?P<m>1[0-2]|0?[1-9])\s?[-/.]\s?(?P<d>[12]\d|3[01]|0?[1-9])(?!\d)"
)
_CTIME = (
    r"(?i:\b(?P<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\s{1,2}(?P<d>\d{1,2})\s"
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)\s(?:[A-Z]{3}\s)?(?P<year>(?:19|20)\d\d)\b)"
)
_ENGLISH = (
    rf"(?i:\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?P<mon1>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?,?[\s-](?P<y1>(?:19|20)\d\d)"
    rf"|(?P<mon2>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>(?:19|20)\d\d)))(?:{_TIME})?"
)
_DAY_FIRST = rf"(?<![\d./-])(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.](?P<year>(?:19|20)\d\d)(?!\d)(?:{_TIME})?"
_RELATIVE = (
    r"(?P<count>\d{1,3}|[一二两兩三四五六七八九十半]{1,2})\s?(?:个|個)?\s?(?P<unit>秒[钟鐘]?|分[钟鐘]?|小?[时時]|[天日]|周|週|{week_words}|月|年)\s?(?:之)?[前]"
    r"|(?P<word>[刚剛][刚剛才]|今[天日]|昨[天日]|前[天日])(?:\s{0,3}(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d))?"
)
_NO_YEAR = (
    r"(?<![\d./:-])(?:(?P<m1>1[0-2]|0?[1-9])[-/](?P<d1>[12]\d|3[01]|0?[1-9])(?![\d/-])|"
    rf"(?P<m2>1[0-2]|0?[1-9])\s?月\s?(?P<d2>[12]\d|3[01]|0?[1-9])\s?日)(?:{_TIME})?"
)
_YEAR_SIGN = re.compile(r"(?:19|20)\d\d|[民年]|\d[-/.]\d")
"""Occurs in every date that can be read without a label and without `fetched_at`."""
_TODAY_SIGN = re.compile(r"[\d民年前刚剛今昨]")
_WORD = re.compile(r"[A-Za-z]{3}")
_BEFORE_YEAR = re.compile(r"\d[\s/|.-]{0,9}(?:19|20)\d\d")
"""Occurs in every date that ends with its year."""
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date and where it stands in the text it was read from."""

    date: datetime.date
    """The first day of the month or year where the text gives no day."""
    precision: str
    """Of the text: "year", "month", "day", "minute" or "second"."""
    text: str
    start: int
    end: int


def find_date(text: str, *, fetched_at: datetime.datetime | None = None, is_labelled: bool = False) -> FoundDate | None:
    """The first date of a short text.

    Forms that are dates only beside a label (20240513, 113-05-03, 2024 alone) are read with `is_labelled`; forms that
    need a today (3小时前, 05-13) with `fetched_at`. Impossible dates and those after `fetched_at` are passed over.
    """
    first: FoundDate | None = None
    for pattern, read in _patterns_for(text) if _YEAR_SIGN.search(text) else ():
        first = _earlier(first, text, pattern, read, fetched_at)
        if first is not None and not _YEAR_SIGN.search(text, 0, first.start):
            return first
    if first is None and is_labelled:
        first = _earlier(first, text, _COMPACT, _read_compact, fetched_at)
        first = _earlier(first, text, _SLASHED_ROC, _read_slashed_roc, fetched_at)
        first = _earlier(first, text, _LABELLED_SHORT_YEAR, _read_labelled_short_year, fetched_at)
    if first is None and fetched_at is not None and _TODAY_SIGN.search(text):
        first = _earlier(first, text, _RELATIVE, partial(_read_relative, fetched_at), fetched_at)
        first = _earlier(first, text, _NO_YEAR, partial(_read_without_year, fetched_at), fetched_at)
    return first


_Parts = tuple[int, int, int, str] | None
"""Year, month, day, precision."""


def _earlier(
    first: FoundDate | None,
    text: str,
    pattern: str,
    read: Callable[[re.Match[str]], _Parts],
    fetched_at: datetime.datetime | None,
) -> FoundDate | None:
    """The first plausible date of one form if it ends before `first` begins; otherwise `first`."""
    for match in phrase(pattern).finditer(text):
        if first is not None and match.end() > first.start:
            break
        parts = read(match)
        date = _plausible(parts, fetched_at) if parts is not None else None
        if parts is not None and date is not None:
            return FoundDate(date, parts[3], match.group().strip(), match.start(), match.end())
    return first


def _plausible(parts: tuple[int, int, int, str], fetched_at: datetime.datetime | None) -> datetime.date | None:
    """The day, if there is such a day and a web page may be of it."""
    year, month, day, _ = parts
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        date = datetime.date(year, month, day)
    except ValueError:
        return None
    is_later = fetched_at is not None and date > fetched_at.date() + datetime.timedelta(days=1)
    return None if is_later else date


def _clock(match: re.Match[str]) -> str:
    if match["hour"] is None:
        return "day"
    return "second" if match["second"] else "minute"


def _read_day(match: re.Match[str]) -> _Parts:
    month, day = match["m1"] or match["m2"], match["d1"] or match["d2"]
    return int(match["year"]), int(month), int(day), _clock(match)


def _read_month(match: re.Match[str]) -> _Parts:
    return int(match["year"]), int(match["m1"] or match["m2"]), 1, "month"


def _read_widget(match: re.Match[str]) -> _Parts:
    return int(match["year"]), int(match["m"]), int(match["d"]), "day"


def _read_compact(match: re.Match[str]) -> _Parts:
    return int(match["year"]), int(match["m"]), int(match["d"]), _clock(match)


def _read_short_year(match: re.Match[str]) -> _Parts:
    return 2000 + int(match["y"]), int(match["m"]), int(match["d"]), _clock(match)


def _read_labelled_short_year(match: re.Match[str]) -> _Parts:
    return 2000 + int(match["y"]), int(match["m"]), int(match["d"]), "day"


def _number(figures: str | None) -> int | None:
    if not figures:
        return None
    if figures.isascii():
        return int(figures) if figures.isdigit() else None
    return 1 if figures == "元" else parse_chinese(figures)


def _read_roc(match: re.Match[str]) -> _Parts:
    year, month, day = _number(match["roc"]), _number(match["m"]), _number(match["d"])
    if year is None:
        return None
    precision = "year" if month is None else "month" if day is None else _clock(match)
    return _ROC_FIRST_YEAR + year, month or 1, day or 1, precision


def _read_slashed_roc(match: re.Match[str]) -> _Parts:
    return _ROC_FIRST_YEAR + int(match["roc"]), int(match["m"]), int(match["d"]), "day"


def _read_figures(match: re.Match[str]) -> _Parts:
    year = _number(match["year"].translate(str.maketrans("Ｏ0O", "〇〇〇")))
    month, day = _number(match["m"]), _number(match["d"])
    if year is None:
        return None
    return year, month or 1, day or 1, "year" if month is None else "month" if day is None else "day"


def _read_english(match: re.Match[str]) -> _Parts:
    month = _MONTHS[(match["mon1"] or match["mon2"]).lower()]
    return int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"]), _clock(match)


def _read_ctime(match: re.Match[str]) -> _Parts:
    return int(match["year"]), _MONTHS[match["mon"].lower()], int(match["d"]), "second"


def _read_day_first(match: re.Match[str]) -> _Parts:
    """12/31/2024 or 31/12/2024: the number over 12 is the day. None where either number could be the month."""
    first, second = int(match["a"]), int(match["b"])
    if first > 12 >= second:
        return int(match["year"]), second, first, _clock(match)
    if second > 12 >= first or first == second:
        return int(match["year"]), first, second, _clock(match)
    return None


def _read_relative(fetched_at: datetime.datetime, match: re.Match[str]) -> _Parts:
    if match["word"]:
        days = {"今": 0, "刚": 0, "剛": 0, "昨": 1, "前": 2}[match["word"][0]]
        date = fetched_at.date() - datetime.timedelta(days=days)
        return date.year, date.month, date.day, "minute" if match["hour"] else "day"
    figures, unit = match["count"], match["unit"]
    count = 0 if figures == "半" else _number(figures.replace("兩", "两"))
    if count is None or count > 500:
        return None
    if unit[0] in "月年":
        months = fetched_at.year * 12 + fetched_at.month - 1 - count * (12 if unit[0] == "年" else 1)
        return months // 12, months % 12 + 1 if unit[0] == "月" else 1, 1, "month" if unit[0] == "月" else "year"
    seconds = {"秒": 1, "分": 60, "小": 3600, "时": 3600, "時": 3600, "天": 86400, "日": 86400}.get(unit[0], 7 * 86400)
    date = (fetched_at - datetime.timedelta(seconds=count * seconds)).date()
    return date.year, date.month, date.day, "day"


def _read_without_year(fetched_at: datetime.datetime, match: re.Match[str]) -> _Parts:
    """The last such day before the page was fetched."""
    month, day = int(match["m1"] or match["m2"]), int(match["d1"] or match["d2"])
    today = fetched_at.date()
    year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    return year, month, day, _clock(match)


def _patterns_for(text: str) -> Iterator[tuple[str, Callable[[re.Match[str]], _Parts]]]:
    """The patterns that `text` has the characters for."""
    has_year = "20" in text or "19" in text
    if has_year:
        yield _DAY, _read_day
    if "民" in text:
        yield _ROC, _read_roc
    if "年" in text and ("二" in text or "一" in text):
        yield _FIGURE_DATE, _read_figures
    if has_year:
        is_last = _BEFORE_YEAR.search(text) is not None
        if is_last:
            yield _WIDGET, _read_widget
        yield _MONTH, _read_month
        if _WORD.search(text):
            yield _CTIME, _read_ctime
            yield _ENGLISH, _read_english
        if is_last:
            yield _DAY_FIRST, _read_day_first
    if ":" in text or "：" in text:
        yield _SHORT_YEAR, _read_short_year
