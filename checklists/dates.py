"""Dates as offices write them: 2026-12-18, 2026/12/18, 2026.12.18, 2026年12月18日, 20261218, 12月18日, 12.18."""

import re
from datetime import date, timedelta

from checklists.language import _
from checklists.text import show

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_SHORT = re.compile(r"(\d{1,2})\s*[-.月]\s*(\d{1,2})\s*日?")
DECEMBER = 12
_HALF_A_YEAR = timedelta(days=183)


def day_words(day: date, year: int) -> str:
    """Write a day as it is spoken of; its year only where it is not this one."""
    form = _("{month:02}-{day:02}") if day.year == year else _("{year}-{month:02}-{day:02}")
    return form.format(year=day.year, month=day.month, day=day.day)


def read_date(text: str, by: date | None = None) -> date:
    """Read a date in the ways it is written in offices. Raises `ValueError`.

    Without a year it is that of the half year up to the day *by*; of any other day the year is in doubt, and is asked.
    """
    text = text.strip()
    if match := _DATE.fullmatch(text):
        year, month, day = (int(number) for number in match.groups() if number)
        return _existing(text, year, month, day)
    match = _SHORT.fullmatch(text)
    if match is None:
        raise _unreadable(text)
    month, day = map(int, match.groups())
    for year in (by.year, by.year - 1) if by else ():
        found = _existing(text, year, month, day)
        if by and by - _HALF_A_YEAR < found <= by:
            return found
    raise ValueError(_("found {value}, expected the year too, such as 2026-12-18").format(value=show(text, 40)))


def _existing(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if not year:
        raise _unreadable(text)
    if not 1 <= month <= DECEMBER:
        raise ValueError(_("there is no month {month}").format(month=month))
    raise ValueError(_("{year}-{month:02} has no day {day}").format(year=year, month=month, day=day))


def _unreadable(text: str) -> ValueError:
    return ValueError(_("found {value}, expected a date such as 2026-12-18").format(value=show(text, 40)))
