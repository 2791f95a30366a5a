"""The meeting, the due days and the planned talks as an iCalendar file. Whole days; no text of any ledger.

An event's identity comes from the meeting and what the event is, never from its date: imported again it is updated.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from checklists.base.language import _
from checklists.model.checklist import Item
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Duty, Readiness
from checklists.readiness.reasons import join_subject_names
from checklists.records.kinds import TALK_WORDS
from checklists.reports.paper import ExportChoice

SEQUENCE_SINCE = date(2020, 1, 1)
"""The day from which sequence numbers count: a later export has a higher one, and so counts as newer."""


def render_calendar(readiness: Readiness, choice: ExportChoice) -> bytes:
    """Return the calendar; for one subject, only their own events."""
    settings = readiness.meeting.settings
    calendar = Calendar()
    calendar.add("prodid", "-//huiqian//huiqian//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{settings.unit} · {settings.title}")
    for event in _events(readiness, choice):
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _events(readiness: Readiness, choice: ExportChoice) -> Iterator[Event]:
    meeting = readiness.meeting
    settings = meeting.settings
    summary = f"{settings.title}（{settings.unit}）"
    yield _event(readiness, "meeting", settings.date, summary, settings.theme, settings.place)
    for item in meeting.checklist.items.values():
        duties = [duty for duty in readiness.list_item_duties(item.id) if choice.member in {None, duty.subject}]
        if item.required and duties:
            yield _due(readiness, item, duties)
    for key, talk in meeting.ledgers.talks.talks.items():
        if talk.planned and choice.member in {None, talk.member, talk.partner}:
            yield _talk(readiness, key, talk)


def _due(readiness: Readiness, item: Item, duties: list[Duty]) -> Event:
    left = [duty.subject for duty in duties if duty.is_open]
    words = _("Due: {item}") if left else _("Done: {item}")
    told = _("Still open for: {names}").format(names=join_subject_names(readiness, left, 20)) if left else ""
    return _event(readiness, f"item-{item.id}", duties[0].due, words.format(item=item.title), told)


def _talk(readiness: Readiness, key: str, talk: Talk) -> Event:
    meeting = readiness.meeting
    words = _("Talk held: {who} and {whom}") if talk.held else _("Talk: {who} and {whom}")
    summary = words.format(who=meeting.name(talk.member), whom=_whom(meeting, talk))
    day = talk.held or talk.planned or readiness.today
    return _event(readiness, f"talk-{key}", day, summary, _(TALK_WORDS[talk.kind]), talk.place)


def _whom(meeting: Meeting, talk: Talk) -> str:
    if talk.kind == "branch":
        return _("own branch")
    other = meeting.name(talk.partner) if talk.partner else talk.unit
    return " ".join(part for part in (other, talk.person) if part)


def _event(readiness: Readiness, key: str, day: date, summary: str, told: str = "", place: str = "") -> Event:
    settings = readiness.meeting.settings
    event = Event()
    event.add("uid", f"{_identity(settings.unit, settings.title, key)}@huiqian")
    event.add("dtstamp", datetime.combine(readiness.today, time(), UTC))
    event.add("sequence", max((readiness.today - SEQUENCE_SINCE).days, 0))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    for name, text in (("description", told), ("location", place)):
        if text:
            event.add(name, text)
    return event


def _identity(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:24]
