"""Dates as offices write them: 2026-12-18, 2026年12月18日, 12月18日, 12.18, 6月底, 今天, 二〇二六年十二月十八日.

There is one reader, for every form, option, file and column. A year that is not given follows one rule: the date is the
one nearest to today; a deadline, and the date of a new meeting, the next one from today on. A deadline may name a
month, a third of it, a quarter, a half or a year alone: then it is its last day. It may name a span from today on,
两周内, or the day before a holiday, 春节前, too. What was not given and was taken is told.
"""

import contextlib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from checklists.base.language import N_, _
from checklists.base.numerals import DIGITS, parse_chinese_number
from checklists.base.text import remove_blanks, show_word

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
"""The range of a meeting's dates: every due date stays within the calendar."""
DECEMBER = 12
_HALF_A_YEAR = 184
_LAST = -1
"""Stands for the last day of a month."""

# texts, not patterns: they take long to compile, and few runs read a date
_TIME = r"([\st]|(?<=[日号)]))(早上|上午|中午|下午|晚上?)?\d{1,2}(:\d{2}(:\d{2}([.]\d+)?)?|[时点](\d{1,2}分|半)?)\s*$"
_PART_OF_DAY = r"(?<=.)(早上|上午|中午|下午|晚上?)$"
_BEFORE = (
    r"^(力争|争取|确保|务必|预计|计划|拟定?|最迟|最晚|不迟于|不晚于)?(截止到?|截至|[于在到至])?(?=.*[\d一二三四五六七八九十年月周季节])"
    r"|([之以]?前)?(全部|全面|基本)?(完成|办结|整改到位|到位|整改|销号|落实)+$|[之以]?前$"
)
"""What a deadline says beside its day."""
_WEEKDAY = r"[(（]?(星期|周|礼拜)[一二三四五六日天][)）]?$"
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_WHOLE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?|(\d{4})(\d{2})(\d{2})"
_SHORT = r"(?:(今|明|去|前|后|当|次)年)?(\d{1,2})(?:[-/.]|月份?)(\d{1,2})[日号]?"
_YEAR = r"(?:(\d{4})[-/.年]|(今|明|去|前|后|本|当|次)年)?"
_MONTH_END = _YEAR + r"(\d{1,2})月份?([底末内初中]?|[上中下]旬)|(\d{4})[-/.](\d{1,2})"
_YEAR_END = r"(?:(\d{4})年?|(?:(今|明|去|前|后|本|当|次)年?)?)年[底末内]"
_YEAR_BEGIN = r"(?:(\d{4})年?|(今|明|去|前|后|本|当|次)年?)?年初"
_PERIOD = _YEAR + r"(?:第?([1-4一二三四])季度?末?|([上下])半年|(?<=年))[底末内]?"
_THIS_MONTH = r"(?:(?:这个?|本|当)|(上个?|下个?))?月(?:([底末内初中]|[上中下]旬)|(\d{1,2})[日号])?"
_THIS_QUARTER = r"(?:(?:这个?|本|当)|(上个?|下个?))季度?[底末内]?"
_THIS_WEEK = r"(?:(本|这个?|当)|(上个?|下个?))?(?:周|星期|礼拜)(?:([一二三四五六日天])|[末底内])?"
_SPAN = (
    r"(?:(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?)"
    r"(天|日|周|星期|礼拜|(?<=[个半])月|(?<=个)季度|年)(?:[之以]?(内|后|前))?"
)
"""A number of days, weeks, months or years from today on, or before it."""
_SPAN_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}
_SPAN_LIMIT = 5 * 366
"""Days; what is farther off is a slip."""
_DAY_OF_MONTH = r"(\d{1,2})[日号]"
_HOLIDAY = _YEAR + r"(元旦|春节|清明|五一|劳动|五四|青年|端午|七一|建党|八一|建军|中秋|十一|国庆)节?"
_HOLIDAYS = {
    "元旦": (1, 1), "五一": (5, 1), "劳动": (5, 1), "五四": (5, 4), "青年": (5, 4), "七一": (7, 1), "建党": (7, 1),
    "八一": (8, 1), "建军": (8, 1), "十一": (10, 1), "国庆": (10, 1),
}  # fmt: skip
_MOVING_HOLIDAYS = {
    "春节": {
        2025: (1, 29), 2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3),
        2031: (1, 23), 2032: (2, 11), 2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
    },
    "清明": {
        2025: (4, 4), 2026: (4, 5), 2027: (4, 5), 2028: (4, 4), 2029: (4, 4), 2030: (4, 5),
        2031: (4, 5), 2032: (4, 4), 2033: (4, 4), 2034: (4, 5), 2035: (4, 5),
    },
    "端午": {
        2025: (5, 31), 2026: (6, 19), 2027: (6, 9), 2028: (5, 28), 2029: (6, 16), 2030: (6, 5),
        2031: (6, 24), 2032: (6, 12), 2033: (6, 1), 2034: (6, 20), 2035: (6, 10),
    },
    "中秋": {
        2025: (10, 6), 2026: (9, 25), 2027: (9, 15), 2028: (10, 3), 2029: (9, 22), 2030: (9, 12),
        2031: (10, 1), 2032: (9, 19), 2033: (9, 8), 2034: (9, 27), 2035: (9, 16),
    },
}  # fmt: skip
"""The holidays of the lunar calendar, for years with a settled calendar; for others the user is asked."""
_TWO_DIGITS = r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "今天": 0, "今日": 0, "当天": 0, "明天": 1, "明日": 1,
    "后天": 2, "大后天": 3, "yesterday": -1, "today": 0, "tomorrow": 1,
}  # fmt: skip
_THIRDS = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
_YEARS = {"前": -2, "去": -1, "今": 0, "本": 0, "当": 0, "明": 1, "次": 1, "后": 2}
_TAKEN = (_THIS_QUARTER, _THIS_WEEK, _SPAN, _DAY_OF_MONTH, _HOLIDAY)
"""Forms that name no day of the calendar."""
_ZEROS = str.maketrans("零○", "〇〇")
_SPELT = "[〇零○一二三四五六七八九十廿卅]+(?=年|月|日|号)"
DATE_HINT = N_("such as 2026-12-18, 12月18日, 12-18, 今天")
"""Beside every field for a date."""


