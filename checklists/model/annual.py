"""The annual meeting: its year and its usual title."""

import re
from datetime import date

from checklists.base.language import N_, _
from checklists.model.checklist import Checklist

LAST_MONTH_AFTER = 3
"""Annual meetings are held from the fourth quarter to March; in January to March it is still the year before's."""
_TITLES = {"民主生活会": N_("Democratic life meeting {year}"), "组织生活会": N_("Branch meeting {year}")}
"""By a word of the checklist's title; other meetings have no usual title."""


def get_annual_year(day: date) -> int:
    """Return the year of an annual meeting held on this day; until March, the year before."""
    return day.year - (day.month <= LAST_MONTH_AFTER)


def make_annual_title(checklist: Checklist, day: date) -> str:
    """Return the usual title of an annual meeting by this checklist; empty for other meetings."""
    title = next((title for word, title in _TITLES.items() if word in checklist.title.zh), "")
    return _(title).format(year=get_annual_year(day)) if title else ""


def update_title_year(title: str, old: date, new: date) -> str:
    """Return the title with the new date's year instead of the old one's."""
    return re.sub(rf"(?<!\d){get_annual_year(old)}(?!\d)", str(get_annual_year(new)), title)
