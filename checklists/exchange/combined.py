"""Columns that say two things at once, or one of them without its day: 谈话时间及地点, 是否销号."""

import re
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from checklists.base.dates import describe_completion, read_date
from checklists.base.language import _
from checklists.base.text import show
from checklists.records.subjects import normalise_words
from checklists.records.values import is_yes

_APART = " \t\n，,、；;。/|()（）[]【】-—–－~～"
"""What stands between a day and a place."""
_DASH = r"\s*[-‐‑‒–—―−－~～至到]+\s*"
_WEEKDAY = "(?:[(（]?(?:周|星期)[一二三四五六日天][)）]?)?"
_DAY = (
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|(?:\d{1,2}[./月])?\d{1,2}[日号]|\d{1,2}[./月]\d{1,2}"
    r"|\d{1,2}-\d{1,2}(?=\s*[~～至到]))"
)
_NO_ROOM = r"(?![\d日号楼室层栋座会])"
_LATER_DAY = re.compile(
    rf"(?P<day>{_DAY}{_WEEKDAY})"
    rf"(?:{_DASH}(?:(?:\d{{4}}[-/.年])?\d{{1,2}}[-/.月])?(?:\d{{1,2}}日|\d{{1,2}}号?{_NO_ROOM})|\s*[、和及]\s*\d{{1,2}}日){_WEEKDAY}"
)
"""The later day of a span such as 12月5日—6日; no room's or building's number."""
_UNTIL = re.compile(
    rf"(?<=[\d时点分半]){_DASH}(?:上午|中午|下午|晚上?)?\d{{1,2}}(?:[:：]\d{{2}}|[时点](?:\d{{1,2}}分|半)?)"
)
"""Until when a talk or session lasts on its day."""
_LIKE_A_DAY = re.compile(r"\d\s*[年月日]|(?<!\d)\d{1,4}[-/.]\d{1,2}(?!\d)")
"""A date that does not exist looks so; another number is a room's or a building's."""
_AT = re.compile("^[在于到]")
_DONE = re.compile("(已经?|均已|全部|全部已)*(整改|问题)?(销号|完成|办结|到位|完毕|办理完毕)(整改)?了?|√.*|是.*")
_OPEN = re.compile(
    "否|[×✗✘xn]|no|false|0|无|(尚|还|暂)?(未|没有?|不).*|(正在|持续|长期|逐步|基本|部分|陆续|坚持).*"
    "|.*(进行|整改|办理|推进|落实|实施)中"
)


class TimeAndPlace(NamedTuple):
    """What a cell says of time and place."""

    day: date | None
    place: str
    is_guess: bool = False
    """Whether a later day was left aside, or a year assumed."""


def split_time_and_place(text: str, today: date) -> TimeAndPlace:
    """Return the day and the place that a cell names, in either order; of several days the first.

    Raises `ValueError` where no day can be read.
    """
    words, count = _LATER_DAY.subn(r"\g<day> ", text.strip())
    words = _UNTIL.sub("", words)
    for length in range(min(len(words), 60), 1, -1):
        for day, place, within in (
            (words[:length], words[length:], words[length - 1 : length + 1]),
            (words[-length:], words[:-length], words[:-length][-1:] + words[-length]),
        ):
            if place and within.isdigit():  # no number is cut in two, such as a room's
                continue
            with suppress(ValueError):
                found = read_date(day.strip(_APART), today)
                is_guess = bool(count or describe_completion(day.strip(_APART), found))
                return TimeAndPlace(found, _AT.sub("", place.strip(_APART)), is_guess)
    if _LIKE_A_DAY.search(words):
        read_date(text, today)
    return TimeAndPlace(None, words)


def is_closed(text: str) -> bool | None:
    """Tell whether a cell says that a measure is closed or that it is not; ``None`` where it says neither."""
    words = normalise_words(text).casefold().rstrip("。.")
    if is_yes(text) or _DONE.fullmatch(words):
        return True
    return False if _OPEN.fullmatch(words) else None


def read_closed(text: str, today: date) -> date | bool:
    """Read whether a measure is closed, or when it was. Raises `ValueError`."""
    found = is_closed(text)
    if found is not None:
        return found
    try:
        return read_date(text, today)
    except ValueError:
        problem = _("found {value}, expected yes, no or a date")
        raise ValueError(problem.format(value=show(text, 40))) from None