def format_day(day: date, year: int | None = None) -> str:
    """Format a date as it stands in a sentence; with the year if it is not this one."""
    form = _("{month:02}-{day:02}") if day.year == year else _("{year}-{month:02}-{day:02}")
    return form.format(year=day.year, month=day.month, day=day.day)


def read_date(text: str, today: date, *, is_ahead: bool = False, is_next: bool = False) -> date:
    """Read a date in the ways it is written in offices. Raises `ValueError` with what was expected.

    Without a year it is the one nearest to `today`; with `is_next`, as of a meeting, the next from `today` on. With
    `is_ahead`, as of a deadline, too, and a month or a quarter alone is its last day.
    """
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return _existing(*map(int, text.split("-")))
    plain = _deadline(text) if is_ahead else _plain(text)
    if plain in _DAYS:
        return today + timedelta(days=_DAYS[plain])
    if relative := _relative_day(text, today, is_ahead=is_ahead):
        return relative
    written, month, day = _parts(text, plain, today, is_ahead=is_ahead)
    if written is None:
        return _nearest(month, day, today, is_next=is_ahead or is_next)
    return _existing(written, month, day)


def _relative_day(text: str, today: date, *, is_ahead: bool) -> date | None:
    """Return a day named relative to `today`: 下月底, 本季度末, 下周五."""
    squeezed = _squeeze(text)
    if found := _distant_day(squeezed, today, is_ahead=is_ahead):
        return found
    plain = re.sub(_BEFORE, "", squeezed) if is_ahead else squeezed
    if plain in {"月", "周", "星期", "礼拜", "季", "季度"}:
        return None
    if match := re.fullmatch(_THIS_MONTH, plain):
        year, month = divmod(today.year * DECEMBER + today.month - 1 + _step(match[1]), DECEMBER)
        if not (match[3] or match[2] in {"底", "末"} or is_ahead):
            raise ValueError(_say_which_day(text))
        return _existing(year, month + 1, int(match[3]) if match[3] else _THIRDS.get(match[2], _LAST))
    if is_ahead and (match := re.fullmatch(_THIS_QUARTER, plain)):
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 + _step(match[1]), 4)
        return _existing(year, quarter * 3 + 3, _LAST)
    if (match := re.fullmatch(_THIS_WEEK, plain)) and (is_ahead or ((match[1] or match[2]) and match[3])):
        weekday = "一二三四五六日天".index(match[3]) if match[3] else 6
        day = today - timedelta(days=today.weekday() - min(weekday, 6)) + timedelta(weeks=_step(match[2]))
        return day + timedelta(weeks=1) if day < today and not (match[1] or match[2]) else day
    return None


