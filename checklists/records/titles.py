"""Titles of records and files for people: by author, kind and day, never by id.

Confidential text is not quoted: the descriptions go into messages and the history.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from checklists.base.dates import format_day
from checklists.base.language import N_, _, add_note, join_names
from checklists.base.model import Model
from checklists.base.text import show
from checklists.model.file_names import parse_subject
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion
from checklists.model.ledgers.outline import Measure, Problem, TrackedMeasure
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.ledgers.study import StudySession, StudyText
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Meeting
from checklists.records.kinds import CHANNEL, OPINION, TALK_WORDS, RecordKind

LEDGER_WORDS = {
    "study": N_("Study"),
    "opinions": N_("Ledger of opinions"),
    "talks": N_("Talk records"),
    "day": N_("On the day"),
    "rectification": N_("Rectification list"),
}
"""What the ledgers are called beside their files' names."""
TITLE_NAMES_SHOWN = 3
TITLE_SHOWN = 30
"""Characters of a title in a sentence or list."""


def describe_record(meeting: Meeting, kind: RecordKind[Model], record: Model, subject: str = "") -> str:
    """Return a record's title; `subject` is the one of its sheet."""
    match record:
        case Talk():
            return _describe_talk(meeting, record)
        case StudySession():
            return _add_date(meeting, _("session “{title}”").format(title=_shorten(record.topic)), record.date)
        case StudyText():
            return _("text “{title}”").format(title=_shorten(record.title))
        case Channel():
            return _("channel “{title}”").format(title=_shorten(record.title))
        case Opinion():
            return _describe_opinion(meeting, record)
        case Criticism():
            return _("criticism of {to} by {who}").format(to=meeting.name(record.to), who=meeting.name(subject))
        case Problem():
            aspect = meeting.settings.aspects.get(record.aspect, "")
            what = add_note(_(kind.title), _shorten(aspect))
        case RectificationEntry():
            return _measure(meeting, kind, record, record.subject)
        case Measure():
            return _measure(meeting, kind, record, subject)
        case _:
            what = _(kind.title)
    return f"{meeting.name(subject)} · {what}" if subject else what


def describe_record_by_id(
    meeting: Meeting, kind: RecordKind[Model], key: str, subject: str = "", plain: object = None
) -> str:
    """Describe a record by its id; `plain` holds its values for one that is removed.

    If neither is known, by its kind and id.
    """
    record = kind.records(meeting, subject).get(key) or _parse_record(kind, plain)
    if record is not None:
        return describe_record(meeting, kind, record, subject)
    what = f"{_(kind.title)} {show(key, 20)}"
    return f"{meeting.name(subject)} · {what}" if subject else what


def describe_record_for_staff(meeting: Meeting, kind: RecordKind[Model], key: str, subject: str = "") -> str:
    """Describe a record for the staff who keep the ledger: an opinion with its channel.

    Not for the history: the channel would tell a member who gave an opinion.
    """
    opinion = OPINION.records(meeting).get(key) if kind.name == "opinion" else None
    if opinion and (channel := CHANNEL.records(meeting).get(opinion.channel)):
        return _describe_opinion(meeting, opinion, _shorten(channel.title))
    return describe_record_by_id(meeting, kind, key, subject)


def describe_file(meeting: Meeting, file: str) -> str:
    """Describe a file by its name and its ledger or subject."""
    name, subject = file.removesuffix(".toml"), parse_subject(file)
    if name in LEDGER_WORDS:
        return add_note(file, _(LEDGER_WORDS[name]))
    return add_note(file, meeting.name(subject)) if subject in meeting.subjects else file


def _describe_opinion(meeting: Meeting, opinion: Opinion, channel: str = "") -> str:
    who = join_names([meeting.name(one) for one in opinion.about], TITLE_NAMES_SHOWN)
    words = _("opinion about {who}").format(who=who) if who else _("opinion about nobody yet")
    day = format_day(opinion.received, meeting.settings.date.year) if opinion.received else ""
    return add_note(words, join_names([one for one in (channel, day) if one]))


def _parse_record(kind: RecordKind[Model], plain: object) -> Model | None:
    if not isinstance(plain, Mapping):
        return None
    try:
        return kind.model.model_validate(dict[str, Any](plain))
    except ValidationError:  # a history that was edited by hand holds anything
        return None


def _describe_talk(meeting: Meeting, talk: Talk) -> str:
    others = {
        "member": meeting.name(talk.partner) if talk.partner else "",
        "unit": talk.unit,
        "branch": _("their own branch"),
        "requested": talk.person,
    }
    who, other = meeting.name(talk.member), _shorten(others[talk.kind])
    words = (
        _("talk of {who} with {other}").format(who=who, other=other)
        if other
        else _("talk of {who}, {kind}").format(who=who, kind=_(TALK_WORDS[talk.kind]))
    )
    if talk.held or not talk.planned:
        return _add_date(meeting, words, talk.held)
    return add_note(words, _("planned {day}").format(day=format_day(talk.planned, meeting.settings.date.year)))


def _measure(meeting: Meeting, kind: RecordKind[Model], measure: TrackedMeasure, subject: str) -> str:
    due = format_day(measure.due, meeting.settings.date.year) if measure.due else ""
    owner = meeting.name(measure.owner) if measure.owner and measure.owner != subject else ""
    what = add_note(_(kind.title), join_names([one for one in (owner, due) if one]))
    return f"{meeting.name(subject)} · {what}" if subject else what


def _add_date(meeting: Meeting, words: str, day: date | None) -> str:
    return add_note(words, format_day(day, meeting.settings.date.year) if day else "")


def _shorten(text: str) -> str:
    return show(text, TITLE_SHOWN)
