"""Edits that add, change and remove records, with the references to them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from secrets import token_hex
from typing import Any, TypeVar

from pydantic import ValidationError

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.faults import Fault, convert_errors
from checklists.base.language import _, join_names, ngettext
from checklists.base.model import Model
from checklists.base.suggestions import find_near_names, suggest_names
from checklists.base.text import show_word
from checklists.edits.change import Change, Edit, find_differences, list_later_keys
from checklists.model.file_names import MEMBERS_FOLDER, get_ledger_file, get_sheet_file
from checklists.model.ledgers.opinions import BY_SUBJECT, Opinion
from checklists.model.meeting import Meeting
from checklists.records.constraints import find_violations
from checklists.records.kinds import KINDS, KindName, RecordKind, is_known
from checklists.records.titles import describe_record, describe_record_by_id
from checklists.records.values import FieldError

RecordPlace = tuple[RecordKind[Model], str, str]
"""A record's place: its kind, its subject (empty for a ledger), its id."""
Gone = set[tuple[KindName, str, str]]
T = TypeVar("T", bound=Model)


def validate_record(
    meeting: Meeting, kind: RecordKind[T], values: Mapping[str, Any], subject: str = "", old: Model | None = None
) -> tuple[T | None, list[FieldError]]:
    """Return the record with these values, and all errors; ``None`` as a value is the field's default.

    Violations of fields that no form shows are left out: who was at a session or claimed an opinion is entered
    elsewhere. So are those that the `old` record has already.
    """
    try:
        record = kind.model.model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        return None, [_field_error(kind, fault) for fault in convert_errors(error, "", kind.model)]
    known = set(find_violations(meeting, old, subject)) if old else set()
    labels = {field.name: _(field.label) for field in kind.fields}
    return record, [
        FieldError(one.field, labels[one.field], one.problem)
        for one in find_violations(meeting, record, subject)
        if one.field in labels and one.code != "departed-member" and one not in known
    ]


def add_record(
    meeting: Meeting,
    kind: RecordKind[Model],
    values: Mapping[str, Any],
    subject: str = "",
    under: str = "",
    taken: Container[str] = (),
) -> tuple[str, Edit]:
    """Return a new record's id and the edit to add it; `under` is a cause's problem or a measure's cause.

    `taken` are ids that other edits made together with this one give away.

    Raises `InvalidEditError` where a value does not fit, `UsageError` where such a record has no place.
    """
    _refuse_misplaced(meeting, kind, subject)
    record, wrong = validate_record(meeting, kind, values, subject)
    if record is None or wrong:
        raise InvalidEditError(_("; ").join(map(str, wrong)))
    known = kind.records(meeting, subject)
    key = kind.prefix + token_hex(2)
    while key in known or key in taken:
        key = kind.prefix + token_hex(3)
    changes = [Change(_file(kind, subject), (*kind.path, key), None, record.plain())]
    if under:
        if kind.name not in _HOLDERS:
            raise UsageError(_("There is no record {id}.").format(id=show_word(under)))
        holder, field = _HOLDERS[kind.name]
        changes += _linked(meeting, KINDS[holder], subject, under, field, key)
    return key, Edit(tuple(changes), describe_record(meeting, kind, record, subject))


def change_record(
    meeting: Meeting,
    kind: RecordKind[Model],
    key: str,
    values: Mapping[str, Any],
    subject: str = "",
    seen: Model | None = None,
) -> Edit:
    """Change fields of a record; `seen` is the record as the form showed it.

    What was wrong with it before and is not touched does not stand in the way: it stays a fault until it is mended.

    Raises `UsageError` where there is no such record, `InvalidEditError` where a value does not fit.
    """
    old = seen or find_record(meeting, kind, key, subject)
    whole = {**{name: getattr(old, name) for name in kind.model.model_fields}, **values}
    if isinstance(old, Opinion):
        whole.update(_without(old, set(old.about) - set(whole["about"] or ())))
    new, wrong = validate_record(meeting, kind, whole, subject, old)
    if new is None or wrong:
        raise InvalidEditError(_("; ").join(map(str, wrong)))
    path = (*kind.path, key)
    changes = find_differences(_file(kind, subject), old.plain(), new.plain(), path)
    return Edit(
        tuple(Change(one.file, one.path, one.before, one.after, one.later, len(path)) for one in changes),
        describe_record(meeting, kind, new, subject),
    )


def _without(opinion: Opinion, gone: set[str]) -> dict[str, Any]:
    """Return feedback, claims and answers without those of subjects the opinion is no longer about."""
    tables: dict[str, Mapping[str, Any]] = {name: getattr(opinion, name) for name in BY_SUBJECT}
    return {name: {key: one for key, one in table.items() if key not in gone} for name, table in tables.items()}


def remove_records(meeting: Meeting, places: Sequence[RecordPlace]) -> Edit:
    """Remove records and all references to them.

    Raises `UsageError` where one is not there, or where what refers to it cannot be read.
    """
    gone: Gone = {(kind.name, subject, key) for kind, subject, key in places}
    if any(kind.name in _NAMED_ON_SHEETS for kind, _subject, _key in places):
        refuse_unread(
            meeting, {MEMBERS_FOLDER, *map(get_sheet_file, meeting.sheets), *map(get_sheet_file, meeting.subjects)}
        )
    changes = []
    for kind, subject, key in places:
        old = find_record(meeting, kind, key, subject)
        later = list_later_keys(kind.records(meeting, subject), key)
        changes.append(Change(_file(kind, subject), (*kind.path, key), old.plain(), None, later))
    changes += _unlinked(meeting, gone)
    if len(places) == 1:
        kind, subject, key = places[0]
        return Edit(tuple(changes), describe_record_by_id(meeting, kind, key, subject))
    count = len(places)
    return Edit(tuple(changes), ngettext("{count} record", "{count} records", count).format(count=count))


