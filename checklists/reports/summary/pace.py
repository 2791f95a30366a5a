"""The pace of the preparation: what was done and what should be done by each day, and whether that suffices.

A duty that is marked counts from the day of its mark; one that is counted, from the last day that the records it
is counted from bear. What bears no date counts from the day on which the history saw it changed last, and what the
history does not know either, at today.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from checklists.model.meeting import ChangeDays
from checklists.readiness.duties import Readiness
from checklists.reports.summary.done_days import DoneDays

DAYS_LOOKED_AT = 7
"""Days over which the present pace is measured."""


class Pace(NamedTuple):
    """The pace day by day, from the first day to the meeting's, or to today if that is later."""

    days: tuple[date, ...]
    done: tuple[int, ...]
    """Duties done by the end of each day, up to today."""
    planned: tuple[int, ...]
    """Duties due by the end of each day."""
    required: int
    undated: int
    """Done duties without a date, which count only today."""
    recent: int
    """Duties done within `DAYS_LOOKED_AT` days."""
    today: date
    meeting_day: date

    @property
    def left(self) -> int:
        """Open duties."""
        return self.required - (self.done[-1] if self.done else 0)

    @property
    def days_left(self) -> int:
        """Days until the meeting; negative once it is past."""
        return (self.meeting_day - self.today).days

    @property
    def needed(self) -> float:
        """Duties a day that are needed until the meeting, rounded up to a tenth."""
        return -(-self.left * 10 // max(self.days_left, 1)) / 10

    @property
    def short(self) -> int:
        """Duties still open on the meeting's day at the present pace."""
        return max(self.left - self.recent * max(self.days_left, 0) // DAYS_LOOKED_AT, 0)

    @property
    def done_by(self) -> date | None:
        """The day on which nothing is left at the present pace; ``None`` if that is zero."""
        return self.today + timedelta(days=-(-self.left * DAYS_LOOKED_AT // self.recent)) if self.recent else None


def compute_pace(readiness: Readiness, changes: ChangeDays) -> Pace:
    """Compute the pace of all that counts for readiness; `changes` give the days of undated records."""
    checklist = readiness.meeting.checklist
    duties = [duty for duty in readiness.duties() if duty.item.required and checklist.is_before(duty.item)]
    today = readiness.today
    finished: Counter[date] = Counter()
    undated = 0
    done_days = DoneDays(readiness.meeting, today, changes)
    for duty in duties:
        if not duty.is_open:
            day = done_days.find_day(duty)
            undated += day is None
            finished[day or today] += 1
    due = Counter(duty.due for duty in duties)
    last = max(readiness.meeting.settings.date, today)
    first = min((*finished, *due, today), default=today) - timedelta(days=1)
    first = max(first, last - timedelta(days=730))
    days = tuple(first + timedelta(days=number) for number in range((last - first).days + 1))
    return Pace(
        days,
        _summed(finished, [day for day in days if day <= today], first),
        _summed(due, days, first),
        len(duties),
        undated,
        sum(count for day, count in finished.items() if 0 <= (today - day).days < DAYS_LOOKED_AT) - undated,
        today,
        readiness.meeting.settings.date,
    )


def _summed(counts: Counter[date], days: Iterable[date], first: date) -> tuple[int, ...]:
    before = sum(count for day, count in counts.items() if day < first)
    sums = accumulate((counts[day] for day in days), initial=before)
    return tuple(sums)[1:]
