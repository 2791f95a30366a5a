"""The pace of the preparation: what was done and what should be done by each day, and whether that suffices.

A duty that is marked counts from the day of its mark; one that is counted, from the last day that the records it
is counted from bear. What bears no date counts from the day on which the history saw it changed last, and what the
history does not know either, at today.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from checklists.base.dates import format_day
from checklists.base.language import _, ngettext
from checklists.model.file_names import SETTINGS_FILE, get_ledger_file, get_sheet_file
from checklists.model.ledgers.talks import BRANCH
from checklists.model.meeting import GROUP, ChangeDays, FilePart, Meeting
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.rules import RULES, EntryPlace

DAYS_LOOKED_AT = 7
"""The number of days for measuring the present pace."""
Days = dict[str, list[date]]
"""Days by subject."""


class Pace(NamedTuple):
    """The pace day by day, from the first day to the meeting's, or to today if that is later."""

    days: tuple[date, ...]
    done: tuple[int, ...]
    """Duties done by the end of each day, up to today."""
    planned: tuple[int, ...]
    """Duties due by the end of each day."""
    required: int
    undated: int
    """Done duties without a date: they count only today."""
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
        """Duties a day needed until the meeting, rounded up to a tenth."""
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
    """Compute the pace of all duties that count for readiness; `changes` give the days of undated records."""
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


class DoneDays:
    """The day on which each duty was done. Each ledger is read once, however many duties depend on it."""

    def __init__(self, meeting: Meeting, today: date, changes: ChangeDays) -> None:
        self._meeting = meeting
        self._today = today
        self._changes = changes

    def find_day(self, duty: Duty) -> date | None:
        """Return the day on which a duty was done, never one in the future; ``None`` if it is unknown."""
        if duty.item.rule is None or duty.status == "waived":
            part = FilePart(get_sheet_file(duty.subject), f"marks.{duty.item.id}")
            return self._last([duty.mark.on] if duty.mark.on else []) or self._last(self._changes.get(part, ()))
        place = RULES[duty.item.rule.name].place
        return self._last(self._recorded(place, duty.subject)) or self._last(self._changed(place, duty.subject))

    def _last(self, days: Iterable[date]) -> date | None:
        return max((day for day in days if day <= self._today), default=None)

    def _recorded(self, place: EntryPlace, subject: str) -> list[date]:
        if place == "day":
            return [self._meeting.settings.date]
        if place == "outline":
            return [one.on for one in self._meeting.sheet(subject).outline.rounds.values() if one.on]
        if place == "rectification":
            return [one.closed for one in self._meeting.ledgers.rectification.entries.values() if one.closed]
        by_subject = {"study": self._study, "opinions": self._opinions, "talks": self._talks}.get(place, {})
        return by_subject.get(subject, [])

    def _changed(self, place: EntryPlace, subject: str) -> Iterable[date]:
        if place in {"outline", "criticism"}:
            table = "criticisms" if place == "criticism" else "outline"
            return self._changes.get(FilePart(get_sheet_file(subject), table), ())
        return self._changes_of_files[SETTINGS_FILE if place == "settings" else get_ledger_file(place)]

    @cached_property
    def _changes_of_files(self) -> dict[str, set[date]]:
        found: dict[str, set[date]] = defaultdict(set)
        for part, days in self._changes.items():
            found[part.file] |= days
        return found

    @cached_property
    def _study(self) -> Days:
        found: Days = defaultdict(list)
        for session in self._meeting.ledgers.study.sessions.values():
            if session.is_held and session.date:
                found[GROUP].append(session.date)
                for member, attendance in session.attendance.items():
                    if attendance == "present":
                        found[member].append(session.date)
        for member, sheet in self._meeting.sheets.items():
            found[member] += sheet.study.read.values()
            found[member] += [one.on for one in sheet.study.made_up.values() if one.on]
        return found

    @cached_property
    def _opinions(self) -> Days:
        opinions = self._meeting.ledgers.opinions
        found: Days = defaultdict(list)
        for subject, day in opinions.none_told.items():
            found[subject].append(day)
        for one in opinions.opinions.values():
            for subject in one.about:
                days = (one.received, one.fed_back.get(subject), one.claimed.get(subject))
                found[subject] += [day for day in days if day]
        found[GROUP] += [channel.closed for channel in opinions.channels.values() if channel.closed]
        return found

    @cached_property
    def _talks(self) -> Days:
        found: Days = defaultdict(list)
        for talk in self._meeting.ledgers.talks.talks.values():
            if talk.held:
                for subject in {talk.member, talk.partner or BRANCH}:
                    found[subject].append(talk.held)
        return found


def describe_pace(pace: Pace) -> str:
    """Return a sentence on whether the pace suffices."""
    last = ngettext(
        "{count} duty done in the last {days} days", "{count} duties done in the last {days} days", pace.recent
    )
    parts = [last.format(count=pace.recent, days=DAYS_LOOKED_AT)]
    left = ngettext("{count} is left", "{count} are left", pace.left).format(count=pace.left)
    parts.append(left if pace.left else _("nothing is left"))
    if pace.left and pace.days_left > 0:
        rate = ngettext(
            "{need} a day is needed for the {days} day until the meeting",
            "{need} a day are needed for the {days} days until the meeting",
            pace.days_left,
        )
        parts.append(rate.format(need=f"{pace.needed:g}", days=pace.days_left))
        if pace.short:
            late = _("at the last {days} days' pace {count} will still be open on {date}")
            day = format_day(pace.meeting_day, pace.today.year)
            parts.append(late.format(days=DAYS_LOOKED_AT, count=pace.short, date=day))
        elif pace.done_by:
            in_time = _("at the last {days} days' pace all is done by {date}")
            parts.append(in_time.format(days=DAYS_LOOKED_AT, date=format_day(pace.done_by, pace.today.year)))
    if pace.undated:
        undated = ngettext(
            "{count} more done bears no date and is left out",
            "{count} more done bear no date and are left out",
            pace.undated,
        )
        parts.append(undated.format(count=pace.undated))
    return _("; ").join(parts) + _(".")


def is_sufficient(pace: Pace) -> bool:
    """Tell whether the present pace suffices."""
    return not pace.left or (pace.days_left > 0 and not pace.short)