def refuse_unread(meeting: Meeting, files: Iterable[str]) -> None:
    """Raise `UsageError` if a file that may refer to the records is missing or unreadable."""
    found = sorted({*files} & meeting.faulty)
    if found:
        sentence = _(
            "Not removed: {files} is missing, or cannot be read as a whole, and may refer to it; then it would refer "
            "to nothing. Mend that first: huiqian check"
        )
        raise UsageError(sentence.format(files=join_names(found, 3)))


def find_record(meeting: Meeting, kind: RecordKind[T], key: str, subject: str = "") -> T:
    """Return a record. Raises `UsageError` if it is missing."""
    found = kind.records(meeting, subject).get(key)
    if found is None:
        raise make_unknown_record_error(key, kind.records(meeting, subject))
    return found


def make_unknown_record_error(key: str, known: Iterable[str]) -> UsageError:
    """Make the error that there is no such record; it offers the ids that begin so, or are near."""
    ids = [*known]
    near = [one for one in ids if one.startswith(key)] or find_near_names(key, ids)
    return UsageError(_("There is no record {id}.").format(id=show_word(key)) + suggest_names(near))


def set_value(
    meeting: Meeting, kind: RecordKind[Model], key: str, path: tuple[str, ...], value: Any, subject: str = ""
) -> list[Change]:
    """Return the change of one value within a record, such as the day an opinion was claimed."""
    if isinstance(value, list):
        value = tuple(value)  # as models hold it, so that comparing with the disk works
    beside: Any = None
    found: Any = find_record(meeting, kind, key, subject).plain()
    for part in path:
        beside, found = found, found.get(part) if isinstance(found, dict) else None
    if found == value:
        return []
    place = (*kind.path, key)
    later = list_later_keys(beside, path[-1]) if value is None and isinstance(beside, dict) else ()
    return [Change(_file(kind, subject), (*place, *path), found, value, later, len(place))]


def _refuse_misplaced(meeting: Meeting, kind: RecordKind[Model], subject: str) -> None:
    """Raise `UsageError` if such a record cannot be on this subject's sheet."""
    if subject in kind.owners(meeting):
        return
    if subject and not is_known(meeting, subject):
        raise UsageError(_("There is no member {id} on the roster.").format(id=show_word(subject)))
    raise UsageError(_("{what}: say whose it is.").format(what=_(kind.title)))


def _file(kind: RecordKind[Model], subject: str) -> str:
    return get_ledger_file(kind.ledger) if kind.ledger else get_sheet_file(subject)


_NAMED_ON_SHEETS: frozenset[KindName] = frozenset({"opinion", "text", "session"})
"""Records of ledgers with references from sheets."""
_HOLDERS: dict[str, tuple[KindName, str]] = {"cause": ("problem", "causes"), "measure": ("cause", "measures")}
"""The kind above a record, and its field of references."""
_REFERENCES: dict[KindName, tuple[tuple[KindName, str], ...]] = {
    "text": (("session", "texts"),),
    "channel": (("opinion", "channel"),),
    "opinion": (("problem", "answers"),),
    "cause": (("problem", "causes"),),
    "measure": (("cause", "measures"),),
}
"""The kinds and fields that refer to a kind of record."""


def _linked(meeting: Meeting, kind: RecordKind[Model], subject: str, key: str, field: str, new: str) -> list[Change]:
    old = getattr(find_record(meeting, kind, key, subject), field)
    return set_value(meeting, kind, key, (field,), [*old, new], subject)


def _unlinked(meeting: Meeting, gone: Gone) -> list[Change]:
    """Return the changes to remove references from the remaining records."""
    changes: list[Change] = []
    for of, references in _REFERENCES.items():
        for name, field in references if any(kind == of for kind, *_rest in gone) else ():
            holder = KINDS[name]
            for owner in holder.owners(meeting):
                dropped = {key for kind, subject, key in gone if kind == of and subject in {owner, ""}}
                for key, record in holder.records(meeting, owner).items():
                    named = getattr(record, field)
                    if (name, owner, key) in gone or not named:
                        continue
                    if isinstance(named, str):
                        changes += set_value(meeting, holder, key, (field,), None, owner) if named in dropped else []
                    elif dropped & set(named):
                        left = [one for one in named if one not in dropped]
                        changes += set_value(meeting, holder, key, (field,), left or None, owner)
    return changes + _unstudied(meeting, gone)


def _unstudied(meeting: Meeting, gone: Gone) -> list[Change]:
    """Return the changes that remove texts and sessions from the members' own study."""
    changes = []
    for kind, _subject, key in gone:
        table = {"text": "read", "session": "made_up"}.get(kind)
        for member in meeting.settings.members if table else ():
            own = getattr(meeting.sheet(member).study, str(table))
            if key in own:
                before = own[key].plain() if isinstance(own[key], Model) else own[key]
                changes.append(
                    Change(get_sheet_file(member), ("study", str(table), key), before, None, list_later_keys(own, key))
                )
    return changes


def _field_error(kind: RecordKind[Model], fault: Fault) -> FieldError:
    # files have keys, forms and commands have fields: one left out is empty
    problem = _("this must not be empty") if fault.code == "missing-key" else fault.problem
    name = fault.place.split(".")[0]
    return FieldError(name, next((_(one.label) for one in kind.fields if one.name == name), name), problem)
