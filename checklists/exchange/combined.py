"""Columns that say two things at once, or one of them without its day: 谈话时间及地点, 是否销号."""

import re
from contextlib import suppress
from datetime import date

from checklists.base.dates import read_date
from checklists.base.language import _
from checklists.base.text import show
from checklists.records.subjects import normalise_words
from checklists.records.values import is_yes

_APART = " \t\n，,、；;。/|()（）[]【】"
"""What stands between a day and a place."""
_LIKE_A_DAY = re.compile(r"\d\s*[年月日]|(?<!\d)\d{1,4}[-/.]\d{1,2}(?!\d)")
"""A date that does not exist looks so; another number is a room's or a building's."""
_AT = re.compile("^[在于]")
_DONE = re.compile("(已经?|均已|全部|全部已)*(整改|问题)?(销号|完成|办结|到位|完毕|办理完毕)(整改)?了?|√.*|是.*")
_OPEN = re.compile(
    "否|[×✗✘xn]|no|false|0|无|(尚|还|暂)?(未|没有?|不).*|(正在|持续|长期|逐步|基本|部分|陆续|坚持).*"
    "|.*(进行|整改|办理|推进|落实|实施)中"
)


def split_time_and_place(text: str, today: date) -> tuple[date | None, str]:
    """Return the day and the place that a cell names, in either order. Raises `ValueError` where no day can be read."""
    words = text.strip()
    for length in range(min(len(words), 60), 1, -1):
        for day, place, within in (
            (words[:length], words[length:], words[length - 1 : length + 1]),
            (words[-length:], words[:-length], words[:-length][-1:] + words[-length]),
        ):
            if place and within.isdigit():  # no number is cut in two, such as a room's
                continue
            with suppress(ValueError):
                return read_date(day.strip(_APART), today), _AT.sub("", place.strip(_APART))
    if _LIKE_A_DAY.search(words):
        read_date(words, today)
    return None, words


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
