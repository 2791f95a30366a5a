"""What a member who opened the meeting with ``--as`` may be given of it: their own part.

Every export for a viewer is made from what is left here, whoever asks for it, so that no writer can tell a member
what is not meant for them. Records stay, so that what is counted over the whole meeting still is right; the texts
of others' records are veiled.
"""

from dataclasses import replace
from typing import Any, TypeVar, cast

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.base.model import Model
from checklists.base.text import show_word
from checklists.edits.privacy import VEIL, as_told, visible_faults
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.outline import Cause, MeantSo, Measure, Outline, Problem, Round
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.ledgers.study import MadeUp, StudySession
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Ledgers, Mark, Meeting, Member, Sheet
from checklists.readiness.duties import Readiness, SubjectReadiness
from checklists.reports.catalogue import Export
from checklists.reports.paper import Choice

_PROGRESS = ("text", "target", "progress", "evidence", "carried")
_TEXTS: dict[type[Model], tuple[str, ...]] = {
    Channel: ("note",),
    Opinion: ("text", "source", "answers"),
    Talk: ("person", "place", "said", "heard"),
    StudySession: ("note",),
    MadeUp: ("note",),
    RectificationEntry: ("problem", "origin", *_PROGRESS),
    Problem: ("text", "example"),
    Cause: ("text",),
    Measure: _PROGRESS,
    Round: ("who", "reason"),
    MeantSo: ("reason", "words"),
    Outline: ("explanations",),
    Criticism: ("text", "answer"),
    Mark: ("note", "evidence"),
    Member: ("reason",),
}
"""The fields of each kind of record that hold what somebody said."""

M = TypeVar("M", bound=Model)


def check_viewer(export: Export, choice: Choice) -> None:
    """Refuse a viewer what is not of their own part. Raises `UsageError`."""
    if choice.viewer is None:
        return
    if not export.of_member:
        raise UsageError(
            _("“{title}” is the whole meeting's: only who sees the whole meeting can write it.").format(
                title=_(export.title)
            )
        )
    if choice.member not in {None, choice.viewer}:
        raise UsageError(_("Of others nothing can be written here, only one's own part."))


def own_part(readiness: Readiness, export: Export, choice: Choice) -> tuple[Readiness, Choice]:
    """Return what an export is made from: for a viewer only their own part, else all. Raises `UsageError`."""
    check_viewer(export, choice)
    if choice.viewer is None:
        return readiness, choice
    return seen_by(readiness, choice.viewer), replace(choice, member=choice.viewer)


def seen_by(readiness: Readiness, viewer: str | None) -> Readiness:
    """Return a readiness with nothing in it that a viewer may not see; tallies stay the whole meeting's.

    Raises `UsageError` where the viewer is no member.
    """
    meeting = readiness.meeting
    if viewer is None:
        return readiness
    if viewer not in meeting.settings.members:
        raise UsageError(_("There is no member {name} on the roster.").format(name=show_word(viewer)))
    subjects = {
        key: part if key == viewer else SubjectReadiness(key, {}, part.stages, part.waited_for)
        for key, part in readiness.subjects.items()
    }
    return replace(
        readiness,
        meeting=_meeting(meeting, viewer),
        subjects=subjects,
        faults=visible_faults(readiness.faults, viewer),
    )


def _meeting(meeting: Meeting, viewer: str) -> Meeting:
    settings = meeting.settings
    members = {key: one if key == viewer else _veiled(one) for key, one in settings.members.items()}
    return Meeting(
        _changed(settings, members=members),
        meeting.checklist,
        {key: _sheet(meeting, viewer, key, sheet) for key, sheet in meeting.sheets.items()},
        _ledgers(meeting.ledgers, viewer),
    )


def _sheet(meeting: Meeting, viewer: str, whose: str, sheet: Sheet) -> Sheet:
    criticisms = {
        key: one if meeting.may_see(viewer, whose, one.to) else _veiled(one) for key, one in sheet.criticisms.items()
    }
    seen = sheet if whose == viewer else _changed(_veiled(sheet), outline=_of_another(sheet.outline, viewer))
    return _changed(seen, criticisms=criticisms)


def _of_another(outline: Outline, viewer: str) -> Outline:
    """Leave of another's outline the measures that the viewer is to carry out, not what they are against."""
    veiled = _veiled(outline)
    rounds = {key: _changed(one, texts={}) for key, one in veiled.rounds.items()}
    measures = {key: one if one.owner == viewer else veiled.measures[key] for key, one in outline.measures.items()}
    return _changed(veiled, measures=measures, rounds=rounds)


def _ledgers(ledgers: Ledgers, viewer: str) -> Ledgers:
    opinions, talks, entries = ledgers.opinions, ledgers.talks.talks, ledgers.rectification.entries
    return Ledgers(
        study=_veiled(ledgers.study),
        opinions=_opinions(opinions, viewer),
        talks=_changed(
            ledgers.talks, talks={key: one if viewer in one.pair else _veiled(one) for key, one in talks.items()}
        ),
        day=ledgers.day,
        rectification=_changed(
            ledgers.rectification,
            entries={key: one if viewer in {one.subject, one.owner} else _veiled(one) for key, one in entries.items()},
        ),
    )


def _opinions(ledger: Opinions, viewer: str) -> Opinions:
    """Leave of opinions about the viewer what they are told; what came in by a channel stays known without them."""
    veiled = _veiled(ledger)
    channels = {
        key: one if one.raw is not None else _changed(one, raw=ledger.voices.get(key, 0))
        for key, one in veiled.channels.items()
    }
    found = {
        key: as_told(viewer, one) if viewer in one.about else veiled.opinions[key]
        for key, one in ledger.opinions.items()
    }
    return _changed(veiled, channels=channels, opinions=found)


def _veiled(record: M) -> M:
    """Return a record, with all records in it, without its texts."""
    texts = _TEXTS.get(type(record), ())
    return _changed(
        record,
        **{name: _hidden(value) if name in texts else _inside(value) for name, value in _fields(record).items()},
    )


def _inside(value: Any) -> Any:
    if isinstance(value, Model):
        return _veiled(value)
    return {key: _inside(one) for key, one in value.items()} if isinstance(value, dict) else value


def _hidden(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _hidden(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_hidden, value))
    return VEIL if value else value


def _changed(record: M, **fields: Any) -> M:
    """Return a copy; not with `model_copy`, which would take along what was counted from the texts and remembered."""
    return cast("M", type(record).model_construct(**{**_fields(record), **fields}))


def _fields(record: Model) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}
