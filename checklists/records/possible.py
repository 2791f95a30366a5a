"""Can a record be true? What it refers to must exist, nobody talks with oneself, a date must be possible.

The same findings are refused in a form, and shown as faults where a file holds them already.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from checklists.base.language import _
from checklists.base.model import Model
from checklists.base.text import show_word
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import BY_SUBJECT, Channel, Opinion
from checklists.model.ledgers.outline import Cause, Measure, Problem, Progress
from checklists.model.ledgers.rectification import Entry
from checklists.model.ledgers.study import StudySession
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, KindName, is_known

Finding = tuple[str, str]
"""The field, and what is wrong with it as a sentence."""


class Departed(str):
    """The id of a member who left the roster with their records kept: to be settled some day, and no mistake."""

    __slots__ = ()


def findings(meeting: Meeting, record: Model, subject: str = "") -> Iterator[Finding]:
    """Find what cannot be in one record; `subject` is whose sheet it stands on."""
    find = _FINDERS.get(type(record))
    return find(meeting, record, subject) if find else iter(())


def _member(meeting: Meeting, field: str, subject: str) -> Iterator[Finding]:
    if subject and not is_known(meeting, subject):
        if subject in meeting.left():
            yield field, Departed(subject)
            return
        yield field, _("there is no member {id} on the roster").format(id=show_word(subject))


def _aspect(meeting: Meeting, aspect: str) -> Iterator[Finding]:
    if aspect and aspect not in meeting.settings.aspects:
        yield "aspect", _("there is no aspect {id} in the settings").format(id=show_word(aspect))


def _references(
    meeting: Meeting, kind: KindName, field: str, ids: tuple[str, ...], subject: str = ""
) -> Iterator[Finding]:
    if KINDS[kind].ledger in meeting.unread:
        return
    for one in ids:
        if one not in KINDS[kind].records(meeting, subject):
            yield field, _("there is no record {id}").format(id=show_word(one))


def _not_after_meeting(meeting: Meeting, field: str, day: date | None) -> Iterator[Finding]:
    if day and day > meeting.settings.date:
        yield field, _("{date} is after the meeting").format(date=day)


def _of_problem(meeting: Meeting, problem: Problem, subject: str) -> Iterator[Finding]:
    yield from _aspect(meeting, problem.aspect)
    yield from _references(meeting, "opinion", "answers", problem.answers)
    yield from _references(meeting, "cause", "causes", problem.causes, subject)


def _of_cause(meeting: Meeting, cause: Cause, subject: str) -> Iterator[Finding]:
    yield from _references(meeting, "measure", "measures", cause.measures, subject)


def _of_measure(meeting: Meeting, measure: Progress, _subject: str) -> Iterator[Finding]:
    yield from _member(meeting, "owner", measure.owner)


def _of_entry(meeting: Meeting, entry: Entry, _subject: str) -> Iterator[Finding]:
    yield from _member(meeting, "owner", entry.owner)
    yield from _member(meeting, "subject", entry.subject)


def _of_criticism(meeting: Meeting, criticism: Criticism, subject: str) -> Iterator[Finding]:
    yield from _member(meeting, "to", criticism.to)
    if criticism.to == subject:
        yield "to", _("nobody criticises oneself here; that is the self-inspection")
    yield from _aspect(meeting, criticism.aspect)


def _of_session(meeting: Meeting, session: StudySession, _subject: str) -> Iterator[Finding]:
    yield from _not_after_meeting(meeting, "date", session.date)
    yield from _references(meeting, "text", "texts", session.texts)
    for member in session.attendance:
        yield from _member(meeting, "attendance", member)


def _of_channel(_meeting: Meeting, channel: Channel, _subject: str) -> Iterator[Finding]:
    if channel.sent is not None and channel.returned is not None and channel.returned > channel.sent:
        yield (
            "returned",
            _("more came back ({returned}) than were sent ({sent})").format(
                returned=channel.returned, sent=channel.sent
            ),
        )


def _of_opinion(meeting: Meeting, opinion: Opinion, _subject: str) -> Iterator[Finding]:
    yield from _not_after_meeting(meeting, "received", opinion.received)
    if opinion.channel:
        yield from _references(meeting, "channel", "channel", (opinion.channel,))
    yield from _aspect(meeting, opinion.aspect)
    for subject in opinion.about:
        yield from _member(meeting, "about", subject)
    for field in BY_SUBJECT:
        for subject in getattr(opinion, field):
            if subject not in opinion.about:
                yield field, _("{who} is named here, but the opinion is not about them").format(who=show_word(subject))


def _of_talk(meeting: Meeting, talk: Talk, _subject: str) -> Iterator[Finding]:
    yield from _member(meeting, "member", talk.member)
    yield from _member(meeting, "partner", talk.partner)
    if talk.kind == "member":
        if not talk.partner:
            yield "partner", _("say which member the talk is with")
        elif talk.partner == talk.member:
            yield "partner", _("nobody talks with oneself")
    elif talk.partner:
        yield "partner", _("only a talk between members has another member")
    if talk.kind == "unit" and is_known(meeting, talk.member):
        units = meeting.settings.members[talk.member].units if talk.member in meeting.settings.members else ()
        if talk.unit not in units:
            yield "unit", _("{unit} is not in this member's charge").format(unit=show_word(talk.unit) or _("this unit"))
    elif talk.kind != "unit" and talk.unit:
        yield "unit", _("only a talk with a unit in charge names a unit")
    if talk.kind != "requested":
        yield from _not_after_meeting(meeting, "held", talk.held)


_FINDERS: dict[type[Model], Callable[[Meeting, Any, str], Iterator[Finding]]] = {
    Problem: _of_problem,
    Cause: _of_cause,
    Measure: _of_measure,
    Entry: _of_entry,
    Criticism: _of_criticism,
    StudySession: _of_session,
    Channel: _of_channel,
    Opinion: _of_opinion,
    Talk: _of_talk,
}
