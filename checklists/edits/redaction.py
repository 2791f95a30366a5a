"""A meeting redacted for a viewer (``--as``): others' texts are replaced by a sign, all records stay.

So what is counted over the whole meeting still is right, and whoever reads this meeting cannot tell a member what is
not meant for them. Which records are theirs, `checklists.edits.privacy` says.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar, cast

from checklists.base.model import Model
from checklists.edits.privacy import REDACTED, redact_record
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.outline import Cause, MeantSo, Measure, Outline, Problem, Round
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.ledgers.study import MadeUp, Study, StudySession
from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import LEDGERS, ChangeDays, Ledgers, Mark, Meeting, Member, Sheet

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
"""The fields with a person's words, by kind of record."""

M = TypeVar("M", bound=Model)


class _DepartedOnly(NamedTuple):
    """The history limited to a viewer: the names of departed members."""

    departed: Mapping[str, str]

    def read_change_days(self) -> ChangeDays:
        return {}

    def read_departed(self) -> Mapping[str, str]:
        return self.departed


def redact(meeting: Meeting, viewer: str) -> Meeting:
    """Return the meeting redacted for a viewer."""
    settings = meeting.settings
    members = {key: one if key == viewer else _redact_texts(one) for key, one in settings.members.items()}
    return replace(
        meeting,
        settings=_replace(settings, members=members),
        sheets={key: redact_file(meeting, viewer, sheet, key) for key, sheet in meeting.sheets.items()},
        ledgers=Ledgers(**{name: redact_file(meeting, viewer, getattr(meeting.ledgers, name)) for name in LEDGERS}),
        history=_DepartedOnly(meeting.history.read_departed()),
    )


def redact_file(meeting: Meeting, viewer: str, file: M, subject: str = "") -> M:
    """Return a ledger, or a subject's sheet, redacted for a viewer."""
    found: Model = file
    match file:
        case Sheet():
            found = _redact_sheet(meeting, viewer, subject, file)
        case Study():
            found = _redact_texts(file)
        case Opinions():
            found = _redact_opinions(meeting, viewer, file)
        case Talks():
            found = _replace(file, talks=_redact_all(meeting, viewer, file.talks))
        case Rectification():
            found = _replace(file, entries=_redact_all(meeting, viewer, file.entries))
    return cast("M", found)


def _redact_all(meeting: Meeting, viewer: str, records: dict[str, M], subject: str = "") -> dict[str, M]:
    """Return records as the viewer may see them; those not meant for them without texts."""
    return {
        key: cast("M", redact_record(meeting, viewer, one, subject)) or _redact_texts(one)
        for key, one in records.items()
    }


def _redact_sheet(meeting: Meeting, viewer: str, whose: str, sheet: Sheet) -> Sheet:
    criticisms = _redact_all(meeting, viewer, sheet.criticisms, whose)
    if whose == viewer:
        return _replace(sheet, criticisms=criticisms)
    outline = _redact_texts(sheet.outline)  # except measures that the viewer is to carry out, without their problem
    rounds = {key: _replace(one, texts={}) for key, one in outline.rounds.items()}
    measures = _redact_all(meeting, viewer, sheet.outline.measures, whose)
    outline = _replace(outline, measures=measures, rounds=rounds)
    return _replace(_redact_texts(sheet), outline=outline, criticisms=criticisms)


def _redact_opinions(meeting: Meeting, viewer: str, ledger: Opinions) -> Opinions:
    """Return the opinions redacted: those about the viewer as told to them; channels keep their counts."""
    veiled = _redact_texts(ledger)
    channels = {
        key: one if one.raw is not None else _replace(one, raw=ledger.voices.get(key, 0))
        for key, one in veiled.channels.items()
    }
    return _replace(veiled, channels=channels, opinions=_redact_all(meeting, viewer, ledger.opinions))


def _redact_texts(record: M) -> M:
    """Return a record, with all records in it, without texts."""
    texts = _TEXTS.get(type(record), ())
    return _replace(
        record,
        **{name: _hide(value) if name in texts else _veil_inside(value) for name, value in _fields(record).items()},
    )


def _veil_inside(value: Any) -> Any:
    if isinstance(value, Model):
        return _redact_texts(value)
    return {key: _veil_inside(one) for key, one in value.items()} if isinstance(value, dict) else value


def _hide(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _hide(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(_hide, value))
    return REDACTED if value else value


def _replace(record: M, **fields: Any) -> M:
    """Return a copy; `model_copy` would keep what was computed from the texts and cached."""
    return cast("M", type(record).model_construct(**{**_fields(record), **fields}))


def _fields(record: Model) -> dict[str, Any]:
    return {name: getattr(record, name) for name in type(record).model_fields}
