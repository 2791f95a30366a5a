"""The pace of the preparation: what was done by which day, and what should be, so that one sees whether it suffices.

A duty that is marked counts from the day of its mark; one that is counted, from the last day that the records it
is counted from bear. What bears no date at all is counted at today.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from checklists.ledgers.talks import BRANCH
from checklists.meeting import GROUP, Meeting
from checklists.readiness import Duty, Readiness
from checklists.rules import RULES, Place

DAYS_LOOKED_AT = 14
"""The present pace is that of so many days."""


class Pace(NamedTuple):
    """How the preparation went, day by day from its first day to the meeting's, or today where that is later."""

    days: tuple[date, ...]
    done: tuple[int, ...]
    """Done by the end of each day, up to today."""
    planned: tuple[int, ...]
    """What the due dates ask for by the end of each day."""
    required: int
    undated: int
    """How many done duties bear no date, and so are counted at today only."""
    recent: int
    """Done within the last days that are looked at."""

    @property
    def left(self) -> int:
        """What is still open."""
        return self.required - (self.done[-1] if self.done else 0)


def pace(readiness: Readiness) -> Pace:
    """Work out the pace of all that counts for readiness."""
    checklist = readiness.meeting.checklist
    duties = [duty for duty in readiness.duties() if duty.item.required and checklist.is_before(duty.item)]
    today = readiness.today
    finished: Counter[date] = Counter()
    undated = 0
    for duty in duties:
        if not duty.is_open:
            day = done_on(readiness.meeting, duty, today)
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
    )


def done_on(meeting: Meeting, duty: Duty, today: date) -> date | None:
    """Return the day on which a duty was done, as far as the files say; never one that is still to come."""
    if duty.item.rule is None or duty.status == "waived":
        days: Iterable[date | None] = (duty.mark.on,)
    else:
        days = _DATES[RULES[duty.item.rule.name].place](meeting, duty.subject)
    return max((day for day in days if day is not None and day <= today), default=None)


def _summed(counts: Counter[date], days: Iterable[date], first: date) -> tuple[int, ...]:
    before = sum(count for day, count in counts.items() if day < first)
    sums = accumulate((counts[day] for day in days), initial=before)
    return tuple(sums)[1:]


def _study(meeting: Meeting, subject: str) -> Iterator[date | None]:
    for session in meeting.ledgers.study.sessions.values():
        if session.is_held and (subject == GROUP or session.attendance.get(subject) == "present"):
            yield session.date
    own = meeting.sheet(subject).study
    yield from own.read.values()
    yield from (one.on for one in own.made_up.values())


def _opinions(meeting: Meeting, subject: str) -> Iterator[date | None]:
    opinions = meeting.ledgers.opinions
    yield opinions.none_told.get(subject)
    for one in opinions.opinions.values():
        if subject in one.about:
            yield one.received
            yield one.fed_back.get(subject)
            yield one.claimed.get(subject)
    if subject == GROUP:
        yield from (channel.closed for channel in opinions.channels.values())


def _talks(meeting: Meeting, subject: str) -> Iterator[date | None]:
    for talk in meeting.ledgers.talks.talks.values():
        if subject in {talk.member, talk.partner or BRANCH}:
            yield talk.held


def _outline(meeting: Meeting, subject: str) -> Iterator[date | None]:
    yield from (one.on for one in meeting.sheet(subject).outline.rounds.values())


def _rectification(meeting: Meeting, _subject: str) -> Iterator[date | None]:
    yield from (one.closed for one in meeting.ledgers.rectification.entries.values())


def _day(meeting: Meeting, _subject: str) -> Iterator[date | None]:
    yield meeting.settings.date


def _nothing(_meeting: Meeting, _subject: str) -> Iterator[date | None]:
    yield None


_DATES: dict[Place, Callable[[Meeting, str], Iterator[date | None]]] = {
    "settings": _nothing,
    "study": _study,
    "opinions": _opinions,
    "talks": _talks,
    "outline": _outline,
    "criticism": _nothing,
    "day": _day,
    "rectification": _rectification,
}
