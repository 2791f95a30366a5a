"""The day on which each duty was done: by its mark, its records, else the history."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from checklists.model.file_names import SETTINGS_FILE, get_ledger_file, get_sheet_file
from checklists.model.ledgers.talks import BRANCH
from checklists.model.meeting import GROUP, ChangeDays, FilePart, Meeting
from checklists.readiness.duties import Duty
from checklists.readiness.rules import RULES, EntryPlace

Days = dict[str, list[date]]
"""Days by subject."""


class DoneDays:
    """The days of one meeting; each ledger is read once, however many duties depend on it."""

    def __init__(self, meeting: Meeting, today: date, changes: ChangeDays) -> None:
        self._meeting = meeting
        self._today = today
        self._changes = changes

    def find_day(self, duty: Duty) -> date | None:
        """Return the day on which a duty was done, never one in the future; ``None`` if it is unknown."""
        if duty.item.rule is None or duty.status == "waived":
            marked = [duty.mark.on] if duty.mark.on else []
            return self._last(marked) or self._last(self._changes.get(self._part_of_mark(duty), ()))
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

    @staticmethod
    def _part_of_mark(duty: Duty) -> FilePart:
        return FilePart(get_sheet_file(duty.subject), f"marks.{duty.item.id}")

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