def _distant_day(squeezed: str, today: date, *, is_ahead: bool) -> date | None:
    """Return the day at the end of a span, 两周内 or 三天前, or of a deadline that of a month, or before a holiday."""
    plain = re.sub(_BEFORE, "", squeezed) if is_ahead else squeezed
    is_before = is_ahead and any("前" in match[0] for match in re.finditer(_BEFORE, squeezed))
    match = None if is_before else re.fullmatch(_SPAN, plain)
    if (
        match
        and (match[3] in {"前", "后"} or is_ahead)
        and (match[3] or match[1] == "半" or match[2] not in {"日", "年"})
    ):
        return _end_span(match, today)
    if not is_ahead:
        return None
    if match := re.fullmatch(_DAY_OF_MONTH, plain):
        return _next_of_month(int(match[1]), today)
    if not (match := re.fullmatch(_HOLIDAY, plain)):
        return None
    name, year, back = match[3], _year(match, today), timedelta(days=1 if is_before else 0)
    day = _holiday(name, year or today.year) - back
    return day if year or day >= today else _holiday(name, today.year + 1) - back


def _end_span(match: re.Match[str], today: date) -> date | None:
    """Return the last day of a span; ``None`` if it is too long."""
    amount, unit = match[1], match[2]
    count = int(amount) if amount.isascii() else parse_chinese_number(amount.replace("两", "二"))
    if amount == "半" and unit == "月":
        count, unit = 15, "天"
    elif amount == "半":
        count, unit = 6, "月"
    sign = -1 if match[3] == "前" else 1
    if unit in _SPAN_DAYS:
        days = count * _SPAN_DAYS[unit]
        return today + timedelta(days=sign * days) if 0 < days <= _SPAN_LIMIT else None
    months = count * {"月": 1, "季度": 3, "年": DECEMBER}[unit]
    if not 0 < months * 30 <= _SPAN_LIMIT:
        return None
    year, month = divmod(today.year * DECEMBER + today.month - 1 + sign * months, DECEMBER)
    return _existing(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _next_of_month(day: int, today: date) -> date | None:
    """Return the next day with this number in its month."""
    months = (divmod(today.year * DECEMBER + today.month - 1 + step, DECEMBER) for step in range(3))
    found = [_existing(year, month + 1, day) for year, month in months if 1 <= day <= monthrange(year, month + 1)[1]]
    return next((one for one in found if one >= today), None)


def _holiday(name: str, year: int) -> date:
    """Return the day of a holiday. Raises `ValueError` if it is uncertain."""
    found = _HOLIDAYS.get(name) or _MOVING_HOLIDAYS[name].get(year)
    if not found:
        problem = _("the day of {name} in {year} is not known here; write the date, such as 2027-02-05")
        raise ValueError(problem.format(name=name, year=year))
    return _existing(year, *found)


def _step(word: str | None) -> int:
    """Return the distance from the present month, quarter or week to the one named."""
    return {"上": -1, "下": 1}.get((word or "")[:1], 0)


def _say_which_day(text: str) -> str:
    return _("found {value}; say which day, such as 12月5日 or 12月底").format(value=show_word(text))


def describe_completion(text: str, day: date) -> str:
    """Say which day a text was read as where it leaves out the year or the day; empty where it gives both."""
    if text == day.isoformat():
        return ""
    plain = _deadline(text)
    if plain in _DAYS:
        return ""
    if match := re.fullmatch(_THIS_MONTH, plain):
        is_exact = bool(match[3]) or match[2] in {"底", "末"}
        return "" if is_exact else _("no day given: {date} is taken").format(date=day)
    if any(re.fullmatch(one, re.sub(_BEFORE, "", _squeeze(text))) for one in _TAKEN):
        return _("{date} is taken").format(date=day)
    if not re.search(r"\d{4}|[今明去前后本当次]年", plain):
        return _("no year given: {date} is taken").format(date=day)
    if plain.endswith(("底", "末")) or not any(
        re.fullmatch(one, plain) for one in (_MONTH_END, _YEAR_END, _YEAR_BEGIN, _PERIOD)
    ):
        return ""
    return _("no day given: {date} is taken").format(date=day)


def number_text(text: str) -> str:
    """Convert a number with Chinese or full-width digits and signs to ASCII."""
    return unicodedata.normalize("NFKC", text).translate(_HYPHENS).strip()


def _squeeze(text: str) -> str:
    """Write a date without blanks and time, in ASCII digits."""
    text = remove_blanks(re.sub(_TIME, "", number_text(text[:80]).casefold())).replace("元月", "1月")
    text = text.replace("年度", "年").replace("之内", "内").replace("以内", "内")
    return re.sub(_PART_OF_DAY, "", text)


def _plain(text: str) -> str:
    """Write a date without blanks, time and weekday, in ASCII digits."""
    text = _squeeze(text)
    return re.sub(_SPELT, lambda match: str(_spelt(match[0])), re.sub(_WEEKDAY, "", text))


def _deadline(text: str) -> str:
    """Write a date without the words of a deadline, 前 or 前完成, too."""
    return re.sub(_BEFORE, "", _plain(text))


def _spelt(numeral: str) -> str:
    """Return the digits of a number in Chinese: 二〇二六, 十一, 二十五, 廿五."""
    if not set(numeral) & set("十廿卅"):
        return "".join(str(DIGITS.index(char)) for char in numeral.translate(_ZEROS))
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    return str(parse_chinese_number(numeral) or numeral)


def _parts(text: str, plain: str, today: date, *, is_ahead: bool) -> tuple[int | None, int, int]:
    """Return year, month and day as written; the year is ``None`` if missing."""
    if match := re.fullmatch(_WHOLE, plain):
        year, month, day = (int(number) for number in match.groups() if number)
        return year, month, day
    if match := re.fullmatch(_SHORT, plain):
        return _relative_year(match[1], today), int(match[2]), int(match[3])
    if (match := re.fullmatch(_YEAR_END, plain)) and (is_ahead or plain[-1] != "内"):
        return _year(match, today), DECEMBER, _LAST
    if is_ahead and (match := re.fullmatch(_YEAR_BEGIN, plain)):
        return _year(match, today), 1, _LAST
    if match := re.fullmatch(_MONTH_END, plain):
        if match[4] not in ("底", "末") and not is_ahead:
            raise ValueError(_say_which_day(text))
        if match[5]:
            return int(match[5]), int(match[6]), _LAST
        return _year(match, today), int(match[3]), _THIRDS.get(match[4], _LAST)
    if is_ahead and (match := re.fullmatch(_PERIOD, plain)):
        quarter = (parse_chinese_number(match[3]) or int(match[3])) if match[3] else 2 if match[4] == "上" else 4
        return _year(match, today), quarter * 3, _LAST
    raise ValueError(_say_forms(text, plain, is_ahead=is_ahead))


def _say_forms(text: str, plain: str, *, is_ahead: bool) -> str:
    """Return the expected forms, for a text that is not a date."""
    if re.fullmatch(_TWO_DIGITS, plain):
        words = _("found {value}; write the year in four digits, such as 2026-12-18")
    elif is_ahead:
        words = _("found {value}, expected a date such as 2026-12-18, 12月底, 下月底, 三个月内 or 春节前")
    else:
        words = _("found {value}, expected a date such as 2026-12-18, 12月18日, 12-18, 12月底 or 今天")
    return words.format(value=show_word(text))


def _year(match: re.Match[str], today: date) -> int | None:
    return int(match[1]) if match[1] else _relative_year(match[2], today)


def _relative_year(word: str | None, today: date) -> int | None:
    return today.year + _YEARS[word] if word else None


def _nearest(month: int, day: int, today: date, *, is_next: bool) -> date:
    ahead = timedelta(days=366 if is_next else _HALF_A_YEAR)
    back = timedelta(days=0 if is_next else _HALF_A_YEAR)
    found = [one for one in _each_year(month, day, today) if -back <= one - today <= ahead]
    return min(found, key=lambda one: abs(one - today)) if found else _existing(today.year, month, day)


def _each_year(month: int, day: int, today: date) -> Iterator[date]:
    for year in (today.year, today.year - 1, today.year + 1):
        with contextlib.suppress(ValueError):
            yield _existing(year, month, day)


def _existing(year: int, month: int, day: int) -> date:
    if not EARLIEST.year <= year <= LATEST.year:
        problem = _("the year must lie between {first} and {last}")
        raise ValueError(problem.format(first=EARLIEST.year, last=LATEST.year))
    if not 1 <= month <= DECEMBER:
        raise ValueError(_("there is no month {month}").format(month=month))
    last = monthrange(year, month)[1]
    if day == _LAST:
        day = last
    if not 1 <= day <= last:
        raise ValueError(_("{year}-{month:02} has no day {day}").format(year=year, month=month, day=day))
    return date(year, month, day)
