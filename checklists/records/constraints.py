"""Constraints of a record beyond the types of its fields: references exist, dates are possible, two people talk.

A form refuses a violation; in a file it is a fault.
"""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from checklists.base.faults import FaultCode
from checklists.base.language import _
from checklists.base.model import Model
from checklists.base.text import show_word
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import BY_SUBJECT, Channel, Opinion
from checklists.model.ledgers.outline import Cause, Measure, Problem, TrackedMeasure
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.ledgers.study import StudySession
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Meeting
from checklists.records.kinds import CAUSE, CHANNEL, MEASURE, OPINION, TEXT, RecordKind, is_known


@dataclasses.dataclass(frozen=True, slots=True)
class Violation:
    """A broken constraint of a record. Equal for the same constraint, in any language."""

    field: str
    code: FaultCode
    problem: str = dataclasses.field(compare=False)
    """The sentence; empty for a departed member: those records may stay."""
    value: str = ""
    """The id in question."""


def find_violations(meeting: Meeting, record: Model, subject: str = "") -> Iterator[Violation]:
    """Find the broken constraints of a record; `subject` owns its sheet."""
    find = _FINDERS.get(type(record))
    return find(meeting, record, subject) if find else iter(())


def _check_member(meeting: Meeting, name: str, subject: str) -> Iterator[Violation]:
    if not subject or is_known(meeting, subject):
        return
    if subject in meeting.history.read_departed():
        yield Violation(name, "departed-member", "", subject)
    else:
        problem = _("there is no member {id} on the roster").format(id=show_word(subject))
        yield Violation(name, "unknown-member", problem, subject)


def _check_aspect(meeting: Meeting, aspect: str) -> Iterator[Violation]:
    if aspect and aspect not in meeting.settings.aspects:
        problem = _("there is no aspect {id} in the settings").format(id=show_word(aspect))
        yield Violation("aspect", "unknown-aspect", problem, aspect)


def _check_references(
    meeting: Meeting, kind: RecordKind[Model], name: str, ids: tuple[str, ...], subject: str = ""
) -> Iterator[Violation]:
    if kind.ledger in meeting.unread:
        return
    known = kind.records(meeting, subject)
    for one in ids:
        if one not in known:
            problem = _("there is no record {id}").format(id=show_word(one))
            yield Violation(name, "unknown-record", problem, one)


def _check_not_after_meeting(meeting: Meeting, name: str, day: date | None) -> Iterator[Violation]:
    if day and day > meeting.settings.date:
        problem = _("{date} is after the meeting").format(date=day)
        yield Violation(name, "after-meeting", problem, day.isoformat())


def _check_problem(meeting: Meeting, problem: Problem, subject: str) -> Iterator[Violation]:
    yield from _check_aspect(meeting, problem.aspect)
    yield from _check_references(meeting, OPINION, "answers", problem.answers)
    yield from _check_references(meeting, CAUSE, "causes", problem.causes, subject)


def _check_cause(meeting: Meeting, cause: Cause, subject: str) -> Iterator[Violation]:
    yield from _check_references(meeting, MEASURE, "measures", cause.measures, subject)


def _check_measure(meeting: Meeting, measure: TrackedMeasure, _subject: str) -> Iterator[Violation]:
    yield from _check_member(meeting, "owner", measure.owner)


def _check_entry(meeting: Meeting, entry: RectificationEntry, _subject: str) -> Iterator[Violation]:
    yield from _check_member(meeting, "owner", entry.owner)
    yield from _check_member(meeting, "subject", entry.subject)


def _check_criticism(meeting: Meeting, criticism: Criticism, subject: str) -> Iterator[Violation]:
    yield from _check_member(meeting, "to", criticism.to)
    if criticism.to == subject:
        problem = _("nobody criticises oneself here; that is the self-inspection")
        yield Violation("to", "self-criticism", problem)
    yield from _check_aspect(meeting, criticism.aspect)


def _check_session(meeting: Meeting, session: StudySession, _subject: str) -> Iterator[Violation]:
    yield from _check_not_after_meeting(meeting, "date", session.date)
    yield from _check_references(meeting, TEXT, "texts", session.texts)
    for member in session.attendance:
        yield from _check_member(meeting, "attendance", member)


def _check_channel(_meeting: Meeting, channel: Channel, _subject: str) -> Iterator[Violation]:
    if channel.sent is not None and channel.returned is not None and channel.returned > channel.sent:
        problem = _("more came back ({returned}) than were sent ({sent})")
        words = problem.format(returned=channel.returned, sent=channel.sent)
        yield Violation("returned", "too-many-returned", words)


def _check_opinion(meeting: Meeting, opinion: Opinion, _subject: str) -> Iterator[Violation]:
    yield from _check_not_after_meeting(meeting, "received", opinion.received)
    if opinion.channel:
        yield from _check_references(meeting, CHANNEL, "channel", (opinion.channel,))
    yield from _check_aspect(meeting, opinion.aspect)
    for subject in opinion.about:
        yield from _check_member(meeting, "about", subject)
    for name in BY_SUBJECT:
        for subject in getattr(opinion, name):
            if subject not in opinion.about:
                problem = _("{who} is named here, but the opinion is not about them").format(who=show_word(subject))
                yield Violation(name, "not-about", problem, subject)


def _check_talk(meeting: Meeting, talk: Talk, _subject: str) -> Iterator[Violation]:
    yield from _check_member(meeting, "member", talk.member)
    yield from _check_member(meeting, "partner", talk.partner)
    if talk.kind == "member":
        if not talk.partner:
            yield Violation("partner", "missing-partner", _("say which member the talk is with"))
        elif talk.partner == talk.member:
            yield Violation("partner", "own-partner", _("a talk cannot be with oneself"))
    elif talk.partner:
        yield Violation("partner", "unexpected-partner", _("only a talk between members has another member"))
    if talk.kind == "unit" and is_known(meeting, talk.member):
        units = meeting.settings.members[talk.member].units if talk.member in meeting.settings.members else ()
        if talk.unit not in units:
            problem = _("{unit} is not in this member's charge").format(unit=show_word(talk.unit) or _("this unit"))
            yield Violation("unit", "foreign-unit", problem, talk.unit)
    elif talk.kind != "unit" and talk.unit:
        yield Violation("unit", "unexpected-unit", _("only a talk with a unit in charge names a unit"))
    if talk.kind != "requested":
        yield from _check_not_after_meeting(meeting, "held", talk.held)


_FINDERS: dict[type[Model], Callable[[Meeting, Any, str], Iterator[Violation]]] = {
    Problem: _check_problem,
    Cause: _check_cause,
    Measure: _check_measure,
    RectificationEntry: _check_entry,
    Criticism: _check_criticism,
    StudySession: _check_session,
    Channel: _check_channel,
    Opinion: _check_opinion,
    Talk: _check_talk,
}
