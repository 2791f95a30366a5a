"""The pace of the preparation: what was done by which day, and what should be, so that one sees whether it suffices.

A duty that is marked counts from the day of its mark; one that is counted, from the last day that the records it
is counted from bear. What bears no date counts from the day on which the history saw it changed last, and what the
history does not know either, at today.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from checklists.edits import SETTINGS_FILE, file_of, ledger_file
from checklists.last_changes import Part
from checklists.ledgers.talks import BRANCH
from checklists.meeting import GROUP, Meeting
from checklists.readiness import Duty, Readiness
from checklists.rules import RULES, Place

DAYS_LOOKED_AT = 7
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
    today: date
    meeting_day: date

    @property
    def left(self) -> int:
        """What is still open."""
        return self.required - (self.done[-1] if self.done else 0)

    @property
    def days_left(self) -> int:
        """Days until the meeting; negative once it is past."""
        return (self.meeting_day - self.today).days

    @property
    def needed(self) -> float:
        """How much has to be done a day until the meeting, rounded up to a tenth."""
        return -(-self.left * 10 // max(self.days_left, 1)) / 10

    @property
    def short(self) -> int:
        """How much is still open on the meeting's day if it goes on as in the days that are looked at."""
        return max(self.left - self.recent * max(self.days_left, 0) // DAYS_LOOKED_AT, 0)

    @property
    def done_by(self) -> date | None:
        """The day on which nothing is left if it goes on like this; ``None`` where it does not go on at all."""
        return self.today + timedelta(days=-(-self.left * DAYS_LOOKED_AT // self.recent)) if self.recent else None


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
        today,
        readiness.meeting.settings.date,
    )


def done_on(meeting: Meeting, duty: Duty, today: date) -> date | None:
    """Return the day on which a duty was done, as far as the files say; never one that is still to come."""
    if duty.item.rule is None or duty.status == "waived":
        days: Iterable[date | None] = (duty.mark.on,)
    else:
        days = _DATES[RULES[duty.item.rule.name].place](meeting, duty.subject)
    return _latest(days, today) or _latest(_changed_on(meeting, duty), today)


def _latest(days: Iterable[date | None], today: date) -> date | None:
    return max((day for day in days if day is not None and day <= today), default=None)


def _changed_on(meeting: Meeting, duty: Duty) -> Iterator[date]:
    """Yield the days on which the history saw a change to what the duty is marked in or counted from."""
    sheet = file_of(duty.subject)
    if duty.item.rule is None or duty.status == "waived":
        parts = {Part(sheet, f"marks.{duty.item.id}")}
        file = ""
    else:
        place = RULES[duty.item.rule.name].place
        parts = {Part(sheet, {"criticism": "criticisms"}.get(place, place))}
        file = SETTINGS_FILE if place == "settings" else ledger_file(place)
    for part, days in meeting.changed().items():
        if part in parts or part.file == file:
            yield from days


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
