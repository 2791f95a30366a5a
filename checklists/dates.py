"""Dates as they are written in offices: 2026-12-18, 2026/12/18, 2026.12.18, 2026年12月18日."""

import re
from datetime import date

from checklists.language import _
from checklists.text import show

_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def day_words(day: date, year: int) -> str:
    """Write a day as it is spoken of; its year only where it is not this one."""
    form = _("{month:02}-{day:02}") if day.year == year else _("{year}-{month:02}-{day:02}")
    return form.format(year=day.year, month=day.month, day=day.day)


def read_date(text: str) -> date:
    """Read a date in the ways it is written in offices. Raises `ValueError`."""
    match = _DATE.fullmatch(text.strip())
    if match:
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass
    raise ValueError(_("found {value}, expected a date such as 2026-12-18").format(value=show(text, 40)))
